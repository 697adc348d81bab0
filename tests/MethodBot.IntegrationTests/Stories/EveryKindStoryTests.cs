using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>A questionnaire with every kind of question, answered by people in both messengers, and what comes out of it.</summary>
public sealed class EveryKindStoryTests(ITestOutputHelper log)
{
    private const string Dialog = """
        dialog: kinds
        title: Все виды вопросов
        link: kinds
        kind: questionnaire
        steps:
          - section: О Вас
          - ask: place
            short: Работа
            text: Где Вы работаете?
            one_of:
              - { id: school, text: В школе }
              - { other: Другое }
          - ask: topics
            short: Темы
            text: Что Вам интересно?
            many_of:
              - { id: ict, text: Цифровые инструменты }
              - { id: assess, text: Оценивание }
              - { id: none, text: Ничего из этого, exclusive: true }
              - { other: Своё }
          - ask: load
            short: Нагрузка
            text: Насколько Вы загружены?
            scale: { from: 0, to: 10, low: свободно, high: очень много дел }
          - section: Как удобно
          - ask: sure
            short: Уверенность
            text: Насколько Вы уверены?
            matrix:
              rows: { plan: Планирование, parents: Разговор с родителями }
              columns: { low: Слабо, mid: Средне, high: Уверенно }
          - ask: first
            short: Важное
            text: Что важнее?
            rank: { time: Время, money: Оплата, help: Помощь коллег }
            max: 2
          - say: Поможем с родителями.
            when: sure.parents == 'low'
          - ask: hour
            short: Час
            text: В котором часу позвонить?
            type: time
            min: 08:00
            max: 20:00
          - ask: phone
            short: Телефон
            text: По какому номеру?
            type: phone
          - ask: email
            short: Почта
            text: Куда написать?
            type: email
            optional: true
          - ask: where
            short: Место
            text: Где Ваша школа?
            type: location
          - ask: voice
            short: Запись
            text: Скажите пару слов голосом.
            type: voice
          - ask: video
            short: Видео
            text: Пришлите видео урока.
            type: video
            optional: true
          - ask: again
            short: Ещё раз номер
            text: Какой номер записать?
            type: text
            default: phone
          - review: "**Проверьте ответы**"
          - do: questionnaires.submit
          - say: "Спасибо! Главное для Вас: {first}. Родители: {sure.parents}."
        """;

    private static TownOptions With => new() { Added = ("kinds.yaml", Dialog) };

    [Theory]
    [InlineData("telegram", 2001)]
    [InlineData("vk", 7002)]
    public Task Every_kind_of_answer_is_taken_shown_and_exported(string messenger, long id) => Town.PlayAsync(log, With, async town =>
    {
        var person = town.In(messenger, id);
        person.Start("kinds");

        (await person.SeesAsync("Где Вы работаете?")).Text.ShouldContain("Вопрос 1 из 12 · О Вас");
        await person.ChooseAsync("Где Вы работаете?", "Другое");
        await person.WriteAsync("Напишите ответ сообщением", "в музее");
        await person.ChooseAsync("Что Вам интересно?", "Ничего из этого");
        await person.WriteAsync("Что Вам интересно?", "Оценивание, шахматы");
        await person.UntilAsync(() => person.Chat is [.., { FromBot: true } last] && Person.Ticked(last).Count == 2 ? last : null, "two ticks");
        await person.ChooseAsync("Что Вам интересно?", "Готово");
        (await person.SeesAsync("Насколько Вы загружены?")).Text.ShouldContain("10 — очень много дел");
        person.Type("девять");
        await person.ChooseAsync("1 из 2. Планирование", "Средне");
        await person.ChooseAsync("2 из 2. Разговор с родителями", "← Назад");
        await person.ChooseAsync("1 из 2. Планирование", "Уверенно");
        await person.ChooseAsync("2 из 2. Разговор с родителями", "Слабо");
        await person.WriteAsync("Что важнее?", "помощь коллег");
        await person.WriteAsync("1. Помощь коллег", "время");
        await person.ChooseAsync("2. Время", "Готово");
        await person.HearsAsync("Поможем с родителями.");
        await person.WriteAsync("В котором часу позвонить?", "в 9 вечера");
        await person.WriteAsync("Нужно время с 08:00", "половина третьего");
        await AnswerWithPhoneAsync(town, person, messenger);
        await person.WriteAsync("Куда написать?", "пропустить");
        person.Emulator.SendLocation(person.Id, new EmulatedLocation(51.2316, 58.4746));
        await person.SeesAsync("Скажите пару слов голосом.");
        person.Send(new EmulatedUpload("voice.ogg", "audio/ogg", [1, 2, 3]), asPhoto: false);
        await person.ChooseAsync("Пришлите видео урока.", "Пропустить");
        (await person.SeesAsync("Какой номер записать?")).Text.ShouldContain("Можно оставить так: +7 912 345-67-89");
        await person.ChooseAsync("Какой номер записать?", "Оставить как есть");

        var review = await person.SeesAsync("Проверьте ответы");
        review.Text.ShouldContain("• Работа: Другое: в музее");
        review.Text.ShouldContain("• Темы: Оценивание, Своё: шахматы");
        review.Text.ShouldContain("• Уверенность: Планирование: Уверенно; Разговор с родителями: Слабо");
        review.Text.ShouldContain("• Час: 14:30");
        await person.ChooseAsync("Проверьте ответы", "Отправить");
        await person.HearsAsync("Спасибо! Главное для Вас: Помощь коллег, Время. Родители: Слабо.");

        var response = (await town.ReadResponsesAsync("kinds")).ShouldHaveSingleItem();
        response["place"].ShouldBe("Другое: в музее");
        response["topics"].ShouldBe("Оценивание; Своё: шахматы");
        response["load"].ShouldBe("9");
        response["sure.plan"].ShouldBe("Уверенно");
        response["sure.parents"].ShouldBe("Слабо");
        response["first"].ShouldBe("1. Помощь коллег; 2. Время");
        response["hour"].ShouldBe("14:30");
        response["phone"].ShouldBe("+79123456789");
        response["email"].ShouldBeNull();
        response["where"].ShouldBe("51.2316, 58.4746");
        response["voice"].ShouldBe("файлов: 1");
        response["again"].ShouldBe("+79123456789");
    });

