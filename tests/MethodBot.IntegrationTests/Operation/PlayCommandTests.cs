using MethodBot.IntegrationTests.Kit;
using MethodBot.IntegrationTests.Operation.Transcripts;

namespace MethodBot.IntegrationTests.Operation;

/// <summary><c>methodbot play</c> as a process, its input a file.</summary>
public sealed class PlayCommandTests : IDisposable
{
    private readonly SmallDialogs _dialogs = new();

    public void Dispose() => _dialogs.Dispose();

    [Fact]
    public async Task What_was_typed_becomes_a_scenario_that_passes_and_can_fail()
    {
        var file = Path.Combine(_dialogs.Folder, "polls", "poll.transcript");
        var exit = await PlayAsync("#1\nперезапуск\nМурка\n", "poll", "--as", "7002", "--title", "Кот Мурка", "--record", file);
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("> [Кот]");
        exit.Output.ShouldNotContain('\e');
        exit.Output.ShouldContain($"recorded: {file}");
        (await File.ReadAllTextAsync(file)).ShouldStartWith("# Кот Мурка\nкто: vk 7002\n\nдиалог: poll\nбот:\n  Кто у Вас живёт?\n");

        var test = await BotProcess.RunAsync(_dialogs.Root, ["test", _dialogs.Folder]);
        test.Code.ShouldBe(0, test.Output);
        test.Output.ShouldContain("1 passed, 0 failed");

        _dialogs.Write("polls/poll.yaml", (await File.ReadAllTextAsync(Path.Combine(_dialogs.Folder, "polls", "poll.yaml"))).Replace("Как зовут?", "Имя?", StringComparison.Ordinal));
        var changed = await BotProcess.RunAsync(_dialogs.Root, ["test", _dialogs.Folder]);
        changed.Code.ShouldBe(1, changed.Output);
        changed.Output.ShouldContain("Кот Мурка");
    }

    [Fact]
    public async Task A_dialog_that_is_not_there_is_told_with_the_one_that_is_meant() =>
        (await PlayAsync("", "pol")).ShouldBeAMessageFor("there is no dialog \"pol\". Did you mean \"poll\"?", "There are: ask, poll, seminar, start.");

    [Fact]
    public async Task A_dialog_that_takes_a_value_is_opened_with_one()
    {
        (await PlayAsync("", "seminar")).ShouldBeAMessageFor("takes a value (event)");
        (await PlayAsync("", "poll", "3")).ShouldBeAMessageFor("takes no value");
        var exit = await PlayAsync("", "seminar", "1");
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("Записали: Оценивание в начальной школе.");
    }

    [Fact]
    public async Task Faults_of_the_dialogs_are_told_all_at_once()
    {
        _dialogs.Write("polls/poll.yaml", "dialog: poll\ntitle: Опрос\nsteps:\n  - sya: Привет\n  - ask: pet\n    text: Кто?\n    type: txt\n");
        (await PlayAsync("", "poll")).ShouldBeAMessageFor("dialogs/polls/poll.yaml:4:5:", "dialogs/polls/poll.yaml:7:11:");
    }

    [Fact]
    public async Task A_wrong_line_of_the_input_is_told_and_fails() => (await PlayAsync("[Кит]\n", "poll")).ShouldBeAMessageFor("нет кнопки «Кит».");

    [Fact]
    public async Task A_file_that_is_no_transcript_is_refused_before_anything_is_played()
    {
        var exit = await PlayAsync("", "poll", "--record", "poll.txt");
        exit.ShouldBeAMessageFor("poll.txt is not named as a transcript", "poll.transcript");
        exit.Output.ShouldNotContain("Кто у Вас живёт?");
    }

    private async Task<BotExit> PlayAsync(string typed, params string[] arguments)
    {
        var input = Path.Combine(_dialogs.Root, "typed");
        await File.WriteAllTextAsync(input, typed);
        return await BotProcess.RunAsync(_dialogs.Root, ["play", .. arguments], ["sh", "-c", "exec \"$@\" < \"$0\"", input]);
    }
}
