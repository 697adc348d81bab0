using System.Collections.Immutable;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Guarantees.Fuzzing;

/// <summary>People of one messenger who do everything once that the messenger tells a bot of.</summary>
internal sealed class BusyPeople(Town town, string messenger)
{
    /// <summary>Somebody in the middle of a questionnaire, somebody who knows every button of the telephone, a methodist, and somebody new.</summary>
    public ImmutableArray<Person> All { get; } = messenger == "vk"
        ? [town.InVk(7002), town.InVk(7004), town.InVk(7103), town.InVk(7990)]
        : [town.InTelegram(2001), town.InTelegram(3002), town.InTelegram(3001), town.InTelegram(2990)];

    public async Task ActAsync()
    {
        var (asked, skilled, methodist, newcomer) = (All[0], All[1], All[2], All[3]);
        newcomer.Start("inv_8Qz");
        await HeardAsync(newcomer);
        await town.WithMenuAsync(methodist);
        await town.WithMenuAsync(skilled);
        await town.WithMenuAsync(asked);
        await asked.ChooseAsync("чем помочь?", "Спросить методиста");
        await asked.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
        await asked.WriteAsync("Напишите вопрос одним сообщением", "Как оценивать проект?");
        await HeardAsync(asked);
        await asked.ChooseAsync("чем помочь?", "Пройти анкету");
        await asked.ChooseAsync("Сколько лет", "Больше двадцати");
        await asked.ChooseAsync("поделиться опытом", "Провести открытое занятие");
        await asked.WriteAsync("Какой опыт", "Окружающий мир");
        await asked.ChooseAsync("В чём Вам нужна помощь", "Дети с ОВЗ");

        await SendEverythingAsync(skilled);
        var group = skilled.Emulator.CreateGroup("Учительская", skilled.Id, methodist.Id);
        group.AddBot(skilled.Id);
        group.SetBotAdministrator(skilled.Id, true);
        group.SendText(skilled.Id, "меню");
        group.SendText(methodist.Id, "/menu@somebody_else");
        skilled.Block(true);
        skilled.Block(false);
        await town.WithMenuAsync(skilled);
    }

    private static async Task SendEverythingAsync(Person person)
    {
        var emulator = person.Emulator;
        var screen = person.FromBot.Last();
        var typed = person.Type("добрый день");
        await HeardAsync(person);
        person.Edit(typed, "добрый вечер");
        person.Type("а это ответ", replyTo: screen);
        await HeardAsync(person);
        person.SendSticker();
        await HeardAsync(person);
        person.Send(Files.Photo("page.png", seed: 1), asPhoto: true, "снимок");
        await HeardAsync(person);
        person.Send(Files.Document("plan.pdf", "план"), asPhoto: false);
        await HeardAsync(person);
        emulator.SendFile(person.Id, "voice.ogg", "audio/ogg", [1, 2, 3], asPhoto: false);
        await HeardAsync(person);
        emulator.SendFile(person.Id, "film.mp4", "video/mp4", [1, 2, 3], asPhoto: false);
        await HeardAsync(person);
        emulator.SendAlbum(person.Id, [Files.Photo("1.png", seed: 2), Files.Photo("2.png", seed: 3)], "альбом");
        await HeardAsync(person);
        emulator.SendLocation(person.Id, EmulatedLocation.Here);
        await HeardAsync(person);
        emulator.SendLocation(person.Id, new EmulatedLocation(58, 56, "Школа № 1", "улица Мира, 5"));
        await HeardAsync(person);
        if (emulator.Messenger == "telegram")
        {
            emulator.SendContact(person.Id, "+79001234567");
            await HeardAsync(person);
        }
    }

    /// <summary>Waits until the bot has the last word.</summary>
    private static Task HeardAsync(Person person) => person.SeesAsync("");
}
