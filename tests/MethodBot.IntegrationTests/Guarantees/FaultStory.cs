using System.Globalization;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Fifty people answer twenty questions while one kind of fault befalls the messengers all the time.</summary>
internal static class FaultStory
{
    private const int Everybody = 50;
    private const int Questions = 20;

    /// <summary>Kinds that only VK has.</summary>
    private static readonly FaultKind[] OfVk =
    [
        FaultKind.FloodControl, FaultKind.InternalError, FaultKind.UnknownError,
        FaultKind.LongPollHistoryLost, FaultKind.LongPollKeyExpired, FaultKind.LongPollInformationLost,
    ];

    /// <param name="share">Of the requests, or of the updates.</param>
    public static Task PlayAsync(ITestOutputHelper log, FaultKind kind, double share, bool withWebhooks = false)
    {
        var options = new TownOptions
        {
            Start = PlainDialogs.Questions(Questions),
            Populated = false,
            WithTelegram = !OfVk.Contains(kind),
            WithWebhooks = withWebhooks,
        };
        return Town.PlayAsync(log, options, async town =>
        {
            var time = TimeProvider.System;
            var begun = time.GetTimestamp();
            List<Respondent> people = [.. Enumerable.Range(0, Everybody).Select(number => new Respondent(
                town.TelegramServer is null || number % 2 == 0 ? town.InVk(7000 + number) : town.InTelegram(2000 + number), number, Questions))];
            foreach (var emulator in Emulators(town))
            {
                // The client gives up after half a minute; it sees the same when the server hangs up before.
                emulator.Faults.HoldFor = TimeSpan.FromSeconds(0.3);
                emulator.Faults.Set(kind, share);
            }

            await Task.WhenAll(people.Select(person => person.AnswerAsync(time)));
            await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => town.BotOutput);
            foreach (var emulator in Emulators(town))
                emulator.Faults.Clear();
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}{(withWebhooks ? ", brought" : "")}: {time.GetElapsedTime(begun).TotalSeconds:F1} s"));

            var superfluous = Emulators(town).Sum(emulator => Report(log, town, emulator, kind, [.. people.Where(one => one.Person.Emulator == emulator)]));
            // A repeated edit changes nothing, and VK knows a send that it has had: only a send that Telegram took without an answer shows twice.
            var repeatedSends = town.Count("SELECT coalesce(sum(attempts - 1), 0) FROM outbox WHERE messenger = 'telegram' AND kind = 1");
            superfluous.ShouldBe(kind is FaultKind.TimeoutAfterEffect or FaultKind.DropAfterEffect ? (int)repeatedSends : 0);

            town.Count("SELECT count(*) FROM response").ShouldBe(Everybody);
            var responses = await town.ReadResponsesAsync("start");
            responses.Select(Joined).Order(StringComparer.Ordinal).ShouldBe(people.Select(one => string.Join('|', one.Answers)).Order(StringComparer.Ordinal));
            town.Count("SELECT count(*) FROM outbox WHERE state <> 2").ShouldBe(0);
            town.Count("SELECT count(*) FROM inbox WHERE state <> 1").ShouldBe(0);
            town.BotOutput.ShouldNotContain("   at ");
            town.BotOutput.ShouldNotContain("stopped by a fault");
        });
    }

    private static int Report(ITestOutputHelper log, Town town, IMessengerEmulator emulator, FaultKind kind, IReadOnlyList<Respondent> people)
    {
        var injected = emulator.Faults.Injected.GetValueOrDefault(kind);
        injected.ShouldBeGreaterThan(0);
        var superfluous = people.Sum(one => one.Superfluous);
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {emulator.Messenger}: {people.Count} people, {injected} faults in {emulator.RequestCounts.Values.Sum()} requests, {people.Sum(one => one.Person.Taps)} presses of which {people.Sum(one => one.PressedAgain)} again, {people.Sum(one => one.Person.FromBot.Count())} messages of the bot of which {superfluous} too many, {town.Count($"SELECT coalesce(sum(attempts - 1), 0) FROM outbox WHERE messenger = '{emulator.Messenger}'")} sent or edited again"));
        return superfluous;
    }

    private static IEnumerable<IMessengerEmulator> Emulators(Town town) => new IMessengerEmulator?[] { town.TelegramServer, town.VkServer }.OfType<IMessengerEmulator>();

    private static string Joined(IReadOnlyDictionary<string, string?> response) =>
        string.Join('|', Enumerable.Range(1, Questions).Select(question => response[$"q{question.ToString(CultureInfo.InvariantCulture)}"]));
}
