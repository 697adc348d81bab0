using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using MethodBot.IntegrationTests.Stories;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Clocks;

/// <summary>
/// The clock of the machine is set while the bot runs, or summer time ends. What is expected, written down before it was tried:
/// <list type="table">
/// <item><term>a message or file that is to be tried again</term><description>set back: tried within minutes; set forward: at once, within the messenger's rates</description></item>
/// <item><term>a teacher who waits, a notice that waits for the morning</term><description>set back: wait no longer than before; set forward: due at once, told once</description></item>
/// <item><term>a reminder of a seminar</term><description>comes when the clock shows its moment, once, however the clock goes on; of two that were jumped over, the later</description></item>
/// <item><term>who tried too many codes, or wrote too much</term><description>set back: is not held; set forward: is heard</description></item>
/// <item><term>a code to join by</term><description>set forward: over; set back: over, a new one has to be asked for</description></item>
/// <item><term>rates of the messengers</term><description>hold: they are measured by a clock that nobody sets</description></item>
/// <item><term>quiet hours, working time</term><description>end at their hour of the day that the town has, on the day of the change too</description></item>
/// <item><term>the backup</term><description>one a calendar day, on a day whose hour comes twice, and on one whose hour does not come</description></item>
/// </list>
/// Codes and tries are in the tests of their slices, the allowance of turns in its own.
/// </summary>
public sealed class ClockTests(ITestOutputHelper log)
{
    private const long Day = 86_400_000;
    private const string Menu = "чем помочь?";

    private static readonly string[] NeverQuiet = ["--Service:QuietHours=00:00-00:00", "--Service:WorkingHours:0=Mon-Sun 00:00-23:59"];

    [GccFact]
    public async Task When_the_clock_is_set_back_a_day_nothing_that_waits_waits_a_day_longer()
    {
        using var clock = await MovedClock.CreateAsync();
        await Town.PlayAsync(log, new TownOptions { Before = clock.Words, Settings = NeverQuiet }, async town =>
        {
            var telegram = await town.WithMenuAsync(town.InTelegram(2001));
            var vk = await town.WithMenuAsync(town.InVk(7002));
            await vk.ChooseAsync(Menu, "Спросить методиста");
            await vk.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
            await vk.WriteAsync("Напишите вопрос одним сообщением", "Как оценивать проект?");
            await vk.SeesAsync(Menu);
            var silence = town.Count("SELECT due_at FROM timer WHERE kind = 'consultations.silence'");
            var counted = town.Count("SELECT counted_from FROM consultation");
            town.TelegramServer!.Faults.Set(FaultKind.Status500, 1, "sendMessage");
            town.VkServer!.Faults.Set(FaultKind.InternalError, 1, "messages.send");
            telegram.Type("Ещё");
            vk.Type("Ещё");
            await Waiting.UntilAsync(
                () => town.Count("SELECT count(DISTINCT messenger) FROM outbox WHERE state = 0 AND attempts > 1 AND not_before > 0") == 2, "messages that wait to be tried again", () => town.BotOutput);

            clock.Move(TimeSpan.FromDays(-1));
            await Waiting.UntilAsync(() => town.BotOutput.Contains("the clock of this machine was set by -1.00:00:00", StringComparison.Ordinal), "notice of the clock", () => town.BotOutput);
            town.TelegramServer.Faults.Clear();
            town.VkServer.Faults.Clear();
            await telegram.SeesAsync("Что ещё показать?");
            await vk.SeesAsync("Что ещё показать?");
            Shown(telegram, "Что ещё показать?").ShouldBe(1);
            town.Count("SELECT due_at FROM timer WHERE kind = 'consultations.silence'").ShouldBeInRange(silence - Day - 2_000, silence - Day + 2_000);
            town.Count("SELECT counted_from FROM consultation").ShouldBeInRange(counted - Day - 2_000, counted - Day + 2_000);
        });
    }

