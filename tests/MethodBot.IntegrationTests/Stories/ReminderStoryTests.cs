using System.Globalization;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>Whoever has a place is reminded a day before and an hour before, in the chat, by the running bot.</summary>
public sealed class ReminderStoryTests(ITestOutputHelper log)
{
    private const string Title = "Смарт-доска на каждом уроке";
    private const string DayBefore = $"Напоминаем: {Title}.";
    private const string HourBefore = $"Скоро начинаем: {Title}.";

    // No hour and no day is quiet, so that the tests hold at night and on a Sunday too.
    private static readonly string[] NeverQuiet = ["--Service:QuietHours=00:00-00:00", "--Service:WorkingHours:0=Mon-Sun 00:00-23:59"];

    private const string SeminarAt =
        """
        INSERT INTO event (id, kind, title, description, place, starts_at, ends_at, places, hours, created_at)
        VALUES (900, 'seminar', 'Смарт-доска на каждом уроке', 'Пробуем вместе.', 'Школа № 3', $starts, $starts + 3600000, 25, 2, 0);
        INSERT INTO event_session (id, event_id, number, starts_at, ends_at) VALUES (900, 900, 1, $starts, $starts + 3600000);
        """;

    [Fact]
    public Task A_day_and_an_hour_before_those_with_a_place_are_reminded_once_each_in_Telegram_and_VK() => PlayRemindersAsync(
        new TownOptions { Settings = NeverQuiet },
        town => [town.InTelegram(2001, "Елена", "Соколова"), town.InVk(7103, "Наталья", "Зорина")],
        town => town.InVk(7002, "Светлана", "Тимофеева"));

    [Fact]
    public Task A_day_and_an_hour_before_those_with_a_place_are_reminded_once_each_with_VK_alone() => PlayRemindersAsync(
        new TownOptions { Settings = NeverQuiet, WithTelegram = false },
        town => [town.InVk(7103, "Наталья", "Зорина")],
        town => town.InVk(7002, "Светлана", "Тимофеева"));

    [Fact]
    public Task A_reminder_that_fell_due_while_the_bot_stood_still_comes_once_at_its_start() => Town.PlayAsync(log, new TownOptions { Settings = NeverQuiet }, async town =>
    {
        await HoldSeminarAsync(town, TimeSpan.FromDays(3));
        var teacher = await WithPlaceAsync(town, town.InVk(7002, "Светлана", "Тимофеева"));

        await town.StopBotAsync();
        ComeUpTo(town, TimeSpan.FromHours(20));
        await town.StartBotAsync();
        await teacher.HearsAsync(DayBefore);

        await town.KillAndStartBotAsync();
        ComeUpTo(town, TimeSpan.FromMinutes(50));
        await teacher.HearsAsync(HourBefore);
        await RefreshAsync(teacher);
        Reminders(teacher).Count.ShouldBe(2);
    });

    [Fact]
    public Task After_a_stop_over_both_moments_the_later_one_says_it_all() => Town.PlayAsync(log, new TownOptions { Settings = NeverQuiet }, async town =>
    {
        await HoldSeminarAsync(town, TimeSpan.FromDays(3));
        var teacher = await WithPlaceAsync(town, town.InTelegram(2001, "Елена", "Соколова"));

        await town.StopBotAsync();
        ComeUpTo(town, TimeSpan.FromMinutes(30));
        await town.StartBotAsync();

        await teacher.HearsAsync(HourBefore);
        await RefreshAsync(teacher);
        Reminders(teacher).Count.ShouldBe(1);
    });

