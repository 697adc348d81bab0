using MethodBot.Host.Transcripts;

namespace MethodBot.IntegrationTests.Operation.Transcripts;

/// <summary>Directives that set the stage, played through the real turn loop.</summary>
public sealed class ScenarioPlayTests : IDisposable
{
    private readonly SmallDialogs _dialogs = new();

    public void Dispose() => _dialogs.Dispose();

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart_and_its_buttons_still_work() => (await PlayAsync(
        "диалог: poll",
        "> [Кот]",
        "перезапуск",
        "> Мурка",
        "перезапуск",
        "> [Пёс] (старая кнопка)")).ShouldBe(
        """
        диалог: poll
        бот:
          Кто у Вас живёт?
          [Кот] [Пёс] [☰ Меню]

        > [Кот]
        бот (правит):
          Как зовут?
          [← Назад] [☰ Меню]

        перезапуск

        > Мурка
        бот:
          Записали: Мурка.
        бот:
          Чем помочь?
          [Опрос] [Вопрос]

        перезапуск

        > [Пёс] (старая кнопка)
          (на кнопке: Это кнопка прошлого вопроса.)
        бот:
          Это кнопка прошлого вопроса. Сейчас вот этот:

          Чем помочь?
          [Опрос] [Вопрос]
        """);

    [Fact]
    public async Task A_restart_leaves_nothing_of_the_program_running()
    {
        await using var bot = await _dialogs.StartBotAsync();
        var (dialogs, loop) = (bot.Dialogs, await bot.Messengers[0].Sink);

        await bot.RestartAsync(dialogs, CancellationToken.None);

        (await bot.Messengers[0].Sink).ShouldNotBeSameAs(loop);
        bot.Dialogs.ShouldBeSameAs(dialogs);
    }

    [Fact]
    public async Task An_edit_reaches_who_is_in_the_middle_of_the_dialog() => (await PlayAsync(
        "диалог: poll",
        "правка poll.yaml: «Как зовут?» → «Как его зовут?»",
        "> [Кот]",
        @"правка polls/poll.yaml: «    type: text\n» → «    type: text\n    max: 5\n»",
        "> Барсик")).ShouldEndWith(
        """
        > [Кот]
        бот (правит):
          Как его зовут?
          [← Назад] [☰ Меню]

        правка polls/poll.yaml: «    type: text\n» → «    type: text\n    max: 5\n»

        > Барсик
        бот:
          Получилось слишком длинно: можно до 5 знаков. Сократите, пожалуйста.

          Как его зовут?
          [← Назад] [☰ Меню]
        """);

    [Fact]
    public async Task An_edit_of_the_open_question_asks_it_as_it_is_now() => (await PlayAsync(
        "диалог: poll",
        "правка poll.yaml: «{ cat: Кот, dog: Пёс }» → «{ cat: Кот, fish: Рыбка }»",
        "> рыбка")).ShouldEndWith(
        """
        > рыбка
        бот:
          Как зовут?
          [← Назад] [☰ Меню]
        """);

    [Fact]
    public async Task Who_began_on_a_dialog_as_an_edit_made_it_finishes_on_that_one() => (await PlayAsync(
        "правка poll.yaml: «dog: Пёс» → «fish: Рыбка»",
        "диалог: poll",
        "> [Рыбка]",
        "правка poll.yaml: «, fish: Рыбка» → «»",
        "перезапуск",
        "> Дина")).ShouldContain("\n> Дина\nбот:\n  Записали: Дина.\n");

    [Fact]
    public async Task Texts_are_edited_too() =>
        (await PlayAsync("правка texts.yaml: «Меню, Помощь» → «Меню»", "правка texts.yaml: «menu: ☰ Меню» → «menu: Домой»", "диалог: poll")).ShouldContain("[Домой]");

    [Fact]
    public async Task A_file_with_the_line_ends_of_Windows_is_edited_like_any_other()
    {
        var poll = Path.Combine(_dialogs.Folder, "polls", "poll.yaml");
        await File.WriteAllTextAsync(poll, (await File.ReadAllTextAsync(poll)).ReplaceLineEndings("\r\n"));
        (await PlayAsync(@"правка poll.yaml: «Опрос\nsteps:» → «Опрос о животных\nsteps:»", "диалог: poll", "> меню")).ShouldContain("Опрос о животных");
    }

