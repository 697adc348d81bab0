using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.Events;

/// <summary>What a row of a plan of events says: an event, or one session of it.</summary>
public sealed partial record EventRowDraft
{
    public long? Id { get; init; }

    public Said<string> Code { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public string? Kind { get; init; }

    public string Title { get; init; } = "";

    public Said<string> Description { get; init; }

    public Said<string> Place { get; init; }

    public Said<string> Link { get; init; }

    public DateOnly? Date { get; init; }

    public TimeOnly? Starts { get; init; }

    public Said<TimeOnly?> Ends { get; init; }

    public Said<string> Topic { get; init; }

    public Said<int?> Hours { get; init; }

    public Said<int?> Places { get; init; }

    public Said<int?> Quota { get; init; }

    public Said<string> Direction { get; init; }

    /// <summary>Kinds of organizations.</summary>
    public Said<ImmutableArray<string>> Audience { get; init; }

    public Said<(DateOnly Date, TimeOnly? Time)?> Opens { get; init; }

    public Said<(DateOnly Date, TimeOnly? Time)?> Closes { get; init; }

    public static EventRowDraft Read(ImportRow row)
    {
        var draft = new EventRowDraft
        {
            Id = row.Whole(EventColumns.Id, 1, int.MaxValue),
            Code = Say(row, EventColumns.Code, row.Text(EventColumns.Code, 60)),
            Kind = row.OneOf(EventColumns.Kind, EventColumns.Kinds) is { } kind ? EventColumns.KeyOf(kind) : null,
            Title = row.Required(EventColumns.Title, EventDraft.MaxTitle) ?? "",
            Description = Say(row, EventColumns.Description, row.Lines(EventColumns.Description, EventDraft.MaxDescription)),
            Place = Say(row, EventColumns.Place, row.Text(EventColumns.Place, EventDraft.MaxPlace)),
            Link = Say(row, EventColumns.Link, row.Text(EventColumns.Link, 500)),
            Topic = Say(row, EventColumns.Topic, row.Text(EventColumns.Topic, EventDraft.MaxTitle)),
            Hours = Say(row, EventColumns.Hours, row.Whole(EventColumns.Hours, 1, 500)),
            Places = Say(row, EventColumns.Places, row.Whole(EventColumns.Places, 1, 10_000)),
            Quota = Say(row, EventColumns.Quota, row.Whole(EventColumns.Quota, 1, 10_000)),
            Direction = Say(row, EventColumns.Direction, row.Text(EventColumns.Direction)),
            Audience = ReadAudience(row),
            Opens = Say(row, EventColumns.Opens, row.Moment(EventColumns.Opens)),
            Closes = Say(row, EventColumns.Closes, row.Moment(EventColumns.Closes)),
        };
        return ReadTimes(row, draft);
    }

    private static EventRowDraft ReadTimes(ImportRow row, EventRowDraft draft)
    {
        row.Required(EventColumns.Date);
        var moment = row.Moment(EventColumns.Date);
        // «14:30–16:00» in one cell is how most plans have it.
        var span = row.Text(EventColumns.Starts) is { } text && Span().Match(text) is { Success: true } parts
            ? (From: row.TimeOf(EventColumns.Starts, parts.Groups["from"].Value), To: row.TimeOf(EventColumns.Starts, parts.Groups["to"].Value))
            : (From: row.Time(EventColumns.Starts), To: null);
        var starts = span.From ?? moment?.Time;
        if (moment is not null && starts is null && row.Text(EventColumns.Starts) is null)
            row.Fail(ImportMessages.EmptyCell(EventColumns.Starts.Heading));
        var ends = Say(row, EventColumns.Ends, row.Time(EventColumns.Ends));
        if (!ends.IsSaid && span.To is { } last)
            ends = new Said<TimeOnly?>(true, last);
        if (ends.Value <= starts)
            row.Fail(ImportMessages.EndsBeforeItStarts);
        return draft with { Date = moment?.Date, Starts = starts, Ends = ends };
    }

    private static Said<ImmutableArray<string>> ReadAudience(ImportRow row)
    {
        if (row.Clears(EventColumns.Audience))
            return new Said<ImmutableArray<string>>(true, []);
        var words = row.List(EventColumns.Audience);
        var kinds = words.Select(word => row.Choose(EventColumns.Audience, word, OrganizationColumns.Kinds)).OfType<OrganizationKind>().ToList();
        return words.IsEmpty ? default : new Said<ImmutableArray<string>>(true, [.. kinds.Distinct().Order().Select(OrganizationColumns.KeyOf)]);
    }

    private static Said<T> Say<T>(ImportRow row, ImportColumn column, T? value) => new(value is not null || row.Clears(column), value);

    [GeneratedRegex(@"^(с )?(?<from>\d{1,2}[:.]\d\d)\s*([-–—]|до)\s*(?<to>\d{1,2}[:.]\d\d)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();
}