    [GccFact]
    public async Task When_the_clock_is_set_forward_a_day_and_back_nothing_is_told_twice_and_no_rate_is_broken()
    {
        using var clock = await MovedClock.CreateAsync();
        await Town.PlayAsync(log, new TownOptions { Before = clock.Words, Settings = NeverQuiet, WithLimits = true }, async town =>
        {
            await ReminderStoryTests.HoldSeminarAsync(town, TimeSpan.FromHours(24.5));
            var people = new[] { town.InTelegram(2001, "Елена", "Соколова"), town.InVk(7002, "Светлана", "Тимофеева") };
            foreach (var person in people)
                await ReminderStoryTests.WithPlaceAsync(town, person);

            // Over the moment of a day before, and that of an hour before.
            clock.Move(TimeSpan.FromDays(1));
            foreach (var person in people)
                await person.HearsAsync("Скоро начинаем");
            clock.Move(TimeSpan.Zero);
            await Waiting.UntilAsync(() => town.BotOutput.Contains("the clock of this machine was set by -1.00:00:00", StringComparison.Ordinal), "notice of the clock", () => town.BotOutput);
            foreach (var person in people)
            {
                await ReminderStoryTests.RefreshAsync(person);
                ReminderStoryTests.Reminders(person).Count.ShouldBe(1);
            }

            town.RefusedForHaste().ShouldBe(0);
        });
    }

    // Berlin: at 3:00 of the last Sunday in October the clocks go back to 2:00, at 2:00 of the last in March they go forward to 3:00.
    [GccFact]
    public async Task On_the_nights_when_the_clocks_change_the_quiet_ends_at_its_hour_and_there_is_one_backup_a_day()
    {
        using var clock = await MovedClock.CreateAsync();
        clock.Set(Utc("2027-10-30T21:30"));
        string[] settings =
        [
            "--Service:TimeZone=Europe/Berlin", "--Service:QuietHours=20:00-08:00", "--Service:WorkingHours:0=Mon-Sun 08:00-20:00",
            "--Storage:BackupAt=02:30", "--Storage:BackupsKept=9",
        ];
        await Town.PlayAsync(log, new TownOptions { Before = clock.Words, Settings = settings }, async town =>
        {
            // 23:30 by summer time; the quiet lasts until 8:00 by winter time, which is 7:00 UTC.
            var head = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            (await AnnounceAsync(town, head, "Собираемся в зале")).ShouldBe(Utc("2027-10-31T07:00").ToUnixTimeMilliseconds());

            // 2:31 by summer time, and 2:31 once more.
            await RestartAsync(town, clock, "2027-10-31T00:31");
            await RestartAsync(town, clock, "2027-10-31T01:31");
            Backups(town).ShouldBe(["methodbot-2027-10-30.zip", "methodbot-2027-10-31.zip"]);
            clock.Set(Utc("2027-10-31T07:00:01"));
            await teacher.HearsAsync("Собираемся в зале");

            // 23:30 by winter time; 8:00 by summer time is 6:00 UTC. 2:30 does not come.
            clock.Set(Utc("2028-03-25T22:30"));
            head.Type("меню");
            (await AnnounceAsync(town, head, "Собираемся в саду")).ShouldBe(Utc("2028-03-26T06:00").ToUnixTimeMilliseconds());
            await RestartAsync(town, clock, "2028-03-26T01:00:01");
            Shown(teacher, "Собираемся в зале").ShouldBe(1);
            Shown(teacher, "Собираемся в саду").ShouldBe(0);
            town.BotOutput.Split("backup written and verified").Length.ShouldBe(Backups(town).Count + 1);
        });
    }

    private static async Task RestartAsync(Town town, MovedClock clock, string moment)
    {
        await town.StopBotAsync();
        clock.Set(Utc(moment));
        await town.StartBotAsync();
        await Waiting.UntilAsync(
            () => Backups(town).Contains($"methodbot-{moment[..10]}.zip", StringComparer.Ordinal), "a backup of that day", () => town.BotOutput);
    }

    // When it is to be told.
    private static async Task<long> AnnounceAsync(Town town, Person head, string text)
    {
        await head.ChooseAsync(Menu, "Работа службы");
        await head.ChooseAsync("Работа службы", "Объявление");
        await head.ChooseAsync("Кому отправить", "Всем");
        await head.WriteAsync("Напишите объявление", text);
        await head.ChooseAsync("Получат: ", "Отправить");
        await Waiting.UntilAsync(() => When() > 0, "an announcement that waits for the morning", () => town.BotOutput);
        return When();

        long When() => town.Count("SELECT max(due_at) FROM timer WHERE kind LIKE 'announcements.%'");
    }

    private static List<string> Backups(Town town)
    {
        var folder = Path.Combine(Path.GetDirectoryName(town.StorePath)!, "backups");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.zip").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
    }

    private static int Shown(Person person, string text) => person.FromBot.Count(message => message.Text.Contains(text, StringComparison.Ordinal));

    private static DateTimeOffset Utc(string moment) => DateTimeOffset.Parse(moment + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
