using Dapper;

namespace MethodBot.IntegrationTests.Service.Events;

/// <summary>
/// Random histories through the actions and buttons of the service, on a real store: after each step exactly those have places who
/// should, and whoever moved up was told so once.
/// </summary>
public sealed class RandomHistoryTests
{
    private const int Steps = 120;
    private const int People = 14;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Cancelling_promotes_exactly_the_right_ones_and_each_is_told_once(int seed)
    {
        using var town = new EventTown();
        var random = new Random(seed);
        var people = Enumerable.Range(0, People).Select(number => town.AddTeacher(number % 5 == 4 ? null : $"Школа № {number % 4}", number % 2 == 0 ? "telegram" : "vk")).ToList();
        var (places, quota) = ((int?)4, (int?)2);
        var id = town.Add(town.Seminar with { Places = places, Quota = quota });
        var inside = new List<int>();
        var waiting = new List<int>();
        var promotions = new int[People];
        for (var step = 0; step < Steps; step++)
        {
            var who = random.Next(People);
            switch (random.Next(10))
            {
                case 0:
                    places = random.Next(4) == 0 ? null : random.Next(2, 8);
                    quota = random.Next(3) == 0 ? null : random.Next(1, (places ?? 3) + 1);
                    town.Editing.Save(town.Rig.Context, town.Seminar with { Places = places, Quota = quota }, id);
                    Settle(null);
                    break;
                case < 6 when !inside.Contains(who) && !waiting.Contains(who):
                    var outcome = town.Register(people[who], id);
                    waiting.Add(who);
                    Settle(who);
                    outcome.Name.ShouldBe(inside.Contains(who) ? "ok" : "waiting");
                    if (!inside.Contains(who))
                        outcome.Results["number"].Number.ShouldBe(waiting.Count);
                    break;
                case var way when inside.Contains(who) || waiting.Contains(who):
                    if (way % 2 == 0)
                        town.Cancel(people[who], id).Name.ShouldBe("ok");
                    else
                        town.Rig.Press(people[who].Account, "events", "decline", $"{town.Registration(people[who], id)}");
                    inside.Remove(who);
                    waiting.Remove(who);
                    Settle(null);
                    break;
            }

            Placed().ShouldBe(inside.Order().Select(number => people[number].Id).Order(), $"step {step}");
            Queue().ShouldBe(waiting.Select(number => people[number].Id), $"step {step}");
            for (var i = 0; i < People; i++)
                town.Told(people[i], "Место освободилось").Count.ShouldBe(promotions[i], $"step {step}, person {i}");
        }

        promotions.Sum().ShouldBeGreaterThan(5, "a history in which nobody moves up proves little");

        // The door, once more: the first in line who fits goes in.
        void Settle(int? silent)
        {
            for (var i = 0; i < waiting.Count;)
            {
                var next = waiting[i];
                if (inside.Count >= places || (OrganizationOf(next) is { } own && inside.Count(other => OrganizationOf(other) == own) >= quota))
                {
                    i++;
                    continue;
                }

                waiting.RemoveAt(i);
                inside.Add(next);
                promotions[next] += next == silent ? 0 : 1;
                i = 0;
            }
        }

        static int? OrganizationOf(int number) => number % 5 == 4 ? null : number % 4;

        IEnumerable<long> Placed() => Read("placed_at IS NOT NULL ORDER BY person_id");

        IEnumerable<long> Queue() => Read("placed_at IS NULL ORDER BY id");

        IEnumerable<long> Read(string condition) =>
            town.Rig.Connection.Query<long>($"SELECT person_id FROM registration WHERE event_id = @id AND cancelled_at IS NULL AND {condition}", new { id });
    }
}