    [Fact]
    public Task A_questionnaire_begun_in_Telegram_is_continued_in_VK_and_the_first_chat_lets_go_of_it() => Town.PlayAsync(log, With, async town =>
    {
        await town.StopBotAsync();
        TownStore.Change(town.StorePath, "INSERT INTO account (messenger, account, person_id, linked_at) SELECT 'vk', '7900', person_id, 0 FROM account WHERE messenger = 'telegram' AND account = '2001'");
        await town.StartBotAsync();
        var (phone, computer) = (town.InTelegram(2001), town.InVk(7900));
        phone.Start("kinds");
        await phone.ChooseAsync("Где Вы работаете?", "В школе");
        await phone.TickAsync("Что Вам интересно?", "Оценивание");
        var old = await phone.SeesAsync("Насколько Вы загружены?");

        computer.Start();
        await computer.ChooseAsync("чем помочь?", "▶ Продолжить: Все виды вопросов");
        await computer.HearsAsync("остановились на вопросе 3 из 12, ответы целы");
        await computer.WriteAsync("Насколько Вы загружены?", "5");
        await computer.SeesAsync("1 из 2. Планирование");

        phone.PressOld(old, "7");
        await phone.HearsAsync("Вы продолжили в другом мессенджере: Все виды вопросов");
        await phone.ChooseAsync("чем помочь?", "▶ Продолжить: Все виды вопросов");
        await phone.HearsAsync("остановились на вопросе 4 из 12, ответы целы");
        await phone.SeesAsync("1 из 2. Планирование");

        computer.Type("Средне");
        await computer.HearsAsync("Вы продолжили в другом мессенджере: Все виды вопросов");
        town.Count("SELECT count(*) FROM draft").ShouldBe(1);

        // Let go of and taken back by one link: from then on it is here.
        computer.Start("kinds");
        await computer.ChooseAsync("1 из 2. Планирование", "Уверенно");
        await computer.ChooseAsync("2 из 2. Разговор с родителями", "Слабо");
        await computer.SeesAsync("Что важнее?");
        phone.Type("меню");
        await phone.ChooseAsync("чем помочь?", "▶ Продолжить: Все виды вопросов");
        await phone.SeesAsync("Что важнее?");
        computer.Start("kinds");
        await computer.WriteAsync("Что важнее?", "время");
        await computer.SeesAsync("1. Время");
    });

    // Only Telegram has contacts to share.
    private static async Task AnswerWithPhoneAsync(Town town, Person person, string messenger)
    {
        await person.WriteAsync("По какому номеру?", "12");
        await person.SeesAsync("Не понял номер");
        if (messenger == "telegram")
            town.TelegramServer!.SendContact(person.Id, "+79123456789");
        else
            person.Type("8 (912) 345-67-89");
    }
}
