using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What the list of events can be narrowed to: what is for me, a month, a kind. Only what there is, is offered.</summary>
internal static class EventFilters
{
    public const string All = "all";

    /// <summary>The entry of the list that leads to the filters.</summary>
    public const string DoorId = "filters";

    private const string Mine = "mine";
    private const string MonthPrefix = "month-";
    private const string KindPrefix = "kind-";

    /// <summary>Letters by which two words are of one stem: «математика», «математики».</summary>
    private const int Stem = 5;

    public static ListItem Door(TurnContext turn, string filter)
    {
        var label = filter == All
            ? turn.Texts.Plain(EventTexts.Filter)
            : turn.Texts.Plain(EventTexts.FilterOn, ("filter", Answer.OfText(NameOf(turn, filter))));
        return new ListItem(DoorId, label, SearchText.Index(label));
    }

    public static IEnumerable<ListItem> Offer(TurnContext turn, IReadOnlyCollection<EventRow> coming)
    {
        var filters = new[] { All, Mine }
            .Concat(coming.Select(row => MonthOf(turn, row)).Distinct(StringComparer.Ordinal))
            .Concat(EventKinds.All.Select(kind => KindPrefix + kind));
        foreach (var filter in filters)
        {
            var count = coming.Count(row => Matches(turn, row, filter));
            if (count == 0)
                continue;
            var label = turn.Texts.Plain(EventTexts.FilterCount, ("filter", Answer.OfText(NameOf(turn, filter))), ("count", Answer.OfNumber(count)));
            yield return new ListItem(filter, label, SearchText.Index(label));
        }
    }

    public static bool Matches(TurnContext turn, EventRow row, string filter) => filter switch
    {
        All => true,
        Mine => turn.Person() is { } person && IsFor(row, person),
        _ when filter.StartsWith(KindPrefix, StringComparison.Ordinal) => KindPrefix + row.Kind == filter,
        _ => MonthOf(turn, row) == filter,
    };

    /// <summary>Meant for the kind of organization where the person works, and not for another subject.</summary>
    public static bool IsFor(EventRow row, Person person)
    {
        var named = row.OrganizationKinds?.Split(' ').Contains(person.OrganizationKind);
        return named != false && (row.DirectionName is not { } direction || Overlap(direction, $"{person.Area} {person.Position}") || Overlap(row.Title, person.Area ?? ""));
    }

    private static string NameOf(TurnContext turn, string filter) => filter switch
    {
        All => turn.Texts.Plain(EventTexts.FilterAll),
        Mine => turn.Texts.Plain(EventTexts.FilterMine),
        _ when filter.StartsWith(KindPrefix, StringComparison.Ordinal) => turn.Texts.Plain(EventTexts.KindPlural(filter[KindPrefix.Length..])),
        _ => turn.Texts.Plain(EventTexts.Month(int.Parse(filter[^2..], CultureInfo.InvariantCulture))),
    };

    private static string MonthOf(TurnContext turn, EventRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{MonthPrefix}{turn.Clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(row.StartsAt, turn.Now.ToUnixTimeMilliseconds()))):yyyy-MM}");

    private static bool Overlap(string a, string b) => Stems(a).Intersect(Stems(b), StringComparer.Ordinal).Any();

    private static IEnumerable<string> Stems(string text) =>
        SearchText.Index(text).Split(' ').Where(word => word.Length >= Stem).Select(word => word[..Stem]);
}
