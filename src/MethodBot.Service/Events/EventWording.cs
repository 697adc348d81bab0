using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Events;

/// <summary>How events read: their times, places and particulars, out of the sentences of texts.yaml.</summary>
internal static class EventWording
{
    public static Answer Of(string text) => Answer.OfText(text);

    public static string IdOf(EventRow row) => row.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>«25 ноября, 14:00–15:30», «25 ноября, 14:00».</summary>
    public static string When(ServiceContext context, DateTimeOffset starts, DateTimeOffset? ends)
    {
        var begin = context.Clock.Format(starts, context.Today);
        if (ends is not { } end)
            return begin;
        return context.Clock.DateOf(end) == context.Clock.DateOf(starts)
            ? $"{begin}–{context.Clock.ToLocal(end):HH\\:mm}"
            : $"{begin} – {context.Clock.Format(end, context.Today)}";
    }

    public static string When(ServiceContext context, SessionRow session) =>
        When(context, session.Starts, session.EndsAt is null ? null : session.Ends);

    public static string When(ServiceContext context, SessionDraft session) => When(context, session.Starts, session.Ends);

    /// <summary>The moment of an event of one session, or the next of several and how many follow.</summary>
    public static string When(ServiceContext context, ImmutableArray<SessionRow> sessions)
    {
        var ahead = sessions.Where(session => session.Ends > context.Now).ToImmutableArray();
        if (ahead.IsEmpty)
            ahead = sessions;
        var next = When(context, ahead[0]);
        return ahead.Length == 1 ? next : context.Texts.Plain(EventTexts.WhenSeries, ("first", Of(next)), ("count", Answer.OfNumber(ahead.Length - 1)));
    }

    public static string Place(ServiceContext context, string place, string? link) => place.Length > 0
        ? place
        : link is null ? "" : context.Texts.Plain(EventTexts.Online);

    public static string Place(ServiceContext context, EventRow row, SessionRow session) => session.Place ?? Place(context, row.Place, row.Link);

    /// <summary>What is worth knowing beside title, time and place: a line for each.</summary>
    public static string Details(ServiceContext context, EventRow row, ImmutableArray<SessionRow> sessions)
    {
        var lines = new List<string>();
        if (sessions.Length > 1)
        {
            lines.Add(context.Texts.Plain(EventTexts.SessionsHeading));
            lines.AddRange(sessions.Select(session => SessionLine(context, session)));
        }

        if (row.Link is { } link && row.Place.Length > 0)
            lines.Add(context.Texts.Plain(EventTexts.LinkLine, ("link", Of(link))));
        else if (row.Link is { } only)
            lines.Add(only);
        if (AudienceOf(context, row) is { Length: > 0 } audience)
            lines.Add(context.Texts.Plain(EventTexts.AudienceLine, ("audience", Of(audience))));
        if (row.Hours is { } hours)
            lines.Add(context.Texts.Plain(EventTexts.HoursLine, ("hours", Answer.OfNumber(hours))));
        if (row.Quota is { } quota)
            lines.Add(context.Texts.Plain(EventTexts.QuotaLine, ("quota", Answer.OfNumber(quota))));
        if (row.OpensAt is { } opens && opens > context.Now.ToUnixTimeMilliseconds())
            lines.Add(context.Texts.Plain(EventTexts.OpensLine, ("when", Of(context.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(opens), context.Today)))));
        else if (row.ClosesAt is { } closes)
            lines.Add(context.Texts.Plain(EventTexts.ClosesLine, ("when", Of(context.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(closes), context.Today)))));
        return string.Join('\n', lines);
    }

    public static string KindOf(ServiceContext context, string kind) => context.Texts.Plain(EventTexts.Kind(kind));

    public static string RoleOf(ServiceContext context, string role) => context.Texts.Plain(EventTexts.Role(role));

    /// <summary>«школы, дошкольное образование».</summary>
    public static string AudienceOf(ServiceContext context, EventRow row) => string.Join(
        ", ",
        (row.OrganizationKinds?.Split(' ') ?? []).Select(kind => context.Texts.Plain(EventTexts.Audience(kind)))
            .Concat(row.DirectionName is { } direction ? [char.ToLowerInvariant(direction[0]) + direction[1..]] : []));

    /// <summary>«25 ноября».</summary>
    public static string Date(ServiceContext context, DateTimeOffset time) => RussianText.FormatDate(context.Clock.DateOf(time), context.Today);

    public static string Date(ServiceContext context, long time) => Date(context, DateTimeOffset.FromUnixTimeMilliseconds(time));

    /// <summary>Paragraphs of one message, those left out that say nothing.</summary>
    public static ImmutableArray<TextSpan> Join(params IEnumerable<ImmutableArray<TextSpan>> paragraphs)
    {
        var text = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var paragraph in paragraphs.Where(paragraph => !paragraph.IsEmpty))
        {
            if (text.Count > 0)
                text.Add(new TextSpan("\n\n"));
            text.AddRange(paragraph);
        }

        return text.ToImmutable();
    }

    private static string SessionLine(ServiceContext context, SessionRow session)
    {
        var line = context.Texts.Plain(
            EventTexts.SessionLine, ("number", Answer.OfNumber(session.Number)), ("when", Of(When(context, session))));
        if (session.Topic is { } topic)
            line += $" · {topic}";
        return session.Place is { } place ? $"{line} · {place}" : line;
    }
}
