using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>Makes drafts of events out of rows of a table and of what the service knows already.</summary>
internal sealed class EventDrafting
{
    private readonly SqliteConnection _connection;
    private readonly DirectionDirectory _directions;
    private readonly ImportMoment _moment;
    private readonly ILookup<(string Title, DateOnly Day), long> _known;
    private readonly Dictionary<long, int> _taken = [];
    private readonly Dictionary<(string Title, DateTimeOffset Starts), int> _new = [];

    public EventDrafting(SqliteConnection connection, DirectionDirectory directions, ImportMoment moment)
    {
        (_connection, _directions, _moment) = (connection, directions, moment);
        _known = connection.Query<(long Id, string Title, long Starts)>("SELECT id, title, starts_at FROM event WHERE cancelled_at IS NULL")
            .ToLookup(row => (ImportColumn.Normalize(row.Title), moment.DateOf(row.Starts)), row => row.Id);
    }

    /// <param name="faults">Of each row by its number; what is wrong is added to them.</param>
    /// <returns>The event that the rows are about (null: a new one), as it is and as it would be.</returns>
    public (long? Id, EventDraft? Before, EventDraft? After) Draft(IReadOnlyList<StagedRow<EventRowDraft>> rows, Dictionary<int, List<string>> faults)
    {
        var first = rows[0];
        var own = faults[first.Number];
        var id = FindEvent(first.Draft, own);
        var before = id is { } known ? EventTable.ReadDraft(_connection, EventTable.Find(_connection, known)!) : null;
        RefuseRepetition(first, id, own);
        RefuseContradictions(rows, faults);
        if (before?.Sessions.Length > rows.Count)
            own.Add(ImportMessages.FewerSessions(before.Sessions.Length, rows.Count));
        var sorted = rows.OrderBy(row => row.Draft.Date).ThenBy(row => row.Draft.Starts).ToList();
        if (before is null && _moment.Clock.At(sorted[^1].Draft.Date!.Value, sorted[^1].Draft.Starts!.Value) < _moment.Now)
            own.Add(ImportMessages.AlreadyOver);
        return (id, before, Merge(rows, sorted, before, own));
    }

    public ImmutableArray<string> Differences(EventDraft before, EventDraft after)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        Compare(EventColumns.Title, before.Title, after.Title);
        Compare(EventColumns.Kind, EventColumns.NameOfKind(before.Kind), EventColumns.NameOfKind(after.Kind));
        Compare(EventColumns.Date, Times(before), Times(after));
        Compare(EventColumns.Place, before.Place, after.Place);
        Compare(EventColumns.Link, before.Link, after.Link);
        Compare(EventColumns.Description, before.Description, after.Description);
        Compare(EventColumns.Topic, Topics(before), Topics(after));
        Compare(EventColumns.Hours, $"{before.Hours}", $"{after.Hours}");
        Compare(EventColumns.Places, $"{before.Places}", $"{after.Places}");
        Compare(EventColumns.Quota, $"{before.Quota}", $"{after.Quota}");
        Compare(EventColumns.Direction, before.Direction is { } was ? _directions.NameOf(was) : null, after.Direction is { } becomes ? _directions.NameOf(becomes) : null);
        Compare(EventColumns.Audience, Audience(before), Audience(after));
        Compare(EventColumns.Opens, Time(before.Opens), Time(after.Opens));
        Compare(EventColumns.Closes, Time(before.Closes), Time(after.Closes));
        Compare(EventColumns.Code, before.Code, after.Code);
        return notes.ToImmutable();

