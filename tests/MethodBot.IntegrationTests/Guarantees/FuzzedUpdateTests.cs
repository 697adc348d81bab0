using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MethodBot.IntegrationTests.Guarantees.Fuzzing;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;
using MethodBot.Messengers.Vk;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Thousands of updates as no messenger should write them, half of them fetched and half of them brought.</summary>
public sealed class FuzzedUpdateTests(ITestOutputHelper log)
{
    private const int Seed = 20261;
    private const int Half = 1000;
    private const string Secret = "fuzz-Secret_1";
    private const long LargestMemory = 768L * 1024 * 1024;

    [Theory]
    [InlineData("telegram", 2991)]
    [InlineData("vk", 7991)]
    public Task Spoiled_updates_stop_nobody_and_each_is_accounted_for(string messenger, long talker)
    {
        var line = new UpdateLine(messenger);
        var options = new TownOptions
        {
            WithTelegram = messenger == "telegram",
            WithVk = messenger == "vk",
            Between = line.StandBeforeAsync,
            Settings = [$"--Telegram:WebhookSecret={Secret}", $"--Vk:Secret={Secret}"],
        };
        return Town.PlayAsync(log, options, async town =>
        {
            log.WriteLine($"seed {Seed.ToString(CultureInfo.InvariantCulture)}");
            var people = new BusyPeople(town, messenger);
            await people.ActAsync();
            await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => town.BotOutput);
            var genuine = line.Heard;
            log.WriteLine($"{messenger}: {genuine.Count} genuine updates, {Memory(town)}");

            var talk = new Talk(town.In(messenger, talker));
            var fetched = new UpdateMutator(genuine, Seed, messenger == "vk", firstNumber: 100_000).Make(Half).Where(update => IsJson(update.Text)).ToList();
            line.Add(fetched.Select(update => update.Text));
            await talk.WhileAsync(() => !line.IsEmpty);
            await talk.WhileAsync(Once());
            log.WriteLine($"{fetched.Count} fetched, {Memory(town)}");
            AccountFor(town, messenger, fetched, inAnswer: true);

            await town.StopBotAsync();
            town.BeBrought();
            await town.StartBotAsync();
            var brought = new UpdateMutator([.. genuine.Select(update => Sealed(messenger, update))], Seed + 1, messenger == "vk", firstNumber: 200_000).Make(Half);
            var done = false;
            var talking = talk.WhileAsync(() => !done);
            await BringAsync(town, messenger, brought);
            done = true;
            await talking;
            log.WriteLine($"{brought.Count} brought, {Memory(town)}");
            AccountFor(town, messenger, [.. brought.Where(update => update.IsEnvelope)], inAnswer: false);

            // All of them again change nothing.
            await SettleAsync(town);
            var before = State(town);
            await BringAsync(town, messenger, brought);
            State(town).ShouldBe(before);

            foreach (var person in people.All)
            {
                person.Start();
                await person.SeesAsync("");
            }

            talk.ShouldHaveBeenAnswered();
            log.WriteLine($"brought once more, {Memory(town)}; {talk.Asked} questions meanwhile answered; {State(town)}");
            town.Count("SELECT count(*) FROM inbox WHERE state IN (2, 4)").ShouldBe(0);
            town.BotOutput.ShouldNotContain("   at ");
            town.BotOutput.ShouldNotContain("stopped by a fault");
        });
    }

    private static Func<bool> Once()
    {
        var left = 1;
        return () => left-- > 0;
    }

    private static bool IsJson(string text) => WireText.Parse(WireText.Decode(Encoding.UTF8.GetBytes(text))) is not null;

    /// <summary>The Callback API's envelope is that of the long poll, with the secret.</summary>
    private static string Sealed(string messenger, string update)
    {
        if (messenger != "vk")
            return update;
        var json = JsonNode.Parse(update)!.AsObject();
        json["secret"] = Secret;
        return json.ToJsonString();
    }

    private static async Task BringAsync(Town town, string messenger, IReadOnlyList<FuzzedUpdate> updates)
    {
        using var http = new HttpClient();
        var address = new Uri(town.WebUrl, messenger == "vk" ? "/webhooks/vk/201" : "/webhooks/telegram");
        await Parallel.ForEachAsync(updates, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (update, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(update.Text, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
            using var answer = await http.SendAsync(request, cancellationToken);
            if (update.IsEnvelope || messenger != "vk")
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, Beginning(update.Text));
            else
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden);
        });
    }

    // What is nested too deep is cut, by the depth at which it came.
    private static void AccountFor(Town town, string messenger, IReadOnlyList<FuzzedUpdate> updates, bool inAnswer)
    {
        var known = TownStore.Texts(town.StorePath, "SELECT update_key FROM inbox").ToHashSet(StringComparer.Ordinal);
        foreach (var update in updates)
        {
            var text = WireText.Decode(Encoding.UTF8.GetBytes(inAnswer ? $$"""{"result":[{{update.Text}}]}""" : update.Text));
            var body = WireText.Parse(text);
            if (inAnswer)
                body = body!.Value.GetProperty("result")[0];
            var key = body is not { } json ? UpdateKeys.OfContent(text) : (messenger == "vk" ? VkUpdates.Translate(json) : TelegramUpdates.Translate(json, null)).Key;
            known.Contains(key).ShouldBeTrue($"No trace of {key}: {Beginning(update.Text)}");
        }
    }

    private static Task SettleAsync(Town town)
    {
        var before = "";
        return Waiting.UntilAsync(
            () =>
            {
                var now = State(town);
                var isSame = now == before && town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0;
                before = now;
                return isSame;
            },
            "quiet",
            () => town.BotOutput,
            TimeSpan.FromMinutes(2));
    }

    private static string State(Town town) => string.Create(
        CultureInfo.InvariantCulture,
        $"{town.Count("SELECT count(*) FROM inbox")} updates kept, {town.Count("SELECT max(id) FROM outbox")} messages written");

    private static string Memory(Town town)
    {
        using var process = Process.GetProcessById(town.Bot.Id);
        process.WorkingSet64.ShouldBeLessThan(LargestMemory);
        return string.Create(CultureInfo.InvariantCulture, $"working set {process.WorkingSet64 / 1024 / 1024} MB, at most {process.PeakWorkingSet64 / 1024 / 1024} MB");
    }

    private static string Beginning(string text) => text.Length > 2000 ? text[..2000] + "…" : text;

    /// <summary>Somebody who asks for help again and again, and each time wants an answer.</summary>
    private sealed class Talk(Person person)
    {
        private const string Answer = "Отвечать можно кнопками или словами";

        public int Asked { get; private set; }

        public async Task WhileAsync(Func<bool> goesOn)
        {
            while (goesOn())
            {
                Asked++;
                person.Type("помощь");
                await person.UntilAsync(() => Answers >= Asked ? person.FromBot.Last() : null, "help");
            }
        }

        public void ShouldHaveBeenAnswered() => Answers.ShouldBe(Asked);

        private int Answers => person.FromBot.Count(message => message.Text.Contains(Answer, StringComparison.Ordinal));
    }
}
