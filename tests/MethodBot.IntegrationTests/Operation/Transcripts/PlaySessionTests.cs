using System.Text;
using MethodBot.Host;
using MethodBot.Host.Transcripts;

namespace MethodBot.IntegrationTests.Operation.Transcripts;

/// <summary>What is typed, what is shown for it, and what is recorded.</summary>
public sealed class PlaySessionTests : IDisposable
{
    private readonly SmallDialogs _dialogs = new();

    public void Dispose() => _dialogs.Dispose();

    private string Recording => Path.Combine(_dialogs.Root, "recorded.transcript");

    [Fact]
    public async Task A_button_is_pressed_by_its_number_or_its_label_and_anything_else_is_a_message()
    {
        var output = await PlayAsync("#1", "[2]", "Мурка", "[Опрос]", "2", "выход", "меню");
        output.ShouldContain("  [1] Кот  [2] Пёс  [3] ☰ Меню\n\n> [Кот]\n");
        output.ShouldContain("\n> [☰ Меню]\n");
        output.ShouldContain("\n> Мурка\n");
        output.ShouldContain("\n> [Опрос]\n");
        output.ShouldEndWith("\n> 2\nбот:\n  Как зовут?\n  [1] ← Назад  [2] ☰ Меню\n");
    }

    [Fact]
    public async Task Where_number_and_label_disagree_the_number_is_asked_for()
    {
        await EditPollAsync("{ cat: Кот, dog: Пёс }", "{ two: \"2\", one: \"1\", many: \"7\" }");
        var output = await PlayInteractiveAsync("[1]", "[7]", "назад", "#1");
        output.ShouldContain("! «1» — и номер кнопки, и надпись кнопки № 2. Напишите «#1» или «#2».");
        output.ShouldContain("\ntelegram 2001> бот (правит):\n  Как зовут?\n");
        output.ShouldEndWith("telegram 2001> \n> [2]\nбот (правит):\n  Как зовут?\n  [1] ← Назад  [2] ☰ Меню\n\ntelegram 2001> ");
    }

    [Fact]
    public async Task Who_sits_there_may_correct_what_was_not_understood_and_nothing_of_it_is_recorded()
    {
        var output = await PlayInteractiveAsync(["#9", "[Кит]", "дата: завтра", "правка poll.yaml: «type: text» → «type: txt»", "[Кот]"], Record());
        output.ShouldContain("! нет кнопки № 9.");
        output.ShouldContain("! нет кнопки «Кит».");
        output.ShouldContain("! «дата: завтра»");
        output.ShouldContain("! с этой правкой в диалогах ошибки:");
        Directives().ShouldBe(["кто: telegram 2001", "диалог: poll", "> [Кот]"]);
    }

    [Fact]
    public async Task An_input_that_nobody_can_correct_ends_at_its_first_wrong_line()
    {
        (await Should.ThrowAsync<TranscriptException>(() => PlayAsync(["[Кит]", "[Кот]"], Record()))).Message.ShouldBe("нет кнопки «Кит».");
        Directives().ShouldBe(["кто: telegram 2001", "диалог: poll"]);
    }

    [Fact]
    public async Task What_the_player_knows_is_sent_to_the_bot_behind_an_arrow()
    {
        var output = await PlayAsync("?", "> ?", "[Кот]", "> выход");
        output.ShouldContain("Пишите, как в телефоне");
        output.ShouldContain("\n> ?\nбот:\n");
        output.ShouldContain("\n> выход\nбот:\n  Записали: выход.\n");
    }

    [Fact]
    public async Task A_prompt_names_who_acts_and_what_was_typed_is_not_repeated()
    {
        var output = await PlayInteractiveAsync("кто: vk 7002", "меню", "#1");
        output.ShouldStartWith("«?» — подсказка, «выход» — закончить.\n");
        output.ShouldContain("\ntelegram 2001> \nvk 7002> бот:\n  Чем помочь?\n");
        output.ShouldContain("\nvk 7002> \n> [Опрос]\nбот (правит):\n");
    }

    [Fact]
    public async Task Bold_text_is_bold_only_where_the_terminal_draws_it()
    {
        await EditPollAsync("Кто у Вас живёт?", "\"**Кто** у Вас живёт?\"");
        (await PlayAsync()).ShouldContain("\n  Кто у Вас живёт?\n");
        var output = new StringWriter();
        await RunAsync(new PlayTerminal(new StringReader(""), output, IsInteractive: false, HasStyles: true), null);
        output.ToString().ShouldContain("\n  \e[1mКто\e[22m у Вас живёт?\n");
    }

    [Fact]
    public async Task Buttons_of_somebody_else_have_numbers_for_when_it_is_their_turn()
    {
        var output = await PlayAsync("диалог: ask", "[Дошкольное]", "Почему?", "кто: telegram 3002", "#1");
        output.ShouldContain("\n> [Взять]\n  (на кнопке: Обращение за Вами)\n");
    }

    [Fact]
    public async Task Of_two_buttons_with_one_label_the_number_means_the_one_it_stands_by()
    {
        // The card of the first question is drawn last, above the card of the second.
        string[] typed = ["диалог: ask", "[Дошкольное]", "Первый", "[Вопрос]", "[Дошкольное]", "Второй", "кто: telegram 3002", "#1", "[Взять]", "#4"];
        var output = await PlayAsync(typed, Record());
        Directives()[^1].ShouldStartWith("> [Закрыть обращение] (под «Обращение № 1");
        output.ShouldContain("Закрыто: № 1");
        await ShouldReplayAsync();
    }

