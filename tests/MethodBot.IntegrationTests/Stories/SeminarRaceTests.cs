using System.Globalization;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>Three hundred people press «Записаться» at once, over both messengers, for 25 places of which a school may have three.</summary>
public sealed class SeminarRaceTests(ITestOutputHelper log)
{
    private const int People = 300;
    private const int Places = 25;
    private const int Quota = 3;
    private const int Schools = 12;
    private const long FirstAccount = 50_000;

    [Fact]
    public Task Exactly_as_many_get_in_as_there_are_places_and_the_rest_wait_in_order() => Town.PlayAsync(log, async town =>
    {
        await town.StopBotAsync();
        TownStore.Change(town.StorePath, Crowd(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        await town.StartBotAsync();
        var people = Enumerable.Range(0, People).Select(number => number % 2 == 0
            ? town.InTelegram(FirstAccount + number) : town.InVk(FirstAccount + number)).ToList();
        var cards = new List<(Person Person, EmulatedMessage Card)>();
        foreach (var group in people.Chunk(50))
        {
            foreach (var person in group)
                person.Start("event-900");
            foreach (var person in group)
                cards.Add((person, await person.SeesAsync("Для всех сразу")));
        }

        Parallel.ForEach(cards, pair => pair.Person.PressOld(pair.Card, "Записаться"));
        foreach (var person in people)
            await person.SeesAsync("чем помочь?");

        town.Count("SELECT count(*) FROM registration WHERE event_id = 900").ShouldBe(People);
        town.Count("SELECT count(*) FROM registration WHERE event_id = 900 AND placed_at IS NOT NULL").ShouldBe(Places);
        town.Count("SELECT max(n) FROM (SELECT count(*) AS n FROM registration WHERE event_id = 900 AND placed_at IS NOT NULL GROUP BY organization_id)").ShouldBe(Quota);
        // Nobody with a place came later than somebody who waits and whose school has room.
        town.Count(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT count(*) FROM registration late JOIN registration early ON early.event_id = 900 AND early.placed_at IS NULL AND early.id < late.id
            WHERE late.event_id = 900 AND late.placed_at IS NOT NULL AND (SELECT count(*) FROM registration same
                WHERE same.event_id = 900 AND same.placed_at IS NOT NULL AND same.organization_id = early.organization_id AND same.id < early.id) < {Quota}
            """)).ShouldBe(0);

        people.Count(person => Heard(person, "Вы записаны: Для всех")).ShouldBe(Places);
        var numbers = people.SelectMany(person => person.FromBot).Where(message => message.Text.Contains("Вы в листе ожидания", StringComparison.Ordinal))
            .Select(message => int.Parse(message.Text.Split("Ваш номер: ")[1].Split('.')[0], CultureInfo.InvariantCulture));
        numbers.Order().ShouldBe(Enumerable.Range(1, People - Places));
    });

    private static bool Heard(Person person, string text) => person.FromBot.Any(message => message.Text.Contains(text, StringComparison.Ordinal));

    // Three hundred teachers whom the service knows, of twelve schools, and an event with a quota.
    private static string Crowd(long now) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        INSERT INTO event (id, kind, title, description, place, starts_at, ends_at, places, quota, created_at)
        VALUES (900, 'seminar', 'Для всех', 'Для всех сразу.', 'Школа № 3', {now} + 864000000, {now} + 867600000, {Places}, {Quota}, 0);
        INSERT INTO event_session (id, event_id, number, starts_at) VALUES (900, 900, 1, {now} + 864000000);
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {People - 1})
            INSERT INTO person (id, surname, first_name, patronymic, created_at, search) SELECT 100000 + i, 'Крылова', 'Анна', 'Сергеевна', {now}, '' FROM n;
        INSERT INTO account (messenger, account, person_id, linked_at)
            SELECT CASE WHEN id % 2 = 0 THEN 'telegram' ELSE 'vk' END, CAST({FirstAccount} + id - 100000 AS TEXT), id, 0 FROM person WHERE id >= 100000;
        INSERT INTO account_sharer (messenger, account, person_id, linked_at) SELECT messenger, account, person_id, linked_at FROM account WHERE person_id >= 100000;
        INSERT INTO consent (person_id, messenger, account, revision, given_at) SELECT person_id, messenger, account, 'test', {now} FROM account WHERE person_id >= 100000;
        INSERT INTO job (person_id, organization_id, position, is_main)
            SELECT p.id, o.id, 'Учитель', 1 FROM person p
            JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM organization WHERE kind = 'school') o ON o.number = p.id % {Schools}
            WHERE p.id >= 100000;
        """);
}