    [Theory]
    [InlineData("правка pool.yaml: «Кот» → «Кит»", "нет файла pool.yaml", "dialogs/polls/poll.yaml")]
    [InlineData("правка poll.yaml: «Кит» → «Кот»", "в файле dialogs/polls/poll.yaml нет слов «Кит»")]
    [InlineData("правка poll.yaml: «text:» → «x:»", "стоят в файле dialogs/polls/poll.yaml не один раз")]
    [InlineData("правка poll.yaml: «type: text» → «type: txt»", "ошибки", "dialogs/polls/poll.yaml:9:11:")]
    [InlineData("правка start.yaml: «call: poll» → «call: pol»", "ошибки", "dialogs/start.yaml:13:11:")]
    public async Task An_edit_that_cannot_be_is_the_fault_of_the_scenario(string edit, params string[] parts)
    {
        var play = await _dialogs.PlayAsync("диалог: poll", edit, "> [Кот]");
        foreach (var part in parts)
            play.Fault.ShouldNotBeNull().ShouldContain(part);
        play.Text.ShouldEndWith(edit);
    }

    [Fact]
    public async Task Two_files_of_one_name_are_told_apart_by_their_folders()
    {
        _dialogs.Write("other/poll.yaml", "dialog: other\ntitle: Другой\nsteps:\n  - ask: word\n    text: Слово?\n    type: text\n");
        (await _dialogs.PlayAsync("правка poll.yaml: «Слово» → «Дело»")).Fault.ShouldNotBeNull().ShouldContain("dialogs/other/poll.yaml, dialogs/polls/poll.yaml");
        (await PlayAsync("правка other/poll.yaml: «Слово» → «Дело»", "диалог: other")).ShouldContain("Дело?");
    }

    [Fact]
    public async Task A_dialog_is_opened_behind_what_the_start_asks_first_whatever_happens_in_between() => (await PlayAsync(
        "кто: vk 7009 Мария",
        "диалог: poll",
        "перезапуск",
        "правка poll.yaml: «Кот» → «Кошка»",
        "> пароль")).ShouldEndWith(
        """
        > пароль
        бот:
          Кто у Вас живёт?
          [Кошка] [Пёс] [← Назад] [☰ Меню]
        """);

    [Theory]
    [InlineData("диалог: pol", "нет диалога «pol». Может быть, «poll»?")]
    [InlineData("диалог: nonsense", "нет диалога «nonsense».")]
    [InlineData("диалог: poll 3", "ничего не принимает")]
    [InlineData("диалог: seminar", "принимает event: пишите «диалог: seminar 3»")]
    public async Task A_dialog_that_cannot_be_opened_is_told(string line, string message) =>
        (await _dialogs.PlayAsync(line)).Fault.ShouldNotBeNull().ShouldContain(message);

    [Fact]
    public async Task Where_the_start_opens_no_links_that_is_told()
    {
        var play = await _dialogs.PlayAsync("правка start.yaml: «  - call: link\\n» → «»", "диалог: poll");
        play.Fault.ShouldNotBeNull().ShouldContain("«- call: link»");
    }

    [Fact]
    public async Task The_start_dialog_opens_by_its_name_and_a_link_by_its_payload() => (await PlayAsync(
        "правка poll.yaml: «title: Опрос» → «title: Опрос\\nlink: pets»",
        "диалог: start",
        "> /start pets")).ShouldEndWith(
        """
        диалог: start
        бот:
          Чем помочь?
          [Опрос] [Вопрос]

        > /start pets
        бот:
          Кто у Вас живёт?
          [Кот] [Пёс] [☰ Меню]
        """);

    [Fact]
    public async Task What_comes_due_is_said_when_the_clock_is_put_there_and_after_a_restart()
    {
        var text = await PlayAsync("диалог: seminar 1", "дата: 2026-11-20 14:29", "перезапуск", "дата: 2026-11-20 14:30", "перезапуск");
        text.ShouldContain("Записали: Оценивание в начальной школе.");
        var reminder = text.IndexOf("Напоминаем", StringComparison.Ordinal);
        reminder.ShouldBeGreaterThan(text.IndexOf("дата: 2026-11-20 14:30\nбот:\n", StringComparison.Ordinal));
        text.LastIndexOf("Напоминаем", StringComparison.Ordinal).ShouldBe(reminder);
        text.ShouldEndWith("перезапуск");
    }