    [Fact]
    public Task A_reminder_that_would_fall_into_the_quiet_hours_comes_an_hour_before_they_begin()
    {
        // The quiet begins in two hours and the day before would be in three, whatever the clock shows: the reminder is due in one.
        var now = TimeProvider.System.GetUtcNow();
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        string[] settings = ["--Service:TimeZone=UTC", string.Create(CultureInfo.InvariantCulture, $"--Service:QuietHours={minute.AddHours(2):HH:mm}-{minute.AddHours(4):HH:mm}"), NeverQuiet[1]];
        return Town.PlayAsync(log, new TownOptions { Settings = settings }, async town =>
        {
            await HoldSeminarAsync(town, minute.AddHours(27) - now);
            var teacher = await WithPlaceAsync(town, town.InVk(7002, "Светлана", "Тимофеева"));
            town.Count("SELECT min(due_at) FROM timer WHERE kind = 'events.session' AND subject LIKE '900@%'").ShouldBe(minute.AddHours(1).ToUnixTimeMilliseconds());

            // The timer's moment alone comes: the seminar stays where its quiet hours are.
            TownStore.Change(town.StorePath, "UPDATE timer SET due_at = due_at - 3600000 WHERE kind = 'events.session' AND subject LIKE '900@%'");
            await teacher.HearsAsync(DayBefore);
            await RefreshAsync(teacher);
            Reminders(teacher).Count.ShouldBe(1);
        });
    }

    private Task PlayRemindersAsync(TownOptions options, Func<Town, Person[]> staying, Func<Town, Person> leaving) => Town.PlayAsync(log, options, async town =>
    {
        await HoldSeminarAsync(town, TimeSpan.FromDays(3));
        var stay = staying(town);
        foreach (var person in stay)
            await WithPlaceAsync(town, person);
        var leave = await WithPlaceAsync(town, leaving(town));

        ComeUpTo(town, TimeSpan.FromHours(23));
        foreach (var person in stay.Append(leave))
            (await person.HearsAsync(DayBefore)).Text.ShouldContain("Школа № 3");

        // By the reminder's own button; who has given the place back is reminded no more.
        leave.PressOld(await leave.HearsAsync(DayBefore), "Не смогу прийти");
        await leave.HearsAsync("Запись отменена");

        ComeUpTo(town, TimeSpan.FromMinutes(45));
        foreach (var person in stay)
            (await person.HearsAsync(HourBefore)).Text.ShouldContain("Школа № 3");

        // What was due is told and nothing is left: what the menu follows had its time to come.
        town.Count("SELECT count(*) FROM timer WHERE kind = 'events.session' AND subject LIKE '900@%'").ShouldBe(0);
        foreach (var person in stay)
        {
            await RefreshAsync(person);
            Reminders(person).Count.ShouldBe(2);
        }

        await RefreshAsync(leave);
        Reminders(leave).Count.ShouldBe(1);
    });

    internal static async Task HoldSeminarAsync(Town town, TimeSpan ahead)
    {
        await town.StopBotAsync();
        var starts = (TimeProvider.System.GetUtcNow() + ahead).ToUnixTimeMilliseconds();
        TownStore.Change(town.StorePath, SeminarAt.Replace("$starts", starts.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await town.StartBotAsync();
    }

    internal static async Task<Person> WithPlaceAsync(Town town, Person person)
    {
        await town.WithMenuAsync(person);
        person.Start("event-900");
        await person.ChooseAsync("Пробуем вместе", "Записаться");
        await person.HearsAsync($"Вы записаны: {Title}.");
        return person;
    }

    /// <summary>Time goes by until the seminar is so near.</summary>
    private static void ComeUpTo(Town town, TimeSpan left)
    {
        var starts = DateTimeOffset.FromUnixTimeMilliseconds(town.Count("SELECT starts_at FROM event_session WHERE id = 900"));
        town.LetTimePass(starts - TimeProvider.System.GetUtcNow() - left);
    }

    /// <summary>The menu comes after all that was queued for this chat before it.</summary>
    internal static async Task RefreshAsync(Person person)
    {
        person.Type("меню");
        await person.SeesAsync("чем помочь?");
    }

    internal static List<string> Reminders(Person person) =>
        [.. person.FromBot.Select(message => message.Text).Where(text => text.Contains(DayBefore, StringComparison.Ordinal) || text.Contains(HourBefore, StringComparison.Ordinal))];
}
