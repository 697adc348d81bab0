using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

public sealed class OneProcessTests(ITestOutputHelper log)
{
    private static readonly TownOptions VkAlone = new() { WithTelegram = false };

    [Fact]
    public Task A_second_process_on_the_same_store_is_refused_and_the_first_serves_on() => Town.PlayAsync(log, VkAlone, async town =>
    {
        var teacher = await town.WithMenuAsync(town.InVk(7002));
        var second = await town.RunAsync(["run", .. town.Settings()]);
        second.ShouldBeAMessageFor("already served by another methodbot", $"process {town.Bot.Id}", "Storage:Path");
        await teacher.ChooseAsync("чем помочь?", "Ещё");
        await teacher.ChooseAsync("Что ещё показать?", "Методические объединения");
        await teacher.SeesAsync("Объединения города");
    });

    [Fact]
    public Task A_store_is_free_again_after_its_process_was_killed() => Town.PlayAsync(log, VkAlone, async town =>
    {
        var teacher = await town.WithMenuAsync(town.InVk(7002));
        await town.KillAndStartBotAsync();
        await teacher.ChooseAsync("чем помочь?", "Ещё");
        await teacher.ChooseAsync("Что ещё показать?", "Методические объединения");
        await teacher.SeesAsync("Объединения города");
    });

    [Fact]
    public Task Health_answers_while_the_bot_runs() => Town.PlayAsync(log, VkAlone, async town =>
    {
        var line = town.BotOutput.Split('\n').Single(text => text.Contains("Health:", StringComparison.Ordinal));
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()))).ShouldBe("ok");
    });
}
