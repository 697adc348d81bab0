using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Authoring;

/// <summary>An administrator sends a dialog file to the bot.</summary>
public sealed class PublishingTests(ITestOutputHelper log)
{
    private const string Card = "новая версия, 3 вопроса";
    private const string Published = "Опубликовано: Опрос о семинаре.";
    private const string Decide = "UPDATE authoring_candidate SET state = 3";
    private const string OtherWording = "Где Вам ближе?";

    [Theory]
    [InlineData("telegram", 3001)]
    [InlineData("vk", 7103)]
    public Task A_version_is_tried_out_and_published_while_a_teacher_is_in_the_middle_of_the_old_one(string messenger, long id) => Town.PlayAsync(log, Poll.Options, async town =>
    {
        town.Write(Poll.Path, Poll.Old);
        await town.LogsAsync("added dialogs/questionnaires/poll.yaml");
        var elena = town.InTelegram(2001, "Елена", "Соколова");
        elena.Start("poll");
        await elena.ChooseAsync(Poll.Place, "В центре");
        await elena.SeesAsync(Poll.OldHour);

        var admin = await town.WithMenuAsync(town.In(messenger, id));
        await admin.ChooseAsync("чем помочь?", "Семинары");
        await admin.SeesAsync("Ближайшие мероприятия");
        await Poll.SendAsync(admin, Poll.New);
        var card = await admin.HearsAsync(Card);
        card.Text.ShouldContain("Добавлены вопросы: topic");
        card.Text.ShouldContain("Изменены: hour");
        card.Text.ShouldNotContain("Убраны");

        await admin.ChooseAsync(Card, "Попробовать");
        var screen = await admin.SeesAsync(Poll.Place);
        screen.Text.ShouldContain("Просмотр · Опрос о семинаре");
        await admin.ChooseAsync(Poll.Place, "В своей школе");
        await admin.SeesAsync(Poll.NewHour);

        // A preview outlives the program, and keeps its place.
        await town.StopBotAsync();
        await town.StartBotAsync();
        await admin.ChooseAsync(Poll.NewHour, "Утром");
        await admin.WriteAsync(Poll.Topic, "О чтении");
        await admin.ChooseAsync("Проверьте ответы", "Отправить");
        (await admin.HearsAsync(Poll.Thanks)).Text.ShouldContain("Просмотр · ");
        await admin.HearsAsync("Просмотр закончен, ничего не записано.");
        (await admin.SeesAsync("Ближайшие мероприятия")).Text.ShouldNotContain("Просмотр");
        town.Count("SELECT count(*) FROM response").ShouldBe(0);
        town.Read(Poll.Path).ShouldBe(Poll.Old);

        var question = await admin.HearsAsync("Опрос о семинаре: опубликовать?");
        var press = admin.PressOld(question, "Опубликовать");
        (await admin.NoticeOfAsync(press)).ShouldBe("Публикую…");
        await admin.HearsAsync(Published);
        town.Read(Poll.Path).ShouldBe(Poll.New);
        // Pressed again on a drawing of before, nothing happens twice.
        (await admin.NoticeOfAsync(admin.PressOld(card, "Опубликовать"))).ShouldBe("Уже опубликовано.");

        elena.PressOld(await elena.SeesAsync(Poll.OldHour), "Вечером");
        await FinishAsync(elena, town);
        town.Count("SELECT count(*) FROM response").ShouldBe(1);
    });

    [Fact]
    public Task Faults_are_told_with_their_lines_and_nothing_changes() => Town.PlayAsync(log, Poll.Options, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        var broken = Poll.Old.Replace("one_of: { here", "one_off: { here", StringComparison.Ordinal).Replace("do: questionnaires.submit", "do: questionnaires.sumbit", StringComparison.Ordinal);
        await Poll.SendAsync(admin, broken);
        var told = await admin.HearsAsync("В файле");
        told.Text.ShouldContain("В файле 3 ошибки:");
        told.Text.ShouldContain("строка 8: ");
        told.Text.ShouldContain("строка 13: ");
        told.Text.ShouldContain("questionnaires.submit");
        told.Buttons.ShouldBeEmpty();

        await Poll.SendAsync(admin, "Расписание на вторник");
        await admin.HearsAsync("не похож на диалог");
        admin.Send(new EmulatedUpload(Poll.FileName, "text/plain", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]), asPhoto: false);
        await admin.HearsAsync("сохранён не в той кодировке");
        admin.Send(new EmulatedUpload(Poll.FileName, "text/plain", new byte[1_000_001]), asPhoto: false);
        await admin.HearsAsync("больше 1 МБ");
        var start = town.Read("start.yaml");
        await Poll.SendAsync(admin, start, "start.yaml");
        await admin.HearsAsync("слово в слово тот, что уже работает");
        // A change elsewhere would break what calls this dialog: told with the other file's name.
        await Poll.SendAsync(admin, town.Read("events/event-card.yaml").Replace("takes: [event]", "takes: [seminar]", StringComparison.Ordinal).Replace("event: event", "event: seminar", StringComparison.Ordinal).Replace("{ event:", "{ event:", StringComparison.Ordinal), "event-card.yaml");
        await admin.HearsAsync("dialogs/events/events.yaml, строка ");

