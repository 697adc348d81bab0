using System.Collections.Immutable;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Conversations.Turns;

/// <summary>What a slice may use while something happens: the transaction, the moment, the sentences, and ways to be heard.</summary>
public class ServiceContext(StoreTransaction transaction, DateTimeOffset now, ServiceClock clock, DialogSet dialogs)
{
    public StoreTransaction Transaction => transaction;

    /// <summary>This moment, UTC.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Times as the service's town reads them.</summary>
    public ServiceClock Clock => clock;

    public DateOnly Today => clock.DateOf(now);

    /// <summary>The dialogs that serve at this moment.</summary>
    public DialogSet Dialogs => dialogs;

    public DialogTexts Texts => dialogs.Texts;

    /// <summary>
    /// Queues a message into a chat; it leaves after the commit. <paramref name="tag"/> (<c>slice:subject</c>) leads replies back.
    /// Returns the outbox row, by which <see cref="Edit"/> can change the message later.
    /// </summary>
    public long Send(ChatAddress chat, OutboundMessage message, string? tag = null, OutboxPriority priority = OutboxPriority.Relay)
    {
        Overtake(chat);
        return OutboxTable.Add(transaction, chat, OutboxKind.Send, null, message, priority, tag, now);
    }

    /// <summary>
    /// Queues one message into many chats, behind everything that somebody waits for: a messenger that can is asked for a hundred at a
    /// time. Nobody can reply to it, and it cannot be changed.
    /// </summary>
    public void SendToMany(IEnumerable<ChatAddress> chats, OutboundMessage message)
    {
        foreach (var channel in chats.GroupBy(chat => chat.Channel))
            MailingTable.Add(transaction, channel.Key, channel.Select(chat => chat.Chat), message, OutboxPriority.Announcement, now);
    }

    /// <summary>Replaces text and buttons of a message sent before.</summary>
    public void Edit(ChatAddress chat, long row, OutboundMessage message) =>
        OutboxTable.Add(transaction, chat, OutboxKind.Edit, row, message, OutboxPriority.Relay, null, now);

    /// <summary>Makes a file to attach to a message; a message that carries it leaves once it is in the store's folder.</summary>
    public OutboundAttachment AddFile(string name, string mimeType, byte[] content) =>
        new(FileTable.AddOwn(transaction, name, mimeType, content, now), AttachmentKind.Document, name);

    /// <summary>Two people's keys (<see cref="Slices.ISlice.PersonKey"/>) turn out to be one person's: their drafts join.</summary>
    public void MergeOwners(string from, string to) => PersonalTraces.Merge(transaction, from, to);

    /// <summary>Erases the words of all messages that were sent with a tag; those that have not left do not leave.</summary>
    public void EraseMessages(string tag) => PersonalTraces.EraseMessages(transaction, tag);

    /// <summary>
    /// Erases a file that somebody sent: its row forgets what it was at once; the content goes after the commit, unless another file has
    /// the same.
    /// </summary>
    public void EraseFile(long file) => FileTable.Erase(transaction, file);

    /// <summary>
    /// Erases what the chats of an account keep of a person: answers under way, what was written to them, and updates set aside.
    /// </summary>
    /// <param name="owner">The person's key.</param>
    /// <param name="heir">
    /// The person wrote there until now: the key of who writes from now on, or an empty one where nobody does. Null: somebody else
    /// who shares the account is writing, and is not disturbed.
    /// </param>
    /// <returns>What the heir had put aside in the chat of this turn, for <see cref="ActionOutcome.HandedOver"/>; outside turns nothing.</returns>
    public virtual ImmutableArray<Suspended> EraseAccount(AccountId account, string owner, string? heir) =>
        PersonalTraces.EraseAccount(transaction, account, owner, heir, null);

    /// <summary>Takes the buttons off a message sent before: what they offered is over.</summary>
    public void RemoveButtons(ChatAddress chat, long row)
    {
        if (OutboxTable.CurrentMessage(transaction, row) is { } shown)
            OutboxTable.Add(transaction, chat, OutboxKind.RemoveButtons, row, shown with { Buttons = [] }, OutboxPriority.Relay, null, now);
    }

    /// <summary>The chat where an account can be reached, or null when it never wrote.</summary>
    public ChatAddress? FindChat(AccountId account) => ConversationTable.FindChat(transaction, account);

    /// <summary>Where a group is now that settings or rows know by an earlier id.</summary>
    public ChatAddress Follow(ChatAddress group) => ChatMoves.Follow(transaction.Connection, group);

