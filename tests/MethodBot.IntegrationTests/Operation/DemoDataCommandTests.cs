using System.Text.Json;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

public sealed class DemoDataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-demo-").FullName;

    private string StorePath => Path.Combine(_folder, "trial.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_empty_store_is_filled_once_and_marked()
    {
        var exit = await RunAsync("demo-data", "--store", StorePath);
        exit.Code.ShouldBe(0, exit.Output);
        TownStore.Count(StorePath, "SELECT count(*) FROM organization").ShouldBe(42);
        TownStore.Count(StorePath, "SELECT count(*) FROM meta WHERE key = 'demonstration'").ShouldBe(1);
        (await RunAsync("demo-data", "--store", StorePath)).ShouldBeAMessageFor("holds the invented town already");
        TownStore.Count(StorePath, "SELECT count(*) FROM organization").ShouldBe(42);
    }

    [Fact]
    public async Task Without_a_token_the_store_of_the_sandbox_is_filled()
    {
        (await RunAsync("demo-data")).Code.ShouldBe(0);
        TownStore.Count(Path.Combine(_folder, "data", "sandbox", "methodbot.db"), "SELECT count(*) FROM organization").ShouldBe(42);
    }

    [Fact]
    public async Task A_store_that_holds_something_is_refused_and_stays_as_it_is()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "школы.csv"), "Название\nШкола № 5\n");
        (await RunAsync("import", "organizations", "школы.csv", "--store", StorePath)).Code.ShouldBe(0);
        (await RunAsync("demo-data", "--store", StorePath)).ShouldBeAMessageFor("is not empty");
        TownStore.Count(StorePath, "SELECT count(*) FROM organization").ShouldBe(1);
        TownStore.Count(StorePath, "SELECT count(*) FROM meta WHERE key = 'demonstration'").ShouldBe(0);
    }

    [Fact]
    public async Task With_a_token_the_store_of_real_people_is_never_filled_by_leaving_out_a_word()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "appsettings.json"), JsonSerializer.Serialize(new { Telegram = new { Token = "7000000009:AAH-nobodys-token-but-secret" } }));
        (await RunAsync("demo-data")).ShouldBeAMessageFor("is for real people", "--store FILE");
        File.Exists(Path.Combine(_folder, "data", "methodbot.db")).ShouldBeFalse();
        (await RunAsync("demo-data", "--store", StorePath)).Code.ShouldBe(0);
    }

    private Task<BotExit> RunAsync(params string[] words) => BotProcess.RunAsync(_folder, words);
}