    [Fact]
    public async Task What_is_recorded_replays_as_it_went()
    {
        await EditPollAsync("Кто у Вас живёт?", "\"**Кто** у Вас живёт?  \"");
        string[] typed =
        [
            "#1", "назад", "перезапуск", "[✓ Кот]", @"правка poll.yaml: «    type: text\n» → «    type: text\n    max: 50\n»", @"Мурка\nМурзик  ", "  диалог: ask ", "[2]",
            "(фото a.jpg) (видео b.mp4) Почему?", "кто: telegram 3002", "#1", "(ответ на «Почему») Потому", "дата: 2026-11-17 09:00", "диалог: seminar 1",
            "дата: 2026-11-20 14:30", "кто: vk 7002 Светлана", "/start", "(стикер)", "[Опрос] (старая кнопка)",
        ];
        await PlayAsync(typed, Record());
        Directives().Length.ShouldBe(typed.Length + 2);
        await ShouldReplayAsync();
    }

    [Fact]
    public async Task A_second_recording_stands_below_what_the_file_holds()
    {
        await File.WriteAllTextAsync(Recording, "# Первый\n> меню\nбот:\n  Чем помочь?");
        await PlayAsync(["#1"], Record("  Второй "));
        await PlayAsync([], Record());

        var text = await File.ReadAllTextAsync(Recording);
        text.ShouldStartWith("# Первый\n> меню\nбот:\n  Чем помочь?\n\n# Второй\nкто: telegram 2001\n\nдиалог: poll\nбот:\n");
        text.ShouldContain("[☰ Меню]\n\n# Запись poll\nкто:");
        Transcript.Parse(Recording, text).Scenarios.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_session_that_does_not_open_leaves_no_file()
    {
        await using (var player = await _dialogs.OpenAsync())
        {
            var session = new PlaySession(player, new PlayTerminal(new StringReader("меню\n"), TextWriter.Null, IsInteractive: true, HasStyles: false), Record());
            await Should.ThrowAsync<TranscriptException>(() => session.RunAsync(["кто: telegram 2001", "диалог: pool"], CancellationToken.None));
        }

        File.Exists(Recording).ShouldBeFalse();
    }

    [Theory]
    [InlineData("recorded.txt", "Запись", "not named as a transcript")]
    [InlineData("nowhere/recorded.transcript", "Запись", "there is no folder")]
    [InlineData("folder.transcript", "Запись", "cannot be written")]
    [InlineData("recorded.transcript", " ", "--title")]
    [InlineData("recorded.transcript", "Раз\nдва", "--title")]
    public void A_file_that_cannot_become_a_transcript_is_refused(string file, string title, string message)
    {
        Directory.CreateDirectory(Path.Combine(_dialogs.Root, "folder.transcript"));
        Should.Throw<OperatorException>(() => TranscriptRecording.Open(Path.Combine(_dialogs.Root, file), title)).Message.ShouldContain(message);
        File.Exists(Path.Combine(_dialogs.Root, file)).ShouldBeFalse();
    }

    private TranscriptRecording Record(string? title = null) => TranscriptRecording.Open(Recording, title ?? TranscriptRecording.TitleOf("poll"));

    private string[] Directives() => [.. Transcript.Parse(Recording, File.ReadAllText(Recording)).Scenarios.Single().Directives];

    private async Task ShouldReplayAsync()
    {
        var scenario = Transcript.Parse(Recording, await File.ReadAllTextAsync(Recording)).Scenarios.Single();
        var play = await _dialogs.PlayAsync(scenario);
        play.Fault.ShouldBeNull();
        play.Text.ShouldBe(scenario.Written);
    }

    private async Task EditPollAsync(string before, string after)
    {
        var path = Path.Combine(_dialogs.Folder, "polls", "poll.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(before, after, StringComparison.Ordinal));
    }

    private Task<string> PlayAsync(params string[] typed) => PlayAsync(typed, null);

    private Task<string> PlayAsync(string[] typed, TranscriptRecording? recording) => PlayAsync(typed, recording, interactive: false);

    private Task<string> PlayInteractiveAsync(params string[] typed) => PlayAsync(typed, null, interactive: true);

    private Task<string> PlayInteractiveAsync(string[] typed, TranscriptRecording recording) => PlayAsync(typed, recording, interactive: true);

    private async Task<string> PlayAsync(string[] typed, TranscriptRecording? recording, bool interactive)
    {
        var output = new StringBuilder();
        await using var writer = new StringWriter(output) { NewLine = "\n" };
        await RunAsync(new PlayTerminal(new StringReader(string.Join('\n', typed)), writer, interactive, HasStyles: false), recording);
        return output.ToString();
    }

    private async Task RunAsync(PlayTerminal terminal, TranscriptRecording? recording)
    {
        await using var player = await _dialogs.OpenAsync();
        await new PlaySession(player, terminal, recording).RunAsync(["кто: telegram 2001", "диалог: poll"], CancellationToken.None);
    }
}
