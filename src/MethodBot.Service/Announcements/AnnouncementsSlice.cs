using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.Access;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Announcements;

/// <summary>
/// One message of the service to many people: everybody, the coordinators, or an organization. It counts among the three unsolicited
/// ones a week, waits out the quiet hours, and bears a button by which a person wants no more.
/// </summary>
public sealed class AnnouncementsSlice : ISlice, IPressSlice
{
    private const string SliceName = "announcements";
    private const string PortionTimer = "portion";
    private const string StopVerb = "stop";

    // A timer's turn holds the writer: other people's turns come between portions.
    private const int Portion = 500;

    private readonly NoticeDesk _notices;

    public AnnouncementsSlice(NoticeDesk notices)
    {
        _notices = notices;
        Actions =
        [
            DialogAction.Reading(
                "announcements.audience",
                Roles.Lead,
                ["audience"],
                ["organization"],
                ["people", "nobody"],
                CountAudience,
                ("count", AnswerType.Number),
                ("remarks", AnswerType.Text)),
            DialogAction.Changing("announcements.send", Roles.Lead, ["audience", "text"], ["organization"], ["ok"], Send),
        ];
        Presses = [new PressAction(StopVerb, Roles.Consented, Stop)];
    }

    public string Name => SliceName;

    public SchemaPart Schema => AnnouncementTable.Schema;

    public ImmutableArray<TextKey> TextKeys => AnnouncementTexts.All;

    public ImmutableArray<IDialogAction> Actions { get; }

    ImmutableArray<PressAction> IPressSlice.Presses => Presses;

    private ImmutableArray<PressAction> Presses { get; }

    public string? TakePress(TurnContext turn, string verb, string subject) => Presses.Take(turn, verb, subject);

    public ImmutableArray<string> Waits => [PortionTimer];

    /// <summary>Sends the next portion, and leaves the rest to another timer.</summary>
    public void TakeTimer(TimerContext timer, string kind, string subject)
    {
        var parts = subject.Split('@');
        var connection = timer.Transaction.Connection;
        if (AnnouncementTable.Find(connection, long.Parse(parts[0], CultureInfo.InvariantCulture)) is not { } announcement)
            return;
        var after = long.Parse(parts[1], CultureInfo.InvariantCulture);

        // The quiet may have begun while the portions went.
        if (_notices.AfterQuiet(timer, timer.Now) is var due && due > timer.Now)
        {
            Plan(timer, announcement.Id, after, due);
            return;
        }

        var people = AnnouncementTable.ReadNext(connection, announcement.Audience, after, Portion, timer.Now, out var last);
        var message = Write(timer, announcement);
        var chats = new List<ChatAddress>(people.Count);
        foreach (var person in people)
        {
            if (timer.FindChatOf(person) is not { } chat)
                continue;
            NoticeTable.AddSent(connection, person, new Notice(message) { Kind = NoticeKind.Unsolicited }, timer.Now);
            var addressed = message.For(timer, person, chat);
            if (ReferenceEquals(addressed, message))
                chats.Add(chat);
            else
                timer.Send(chat, addressed, priority: OutboxPriority.Announcement);
        }

        timer.SendToMany(chats, message);
        if (last is { } next)
            Plan(timer, announcement.Id, next, timer.Now);
    }

    private ActionOutcome CountAudience(TurnContext turn, ActionCall call)
    {
        var size = AnnouncementTable.Count(turn.Transaction.Connection, AudienceOf(call), turn.Now);
        var remarks = new List<string>();
        if (_notices.AfterQuiet(turn, turn.Now) is var due && due > turn.Now)
            remarks.Add(turn.Texts.Plain(AnnouncementTexts.Morning, ("when", Answer.OfText(turn.Clock.Format(due, turn.Today)))));
        if (size.Refused > 0)
            remarks.Add(turn.Texts.Plain(AnnouncementTexts.Refused, ("count", Answer.OfNumber(size.Refused))));
        if (size.Filled > 0)
            remarks.Add(turn.Texts.Plain(AnnouncementTexts.Filled, ("count", Answer.OfNumber(size.Filled))));
        return ActionOutcome.Of(size.Reached > 0 ? "people" : "nobody", changed: false)
            .With("count", Answer.OfNumber(size.Reached))
            .With("remarks", string.Join('\n', remarks));
    }

    private ActionOutcome Send(TurnContext turn, ActionCall call)
    {
        var id = AnnouncementTable.Add(turn.Transaction, turn.RequirePerson().Id, call.Arguments["text"].Text!, AudienceOf(call), turn.Now);
        Plan(turn, id, after: 0, _notices.AfterQuiet(turn, turn.Now));
        return ActionOutcome.Of("ok");
    }

    private static string? Stop(TurnContext turn, string subject)
    {
        Profile.SetWantsInvitations(turn, wanted: false);
        return turn.Texts.Plain(AnnouncementTexts.Stopped);
    }

    private static OutboundMessage Write(ServiceContext context, AnnouncementRow announcement) => new()
    {
        Text = context.Texts.Rich(AnnouncementTexts.Message, ("text", Answer.OfText(announcement.Text))),
        Buttons =
        [
            SliceButton.Make(
                SliceName, StopVerb, announcement.Id.ToString(CultureInfo.InvariantCulture), context.Texts.Plain(AnnouncementTexts.Stop), ButtonRole.Navigation),
        ],
    };

    private static void Plan(ServiceContext context, long id, long after, DateTimeOffset due) =>
        context.SetTimer(SliceName, PortionTimer, string.Create(CultureInfo.InvariantCulture, $"{id}@{after}"), due);

    private static Audience AudienceOf(ActionCall call) => new(
        call.Arguments["audience"].Key!,
        call.Arguments.TryGetValue("organization", out var organization) ? long.Parse(organization.Key!, CultureInfo.InvariantCulture) : null);
}
