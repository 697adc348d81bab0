using System.Globalization;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>A seminar with sixty participants in VK is called off: they are told together, and each of them once.</summary>
public sealed class CalledOffStoryTests(ITestOutputHelper log)
{
    private const int Participants = 60;
    private const long FirstId = 1_000_000;
    private const long Blocked = FirstId + 7;
    private const string Told = "Мероприятие отменено: Смарт-доска";
    private const string Reason = "Ольга сказала: \"заболела\" \\ </b> 🤒\nпростите";

    // No hour and no day is quiet, so that the tests hold at night and on a Sunday too.
    private static readonly TownOptions Awake = new()
    {
        SettingsOf = HoldSeminar,
        Settings = ["--Service:QuietHours=00:00-00:00", "--Service:WorkingHours:0=Mon-Sun 00:00-23:59"],
    };

    [Fact]
    public Task They_are_told_by_few_requests_and_what_one_of_them_fails_on_is_its_own() => Town.PlayAsync(log, Awake with { WithLimits = true }, async town =>
    {
        town.VkServer!.SetBlocked(Blocked, blocked: true);
        town.VkServer.Faults.Next(FaultKind.FloodControl, 1, "messages.send");
        await CallOffAsync(town);
        await EverybodyIsToldOnceAsync(town);

        List<int> carried = [.. Executes(town).Select(code => code.Split("API.messages.send(").Length - 1)];
        log.WriteLine($"requests: {string.Join(", ", town.VkServer.RequestCounts)}; people in each execute: {string.Join(", ", carried)}");
        carried.ShouldBe([25, 25, 10], ignoreOrder: true);
        // Whom the flood control kept from it was alone the second time.
        town.VkServer.RequestCounts["messages.send"].ShouldBe(1);
        town.VkServer.Faults.Injected[FaultKind.FloodControl].ShouldBe(1);
        town.Count("SELECT attempts FROM outbox WHERE chat BETWEEN 1000000 AND 1000059 ORDER BY attempts DESC LIMIT 1").ShouldBe(2);
        town.Count($"SELECT state FROM outbox WHERE chat = '{Blocked.ToString(CultureInfo.InvariantCulture)}'").ShouldBe(4);
        town.RefusedForHaste().ShouldBe(0);
    });

