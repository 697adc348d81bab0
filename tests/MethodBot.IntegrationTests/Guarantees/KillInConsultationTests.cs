using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>The bot dies while a teacher writes to a methodist, who writes back: nothing typed is lost.</summary>
public sealed class KillInConsultationTests(ITestOutputHelper log)
{
    private const int Messages = 15;
    private const int Kills = 5;
    private const int LongestPause = 60;

    [Fact]
    public Task What_is_typed_while_the_bot_is_killed_five_times_reaches_VK_once_and_in_order_and_Telegram_at_least_once() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(town.InVk(7103));
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        await elena.ChooseAsync("чем помочь?", "Спросить методиста");
        await elena.ChooseAsync("О чём Ваш вопрос?", "Воспитание");
        await elena.WriteAsync("Напишите вопрос одним сообщением", "Как провести классный час?");
        await zorina.ChooseAsync("Как провести классный час?", "Взять");
        await elena.HearsAsync("ответит Наталья Юрьевна");

        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var photo = Files.Photo("board.png", seed: 11);
        for (var i = 1; i <= Messages; i++)
        {
            elena.Type($"Учитель {i:D2}");
            zorina.Type($"Методист {i:D2}");
            if (i == Messages / 2)
                elena.Send(photo, asPhoto: true, "Доска");
            await Task.Delay(random.Next(LongestPause));
            if (i % (Messages / Kills) == 0)
                await town.KillAndStartBotAsync();
        }

        await zorina.HearsAsync("Доска");
        await zorina.HearsAsync($"Учитель {Messages:D2}");
        await elena.HearsAsync($"Методист {Messages:D2}");
        await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => town.BotOutput);

        Relayed(zorina, "Учитель").ShouldBe(Enumerable.Range(1, Messages));
        zorina.Open(zorina.FromBot.SelectMany(message => message.Files).ShouldHaveSingleItem()).ShouldBe(photo.Content);
        var inTelegram = Relayed(elena, "Методист").ToList();
        inTelegram.Distinct().ShouldBe(Enumerable.Range(1, Messages));
        var unknown = town.Count("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'unknown_outcomes'");
        log.WriteLine($"{Kills} kills: {unknown} sends of unknown outcome, {inTelegram.Count - Messages} messages doubled in Telegram, none in VK");
        (inTelegram.Count - Messages).ShouldBeLessThanOrEqualTo((int)unknown);
    });

    [Fact]
    public Task What_waits_to_be_told_where_it_belongs_survives_kills_and_goes_there_whole() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(town.InVk(7103));
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        foreach (var question in new[] { "Как провести линейку?", "Как провести выпускной?" })
        {
            elena.Type("меню");
            await elena.ChooseAsync("чем помочь?", "Спросить методиста");
            await elena.ChooseAsync("О чём Ваш вопрос?", "Воспитание");
            await elena.WriteAsync("Напишите вопрос одним сообщением", question);
            await zorina.HearsAsync(question);
        }

        elena.Type("Слово 01");
        elena.Send(Files.Photo("board.png", seed: 12), asPhoto: true, "Слово 02");
        await town.KillAndStartBotAsync();
        elena.Type("Слово 03");
        await elena.SeesAsync("К какому обращению это относится? (3 сообщения)");
        await town.KillAndStartBotAsync();
        await elena.ChooseAsync("К какому обращению", "№ 1 · Как провести линейку");

        await zorina.HearsAsync("Слово 03");
        await zorina.HearsAsync("Слово 02");
        Relayed(zorina, "Слово").Order().ShouldBe([1, 2, 3]);
        town.Count("SELECT count(*) FROM consultation_message WHERE consultation_id = 1").ShouldBe(4);
        town.Count("SELECT count(*) FROM consultation_message WHERE consultation_id = 2").ShouldBe(1);
        town.Count("SELECT count(*) FROM consultation_pending").ShouldBe(0);
    });

    private static IEnumerable<int> Relayed(Person person, string word) => person.FromBot
        .Select(message => message.Text.Split('\n')[^1])
        .Where(line => line.StartsWith(word + ' ', StringComparison.Ordinal))
        .Select(line => int.Parse(line[(word.Length + 1)..]));
}
