using MethodBot.IntegrationTests.Emulators.Specifications;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>
/// Every story's traffic is checked against the published tables when it ends (see <see cref="Town"/>); this test makes it plain when
/// they are not here.
/// </summary>
public sealed class PublishedTablesTests(ITestOutputHelper log)
{
    [SpecificationFact]
    public Task What_the_bot_sends_to_both_messengers_is_as_their_published_tables_describe() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(town.InVk(7103));
        var belova = await town.WithMenuAsync(town.InTelegram(3001));
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        await elena.ChooseAsync("чем помочь?", "Спросить методиста");
        await elena.ChooseAsync("О чём Ваш вопрос?", "Молодые педагоги");
        await elena.SeesAsync("Напишите вопрос одним сообщением");
        elena.Send(Files.Photo("lesson.png", seed: 9), asPhoto: true, "Посмотрите конспект, пожалуйста");
        var card = await belova.HearsAsync("Посмотрите конспект");
        await zorina.ChooseAsync("Посмотрите конспект", "Взять");
        await belova.UntilAsync(() => belova.Chat.FirstOrDefault(message => message.Id == card.Id && message.Buttons.IsEmpty), "the card without «Взять»");
        zorina.Send(Files.Document("notes.pdf", "Заметки"), asPhoto: false, "Заметки на полях");
        await elena.HearsAsync("Заметки на полях");
        await elena.UntilAsync(() => elena.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the document");
        elena.Type("помощь");
        await elena.HearsAsync("Я помогаю связаться");
        foreach (var method in new[] { "sendPhoto", "sendDocument", "editMessageText", "answerCallbackQuery", "messages.send", "messages.edit", "photos.saveMessagesPhoto" })
            town.Requests(method).ShouldBeGreaterThan(0, method);
    });
}