    [Theory]
    [InlineData(FaultKind.TimeoutAfterEffect)]
    [InlineData(FaultKind.DropAfterEffect)]
    [InlineData(FaultKind.DropBeforeEffect)]
    [InlineData(FaultKind.Status502)]
    [InlineData(FaultKind.NotJson)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.FloodControl)]
    public Task Whatever_becomes_of_a_request_nobody_is_told_twice(FaultKind kind) => Town.PlayAsync(log, Awake, async town =>
    {
        town.VkServer!.SetBlocked(Blocked, blocked: true);
        town.VkServer.Faults.HoldFor = TimeSpan.FromSeconds(0.3);
        // Two in a row befall the same messages, too.
        town.VkServer.Faults.Next(kind, 4, "execute");
        await CallOffAsync(town);
        await EverybodyIsToldOnceAsync(town);
        town.VkServer.Faults.Injected[kind].ShouldBe(4);
    });

    [Fact]
    public Task Killed_before_it_knows_what_became_of_them_the_bot_tells_everybody_exactly_once() => Town.PlayAsync(log, Awake, async town =>
    {
        town.VkServer!.SetBlocked(Blocked, blocked: true);
        // The messages have arrived, and the bot will never hear of it.
        town.VkServer.Faults.HoldFor = TimeSpan.FromMinutes(2);
        town.VkServer.Faults.Set(FaultKind.TimeoutAfterEffect, 1, "execute");
        await CallOffAsync(town);
        await Waiting.UntilAsync(() => HaveHeard(town) == Participants - 1, "the messages", () => $"{HaveHeard(town)} told");
        await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2 AND messenger <> 'vk'") == 0, "the organiser's answer", () => "");
        town.Count("SELECT count(*) FROM outbox WHERE state = 1").ShouldBe(Participants);

        town.VkServer.Faults.Clear();
        await town.KillAndStartBotAsync();
        await EverybodyIsToldOnceAsync(town);
        town.Count("SELECT value FROM meta WHERE key = 'unknown_outcomes'").ShouldBe(Participants);
    });

    [Fact]
    public Task Killed_at_random_instants_meanwhile_the_bot_tells_everybody_exactly_once() => Town.PlayAsync(log, Awake with { WithLimits = true }, async town =>
    {
        town.VkServer!.SetBlocked(Blocked, blocked: true);
        // All answers come late and are lost: some deaths fall into a request, others between two attempts.
        town.VkServer.Faults.HoldFor = TimeSpan.FromSeconds(0.3);
        town.VkServer.Faults.Set(FaultKind.TimeoutAfterEffect, 1, "execute", "messages.send");
        var random = new Random(Random.Shared.Next());
        await CallOffAsync(town);
        for (var kill = 0; kill < 4; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(700)));
            await town.KillAndStartBotAsync();
        }

        town.VkServer.Faults.Clear();
        await EverybodyIsToldOnceAsync(town);
        log.WriteLine($"{town.VkServer.RequestCounts.GetValueOrDefault("execute")} requests; {town.Count("SELECT coalesce(max(value), 0) FROM meta WHERE key = 'unknown_outcomes'")} sends of unknown outcome");
    });

    private static async Task CallOffAsync(Town town)
    {
        var head = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
        head.Start("event-900");
        await head.ChooseAsync("Пробуем вместе", "Для организатора");
        await head.ChooseAsync("Записано: 60", "Отменить мероприятие");
        await head.WriteAsync("Почему отменяете?", Reason);
        await head.ChooseAsync("Вернуть его будет нельзя", "Отменить мероприятие");
        await head.HearsAsync("Сообщил участникам: 60");
    }

    private static async Task EverybodyIsToldOnceAsync(Town town)
    {
        await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => $"{HaveHeard(town)} told; {town.BotOutput}");
        for (var person = FirstId; person < FirstId + Participants; person++)
        {
            var told = town.VkServer!.Messages(person).Where(message => message.FromBot && message.Text.Contains(Told, StringComparison.Ordinal)).ToList();
            told.Count.ShouldBe(person == Blocked ? 0 : 1);
            told.ShouldAllBe(message => message.Text.Contains(Reason, StringComparison.Ordinal));
        }
    }

    private static int HaveHeard(Town town) => Enumerable.Range(0, Participants)
        .Count(number => town.VkServer!.Messages(FirstId + number).Any(message => message.FromBot && message.Text.Contains(Told, StringComparison.Ordinal)));

    private static IEnumerable<string> Executes(Town town)
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(town.Recordings, "vk.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            using var request = JsonDocument.Parse(line);
            if (request.RootElement.GetProperty("method").GetString() == "execute")
                yield return request.RootElement.GetProperty("parameters").GetProperty("code").GetString()!;
        }
    }

    private static IReadOnlyList<string> HoldSeminar(Town town)
    {
        const long FirstPerson = 2_000_000;
        KnownPeople.Add(town, town.VkServer!, Participants, FirstId, FirstPerson);
        var starts = TimeProvider.System.GetUtcNow().AddDays(3).ToUnixTimeMilliseconds();
        TownStore.Change(town.StorePath, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO event (id, kind, title, description, place, starts_at, ends_at, places, hours, created_at)
            VALUES (900, 'seminar', 'Смарт-доска на каждом уроке', 'Пробуем вместе.', 'Школа № 3', {starts}, {starts + 3600000}, 80, 2, 0);
            INSERT INTO event_session (id, event_id, number, starts_at, ends_at) VALUES (900, 900, 1, {starts}, {starts + 3600000});
            INSERT INTO registration (event_id, person_id, registered_at, placed_at) SELECT 900, id, 1, 1 FROM person WHERE id >= {FirstPerson};
            """));
        return [];
    }
}
