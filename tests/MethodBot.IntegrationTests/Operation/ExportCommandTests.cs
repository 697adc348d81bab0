using System.Text.Json;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

public sealed class ExportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-export-").FullName;

    private string StorePath => Path.Combine(_folder, "methodbot.db");

    public ExportCommandTests()
    {
        TownStore.Fill(StorePath);
        // A command takes its settings from appsettings.json of the folder where it is given.
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), JsonSerializer.Serialize(new { Dialogs = new { Path = Repository.CopyDialogs(_folder) } }));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_ending_of_the_name_says_the_format_where_nothing_else_does()
    {
        foreach (var (name, begins) in new[] { ("a.json", "["), ("a.csv", "\ufeffНомер"), ("a.xlsx", "PK") })
        {
            var exit = await RunAsync("export", "organizations", "--out", name);
            exit.Code.ShouldBe(0, exit.Output);
            var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name));
            System.Text.Encoding.UTF8.GetString(bytes).ShouldStartWith(begins);
        }

        (await RunAsync("export", "organizations", "--out", "b.xlsx", "--format", "json")).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "b.xlsx"))).ShouldStartWith("[");
    }

    [Fact]
    public async Task People_of_the_town_are_written_with_their_jobs_and_directions()
    {
        (await RunAsync("export", "people", "--out", "people.json")).Code.ShouldBe(0);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, "people.json")));
        var rows = json.RootElement.EnumerateArray().ToList();
        rows.Count.ShouldBe((int)TownStore.Count(StorePath, "SELECT count(*) FROM person WHERE first_name IS NOT NULL"));
        var belova = rows.Single(row => row.GetProperty("surname").GetString() == "Белова");
        belova.GetProperty("role").GetString()!.ShouldContain("методист");
        belova.GetProperty("directions").GetString()!.ShouldContain("Начальные классы");
        rows.Single(row => row.GetProperty("surname").GetString() == "Тимофеева").GetProperty("organization").GetString().ShouldBe("Детский сад № 5 «Берёзка»");
    }

    [Theory]
    [InlineData("registrations")]
    [InlineData("consultations")]
    [InlineData("consultations", "--from", "2026-09-01", "--to", "2026-12-31")]
    [InlineData("deficits")]
    public async Task Every_table_can_be_written_in_every_format(string table, params string[] options)
    {
        foreach (var name in new[] { "a.json", "a.csv", "a.xlsx" })
        {
            var exit = await RunAsync(["export", table, .. options, "--out", name]);
            exit.Code.ShouldBe(0, exit.Output);
            exit.Output.ShouldContain($"written: {Path.Combine(_folder, name)}");
        }
    }

    [Fact]
    public async Task A_day_that_is_none_is_told()
    {
        var exit = await RunAsync("export", "consultations", "--from", "вчера", "--out", "a.csv");
        exit.ShouldBeAMessageFor("--from \"вчера\" is no day");
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "taken.xlsx", "inside"));
        (await RunAsync("export", "people", "--out", "taken.xlsx")).ShouldBeAMessageFor("taken.xlsx cannot be written");
        Directory.EnumerateFiles(_folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_told() => (await BotProcess.RunAsync(
        _folder, ["export", "people", "--out", "a.xlsx", "--store", "nowhere.db"])).ShouldBeAMessageFor("there is no store at");

    private Task<BotExit> RunAsync(params string[] words) => BotProcess.RunAsync(_folder, [.. words, "--store", StorePath]);
}