        town.Count("SELECT count(*) FROM dialog_revision").ShouldBe(Directory.EnumerateFiles(town.Dialogs, "*.yaml", SearchOption.AllDirectories).Count() - 1);
        Directory.Exists(Path.Combine(town.Dialogs, "published")).ShouldBeFalse();
    });

    [Fact]
    public Task A_teacher_who_sends_such_a_file_gets_what_any_file_gets() => Town.PlayAsync(log, Poll.Options, async town =>
    {
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        elena.Send(Files.Dialog(Poll.FileName, Poll.New), asPhoto: false);
        await elena.SeesAsync("Не понял Вас.");
        // And an administrator who is asked for a file answers with it.
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        admin.Start("nowhere");
        await admin.SeesAsync("чем помочь?");
        town.Write("ask.yaml", "dialog: ask-file\ntitle: Проба\nlink: ask\nsteps:\n  - ask: paper\n    text: Пришлите бумагу.\n    type: file\n  - say: Бумага получена.\n");
        await town.LogsAsync("added dialogs/ask.yaml");
        admin.Start("ask");
        await admin.SeesAsync("Пришлите бумагу.");
        admin.Send(Files.Dialog(Poll.FileName, Poll.New), asPhoto: false);
        await admin.HearsAsync("Бумага получена.");
        town.Count("SELECT count(*) FROM authoring_candidate").ShouldBe(0);
    });

    [Fact]
    public Task A_new_dialog_goes_into_a_folder_of_its_own_and_texts_into_theirs() => Town.PlayAsync(log, Poll.Options, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        await Poll.SendAsync(admin, Poll.New.Replace("link: poll\n", "", StringComparison.Ordinal));
        (await admin.HearsAsync("новый диалог, 3 вопроса")).Text.ShouldContain("call: poll");
        await admin.ChooseAsync("новый диалог", "Не публиковать");
        await admin.HearsAsync("Хорошо, не публикую");
        await Poll.SendAsync(admin, Poll.New);
        await admin.UntilAsync(() => admin.Chat[^1] is { FromBot: true } last && Person.Offers(last, "Опубликовать") && !last.Text.Contains("call: poll", StringComparison.Ordinal) ? last : null, "the second card");
        await admin.ChooseAsync("новый диалог", "Опубликовать");
        await admin.HearsAsync(Published);
        town.Read("published/poll.yaml").ShouldBe(Poll.New);
        admin.Start("poll");
        await admin.SeesAsync(Poll.Place);

        await Poll.SendAsync(admin, town.Read("texts.yaml").Replace("skip: Пропустить", "skip: Дальше без ответа", StringComparison.Ordinal), "texts.yaml");
        var card = await admin.HearsAsync("Подсказки и надписи на кнопках (texts.yaml)");
        card.Text.ShouldContain("Изменены: buttons.skip");
        Person.Offers(card, "Попробовать").ShouldBeFalse();
        await admin.ChooseAsync("Подсказки и надписи", "Опубликовать");
        await admin.HearsAsync("Опубликовано: Подсказки и надписи на кнопках.");
        town.Read("texts.yaml").ShouldContain("skip: Дальше без ответа");
    });

    [Fact]
    public Task Who_decides_second_is_told_that_the_version_changed_and_decides_anew() => Town.PlayAsync(log, Poll.Options, async town =>
    {
        town.Write(Poll.Path, Poll.Old);
        await town.LogsAsync("added dialogs/questionnaires/poll.yaml");
        var olga = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var anna = await town.WithMenuAsync(town.InTelegram(3002, "Анна", "Крылова"));
        await Poll.SendAsync(olga, Poll.New);
        await Poll.SendAsync(anna, Poll.New.Replace(Poll.Place, OtherWording, StringComparison.Ordinal));
        var seen = await anna.SeesAsync(Card);
        await olga.ChooseAsync(Card, "Опубликовать");
        await olga.HearsAsync(Published);

        await anna.ChooseAsync(Card, "Опубликовать");
        (await anna.SeesAsync("Пока Вы решали, действующая версия изменилась.")).Text.ShouldContain("Изменены: place");
        town.Read(Poll.Path).ShouldBe(Poll.New);
        (await anna.NoticeOfAsync(anna.PressOld(seen, "Опубликовать"))).ShouldBe("Это кнопка прошлого сообщения.");
        await anna.ChooseAsync("Пока Вы решали", "Опубликовать");
        await anna.HearsAsync(Published);
        town.Read(Poll.Path).ShouldContain(OtherWording);
    });

    [Fact]
    public Task Killed_between_the_decision_and_the_writing_the_bot_publishes_at_its_start() => Town.PlayAsync(log, Poll.Options with { WithVk = false }, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        await Poll.SendAsync(admin, Poll.New);
        await admin.SeesAsync("новый диалог");
        // What the decision's turn commits, without the moment after it, or with half of it.
        await town.Bot.KillAsync();
        TownStore.Change(town.StorePath, Decide);
        Directory.CreateDirectory(Path.Combine(town.Dialogs, "published"));
        town.Write("published/.poll.yaml.part", Poll.New[..40]);
        var elena = town.InTelegram(2001, "Елена", "Соколова");
        elena.Start("poll");
        await town.StartBotAsync();
        await admin.HearsAsync(Published);
        town.Read("published/poll.yaml").ShouldBe(Poll.New);
        // Before the first turn: her link leads somewhere.
        await elena.SeesAsync(Poll.Place);

        // And killed at some instant around it, for real.
        foreach (var delay in new[] { 0, 5, 10, 20, 40 })
        {
            var text = Poll.New.Replace(Poll.Topic, $"Тема {delay}?", StringComparison.Ordinal);
            await Poll.SendAsync(admin, text);
            await admin.ChooseAsync(Card, "Опубликовать");
            await Task.Delay(delay);
            await town.KillAndStartBotAsync();
            await admin.UntilAsync(() => town.Read("published/poll.yaml") == text && town.Count("SELECT count(*) FROM authoring_candidate WHERE state = 3") == 0 ? admin.Chat[^1] : null, "the version in the folder");
        }

        await Waiting.UntilAsync(() => admin.FromBot.Count(message => message.Text.Contains(Published, StringComparison.Ordinal)) >= 6, "six publications told", () => admin.Transcript);
        Directory.EnumerateFileSystemEntries(Path.Combine(town.Dialogs, "published")).ShouldHaveSingleItem();
    });

    [Fact]
    public Task A_file_changed_on_the_disk_after_the_decision_is_not_overwritten() => Town.PlayAsync(log, Poll.Options with { WithVk = false }, async town =>
    {
        town.Write(Poll.Path, Poll.Old);
        await town.LogsAsync("added dialogs/questionnaires/poll.yaml");
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        await Poll.SendAsync(admin, Poll.New);
        await admin.SeesAsync(Card);
        await town.Bot.KillAsync();
        TownStore.Change(town.StorePath, Decide);
        var edited = Poll.Old.Replace(Poll.Place, OtherWording, StringComparison.Ordinal);
        town.Write(Poll.Path, edited);
        await town.StartBotAsync();
        (await admin.SeesAsync("Пока Вы решали, действующая версия изменилась.")).Text.ShouldContain("place");
        town.Read(Poll.Path).ShouldBe(edited);

        // One that does not pass the check serves nobody: publishing mends it.
        town.Write(Poll.Path, Poll.Old + "  - sey: ой\n");
        await admin.HearsAsync("не принят, работает прежний");
        admin.PressOld(await admin.HearsAsync("Пока Вы решали"), "Опубликовать");
        await admin.HearsAsync(Published);
        town.Read(Poll.Path).ShouldBe(Poll.New);
        await admin.HearsAsync("Ошибок в файлах диалогов больше нет");
    });

    [Fact]
    public Task A_folder_that_cannot_be_written_is_told_and_the_button_tries_again() => Town.PlayAsync(log, Poll.Options with { WithVk = false }, async town =>
    {
        // Where the folder of published dialogs would be, there is a file.
        var obstacle = Path.Combine(town.Dialogs, "published");
        await File.WriteAllTextAsync(obstacle, "");
        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        await Poll.SendAsync(admin, Poll.New);
        await admin.ChooseAsync("новый диалог", "Опубликовать");
        var told = await admin.SeesAsync("Не опубликовано: файл dialogs/published/poll.yaml не записался.");
        told.Text.ShouldContain("право записи");
        town.Count("SELECT count(*) FROM authoring_candidate WHERE state = 2 AND error IS NOT NULL").ShouldBe(1);
        File.Delete(obstacle);
        await admin.ChooseAsync("Не опубликовано", "Опубликовать");
        await admin.HearsAsync(Published);
        town.Read("published/poll.yaml").ShouldBe(Poll.New);
    });

    private static async Task FinishAsync(Person teacher, Town town)
    {
        await teacher.WriteAsync(Poll.Topic, "О письме");
        var review = await teacher.SeesAsync("Проверьте ответы");
        review.Text.ShouldContain("В центре");
        review.Text.ShouldContain("Вечером");
        await teacher.ChooseAsync("Проверьте ответы", "Отправить");
        await teacher.HearsAsync(Poll.Thanks);
        town.BotOutput.ShouldContain("was published from a chat");
    }
}
