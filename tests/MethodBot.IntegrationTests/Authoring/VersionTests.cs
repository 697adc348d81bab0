using System.Text;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Authoring;

/// <summary>What served before is kept: an administrator looks it through, gets it as a file, and brings it back.</summary>
public sealed class VersionTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string Which = "Всё, что я говорю и спрашиваю";
    private const string Versions = "Версии, начиная с последней";
    private const string Published = "Опубликовано: Опрос о семинаре.";

    [Theory]
    [InlineData("telegram", 3001)]
    [InlineData("vk", 7103)]
    public Task An_earlier_version_is_found_sent_as_a_file_and_brought_back(string messenger, long id) => Town.PlayAsync(log, Poll.Options, async town =>
    {
        town.Write(Poll.Path, Poll.Old);
        await town.LogsAsync("added dialogs/questionnaires/poll.yaml");
        var admin = await town.WithMenuAsync(town.In(messenger, id));
        await Poll.SendAsync(admin, Poll.New);
        await admin.ChooseAsync("новая версия", "Опубликовать");
        await admin.HearsAsync(Published);

        await FindAsync(admin, "опрос");
        var list = await admin.SeesAsync(Versions);
        Person.Offers(list, "файл на диске").ShouldBeTrue();
        Person.Offers(list, "работает сейчас").ShouldBeTrue();
        await admin.WriteAsync(Versions, "2");
        var card = await admin.SeesAsync("файл на диске");
        card.Text.ShouldContain("Убраны вопросы: topic");
        card.Text.ShouldContain("Изменены: hour");
        await admin.ChooseAsync("Убраны вопросы: topic", "Прислать файл");
        var message = await admin.HearsAsync("Опрос о семинаре, версия от");
        var file = message.Files.ShouldHaveSingleItem();
        file.FileName.ShouldBe(Poll.FileName);
        Encoding.UTF8.GetString(admin.Open(file)).ShouldBe(Poll.Old);

        // The question stands there anew, below the file.
        await admin.ChooseAsync("Убраны вопросы: topic", "Вернуть эту версию");
        await admin.HearsAsync("Возвращаю эту версию.");
        await admin.UntilAsync(() => admin.FromBot.Where(one => one.Text.Contains(Published, StringComparison.Ordinal)).ElementAtOrDefault(1), "the second publication");
        town.Read(Poll.Path).ShouldBe(Poll.Old);
        town.Count("SELECT count(*) FROM authoring_version WHERE document = 'poll'").ShouldBe(3);
        town.Count("SELECT count(*) FROM authoring_version WHERE document = 'poll' AND account IS NOT NULL").ShouldBe(2);

        // After a restart the same history: what serves is no new version.
        await town.StopBotAsync();
        await town.StartBotAsync();
        await FindAsync(admin, "опрос");
        await admin.SeesAsync(Versions);
        town.Count("SELECT count(*) FROM authoring_version WHERE document = 'poll'").ShouldBe(3);
    });

    [Fact]
    public Task A_version_that_no_longer_fits_the_others_is_refused_with_its_faults() => Town.PlayAsync(log, Poll.Options with { WithVk = false }, async town =>
    {
        const string Helper = "dialog: helper\nsteps:\n  - say: Здравствуйте!\n";
        town.Write("helper.yaml", Helper);
        town.Write(Poll.Path, Poll.Old.Replace("steps:\n", "steps:\n  - call: helper\n", StringComparison.Ordinal));
        await town.LogsAsync("added dialogs/questionnaires/poll.yaml");
        town.Write(Poll.Path, Poll.Old);
        await town.LogsAsync("changed dialogs/questionnaires/poll.yaml");
        File.Delete(Path.Combine(town.Dialogs, "helper.yaml"));
        await town.LogsAsync("removed dialogs/helper.yaml");

        var admin = await town.WithMenuAsync(town.InTelegram(3001));
        await FindAsync(admin, "опрос");
        await admin.WriteAsync(Versions, "2");
        await admin.ChooseAsync("файл на диске", "Вернуть эту версию");
        var told = await admin.HearsAsync("Вернуть эту версию нельзя");
        told.Text.ShouldContain("строка 6: ");
        told.Text.ShouldContain("helper");
        town.Read(Poll.Path).ShouldBe(Poll.Old);

        // A dialog that is gone comes back to where it lay.
        await FindAsync(admin, "helper");
        await admin.ChooseAsync(Versions, "файл на диске");
        await admin.ChooseAsync("файл на диске", "Вернуть эту версию");
        await admin.HearsAsync("Опубликовано: helper.");
        town.Read("helper.yaml").ShouldBe(Helper);
    });

    [Fact]
    public Task Only_administrators_are_offered_any_of_it() => Town.PlayAsync(log, Poll.Options with { WithVk = false }, async town =>
    {
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        Person.Offers(await elena.SeesAsync(Menu), "Диалоги и анкеты").ShouldBeFalse();
        // Even one who finds the way in sees nothing there.
        town.Change("administration/versions.yaml", text => text.Replace("title: Диалоги и анкеты\n", "title: Диалоги и анкеты\nlink: versions\n", StringComparison.Ordinal));
        await town.LogsAsync("changed dialogs/administration/versions.yaml");
        elena.Start("versions");
        await elena.SeesAsync("Здесь пока пусто");
    });

    /// <summary>By way of the menu to the versions of the one dialog whose title begins so.</summary>
    private static async Task FindAsync(Person admin, string title)
    {
        admin.Type("/menu");
        await admin.ChooseAsync(Menu, "Работа службы");
        await admin.ChooseAsync("Работа службы", "Диалоги и анкеты");
        await admin.WriteAsync(Which, title);
    }
}
