using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>A store of every earlier schema, with rows in it, as this program finds it: nothing may be lost on the way.</summary>
public sealed class EarlierStoreTests : IDisposable
{
    // Tables that were given up, and what they held with them.
    private static readonly string[] Retired = ["consultation_current"];

    private readonly TemporaryStore _temporary = new();

    public static TheoryData<string> Stores => [.. Directory.GetFiles(Folder, "*.sql").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "tests", "MethodBot.IntegrationTests", "Storage", "Earlier");

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_store_of_an_earlier_program_opens_with_everything_in_it(string store)
    {
        Write(store);
        string[] everywhere = ["person", "account", "consent", "job", "organization", "registration", "response", "response_answer", "consultation", "consultation_message", "consultation_file"];
        everywhere.ShouldAllBe(table => Count(table) > 0);
        var before = ReadTables().Except(Retired, StringComparer.Ordinal).ToDictionary(table => table, Count, StringComparer.Ordinal);

        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        using (Store.Open(_temporary.Path, services.GetRequiredService<SliceSet>().Schemas, exclusive: false))
        {
        }

        // Rules that came later may add rows; none takes any away.
        before.Where(table => Count(table.Key) < table.Value).ShouldBeEmpty();
        using var connection = Open();
        connection.Query("PRAGMA foreign_key_check").ShouldBeEmpty();
        connection.QuerySingle<string>("PRAGMA integrity_check").ShouldBe("ok");
        // What the newer rules read: a place that was taken is taken, and every account is somebody's.
        connection.ExecuteScalar<long>("SELECT count(*) FROM registration WHERE cancelled_at IS NULL AND placed_at IS NULL").ShouldBe(0);
        connection.ExecuteScalar<long>("SELECT count(*) FROM event WHERE id NOT IN (SELECT event_id FROM event_session)").ShouldBe(0);
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM account a
            WHERE NOT EXISTS (SELECT 1 FROM account_sharer s WHERE s.messenger = a.messenger AND s.account = a.account AND s.person_id = a.person_id)
            """).ShouldBe(0);
        connection.QuerySingle<(string, string)>("SELECT subject, messenger FROM response").ShouldBe(("", "telegram"));
    }

    [Fact]
    public void A_question_that_asked_by_the_keyboard_under_the_field_still_does()
    {
        Write("store-4");

        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        using (Store.Open(_temporary.Path, services.GetRequiredService<SliceSet>().Schemas, exclusive: false))
        {
        }

        using var connection = Open();
        connection.Query<(string, long)>("SELECT chat, screen_open FROM conversation ORDER BY chat").ShouldBe([("2001", 2), ("3001", 1)]);
    }

    public void Dispose() => _temporary.Dispose();

    private void Write(string store)
    {
        using var connection = Open();
        SQLitePCL.raw.sqlite3_exec(connection.Handle, File.ReadAllText(Path.Combine(Folder, store + ".sql")), out var error).ShouldBe(SQLitePCL.raw.SQLITE_OK, error);
    }

    private List<string> ReadTables()
    {
        using var connection = Open();
        return [.. connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table'")];
    }

    private long Count(string table)
    {
        using var connection = Open();
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM \"{table}\"");
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _temporary.Path, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }
}
