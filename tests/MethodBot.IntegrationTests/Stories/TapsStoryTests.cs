using System.Globalization;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>What a questionnaire costs a teacher between two lessons.</summary>
public sealed class TapsStoryTests(ITestOutputHelper log)
{
    private const int Questions = 20;

    private static readonly TownOptions Twenty = new() { Start = PlainDialogs.Questions(Questions), Populated = false };

    [Fact]
    public Task Twenty_questions_take_at_most_22_taps_and_3_messages_in_Telegram() => Town.PlayAsync(log, Twenty, async town =>
    {
        var anna = town.InTelegram(2001);
        await AnswerAsync(town, anna);
        anna.FromBot.Count().ShouldBeLessThanOrEqualTo(3);
    });

    [Fact]
    public Task Twenty_questions_take_at_most_22_taps_in_VK() => Town.PlayAsync(log, Twenty, town => AnswerAsync(town, town.InVk(7002)));

    private async Task AnswerAsync(Town town, Person person)
    {
        // «Начать» is a tap too.
        person.Start();
        for (var number = 1; number <= Questions; number++)
        {
            var question = await person.SeesAsync(string.Create(CultureInfo.InvariantCulture, $"№ {number}?"));
            question.Text.ShouldContain($"Вопрос {number.ToString(CultureInfo.InvariantCulture)} из {Questions.ToString(CultureInfo.InvariantCulture)}");
            await person.ChooseAsync($"№ {number.ToString(CultureInfo.InvariantCulture)}?", PlainDialogs.Options[number % 5]);
        }

        await person.HearsAsync("Спасибо!");
        log.WriteLine($"{town.Requests("sendMessage") + town.Requests("messages.send")} sent, {person.Taps + 1} taps, {person.FromBot.Count()} messages of the bot");
        (person.Taps + 1).ShouldBeLessThanOrEqualTo(22);
        person.Lines.ShouldBe(0);
        town.Count("SELECT count(*) FROM response_answer").ShouldBe(Questions);
    }
}
