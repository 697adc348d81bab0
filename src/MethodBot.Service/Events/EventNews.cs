using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>Tells participants what concerns them. Who has no account is told by the coordinator who signed them up.</summary>
internal sealed class EventNews(NoticeDesk notices)
{
    public const string SliceName = "events";

    /// <summary>The press that gives a place back.</summary>
    public const string DeclineVerb = "decline";

    /// <summary>Under what the notices of a registration are withdrawn.</summary>
    public static string SubjectOf(long registration) => string.Create(CultureInfo.InvariantCulture, $"registration:{registration}");

    /// <summary>Under what those are withdrawn that a coordinator gets for several colleagues at once.</summary>
    public static string SubjectOf(long eventId, long coordinator) => string.Create(CultureInfo.InvariantCulture, $"event:{eventId}:{coordinator}");

    public static MessageButton Decline(ServiceContext context, long registration, string label) =>
        SliceButton.Make(SliceName, DeclineVerb, registration.ToString(CultureInfo.InvariantCulture), context.Texts.Plain(label));

    /// <summary>One place fell to one who waited.</summary>
    public void TellPromoted(ServiceContext context, EventRow row, RegistrationRow registration)
    {
        var sessions = EventTable.ReadSessions(context.Transaction.Connection, row.Id);
        Receive(
            context,
            [registration],
            names => context.Texts.Rich(
                names is null ? EventTexts.Promoted : EventTexts.PromotedColleague,
                ("title", Answer.OfText(row.Title)),
                ("when", Answer.OfText(EventWording.When(context, sessions))),
                ("place", Answer.OfText(EventWording.Place(context, row.Place, row.Link))),
                ("names", Answer.OfText(names ?? ""))),
            Begin(context, sessions),
            told => [Decline(context, told.Id, EventTexts.Refuse)],
            isUrgent: true);
    }

    /// <summary>Tells all of them the same.</summary>
    /// <param name="expires">From here on it is of no use.</param>
    /// <param name="declineLabel">Label of the button that gives the place back; null = no such button.</param>
    /// <param name="isUrgent">It is sent at once where it would expire in the quiet hours.</param>
    /// <returns>How many of them were told, by themselves or by their coordinator.</returns>
    public int TellAll(
        ServiceContext context, IEnumerable<RegistrationRow> registrations, ImmutableArray<TextSpan> text, DateTimeOffset? expires, string? declineLabel, bool isUrgent) =>
        Receive(
            context,
            [.. registrations],
            names => names is null ? text : EventWording.Join(text, context.Texts.Rich(EventTexts.ForColleagues, ("names", Answer.OfText(names)))),
            expires,
            told => declineLabel is null ? [] : [Decline(context, told.Id, declineLabel)],
            isUrgent);

    /// <summary>One notice to one person.</summary>
    public bool Tell(ServiceContext context, long person, OutboundMessage message, string? subject, DateTimeOffset? expires, bool isUrgent)
    {
        var fate = notices.Tell(context, person, new Notice(message) { Kind = NoticeKind.Own, Subject = subject, Expires = expires });
        if (fate != NoticeFate.Dropped)
            return true;
        // It begins before the quiet is over: said afterwards it would be said too late.
        if (!isUrgent || expires <= context.Now || PeopleTable.Find(context.Transaction.Connection, person) is not { Consented: true }
            || context.FindChatOf(person) is not { } chat)
        {
            return false;
        }

        context.Send(chat, message.For(context, person, chat), priority: OutboxPriority.Notice);
        return true;
    }

    /// <summary>When the next session begins; null when all are over.</summary>
    public static DateTimeOffset? Begin(ServiceContext context, IEnumerable<SessionRow> sessions) =>
        sessions.Where(session => session.Starts > context.Now).Select(session => (DateTimeOffset?)session.Starts).FirstOrDefault();

    /// <param name="write">The text; given the names of colleagues where a coordinator reads it for them.</param>
    private int Receive(
        ServiceContext context,
        IReadOnlyList<RegistrationRow> registrations,
        Func<string?, ImmutableArray<TextSpan>> write,
        DateTimeOffset? expires,
        Func<RegistrationRow, ImmutableArray<MessageButton>> buttons,
        bool isUrgent)
    {
        var told = 0;
        foreach (var registration in registrations.Where(registration => registration.HasAccount != 0))
        {
            var message = new OutboundMessage { Text = write(null), Buttons = buttons(registration) };
            told += Tell(context, registration.PersonId, message, SubjectOf(registration.Id), expires, isUrgent) ? 1 : 0;
        }

        foreach (var colleagues in registrations.Where(registration => registration.HasAccount == 0).GroupBy(registration => registration.RegisteredBy))
        {
            if (colleagues.Key is not { } coordinator)
                continue;
            var message = new OutboundMessage
            {
                Text = write(string.Join(", ", colleagues.Select(colleague => colleague.Name))),
                Buttons = colleagues.Count() == 1 ? buttons(colleagues.First()) : [],
            };
            var subject = colleagues.Count() == 1 ? SubjectOf(colleagues.First().Id) : SubjectOf(colleagues.First().EventId, coordinator);
            told += Tell(context, coordinator, message, subject, expires, isUrgent) ? colleagues.Count() : 0;
        }

        return told;
    }
}
