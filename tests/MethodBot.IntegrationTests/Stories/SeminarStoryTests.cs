using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class SeminarStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string List = "Ближайшие мероприятия";
    private const string Mine = "Ваши записи";
    private const string Seminar = "Смарт-доска на каждом уроке";

    // A full seminar of 25, today, with a code on the screen; one who has a place is a real person, so that they can cancel.
    private const string FullSeminar =
        """
        INSERT INTO event (id, kind, title, description, place, starts_at, ends_at, places, hours, created_at)
        VALUES (900, 'seminar', 'Смарт-доска на каждом уроке', 'Пробуем вместе.', 'Школа № 3', $now + 3600000, $now + 7200000, 25, 2, 0);
        INSERT INTO event_session (id, event_id, number, starts_at, ends_at, code) VALUES (900, 900, 1, $now + 3600000, $now + 7200000, '73519');
        INSERT INTO registration (event_id, person_id, registered_at, placed_at)
            SELECT 900, person_id, $now, $now FROM account WHERE messenger = $messenger AND account = $account;
        INSERT INTO registration (event_id, person_id, registered_at, placed_at)
            SELECT 900, p.id, $now, $now FROM person p WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) ORDER BY p.id LIMIT 24;
        """;

    [Fact]
    public Task The_26th_waits_moves_up_is_told_and_checks_in_by_the_code_in_Telegram() => PlayFullSeminarAsync(
        new TownOptions { Settings = [Noon.Here] }, town => town.InTelegram(3004, "Сергей", "Ефимов"), town => town.InTelegram(2001, "Елена", "Соколова"));

    [Fact]
    public Task The_26th_waits_moves_up_is_told_and_checks_in_by_the_code_with_VK_alone() => PlayFullSeminarAsync(
        new TownOptions { WithTelegram = false, Settings = [Noon.Here] }, town => town.InVk(7103, "Наталья", "Зорина"), town => town.InVk(7002, "Светлана", "Тимофеева"));

    [Fact]
    public Task A_teacher_signs_up_finds_the_registration_and_cancels_it() => Town.PlayAsync(log, async town =>
    {
        var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        await teacher.ChooseAsync(Menu, "Семинары");
        await teacher.ChooseAsync(List, "Оценивание в начальной школе");
        await teacher.ChooseAsync("Оценивание в начальной школе", "Записаться");
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
        await teacher.ChooseAsync("Отменить Вашу запись", "Отменить запись");
        await teacher.HearsAsync("Запись отменена: Оценивание в начальной школе.");
        town.Count("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE e.title LIKE 'Оценивание%' AND r.cancelled_at IS NULL").ShouldBe(12);
    });

    [Fact]
    public Task Of_five_people_who_press_for_the_last_place_at_once_exactly_one_gets_it() => Town.PlayAsync(log, async town =>
    {
        Person[] people = [town.InTelegram(2001), town.InTelegram(3001), town.InTelegram(3002), town.InVk(7002), town.InVk(7103)];
        var cards = new List<(Person Person, EmulatedMessage Card)>();
        foreach (var person in people)
        {
            await town.WithMenuAsync(person);
            await person.ChooseAsync(Menu, "Семинары");
            await person.ChooseAsync(List, "Функциональная грамотность на уроках");
            var card = await person.SeesAsync("Задания, которые решаются всем классом");
            Person.Offers(card, "Записаться").ShouldBeTrue();
            cards.Add((person, card));
        }

        Parallel.ForEach(cards, pair => pair.Person.PressOld(pair.Card, "Записаться"));
        foreach (var person in people)
            await person.SeesAsync(List);
        people.Count(person => Heard(person, "Вы записаны: Функциональная грамотность")).ShouldBe(1);
        people.Count(person => Heard(person, "Вы в листе ожидания: Функциональная грамотность")).ShouldBe(4);
        Enumerable.Range(1, 4).ShouldAllBe(number => people.Count(person => Heard(person, $"Ваш номер: {number}.")) == 1);
        town.Count("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE e.title LIKE 'Функциональная%' AND r.placed_at IS NOT NULL").ShouldBe(40);
    });

    private Task PlayFullSeminarAsync(TownOptions options, Func<Town, Person> placed, Func<Town, Person> late) => Town.PlayAsync(log, options, async town =>
    {
        var (owner, teacher) = (placed(town), late(town));
        await town.StopBotAsync();
        var now = TimeProvider.System.GetUtcNow();
        TownStore.Change(town.StorePath, FullSeminar
            .Replace("$now", $"{now.ToUnixTimeMilliseconds()}", StringComparison.Ordinal)
            .Replace("$messenger", $"'{owner.Emulator.Messenger}'", StringComparison.Ordinal)
            .Replace("$account", $"'{owner.Id}'", StringComparison.Ordinal));
        await town.StartBotAsync();
        await town.WithMenuAsync(owner);
        await town.WithMenuAsync(teacher);

        // From the menu two taps, the list and the card, lead to the waiting list.
        await teacher.ChooseAsync(Menu, "Семинары");
        await teacher.ChooseAsync(List, Seminar);
        await teacher.ChooseAsync("Пробуем вместе", "Встать в лист ожидания");
        await teacher.HearsAsync($"Вы в листе ожидания: {Seminar}.");
        (await teacher.HearsAsync("Ваш номер: 1.")).ShouldNotBeNull();

        owner.Start("event-900");
        await owner.ChooseAsync("Пробуем вместе", "Отменить запись");
        await owner.ChooseAsync("Отменить Вашу запись", "Отменить запись");
        (await teacher.HearsAsync($"Место освободилось, и оно Ваше: {Seminar}.")).Text.ShouldContain("Школа № 3");
        town.Count("SELECT count(*) FROM registration WHERE event_id = 900 AND cancelled_at IS NULL AND placed_at IS NOT NULL").ShouldBe(25);

        // The code is on the screen: by its link, or typed in the card.
        teacher.Start("checkin-00000");
        await teacher.HearsAsync("Такого кода сегодня нет");
        teacher.Start("event-900");
        await teacher.ChooseAsync("Пробуем вместе", "Отметиться");
        await teacher.WriteAsync("Напишите код с экрана", "73519");
        await teacher.HearsAsync($"Отметил: {Seminar}.");
        town.Count("SELECT count(*) FROM attendance WHERE session_id = 900").ShouldBe(1);

        teacher.Type("меню");
        await teacher.ChooseAsync(Menu, "Ещё");
        await teacher.ChooseAsync("Что ещё показать?", "Моё участие");
        // Three hours of an earlier seminar, and two of this.
        await teacher.SeesAsync("5 академических часов");
    });

    private static bool Heard(Person person, string text) => person.FromBot.Any(message => message.Text.Contains(text, StringComparison.Ordinal));
}