        void Compare(ImportColumn column, string? was, string? becomes)
        {
            if ((was ?? "") != (becomes ?? ""))
                notes.Add(ImportMessages.Becomes(column.Heading, string.IsNullOrEmpty(was) ? null : was, string.IsNullOrEmpty(becomes) ? null : becomes));
        }
    }

    private long? FindEvent(EventRowDraft draft, List<string> faults)
    {
        if (draft.Id is { } id)
        {
            if (EventTable.Find(_connection, id) is not null)
                return id;
            faults.Add(ImportMessages.UnknownId(EventColumns.Id.Heading, id.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        if (draft.Code.Value is { } code && EventTable.FindByCode(_connection, code) is { } coded)
        {
            if (EventTable.Find(_connection, coded)!.CancelledAt is not null)
                faults.Add(ImportMessages.CalledOff);
            return coded;
        }

        var found = _known[(ImportColumn.Normalize(draft.Title), draft.Date!.Value)].Where(known => draft.Code.Value is null || EventTable.Find(_connection, known)!.Code is null).ToList();
        if (found.Count > 1)
            faults.Add(ImportMessages.SeveralEvents(EventColumns.Id.Heading, found));
        return found is [var single] ? single : null;
    }

    private void RefuseRepetition(StagedRow<EventRowDraft> row, long? id, List<string> faults)
    {
        var earlier = id is { } known
            ? Claim(_taken, known, row.Number)
            : Claim(_new, (ImportColumn.Normalize(row.Draft.Title), _moment.Clock.At(row.Draft.Date!.Value, row.Draft.Starts!.Value)), row.Number);
        if (earlier is { } number)
            faults.Add(ImportMessages.RepeatsRow(number));
    }

    /// <summary>The row that has it already, or null: it is this row's now.</summary>
    private static int? Claim<TKey>(Dictionary<TKey, int> taken, TKey key, int number)
        where TKey : notnull => taken.TryAdd(key, number) ? null : taken[key];

    // Place and topic may differ from session to session; what is said of the whole event may not.
    private static void RefuseContradictions(IReadOnlyList<StagedRow<EventRowDraft>> rows, Dictionary<int, List<string>> faults)
    {
        Refuse(EventColumns.Title, draft => draft.Title);
        Refuse(EventColumns.Kind, draft => draft.Kind);
        Refuse(EventColumns.Hours, draft => draft.Hours.Value);
        Refuse(EventColumns.Places, draft => draft.Places.Value);
        Refuse(EventColumns.Quota, draft => draft.Quota.Value);
        Refuse(EventColumns.Direction, draft => draft.Direction.Value);
        Refuse(EventColumns.Link, draft => draft.Link.Value);

        void Refuse(ImportColumn column, Func<EventRowDraft, object?> read)
        {
            var first = rows.FirstOrDefault(row => read(row.Draft) is not null);
            foreach (var row in rows.Where(row => read(row.Draft) is { } value && !value.Equals(read(first!.Draft))))
                faults[row.Number].Add(ImportMessages.Contradicts(column.Heading, first!.Number));
        }
    }

    private EventDraft Merge(
        IReadOnlyList<StagedRow<EventRowDraft>> rows, List<StagedRow<EventRowDraft>> sorted, EventDraft? before, List<string> faults)
    {
        var drafts = rows.Select(row => row.Draft).ToList();
        var place = First(draft => draft.Place).Or(before?.Place) ?? "";
        var last = sorted[^1].Draft;
        return new EventDraft
        {
            Code = First(draft => draft.Code).Or(before?.Code),
            Kind = drafts.Select(draft => draft.Kind).FirstOrDefault(kind => kind is not null) ?? before?.Kind ?? (rows.Count > 1 ? EventKinds.Series : EventKinds.Seminar),
            Title = drafts[0].Title,
            Description = First(draft => draft.Description).Or(before?.Description) ?? "",
            Place = place,
            Link = First(draft => draft.Link).Or(before?.Link),
            Sessions = [.. sorted.Select((row, index) => Session(row.Draft, before?.Sessions.ElementAtOrDefault(index), place))],
            Hours = First(draft => draft.Hours).Or(before?.Hours),
            Places = First(draft => draft.Places).Or(before?.Places),
            Quota = First(draft => draft.Quota).Or(before?.Quota),
            Direction = First(draft => draft.Direction) is { IsSaid: true } said ? DirectionOf(said.Value, faults) : before?.Direction,
            OrganizationKinds = First(draft => draft.Audience) is { IsSaid: true } audience ? audience.Value : before?.OrganizationKinds ?? [],
            Opens = First(draft => draft.Opens) is { IsSaid: true } opens ? MomentOf(opens.Value, TimeOnly.MinValue) : before?.Opens,
            Closes = First(draft => draft.Closes) is { IsSaid: true } closes ? ClosesAt(closes.Value, last) : before?.Closes,
            Organizer = before?.Organizer,
            Questions = before?.Questions ?? [],
        };

        Said<T> First<T>(Func<EventRowDraft, Said<T>> read) => drafts.Select(read).FirstOrDefault(said => said.IsSaid);
    }

    private SessionDraft Session(EventRowDraft draft, SessionDraft? before, string eventPlace)
    {
        var day = draft.Date!.Value;
        var starts = _moment.Clock.At(day, draft.Starts!.Value);
        // A session that moves keeps its length, where nobody says another.
        var ends = draft.Ends.IsSaid
            ? draft.Ends.Value is { } end ? _moment.Clock.At(day, end) : (DateTimeOffset?)null
            : before?.Ends is { } known ? starts + (known - before.Starts) : null;
        var place = draft.Place.IsSaid ? draft.Place.Value is { } own && own != eventPlace ? own : null : before?.Place;
        return new SessionDraft(starts, ends, draft.Topic.Or(before?.Topic), place);
    }

    private string? DirectionOf(string? name, List<string> faults)
    {
        if (name is null)
            return null;
        if (_directions.Find(name) is { } direction)
            return direction;
        faults.Add(ImportMessages.UnknownDirection(EventColumns.Direction.Heading, name, _directions.Names.ToList()));
        return null;
    }

    private DateTimeOffset? MomentOf((DateOnly Date, TimeOnly? Time)? said, TimeOnly otherwise) =>
        said is var (day, time) ? _moment.Clock.At(day, time ?? otherwise) : null;

    // «До 20 ноября» is the whole day; on the day itself, until it begins.
    private DateTimeOffset? ClosesAt((DateOnly Date, TimeOnly? Time)? said, EventRowDraft last) =>
        said is (var day, null) && day == last.Date ? null : MomentOf(said, new TimeOnly(23, 59));

    private string? Time(DateTimeOffset? time) => time is { } known ? _moment.Clock.ToLocal(known).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture) : null;

    private string Times(EventDraft draft) => string.Join("; ", draft.Sessions.Select(session =>
        Time(session.Starts) + (session.Ends is { } ends ? $"–{_moment.Clock.ToLocal(ends):HH\\:mm}" : "")));

    private static string Topics(EventDraft draft) => string.Join("; ", draft.Sessions.Select(session => session.Topic).OfType<string>());

    private static string Audience(EventDraft draft) => string.Join(", ", draft.OrganizationKinds.Select(OrganizationColumns.NameOfKind));
}