    [Fact]
    public async Task An_album_arrives_part_by_part_with_its_caption_above_the_first()
    {
        var text = await PlayAsync("диалог: ask", "> [Дошкольное]", "> (фото a.jpg) (видео b.mp4) Вот");
        text.ShouldContain("Вот\n  (фото a.jpg)\n");
        text.IndexOf("(видео b.mp4)", text.IndexOf("бот → telegram 3002", StringComparison.Ordinal), StringComparison.Ordinal)
            .ShouldBeGreaterThan(text.IndexOf("Вот\n  (фото a.jpg)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_album_is_one_answer_and_two_messages_are_two()
    {
        _dialogs.Write(
            "lesson.yaml",
            """
            dialog: lesson
            title: Урок
            steps:
              - ask: plan
                text: План?
                type: message
              - ask: board
                text: Доска?
                type: message
              - say: Спасибо.
            """);
        (await PlayAsync("диалог: lesson", "> (фото a.jpg) (фото b.jpg)")).ShouldNotContain("Спасибо.");
        (await PlayAsync("диалог: lesson", "> (фото a.jpg)", "> (фото b.jpg)")).ShouldContain("Спасибо.");
    }

    [Theory]
    [InlineData("(видео b.mp4)")]
    [InlineData("(голос c.ogg)")]
    [InlineData("(файл d.docx)")]
    public async Task A_file_arrives_as_what_it_is(string file) =>
        (await PlayAsync("диалог: ask", "> [Дошкольное]", $"> {file} Вот")).ShouldContain($"\n  Вот\n  {file}\n  [Взять]");

    [Fact]
    public async Task Places_and_contacts_answer_their_questions()
    {
        _dialogs.Write(
            "visit.yaml",
            """
            dialog: visit
            title: Визит
            steps:
              - ask: place
                text: Где это?
                type: location
              - ask: phone
                text: Ваш телефон?
                type: phone
              - say: "Приедем: {place}, позвоним: {phone}."
            """);
        (await PlayAsync("диалог: visit", "> (место 51.23, 58.47 Школа № 5)", "> (контакт +79123456789)")).ShouldContain(
            "\n> (контакт +79123456789)\nбот:\n  Приедем: Школа № 5, позвоним: +7 912 345-67-89.\n");
    }

    [Fact]
    public async Task A_button_is_found_under_the_words_of_its_message()
    {
        var text = await PlayAsync(
            "диалог: ask", "> [Дошкольное]", "> Первый", "> [Вопрос]", "> [Дошкольное]", "> Второй", "кто: telegram 3002", "> [Взять] (под «Первый»)");
        var press = text.IndexOf("> [Взять]", StringComparison.Ordinal);
        text[press..].ShouldContain("Обращение за Вами: № 1");
        text[press..].ShouldNotContain("№ 2");
    }

    [Fact]
    public async Task A_button_that_is_not_there_is_told_with_where_it_was_looked_for() =>
        (await _dialogs.PlayAsync("диалог: poll", "> [Кот] (под «Чем помочь»)")).Fault.ShouldBe("нет кнопки «Кот» под «Чем помочь».");

    [Theory]
    [InlineData("перезапук")]
    [InlineData("Кто: vk 7002")]
    [InlineData("Записали: Мурка.")]
    public async Task A_line_that_is_nothing_is_told_and_not_passed_by(string line)
    {
        var play = await _dialogs.PlayAsync("диалог: poll", "бот:", "  Кто у Вас живёт?", "", line, "> [Кот]");
        play.Fault.ShouldNotBeNull().ShouldContain($"не понял строку «{line}»");
    }

    [Fact]
    public async Task Lines_above_the_first_title_are_told_and_not_passed_by()
    {
        var scenarios = Transcript.Parse("a.transcript", "\n> [Кот]\n\n# Дальше\nдиалог: poll\n").Scenarios;
        scenarios.Select(scenario => scenario.Title).ShouldBe(["", "Дальше"]);
        (await _dialogs.PlayAsync(scenarios[0])).Fault.ShouldNotBeNull().ShouldContain("# Название");
    }

    private async Task<string> PlayAsync(params string[] lines)
    {
        var play = await _dialogs.PlayAsync(lines);
        play.Fault.ShouldBeNull(play.Text);
        return play.Text;
    }
}
