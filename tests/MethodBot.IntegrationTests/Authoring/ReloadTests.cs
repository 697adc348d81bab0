using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Authoring;

/// <summary>Dialog files are changed on the disk while the bot runs.</summary>
public sealed class ReloadTests(ITestOutputHelper log)
{
    private const string File = "questionnaires/needs-2026.yaml";
    private const string Question = "Сколько лет Вы работаете с детьми?";
    private const string Reworded = "Как давно Вы в профессии?";
    private const string NotAccepted = "не принят, работает прежний";

    private static readonly TownOptions Options = new() { WithVk = false, Admins = ["telegram:3001", "telegram:3002"] };

    [Fact]
    public Task After_a_good_file_is_saved_the_next_question_is_the_new_one() => Town.PlayAsync(log, Options, async town =>
    {
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        town.Change(File, text => text.Replace(Question, Reworded, StringComparison.Ordinal));
        await town.LogsAsync($"the dialogs were reloaded: changed dialogs/{File}");
        await elena.ChooseAsync("чем помочь?", "Пройти анкету");
        await elena.ChooseAsync(Reworded, "До трёх лет");

        // The revision that serves now can be told later, as those of the start can.
        town.Count("SELECT count(*) FROM dialog_revision WHERE dialog = 'needs-2026'").ShouldBe(2);
        town.Change("texts.yaml", text => text.Replace("menu: ☰ Меню", "menu: ☰ В начало", StringComparison.Ordinal));
        await town.LogsAsync("the dialogs were reloaded: changed dialogs/texts.yaml");
        await elena.ChooseAsync("Есть ли у Вас наставник?", "Нет");
        await elena.ChooseAsync("С чем наставник", "☰ В начало");
        await elena.SeesAsync("чем помочь?");
    });

    [Fact]
    public Task A_broken_file_is_told_to_the_administrators_once_and_the_old_one_serves_until_it_is_mended() => Town.PlayAsync(log, Options, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        var whole = town.Read(File);
        var line = whole.Split('\n').TakeWhile(text => !text.Contains("yes_no: true", StringComparison.Ordinal)).Count() + 1;
        var broken = whole.Replace("yes_no: true", "yes_on: true", StringComparison.Ordinal);
        town.Write(File, broken);

        var told = await admin.HearsAsync(NotAccepted);
        told.Text.ShouldContain($"Файл dialogs/{File} не принят");
        told.Text.ShouldContain($"строка {line}: ");
        told.Text.ShouldContain("yes_no");
        elena.FromBot.ShouldNotContain(message => message.Text.Contains(NotAccepted, StringComparison.Ordinal));
        await elena.ChooseAsync("чем помочь?", "Пройти анкету");
        await elena.SeesAsync(Question);

        // The same faults, saved once more: nobody is told again. Then other ones, then none.
        town.Write(File, broken + "\n");
        await Task.Delay(TimeSpan.FromSeconds(4));
        admin.FromBot.Count(message => message.Text.Contains(NotAccepted, StringComparison.Ordinal)).ShouldBe(1);
        town.Write(File, "не диалог");
        await admin.UntilAsync(() => admin.FromBot.Where(message => message.Text.Contains(NotAccepted, StringComparison.Ordinal)).ElementAtOrDefault(1), "the other faults");
        town.Write(File, whole.Replace(Question, Reworded, StringComparison.Ordinal));
        await admin.HearsAsync("Ошибок в файлах диалогов больше нет");
        elena.Type("меню");
        await elena.ChooseAsync("чем помочь?", "Пройти анкету");
        await elena.SeesAsync(Reworded);
    });

    [Fact]
    public Task A_file_that_is_still_being_written_alarms_nobody() => Town.PlayAsync(log, Options, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var whole = town.Read(File);
        foreach (var part in new[] { 3, 2 })
        {
            town.Write(File, whole[..(whole.Length / part)] + "\n  - ask:");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        town.Write(File, whole.Replace(Question, Reworded, StringComparison.Ordinal));
        await town.LogsAsync("the dialogs were reloaded");
        admin.FromBot.ShouldNotContain(message => message.Text.Contains(NotAccepted, StringComparison.Ordinal));
        town.BotOutput.ShouldNotContain("are not taken");
    });

    [Fact]
    public Task A_folder_that_loses_its_texts_keeps_serving() => Town.PlayAsync(log, Options, async town =>
    {
        var admin = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var texts = town.Read("texts.yaml");
        System.IO.File.Delete(Path.Combine(town.Dialogs, "texts.yaml"));
        await admin.HearsAsync("Папку диалогов не удаётся прочитать");
        admin.Type("/help");
        await admin.HearsAsync("Я помогаю связаться");
        town.Write("texts.yaml", texts);
        await admin.HearsAsync("Ошибок в файлах диалогов больше нет");
    });
}
