using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>Lists of consultations: the teacher's own, the methodist's queue, and everybody's for who leads the service.</summary>
internal sealed class ConsultationLists(ConsultationTimes times)
{
    /// <summary>Stands for «nobody has taken it» in the list of methodists.</summary>
    public const string Nobody = "nobody";

    /// <summary>A teacher sees what was closed in these days, too.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public IEnumerable<ListItem> Mine(TurnContext turn) => turn.Person() is { } person
        ? ConsultationTable.ReadAsked(turn.Transaction.Connection, person.Id, turn.Now - Remembered).Select(item => Item(turn, item, StateForTeacher(turn, item)))
        : [];

    public IEnumerable<ListItem> Queue(TurnContext turn) => turn.Person() is { } person
        ? ConsultationTable.ReadQueue(turn.Transaction.Connection, person.Id).Select(item => Item(turn, item, StateForStaff(turn, item, person.Id)))
        : [];

    public IEnumerable<ListItem> Of(TurnContext turn, string methodist)
    {
        long? id = long.TryParse(methodist, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return id is null && methodist != Nobody
            ? []
            : ConsultationTable.ReadOf(turn.Transaction.Connection, id).Select(item => Item(turn, item, StateForStaff(turn, item, id)));
    }

    /// <summary>Who has how many, the untaken ones first.</summary>
    public IEnumerable<ListItem> Methodists(TurnContext turn)
    {
        var connection = turn.Transaction.Connection;
        var open = ConsultationTable.ReadOpen(connection).ToLookup(item => item.Methodist);
        var names = MethodistTable.All(connection).Select(row => row.Person)
            .Union(open.Select(group => group.Key).OfType<long>())
            .Select(person => (Id: person.ToString(CultureInfo.InvariantCulture), Name: PeopleTable.Find(connection, person)?.Full ?? "", Items: open[person].ToList()));
        if (open[null].Any())
            yield return Count(turn, Nobody, turn.Texts.Plain(ConsultationTexts.NobodyTook), [.. open[null]]);
        foreach (var (id, name, items) in names.OrderByDescending(row => row.Items.Count(item => times.IsOverdue(turn, item))))
            yield return Count(turn, id, name, items);
    }

    /// <summary>How many a methodist has to look at.</summary>
    public (int Waiting, int Mine, int Teacher, int Overdue) Count(TurnContext turn, Person methodist)
    {
        var queue = ConsultationTable.ReadQueue(turn.Transaction.Connection, methodist.Id);
        return (
            queue.Count(item => item.Methodist != methodist.Id && item.Awaits == Awaits.Answer),
            queue.Count(item => item.Methodist == methodist.Id && item.Awaits == Awaits.Answer),
            queue.Count(item => item.Awaits == Awaits.Teacher),
            queue.Count(item => times.IsOverdue(turn, item)));
    }

    /// <summary>How the service does: open, waiting, overdue; of thirty days closed, and how they were rated.</summary>
    public (int Open, int Waiting, int Overdue, int Closed, int Rated, decimal Rating) Numbers(TurnContext turn)
    {
        var open = ConsultationTable.ReadOpen(turn.Transaction.Connection);
        var (closed, rated, sum) = turn.Transaction.Connection.QuerySingle<(int Closed, int Rated, int Sum)>(
            "SELECT count(*), count(rating), coalesce(sum(rating), 0) FROM consultation WHERE closed_at >= @since",
            new { since = (turn.Now - Month).ToUnixTimeMilliseconds() });
        return (
            open.Count,
            open.Count(item => item.Methodist is null),
            open.Count(item => times.IsOverdue(turn, item)),
            closed,
            rated,
            rated == 0 ? 0 : Math.Round((decimal)sum / rated, 1));
    }

    private static string StateForTeacher(TurnContext turn, Consultation item) => (item.IsClosed, item.Awaits, item.Methodist) switch
    {
        (true, _, _) => turn.Texts.Plain(ConsultationTexts.LabelClosed),
        (_, Awaits.Teacher, _) => turn.Texts.Plain(ConsultationTexts.LabelAsksYou),
        (_, Awaits.Nothing, _) => turn.Texts.Plain(ConsultationTexts.LabelAnswered),
        (_, _, null) => turn.Texts.Plain(ConsultationTexts.LabelNotTaken),
        _ => turn.Texts.Plain(ConsultationTexts.LabelAnswering, ("name", ConsultationCards.NameOf(turn, item.Methodist))),
    };

    private static string Label(TurnContext turn, Consultation item, string state) => turn.Texts.Plain(
        ConsultationTexts.Label, ("title", ConsultationCards.Title(turn, item)), ("state", Answer.OfText(state)));

    private static ListItem Item(TurnContext turn, Consultation item, string state) =>
        new(item.Number, Label(turn, item, state), SearchText.Index(item.Number, item.Subject, item.DirectionName));

    private string StateForStaff(TurnContext turn, Consultation item, long? viewer)
    {
        if (item.Awaits == Awaits.Teacher)
            return turn.Texts.Plain(ConsultationTexts.LabelWaitsForTeacher);
        if (item.Awaits == Awaits.Nothing)
            return turn.Texts.Plain(ConsultationTexts.LabelAnswered);
        var key = times.IsOverdue(turn, item) ? ConsultationTexts.LabelOverdue
            : item.Methodist is null || item.Methodist != viewer ? ConsultationTexts.LabelWaits
            : ConsultationTexts.LabelYours;
        return turn.Texts.Plain(key, ("age", Answer.OfText(ConsultationTimes.Format(turn, times.Waited(turn, item)))));
    }

    private ListItem Count(TurnContext turn, string id, string name, List<Consultation> items)
    {
        var overdue = items.Count(item => times.IsOverdue(turn, item));
        var label = turn.Texts.Plain(
            overdue > 0 ? ConsultationTexts.MethodistOverdue : ConsultationTexts.MethodistLine,
            ("name", Answer.OfText(name)),
            ("open", Answer.OfNumber(items.Count)),
            ("overdue", Answer.OfNumber(overdue)));
        return new ListItem(id, label, SearchText.Index(name));
    }
}
