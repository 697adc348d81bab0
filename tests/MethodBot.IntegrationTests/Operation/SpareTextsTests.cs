using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>An installation keeps its own texts.yaml, and the program goes on getting new sentences.</summary>
public sealed class SpareTextsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-texts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sentence_that_is_newer_than_the_installation_is_no_fault_and_is_named()
    {
        var texts = Path.Combine(Repository.CopyDialogs(_folder), "texts.yaml");
        var lines = await File.ReadAllLinesAsync(texts);
        var cut = lines.Where(line => !line.StartsWith("  too_many: Сообщений", StringComparison.Ordinal)).ToList();
        cut.Count.ShouldBe(lines.Length - 1);
        await File.WriteAllLinesAsync(texts, cut);
        var exit = await BotProcess.RunAsync(_folder, ["check", "dialogs"]);
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("lacks 1 sentence(s) of this program, so its own are said: ");
        exit.Output.ShouldContain(".too_many");
    }
}
