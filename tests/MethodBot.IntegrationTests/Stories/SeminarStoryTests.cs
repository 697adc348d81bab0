using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class SeminarStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string List = "Ближайшие мероприятия";
    private const string Mine = "Какую показать";

    [Fact]
    public Task A_teacher_signs_up_finds_the_registration_and_cancels_it() => Town.PlayAsync(log, async town =>
    {
        var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        await teacher.ChooseAsync(Menu, "Семинары");
        await teacher.ChooseAsync(List, "Оценивание в начальной школе");
        await teacher.ChooseAsync("Оценивание в начальной школе", "Записаться (осталось 13 мест)");
        await teacher.HearsAsync("Вы записаны: Оценивание в начальной школе.");

        // Who is signed up is offered to cancel, not to sign up again.
        await teacher.ChooseAsync(List, "Оценивание в начальной школе");
        var card = await teacher.SeesAsync("Критерии, самооценка");
        Person.Offers(card, "Отменить запись").ShouldBeTrue();
        Person.Offers(card, "Записаться").ShouldBeFalse();
        teacher.Type("меню");
        await teacher.ChooseAsync(Menu, "Мои записи");
        await teacher.ChooseAsync(Mine, "Оценивание в начальной школе");
        await teacher.ChooseAsync("Критерии, самооценка", "Отменить запись");
        await teacher.HearsAsync("Запись отменена: Оценивание в начальной школе.");
        Person.Offers(await teacher.UntilAsync(() => teacher.Chat is [.., { FromBot: true, Buttons.Length: > 0 } last] ? last : null, "the list"), "Оценивание").ShouldBeFalse();
        town.Count("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE e.title LIKE 'Оценивание%' AND r.cancelled_at IS NULL").ShouldBe(12);
    });

    [Fact]
    public Task A_full_seminar_is_shown_and_offers_no_place() => Town.PlayAsync(log, new TownOptions { WithVk = false }, async town =>
    {
        var teacher = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        await teacher.ChooseAsync(Menu, "Семинары");
        await teacher.ChooseAsync(List, "Цифровые инструменты учителя (мест нет)");
        var card = await teacher.SeesAsync("Собираем урок из готовых ресурсов");
        Person.Offers(card, "Записаться").ShouldBeFalse();
        await teacher.ChooseAsync("Собираем урок", "Мест не осталось");
        await teacher.SeesAsync(List);
    });

    [Fact]
    public Task Of_five_people_who_press_for_the_last_place_at_once_exactly_one_gets_it() => Town.PlayAsync(log, async town =>
    {
        Person[] people = [town.InTelegram(2001), town.InTelegram(3001), town.InTelegram(3002), town.InVk(7002), town.InVk(7103)];
        var cards = new List<(Person Person, MethodBot.Emulators.EmulatedMessage Card)>();
        foreach (var person in people)
        {
            await town.WithMenuAsync(person);
            await person.ChooseAsync(Menu, "Семинары");
            await person.ChooseAsync(List, "Функциональная грамотность на уроках");
            var card = await person.SeesAsync("Задания, которые решаются всем классом");
            Person.Offers(card, "Записаться (осталось 1 место)").ShouldBeTrue();
            cards.Add((person, card));
        }

        Parallel.ForEach(cards, pair => pair.Person.PressOld(pair.Card, "Записаться"));
        foreach (var person in people)
            await person.SeesAsync(List);
        people.Count(person => Heard(person, "Вы записаны: Функциональная грамотность")).ShouldBe(1);
        people.Count(person => Heard(person, "только что заняли")).ShouldBe(4);
        town.Count("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE e.title LIKE 'Функциональная%' AND r.cancelled_at IS NULL").ShouldBe(40);
    });

    private static bool Heard(Person person, string text) => person.FromBot.Any(message => message.Text.Contains(text, StringComparison.Ordinal));
}
