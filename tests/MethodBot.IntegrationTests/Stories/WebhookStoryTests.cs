using System.Net;
using System.Text;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>Updates that the messengers bring by themselves: Telegram's webhook and VK's Callback API.</summary>
public sealed class WebhookStoryTests(ITestOutputHelper log)
{
    private static readonly TownOptions Brought = new() { WithWebhooks = true };

    [Fact]
    public Task A_VK_teacher_and_a_Telegram_methodist_talk_as_they_do_over_long_polls() => Town.PlayAsync(log, Brought, async town =>
    {
        var belova = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        await teacher.ChooseAsync("чем помочь?", "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
        await teacher.WriteAsync("Напишите вопрос одним сообщением", "Как оценивать проект?");
        var card = await belova.HearsAsync("Как оценивать проект?");
        (await belova.NoticeOfAsync(belova.PressOld(card, "Взять"))).ShouldBe("Обращение за Вами");
        belova.Type("По трём критериям.", replyTo: card);
        await teacher.HearsAsync("По трём критериям.");
        town.Requests("getUpdates").ShouldBe(0);
        town.Requests("a_check").ShouldBe(0);
    });

    [Fact]
    public Task What_was_said_while_the_bot_was_dead_is_brought_to_it_when_it_lives() => Town.PlayAsync(log, Brought, async town =>
    {
        var anna = await town.WithMenuAsync(town.InTelegram(2001));
        var teacher = await town.WithMenuAsync(town.InVk(7002));
        await town.Bot.KillAsync();
        anna.Type("помощь");
        teacher.Type("помощь");
        await town.StartBotAsync();
        await anna.HearsAsync("Отвечать можно кнопками или словами");
        await teacher.HearsAsync("Отвечать можно кнопками или словами");
    });

    [Theory]
    [InlineData("/webhooks/telegram", """{"update_id":1,"message":{"message_id":1,"from":{"id":2001,"is_bot":false,"first_name":"А"},"chat":{"id":2001,"type":"private"},"date":1767607200,"text":"меню"}}""")]
    [InlineData("/webhooks/vk/201", """{"group_id":201,"type":"message_new","event_id":"x","v":"5.199","secret":"guess","object":{"message":{"id":1,"conversation_message_id":900,"date":1767607200,"from_id":7002,"peer_id":7002,"out":0,"text":"меню"}}}""")]
    public Task A_stranger_who_knows_the_address_but_not_the_secret_is_refused(string path, string body) => Town.PlayAsync(log, Brought, async town =>
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(town.WebUrl, path), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        town.Count("SELECT count(*) FROM inbox").ShouldBe(0);
    });

    [Fact]
    public Task Going_back_to_polling_loses_nothing() => Town.PlayAsync(log, Brought, async town =>
    {
        var anna = await town.WithMenuAsync(town.InTelegram(2001));
        var teacher = await town.WithMenuAsync(town.InVk(7002));
        await town.StopBotAsync();
        anna.Type("помощь");
        teacher.Type("помощь");
        town.Poll();
        await town.StartBotAsync();
        await anna.HearsAsync("Отвечать можно кнопками или словами");
        await teacher.HearsAsync("Отвечать можно кнопками или словами");
    });
}
