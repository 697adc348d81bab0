using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>Lists of events to choose from.</summary>
internal static class EventLists
{
    /// <summary>With so few events nobody needs a filter.</summary>
    private const int WorthFiltering = 4;

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.open", []), Roles.Registered, (turn, _) => ReadComing(turn, EventFilters.All)),
        new ListSource(new SourceSignature("events.coming", ["filter"]), Roles.Registered, ReadFiltered),
        new ListSource(new SourceSignature("events.filters", []), Roles.Registered, (turn, _) => EventFilters.Offer(turn, Coming(turn))),
        new ListSource(new SourceSignature("events.mine", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? EventTable.ReadMine(turn.Transaction.Connection, person.Id, turn.Now).Select(row => ToItem(turn, row, OwnStates(turn)))
            : []),
        new ListSource(new SourceSignature("events.answers", ["event", "number"]), Roles.Registered, ReadAnswers),
    ];

    private static List<EventRow> Coming(TurnContext turn) => [.. EventTable.ReadComing(turn.Transaction.Connection, turn.Now)];

    private static IEnumerable<ListItem> ReadComing(TurnContext turn, string filter)
    {
        var states = OwnStates(turn);
        return Coming(turn).Where(row => EventFilters.Matches(turn, row, filter)).Select(row => ToItem(turn, row, states));
    }

    /// <summary>With an entry that leads to the filters, where there is enough to choose from.</summary>
    private static IEnumerable<ListItem> ReadFiltered(TurnContext turn, ImmutableDictionary<string, Answer> arguments)
    {
        var filter = arguments.GetValueOrDefault("filter")?.OnlyOption ?? EventFilters.All;
        var items = ReadComing(turn, filter).ToList();
        return filter == EventFilters.All && items.Count < WorthFiltering ? items : [.. items, EventFilters.Door(turn, filter)];
    }

    private static IEnumerable<ListItem> ReadAnswers(TurnContext turn, ImmutableDictionary<string, Answer> arguments)
    {
        var number = arguments["number"].Key;
        return SignUp.Find(turn, arguments) is { } row
            ? EventTable.ReadQuestions(turn.Transaction.Connection, row.Id)
                .Where(question => question.Number.ToString(CultureInfo.InvariantCulture) == number)
                .SelectMany(question => question.Choices)
                .Select((choice, index) => new ListItem((index + 1).ToString(CultureInfo.InvariantCulture), choice, SearchText.Index(choice)))
            : [];
    }

    private static ListItem ToItem(TurnContext turn, EventRow row, Dictionary<long, bool> states)
    {
        var key = states.TryGetValue(row.Id, out var hasPlace)
            ? hasPlace ? EventTexts.LabelMine : EventTexts.LabelWaiting
            : row.IsFull ? EventTexts.LabelFull : EventTexts.LabelFree;
        var label = turn.Texts.Plain(key, ("date", Answer.OfText(DateOf(turn, row))), ("title", Answer.OfText(row.Title)));
        return new ListItem(
            EventWording.IdOf(row),
            label,
            SearchText.Index(row.Title, EventWording.Date(turn, row.StartsAt), EventWording.KindOf(turn, row.Kind), row.Place, row.DirectionName ?? ""));
    }

    /// <summary>Of a series under way: its next day.</summary>
    private static string DateOf(TurnContext turn, EventRow row)
    {
        if (row.StartsAt > turn.Now.ToUnixTimeMilliseconds())
            return EventWording.Date(turn, row.StartsAt);
        var sessions = EventTable.ReadSessions(turn.Transaction.Connection, row.Id);
        return EventWording.Date(turn, (sessions.FirstOrDefault(session => session.Ends > turn.Now) ?? sessions[^1]).Starts);
    }

    private static Dictionary<long, bool> OwnStates(TurnContext turn) => turn.Person() is { } person
        ? RegistrationTable.ReadStates(turn.Transaction.Connection, person.Id)
        : [];
}
