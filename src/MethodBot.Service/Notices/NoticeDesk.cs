using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.People;

namespace MethodBot.Service.Notices;

/// <summary>
/// Tells people what they did not ask for at that moment, as the service promises: nothing in the quiet hours, at most
/// <see cref="WeeklyLimit"/> invitations and reminders in seven days, in the messenger that they prefer.
/// </summary>
public sealed class NoticeDesk(ServiceOptions options)
{
    /// <summary>Unsolicited notices to one person in any seven days.</summary>
    public const int WeeklyLimit = 3;

    internal const string SliceName = "notices";
    internal const string DueTimer = "due";
    private const string Addressed = "notices_of_service.addressed";
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Longer than the week for which what was told counts.</summary>
    internal static TimeSpan Remembered { get; } = TimeSpan.FromDays(30);

    internal static ImmutableArray<TextKey> TextKeys => [new(Addressed, "name")];

    /// <summary>Sends a notice, now or when it may leave.</summary>
    public NoticeFate Tell(ServiceContext context, long person, Notice notice)
    {
        var due = WhenDue(context, person, notice.Kind);
        if (!IsWanted(context, person, notice) || due >= notice.Expires)
            return NoticeFate.Dropped;
        if (due > context.Now)
        {
            Wait(context, NoticeTable.AddWaiting(context.Transaction.Connection, person, notice), due);
            return NoticeFate.Waits;
        }

        if (!Send(context, person, notice))
            return NoticeFate.Dropped;
        NoticeTable.AddSent(context.Transaction.Connection, person, notice, context.Now);
        return NoticeFate.Sent;
    }

    /// <summary>What waits to be told about this subject has become void.</summary>
    public static void Withdraw(ServiceContext context, string subject) => NoticeTable.Withdraw(context.Transaction, subject);

    /// <summary>The waiting notice's moment has come; settings and the week may have changed since it was set.</summary>
    internal void TakeDue(ServiceContext context, long id)
    {
        var connection = context.Transaction.Connection;
        if (NoticeTable.FindWaiting(connection, id) is not var (_, person, notice))
            return;
        var due = WhenDue(context, person, notice.Kind);
        if (!IsWanted(context, person, notice) || due >= notice.Expires)
            NoticeTable.Finish(connection, id, sent: false, context.Now);
        else if (due > context.Now)
            Wait(context, id, due);
        else
            NoticeTable.Finish(connection, id, Send(context, person, notice), context.Now);
    }

    private static void Wait(ServiceContext context, long id, DateTimeOffset due) =>
        context.SetTimer(SliceName, DueTimer, id.ToString(CultureInfo.InvariantCulture), due);

    private static bool IsWanted(ServiceContext context, long person, Notice notice) =>
        PeopleTable.Find(context.Transaction.Connection, person) is { Consented: true } found && (notice.Kind == NoticeKind.Own || found.WantsInvitations);

    private DateTimeOffset WhenDue(ServiceContext context, long person, NoticeKind kind)
    {
        var due = context.Now;
        if (kind == NoticeKind.Unsolicited
            && NoticeTable.LatestUnsolicited(context.Transaction.Connection, person, due - Week) is { Count: >= WeeklyLimit } latest)
        {
            due = latest[WeeklyLimit - 1] + Week;
        }

        return AfterQuiet(context, due);
    }

    /// <summary>The moment, or the end of the quiet hours in which it lies.</summary>
    public DateTimeOffset AfterQuiet(ServiceContext context, DateTimeOffset moment) =>
        QuietHours.Read(options, context.Clock)?.After(moment) ?? moment;

    private static bool Send(ServiceContext context, long person, Notice notice)
    {
        if (context.FindChatOf(person) is not { } chat)
            return false;
        context.Send(
            chat, notice.Message.For(context, person, chat), notice.Tag, notice.Kind == NoticeKind.Own ? OutboxPriority.Notice : OutboxPriority.Announcement);
        return true;
    }

    /// <summary>Two people may share an account: the one who writes now must not take the other's message for theirs.</summary>
    internal static OutboundMessage Address(ServiceContext context, long person, ChatAddress chat, OutboundMessage message)
    {
        var connection = context.Transaction.Connection;
        if (context.FindAccount(chat) is not { } account || PeopleTable.FindByAccount(connection, account) is not { } present || present.Id == person)
            return message;
        var name = PeopleTable.Find(connection, person)?.Address ?? "";
        return message with { Text = [.. context.Texts.Rich(Addressed, ("name", Answer.OfText(name))), new TextSpan("\n"), .. message.Text] };
    }
}

/// <summary>Messages to people who may share an account.</summary>
internal static class AddressedMessage
{
    /// <inheritdoc cref="NoticeDesk.Address"/>
    public static OutboundMessage For(this OutboundMessage message, ServiceContext context, long person, ChatAddress chat) =>
        NoticeDesk.Address(context, person, chat, message);
}
