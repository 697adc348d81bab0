using MethodBot.Conversations.Storage;
using MethodBot.Service.People;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Service.People;

public sealed class PersonInvitationsTests : IDisposable
{
    private readonly ImportStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Everybody_without_an_account_gets_one_invitation_and_keeps_it()
    {
        _store.Import(new OrganizationImport(), "Название\nШкола № 5");
        _store.Import(new PersonImport(), "ФИО;Организация;Должность\nЛебедева Мария Петровна;Школа № 5;Учитель\nКотова Анна;Школа № 5;Завуч\nОрлов Пётр;Школа № 5;Учитель");
        _store.Execute("""
            INSERT INTO account (messenger, account, person_id, linked_at) VALUES ('vk', '7001', 3, 1);
            INSERT INTO account_sharer (messenger, account, person_id, linked_at) VALUES ('vk', '7001', 3, 1);
            """);
        var first = Issue();
        first.Select(row => row[0]).ShouldBe(["Котова Анна", "Лебедева Мария Петровна"]);
        first.ShouldAllBe(row => row[1] == "Школа № 5" && row[2]!.Length == 10 && row[3] == $"link invite-{row[2]}" && row[4] == "06.12.2026");
        Issue().ShouldBe(first);
        _store.Rows("SELECT role, person_id FROM invitation ORDER BY person_id").ShouldBe(["person|1", "person|2"]);
    }

    private List<string?[]> Issue()
    {
        using var connection = _store.Store.OpenConnection();
        using var commit = connection.BeginTransaction();
        using var transaction = new StoreTransaction(connection);
        var table = PersonInvitations.Issue(transaction, new RandomCodeSource(), _store.Moment.Clock, _store.Moment.Now, payload => $"link {payload}");
        commit.Commit();
        return [.. table.Rows.Select(row => row.ToArray())];
    }
}