    /// <summary>The account that writes in a chat, or null when nobody ever did.</summary>
    public AccountId? FindAccount(ChatAddress chat) => ConversationTable.FindAccount(transaction, chat);

    /// <summary>False for a chat whose person has blocked the bot: what is sent there is tried, but nobody should count on it.</summary>
    public bool IsReachable(ChatAddress chat) => ConversationTable.IsReachable(transaction, chat);

    /// <summary>Sets a timer: it comes due once, after a restart too.</summary>
    public void SetTimer(string slice, string kind, string subject, DateTimeOffset due) =>
        Timers.TimerTable.Add(transaction, $"{slice}.{kind}", subject, due);

    internal virtual void Overtake(ChatAddress chat) => ConversationTable.MarkOvertaken(transaction, chat);
}

/// <summary>A timer's moment.</summary>
/// <param name="late">It should have come due much earlier: the program was not running.</param>
public sealed class TimerContext(StoreTransaction transaction, DateTimeOffset now, ServiceClock clock, DialogSet dialogs, bool late)
    : ServiceContext(transaction, now, clock, dialogs)
{
    public bool Late => late;
}

/// <summary>One turn: a person's update being answered.</summary>
public sealed class TurnContext(
    StoreTransaction transaction, DateTimeOffset now, ServiceClock clock, DialogSet dialogs, ChatAddress chat, AccountId account, InboundUpdate update)
    : ServiceContext(transaction, now, clock, dialogs)
{
    private readonly Dictionary<Type, object?> _memory = [];

    /// <summary>The chat where this happens.</summary>
    public ChatAddress Chat => chat;

    /// <summary>Who does it.</summary>
    public AccountId Account => account;

    /// <summary>As the messenger knows the person.</summary>
    public string? FirstName => update.FirstName;

    /// <summary>Id of the person's message that is being answered; null for a press.</summary>
    public string? MessageId => update.Kind == InboundKind.Press ? null : update.MessageId;

    /// <summary>It happens in a chat of several people, where everybody reads along.</summary>
    public bool IsGroup => update.IsGroup;

    /// <summary>Album that the message is part of, or null.</summary>
    public string? AlbumId => update.AlbumId;

    /// <summary>Something was sent here beside the dialog's own screen.</summary>
    public bool ChatOvertaken { get; private set; }

    internal PreviewRequest? RequestedPreview { get; private set; }

    /// <summary>The conversation as the turn found it.</summary>
    internal ConversationRow? Row { get; init; }

    /// <summary>Of the chat's channel; null where none is connected.</summary>
    internal MessengerLimits? Limits { get; init; }

    /// <summary>
    /// One of those who share this chat takes over from another: puts aside what that one had under way, and returns what this one had,
    /// for <see cref="Dialogs.Execution.ActionOutcome.HandedOver"/>.
    /// </summary>
    /// <param name="from">The key of who wrote until now; null when nothing of theirs is to be kept.</param>
    /// <param name="to">The key of who writes from now on; null for somebody whom nobody knows yet.</param>
    public ImmutableArray<Suspended> HandOver(string? from, string? to) => Row is null ? [] : PersonalTraces.HandOver(Transaction, Row, from, to);

    /// <inheritdoc/>
    public override ImmutableArray<Suspended> EraseAccount(AccountId account, string owner, string? heir) =>
        PersonalTraces.EraseAccount(Transaction, account, owner, heir, Row);

    /// <summary>
    /// Lets the person of this turn try a dialog out here, once the turn's other work is done: nothing of it is kept, and the
    /// conversation stays where it stands. The slice is told when it is over.
    /// </summary>
    /// <param name="file">Takes the place of the file with the same path, or joins the others.</param>
    /// <param name="dialog">The dialog to try.</param>
    public void StartPreview(string slice, string subject, DialogFile file, string dialog) =>
        RequestedPreview = new PreviewRequest(slice, subject, file, dialog);

    /// <summary>A value kept for the length of the turn; <see cref="Forget{T}"/> when it has changed.</summary>
    public T Remember<T>(Func<T> read)
    {
        if (!_memory.TryGetValue(typeof(T), out var value))
        {
            value = read();
            _memory[typeof(T)] = value;
        }

        return (T)value!;
    }

    public void Forget<T>() => _memory.Remove(typeof(T));

    /// <summary>Answers in this chat, before the waiting question is shown again.</summary>
    public void Reply(ImmutableArray<TextSpan> text) => Send(chat, new OutboundMessage { Text = text }, priority: OutboxPriority.Reply);

    internal override void Overtake(ChatAddress other)
    {
        if (other == chat)
            ChatOvertaken = true;
        else
            base.Overtake(other);
    }
}
