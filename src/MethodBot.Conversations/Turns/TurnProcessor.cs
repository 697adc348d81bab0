using System.Collections.Immutable;
using System.Diagnostics;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Turns;

/// <summary>What is left to do for a press once its turn is durable.</summary>
internal sealed record PressAnswer(string Chat, string Account, string Token, string? Notice);

/// <summary>
/// One update to one turn: accepts it once, decides who takes it (in the order that the design fixes), runs the dialog, and queues
/// what it says. Everything happens in the transaction it is given.
/// </summary>
internal sealed partial class TurnProcessor(
    DialogLibrary library, SliceSet slices, PreviewTurn previews, TurnAllowance allowance, TurnBudget budget, ServiceClock clock, TimeProvider time, ILogger<TurnProcessor> logger)
{
    private const int DefaultMaxButtons = 10;

    // Only the writer's thread comes here.
    private readonly HashSet<ChatAddress> _groupsTold = [];

    /// <summary>Null unless the update is a press to acknowledge.</summary>
    /// <param name="limits">Of the channel; null where none is connected.</param>
    public PressAnswer? Process(StoreTransaction transaction, ChannelId channel, InboundUpdate update, MessengerLimits? limits)
    {
        var now = time.GetUtcNow();
        var state = update.Kind == InboundKind.Ignored || update.Chat is null ? InboxState.Ignored : InboxState.Done;
        AccountId? counted = state == InboxState.Ignored || IsAlwaysHeard(update) ? null : new AccountId(channel.Messenger, update.Account!);
        var verdict = counted is { } account ? allowance.Take(account, now) : TurnVerdict.Allowed;
        if (verdict != TurnVerdict.Allowed)
            state = InboxState.Ignored;
        // What is rolled back comes again: it must not be counted twice, and a notice that was not kept has told nobody.
        if (counted is { } writer)
            transaction.OnRollback(() => allowance.GiveBack(writer, verdict));
        if (InboxTable.Accept(transaction, channel, update.Key, state, now) is not { } inboxId)
        {
            Count(channel, update, "repeated");
            return null;
        }

        if (verdict == TurnVerdict.Refused && !update.IsGroup)
        {
            LogTooMany(logger, channel.Messenger);
            Tell(transaction, channel, update, TurnTexts.TooMany, now);
        }

        if (state == InboxState.Ignored)
        {
            Count(channel, update, verdict == TurnVerdict.Allowed ? "ignored" : "too_many");

            // A spinner stops all the same.
            return update.Chat is null ? null : AnswerOf(update, null);
        }

        var isDone = TryRunTurn(transaction, inboxId, channel, update, limits, now, out var notice);
        Count(channel, update, isDone ? "done" : "set_aside");
        return isDone ? AnswerOf(update, notice) : TellSetAside(transaction, channel, update, now);
    }

    private static void Count(ChannelId channel, InboundUpdate update, string outcome) => Telemetry.Updates.Add(
        1, new("messenger", channel.Messenger), new("kind", update.Kind.ToString()), new("outcome", outcome));

    /// <summary>Sets an update aside whose turn is not to be tried.</summary>
    /// <returns>As <see cref="Process"/>.</returns>
    public PressAnswer? Refuse(StoreTransaction transaction, ChannelId channel, InboundUpdate update, string reason)
    {
        var now = time.GetUtcNow();
        if (InboxTable.Accept(transaction, channel, update.Key, InboxState.SetAside, now) is not { } inboxId)
            return null;
        LogRefused(logger, update.Key, channel.Messenger, reason);
        InboxTable.SetAside(transaction, inboxId, update, reason);
        return update.Chat is null ? null : TellSetAside(transaction, channel, update, now);
    }

    // Whether a chat can be reached, and where it has gone, must be known whatever else comes from there.
    private static bool IsAlwaysHeard(InboundUpdate update) =>
        update.Account is null || update.Kind is InboundKind.Stopped or InboundKind.Allowed or InboundKind.Moved;

    private PressAnswer? TellSetAside(StoreTransaction transaction, ChannelId channel, InboundUpdate update, DateTimeOffset now)
    {
        if (!update.IsGroup)
            Tell(transaction, channel, update, TurnTexts.SetAside, now);
        return AnswerOf(update, null);
    }

    private void Tell(StoreTransaction transaction, ChannelId channel, InboundUpdate update, string text, DateTimeOffset now)
    {
        var chat = new ChatAddress(channel, update.Chat!);
        OutboxTable.Add(
            transaction,
            chat,
            OutboxKind.Send,
            null,
            new OutboundMessage { Text = library.Dialogs.Texts.Rich(text) },
            OutboxPriority.Reply,
            null,
            now);
        ConversationTable.MarkOvertaken(transaction, chat);
    }

    /// <summary>Runs the turn of an update that was set aside; failing again, it stays set aside, and the person is not told twice.</summary>
    public void RunAgain(StoreTransaction transaction, long inboxId, Func<ChannelId, MessengerLimits?> limits)
    {
        if (InboxTable.ReadMarked(transaction, inboxId) is var (channel, update)
            && TryRunTurn(transaction, inboxId, channel, update, limits(channel), time.GetUtcNow(), out _))
        {
            InboxTable.Settle(transaction, inboxId);
        }
    }

    /// <summary>False: nothing of the turn is left, and its update is set aside.</summary>
    private bool TryRunTurn(
        StoreTransaction transaction, long inboxId, ChannelId channel, InboundUpdate update, MessengerLimits? limits, DateTimeOffset now, out string? notice)
    {
        using var activity = Telemetry.Source.StartActivity("turn");
        activity?.SetTag("methodbot.messenger", channel.Messenger).SetTag("methodbot.kind", update.Kind.ToString());
        var spent = new TurnTime(budget, time);
        var mark = transaction.Mark;
        if (transaction.IsRunApart)
            transaction.Statement("SAVEPOINT turn").ExecuteNonQuery();
        try
        {
            using (transaction.StopReadingWhen(() => spent.IsSpent))
                notice = RunTurn(transaction, channel, update, limits, spent, now);
            if (transaction.IsRunApart)
                transaction.Statement("RELEASE turn").ExecuteNonQuery();
            Telemetry.TurnDuration.Record(spent.Elapsed.TotalMilliseconds);
            if (spent.IsSpent)
                LogSlow(logger, update.Key, channel.Messenger, spent.Elapsed.TotalSeconds, PlaceOf(spent));
            return true;
        }
        catch (Exception e) when (transaction.IsRunApart && !StoreWriter.IsStorageFault(e))
        {
            transaction.Statement("ROLLBACK TO turn").ExecuteNonQuery();
            transaction.Statement("RELEASE turn").ExecuteNonQuery();
            transaction.Undo(mark);
            activity?.SetStatus(ActivityStatusCode.Error);
            if (spent.IsSpent)
                LogOutOfTime(logger, update.Key, channel.Messenger, spent.Elapsed.TotalSeconds, PlaceOf(spent), e);
            else
                LogSetAside(logger, update.Key, channel.Messenger, PlaceOf(spent), e);
            InboxTable.SetAside(transaction, inboxId, update, e.ToString());
            notice = null;
            return false;
        }
    }

    // Where a methodist has to look.
    private string PlaceOf(TurnTime turn) => turn.Place is var (dialog, step)
        ? $"step «{step}» of {library.Dialogs.Definitions.FirstOrDefault(definition => definition.Name.Value == dialog)?.File ?? dialog}"
        : "no dialog";

    private static PressAnswer? AnswerOf(InboundUpdate update, string? notice) => update.PressToken is { } token
        ? new PressAnswer(update.Chat!, update.Account!, token, notice)
        : null;

    private string? RunTurn(StoreTransaction transaction, ChannelId channel, InboundUpdate update, MessengerLimits? limits, TurnTime spent, DateTimeOffset now)
    {
        var maxButtons = limits?.MaxButtons ?? DefaultMaxButtons;
        var chat = new ChatAddress(channel, update.Chat!);
        if (update.Kind == InboundKind.Moved)
        {
            ChatMoves.Record(transaction, chat, update.Payload!);
            return null;
        }

        if (update.IsGroup)
            return RunGroupTurn(transaction, chat, update, now);
        if (update.Kind is InboundKind.Stopped or InboundKind.Allowed)
        {
            ConversationTable.SetReachable(transaction, chat, update.Kind == InboundKind.Allowed);
            return null;
        }

        var engine = library.Engine;
        var row = ConversationTable.Load(transaction, chat, update.Account!, now);
        // A press without a token came as a message of the person's own (VK's other keyboard): it stands below the question.
        if (update is not { Kind: InboundKind.Press, PressToken: not null })
            row = row with { ScreenIsLast = row.ScreenIsLast && update.Kind == InboundKind.Edited };
        var turn = new TurnContext(
            transaction, now, clock, engine.Dialogs, chat, new AccountId(channel.Messenger, update.Account!), update)
        {
            Row = row,
            Limits = limits,
        };
        var host = new DialogHost(slices, turn, spent, row.Id, maxButtons);

        if (update.Kind == InboundKind.Edited)
        {
            NoticeEdit(turn, update);
            ConversationTable.Save(transaction, row with { ScreenIsLast = row.ScreenIsLast && !turn.ChatOvertaken }, now);
            return null;
        }

        if (update is { Kind: InboundKind.Press, Payload: { } data } && SliceButton.Read(data) is { } button)
        {
            var notice = slices.Find(button.Slice)?.TakePress(turn, button.Verb, button.Subject);
            row = row with { ScreenIsLast = row.ScreenIsLast && !turn.ChatOvertaken };
            var shown = previews.Begin(row, turn, host, maxButtons);
            DraftTable.Follow(transaction, row.Id, host.DraftOwner, row.State, shown.State);
            ConversationTable.Save(transaction, shown, now);
            return notice;
        }

        if (update.Kind == InboundKind.Started)
        {
            row = previews.Leave(row, turn);
        }
        else if (previews.Take(row, update, turn, host, maxButtons, (other, state, input, world) => Dispatch(other, state, input, turn, world, isPreview: true)) is var (previewed, word))
        {
            DraftTable.Follow(transaction, row.Id, host.DraftOwner, row.State, previewed.State);
            ConversationTable.Save(transaction, previewed, now);
            return word;
        }

        var outcome = Dispatch(engine, row.State, update, turn, host, isPreview: false);
        var toast = outcome?.Effects.OfType<Effect.Toast>().LastOrDefault()?.Text;
        if (outcome is not null)
            DraftTable.Follow(transaction, row.Id, host.DraftOwner, row.State, outcome.State);
        row = new ScreenUpdate(transaction, turn, now).Apply(row, outcome);
        ConversationTable.Save(transaction, row, now);
        return toast;
    }

    // Dialogs are led with people one by one. In a group only what is plainly said to the bot is heard, and only where a slice speaks.
    private string? RunGroupTurn(StoreTransaction transaction, ChatAddress chat, InboundUpdate update, DateTimeOffset now)
    {
        // Messengers tell of every change of anybody's membership.
        if (update.Kind == InboundKind.Allowed && _groupsTold.Add(chat))
            LogInGroup(logger, chat.Channel.Messenger, chat.Chat);
        var turn = new TurnContext(transaction, now, clock, library.Dialogs, chat, new AccountId(chat.Channel.Messenger, update.Account!), update);
        if (!slices.All.Any(slice => slice.SpeaksIn(turn, chat)))
            return null;
        switch (update.Kind)
        {
            case InboundKind.Press when SliceButton.Read(update.Payload ?? "") is { } button:
                return slices.Find(button.Slice)?.TakePress(turn, button.Verb, button.Subject);
            case InboundKind.Edited:
                NoticeEdit(turn, update);
                return null;
            case InboundKind.Message:
                TakenAsReply(turn, update, new PersonMessage(update.Text ?? "", ReceiveFiles(turn, update)));
                return null;
            default:
                return null;
        }
    }

    private void NoticeEdit(TurnContext turn, InboundUpdate update)
    {
        foreach (var slice in slices.All)
            slice.NoticeEdit(turn, update.MessageId ?? "", update.Text ?? "");
    }

    private static ImmutableArray<AnswerFile> ReceiveFiles(TurnContext turn, InboundUpdate update) =>
        [.. update.Attachments.Select(attachment => FileTable.Add(turn.Transaction, turn.Chat.Channel, attachment, turn.Now))];

    /// <summary>Null: a slice took the message; the dialog stays as it is.</summary>
    /// <param name="isPreview">What a previewed menu does not understand is nobody's: nothing of a preview may reach the service.</param>
    private TurnOutcome? Dispatch(DialogEngine engine, ConversationState state, InboundUpdate update, TurnContext turn, IDialogHost host, bool isPreview)
    {
        if (!isPreview && (update.Kind is InboundKind.Started or InboundKind.Press || SlashCommand(update.Text ?? "") is not null))
        {
            foreach (var slice in slices.All)
                slice.NoticeDialogInput(turn);
        }

        switch (update.Kind)
        {
            case InboundKind.Started:
                return engine.Handle(state, update.Payload is { Length: > 0 } payload ? new Trigger.Follow(payload) : new Trigger.Command(CommandName.Start), host);
            case InboundKind.Press:
                return engine.Handle(state, new Trigger.Press(update.Payload ?? ""), host);
            case InboundKind.Contact when update.Contact is { } contact:
                return engine.Handle(state, new Trigger.Contact(contact.Phone, contact.Verified), host);
            case InboundKind.Unsupported or InboundKind.Contact:
                return engine.Handle(state, new Trigger.Unsupported(), host);
        }

        var text = update.Text ?? "";
        if (SlashCommand(text) is { } command)
            return engine.Handle(state, new Trigger.Command(command), host);

        var files = ReceiveFiles(turn, update);
        var place = update.Location is { } location ? new GeoPoint(location.Latitude, location.Longitude) : null;
        text = text.Length == 0 && update.Location?.Title is { Length: > 0 } title ? title : text;
        var message = new PersonMessage(text.Length == 0 && place is not null ? place.ToString() : text, files);
        if (TakenAsReply(turn, update, message) || (!isPreview && slices.All.Any(slice => slice.TakeExpected(turn, message))))
            return null;
        if (!files.IsEmpty && !engine.WaitsForFiles(state, host) && slices.All.Any(slice => slice.TakeFiles(turn, message)))
            return null;
        var outcome = engine.Handle(state, new Trigger.Message(text, files, update.AlbumId, place), host);
        if (outcome.Understood)
            return outcome;
        return !isPreview && slices.All.Any(slice => slice.TakeMessage(turn, message))
            ? null
            : engine.Handle(state, new Trigger.NotUnderstood(), host);
    }

    private bool TakenAsReply(TurnContext turn, InboundUpdate update, PersonMessage message)
    {
        if (update.ReplyTo is null || OutboxTable.FindTag(turn.Transaction, turn.Chat, update.ReplyTo) is not { } tag)
            return false;
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        return slices.Find(tag[..colon])?.TakeReply(turn, tag[(colon + 1)..], message) ?? false;
    }

    /// <summary>The command that a text is; null when it begins with no slash.</summary>
    internal static CommandName? SlashCommand(string text)
    {
        if (text is not ['/', ..])
            return null;
        var end = text.AsSpan(1).IndexOfAny(" @\n");
        return (end < 0 ? text[1..] : text[1..(end + 1)]).ToLowerInvariant() switch
        {
            "start" => CommandName.Start,
            "menu" => CommandName.Menu,
            "help" => CommandName.Help,
            "cancel" => CommandName.Cancel,
            "back" => CommandName.Back,
            "skip" => CommandName.Skip,
            _ => CommandName.Help,
        };
    }

    [LoggerMessage(
        EventId = 106,
        Level = LogLevel.Information,
        Message = "the bot is in the group {Messenger}:{Chat}. It is silent there unless Service:StaffChats names it")]
    private static partial void LogInGroup(ILogger logger, string messenger, string chat);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "update {Key} of {Messenger} was set aside: {Reason}")]
    private static partial void LogRefused(ILogger logger, string key, string messenger, string reason);

    [LoggerMessage(EventId = 109, Level = LogLevel.Warning, Message = "somebody in {Messenger} sends more than a person can: what is too much is ignored")]
    private static partial void LogTooMany(ILogger logger, string messenger);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "update {Key} of {Messenger} was set aside: its turn failed, at {Place}")]
    private static partial void LogSetAside(ILogger logger, string key, string messenger, string place, Exception exception);

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "update {Key} of {Messenger} was set aside: its turn took {Seconds:F1} s while everybody else waited, at {Place}")]
    private static partial void LogOutOfTime(ILogger logger, string key, string messenger, double seconds, string place, Exception exception);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "the turn of update {Key} of {Messenger} took {Seconds:F1} s while everybody else waited, at {Place}")]
    private static partial void LogSlow(ILogger logger, string key, string messenger, double seconds, string place);
}
