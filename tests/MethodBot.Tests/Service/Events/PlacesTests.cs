using FsCheck;
using FsCheck.Fluent;
using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

/// <summary>Who gets a place, over random histories, held against a model that knows nothing of how it is done.</summary>
public sealed class PlacesTests
{
    private const int Histories = 2000;
    private const ulong Seed = 20261122;

    private enum Deed
    {
        SignUp,
        Cancel,
        ChangePlaces,
        ChangeQuota,
    }

    /// <param name="Number">Of the organization that signs up, of the one who cancels, or how many places there are now.</param>
    private sealed record Step(Deed Deed, int Number);

    private sealed record History(int? Places, int? Quota, Step[] Steps);

    [Fact]
    public void Whatever_happens_exactly_those_have_places_who_should()
    {
        var steps =
            from deed in Gen.Frequency((6, Gen.Constant(Deed.SignUp)), (4, Gen.Constant(Deed.Cancel)), (1, Gen.Constant(Deed.ChangePlaces)), (1, Gen.Constant(Deed.ChangeQuota)))
            from number in Gen.Choose(0, 999)
            select new Step(deed, number);
        var histories =
            from places in Gen.Choose(0, 8)
            from quota in Gen.Choose(0, 4)
            from all in Gen.ArrayOf(steps, 60)
            select new History(places == 0 ? null : places, quota == 0 ? null : quota, all);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories).WithReplay(new Replay(new Rnd(Seed), null)),
            Prop.ForAll(Arb.From(histories, Shorter), Holds));
    }

    [Fact]
    public void A_full_organization_is_passed_over_and_holds_nobody_up()
    {
        Standing[] queue = [new(1, "a", true), new(2, "a", false), new(3, "b", false), new(4, "a", false)];

        new Places(3, 1).Promote(queue).ShouldBe([3]);
    }

    [Fact]
    public void Whoever_has_no_organization_is_under_no_quota()
    {
        Standing[] queue = [new(1, null, true), new(2, null, false), new(3, null, false)];

        new Places(2, 1).Promote(queue).ShouldBe([2]);
    }

    [Fact]
    public void Fewer_places_take_nobodys_place_away()
    {
        Standing[] queue = [new(1, "a", true), new(2, "b", true), new(3, "c", false)];

        new Places(1, null).Promote(queue).ShouldBeEmpty();
    }

    [Fact]
    public void The_waiting_list_counts_only_those_who_wait()
    {
        Standing[] queue = [new(1, "a", false), new(2, "b", true), new(3, "c", false)];

        Places.NumberOf(queue, 3).ShouldBe(2);
        Places.NumberOf(queue, 2).ShouldBeNull();
    }

    private static IEnumerable<History> Shorter(History history)
    {
        for (var i = 0; i < history.Steps.Length; i++)
            yield return history with { Steps = [.. history.Steps[..i], .. history.Steps[(i + 1)..]] };
    }

    private static void Holds(History history)
    {
        var (limits, next) = (new Places(history.Places, history.Quota), 1L);
        var queue = new List<Standing>();
        var model = new Model { Places = history.Places, Quota = history.Quota };
        foreach (var step in history.Steps)
        {
            switch (step.Deed)
            {
                case Deed.SignUp:
                    // One in six works nowhere that anybody knows of.
                    var organization = step.Number % 6 == 5 ? null : $"o{step.Number % 6}";
                    queue.Add(new Standing(next, organization, HasPlace: false));
                    model.SignUp(next++, organization);
                    break;
                case Deed.Cancel when queue.Count > 0:
                    var gone = queue[step.Number % queue.Count].Id;
                    queue.RemoveAll(standing => standing.Id == gone);
                    model.Cancel(gone);
                    break;
                case Deed.ChangePlaces:
                    limits = limits with { Total = step.Number % 10 == 0 ? null : step.Number % 10 };
                    model.Places = limits.Total;
                    model.Settle();
                    break;
                case Deed.ChangeQuota:
                    limits = limits with { Quota = step.Number % 5 == 0 ? null : step.Number % 5 };
                    model.Quota = limits.Quota;
                    model.Settle();
                    break;
            }

            var promoted = limits.Promote(queue);
            promoted.ShouldBeUnique();
            queue = [.. queue.Select(standing => promoted.Contains(standing.Id) ? standing with { HasPlace = true } : standing)];
            queue.Where(standing => standing.HasPlace).Select(standing => standing.Id).ShouldBe(model.Placed.Order(), "with places");
            queue.Where(standing => !standing.HasPlace).Select(standing => standing.Id).ShouldBe(model.WaitingIds, "waiting, in order");
        }
    }

    /// <summary>People at a door: one after the other, as somebody with a list would do it.</summary>
    private sealed class Model
    {
        private readonly Dictionary<long, string?> _inside = [];
        private readonly LinkedList<(long Id, string? Organization)> _outside = new();

        public int? Places { get; set; }

        public int? Quota { get; set; }

        public IEnumerable<long> Placed => _inside.Keys;

        public IEnumerable<long> WaitingIds => _outside.Select(person => person.Id);

        public void SignUp(long id, string? organization)
        {
            if (Fits(organization))
                _inside.Add(id, organization);
            else
                _outside.AddLast((id, organization));
        }

        public void Cancel(long id)
        {
            if (!_inside.Remove(id))
                _outside.Remove(_outside.Single(person => person.Id == id));
            Settle();
        }

        public void Settle()
        {
            // The first who fits goes in; then look again from the front.
            for (var node = _outside.First; node is not null;)
            {
                if (!Fits(node.Value.Organization))
                {
                    node = node.Next;
                    continue;
                }

                _inside.Add(node.Value.Id, node.Value.Organization);
                _outside.Remove(node);
                node = _outside.First;
            }
        }

        private bool Fits(string? organization) => !(_inside.Count >= Places)
            && (organization is null || !(_inside.Values.Count(other => other == organization) >= Quota));
    }
}
