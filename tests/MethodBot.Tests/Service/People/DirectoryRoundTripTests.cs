using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Demonstration;
using MethodBot.Service.Exports;
using MethodBot.Service.Imports;
using MethodBot.Service.People;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Service.People;

/// <summary>What an export writes, an import reads back: whatever the directories hold, nothing changes.</summary>
public sealed class DirectoryRoundTripTests : IDisposable
{
    private static readonly string[] Words =
        ["Школа", "№ 5", "«Ёлочка»", "=1+1", "+7", "-", "'имени", "@дом", "творчества;", "мира,", "\"Сказка\"", "5а", "СОШ", "лицей", "  двойной  пробел", "ДО"];

    private readonly ImportStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(ExportFormat.Xlsx)]
    [InlineData(ExportFormat.Csv)]
    public void The_invented_town_goes_out_and_in_again_unchanged(ExportFormat format)
    {
        FillTown();
        _store.Execute("""
            UPDATE organization SET code = 'К-' || id, municipality = 'Новый Бор', closed_at = CASE WHEN id % 7 = 0 THEN 1790000000000 END;
            INSERT OR IGNORE INTO role (person_id, role, organization_id, granted_at) SELECT id, 'coordinator', 3, 1 FROM person WHERE surname = 'Тимофеева';
            INSERT OR IGNORE INTO role (person_id, role, organization_id, granted_at) SELECT id, 'head', NULL, 1 FROM person WHERE surname = 'Громова';
            UPDATE methodist SET is_deputy = 1 WHERE direction_id = 'young';
            INSERT INTO methodist_level (person_id, direction_id, level) SELECT person_id, direction_id, 'primary' FROM methodist WHERE direction_id <> 'attestation';
            """);
        RoundTrip(format);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_stands_in_the_directories_goes_out_and_in_again_unchanged(int seed)
    {
        var random = new Random(seed);
        using (var connection = _store.Store.OpenConnection())
        {
            foreach (var id in Enumerable.Range(1, 60))
            {
                connection.Execute(
                    "INSERT INTO organization (kind, name, search, sort, aliases, code, closed_at) VALUES (@kind, @name, '', @id, @aliases, @code, @closed)",
                    new
                    {
                        kind = random.GetItems(["school", "kindergarten", "extra"], 1)[0],
                        name = $"{Text(random)} {id}",
                        id,
                        aliases = string.Join("; ", Enumerable.Range(0, random.Next(3)).Select(_ => Text(random).Replace(";", "", StringComparison.Ordinal))),
                        code = random.Next(2) == 0 ? null : $"{Pick(random, "ИНН ", "-", "=", "'+", "К-")}{id}",
                        closed = random.Next(4) == 0 ? random.NextInt64(1_000_000_000_000, 1_790_000_000_000) : (long?)null,
                    });
                connection.Execute(
                    """
                    INSERT INTO person (id, surname, first_name, patronymic, created_at) VALUES (@id, @surname, @first, @patronymic, 1);
                    INSERT INTO job (person_id, organization_id, organization_text, position, area, is_main) VALUES (@id, @organization, @typed, @position, @area, 1);
                    """,
                    new
                    {
                        id,
                        surname = random.Next(5) == 0 ? null : Pick(random, "Лебедева", "Орлова", "Иванова-Петрова"),
                        first = Pick(random, "Мария", "Анна", "Пётр"),
                        patronymic = random.Next(3) == 0 ? null : Pick(random, "Петровна", "Гасан Оглы"),
                        organization = random.Next(3) == 0 ? (int?)null : random.Next(1, id + 1),
                        // Not one of the directory: that would be recognised, and the person would belong to it.
                        typed = random.Next(3) == 0 ? Text(random) + " за рекой" : null,
                        position = Text(random),
                        area = random.Next(2) == 0 ? null : Text(random),
                    });
            }

            // Nobody has both: what a person typed stands for what the directory lacks.
            connection.Execute("UPDATE job SET organization_text = NULL WHERE organization_id IS NOT NULL");
        }

        RoundTrip(ExportFormat.Xlsx);
        RoundTrip(ExportFormat.Csv);
    }

    [Fact]
    public void Numbers_of_another_store_mean_nothing_in_this_one()
    {
        FillTown();
        using var other = new ImportStore();
        var report = other.ImportFile(
            new OrganizationImport(), Export(ExportFormat.Csv, "organizations.csv", connection => DirectoryExport.Organizations(connection, _store.Moment.Clock)));
        report.IsWritten.ShouldBeFalse();
        report.Lines().First().ShouldBe("строка 2: Дворец творчества; Номер в боте: в базе нет записи 40. Очистите эту ячейку, если запись новая");
    }

    private void RoundTrip(ExportFormat format)
    {
        var before = Everything();
        var organizations = _store.ImportFile(
            new OrganizationImport(), Export(format, $"organizations.{format}", connection => DirectoryExport.Organizations(connection, _store.Moment.Clock)));
        organizations.Lines().Where(line => line.StartsWith("строка", StringComparison.Ordinal)).ShouldBeEmpty();
        organizations.Plan.Rows.ShouldAllBe(row => row.Change == RowChange.Unchanged);
        var people = _store.ImportFile(new PersonImport(), Export(format, $"people.{format}", DirectoryExport.People));
        people.Lines().Where(line => line.StartsWith("строка", StringComparison.Ordinal)).ShouldBeEmpty();
        people.Plan.Rows.ShouldAllBe(row => row.Change == RowChange.Unchanged);
        organizations.Plan.Rows.Length.ShouldBeGreaterThan(5);
        people.Plan.Rows.Length.ShouldBeGreaterThan(5);
        Everything().ShouldBe(before);
    }

    private List<string> Everything() =>
    [
        .. new[] { "organization", "person", "job", "role", "methodist", "methodist_level", "direction" }.SelectMany(table => _store.Rows($"SELECT '{table}', * FROM {table} ORDER BY 2, 3, 4")),
    ];

    private string Export(ExportFormat format, string name, Func<Microsoft.Data.Sqlite.SqliteConnection, ExportTable> read)
    {
        using var connection = _store.Store.OpenConnection();
        using var file = File.Create(_store.Files.Path(name));
        TableWriter.Write(read(connection), format, file);
        return file.Name;
    }

    private void FillTown()
    {
        using var connection = _store.Store.OpenConnection();
        using var commit = connection.BeginTransaction();
        using var transaction = new StoreTransaction(connection);
        DemonstrationData.Fill(transaction, _store.Moment.Clock, _store.Moment.Now);
        commit.Commit();
    }

    // Spaces as an import would have left them, and never a dash alone, which says that there is nothing.
    private static string Text(Random random) =>
        string.Join(' ', string.Join(' ', random.GetItems(Words, random.Next(2, 5))).Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " дом";

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
