using System.Collections.Immutable;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Conversations.Slices;

/// <summary>
/// A part of the service (people, events …) as the turn loop sees it: its tables, and what it offers to dialogs. Everything it does
/// for a person happens inside a turn's transaction; it does no network I/O.
/// </summary>
public interface ISlice
{
    /// <summary>Name as in dialogs and tags: <c>events</c>.</summary>
    string Name { get; }

    SchemaPart Schema { get; }

    ImmutableArray<IDialogAction> Actions => [];

    ImmutableArray<IChoiceSource> Sources => [];

    /// <summary>Facts about the person, with the <c>person.</c> prefix.</summary>
    ImmutableDictionary<string, AnswerType> Facts => ImmutableDictionary<string, AnswerType>.Empty;

    /// <summary>Keys of the sentences it takes from texts.yaml.</summary>
    ImmutableArray<TextKey> TextKeys => [];

    /// <summary>Whose account this is: the same key in every messenger of the person; null while the slice does not know.</summary>
    string? PersonKey(TurnContext turn) => null;

    Answer? ReadFact(TurnContext turn, string name) => null;

    /// <summary>A reply to a message that this slice sent with a tag (<c>name:subject</c>). False: not for me after all.</summary>
    bool TakeReply(TurnContext turn, string subject, PersonMessage message) => false;

    /// <summary>
    /// A message that a button of this slice has asked for, or that continues one which this slice took: it comes before the question that
    /// waits. False: not for me.
    /// </summary>
    bool TakeExpected(TurnContext turn, PersonMessage message) => false;

    /// <summary>The person pressed a button of the dialog, opened a link or gave a command: what a button of this slice asked for is not coming.</summary>
    void NoticeDialogInput(TurnContext turn)
    {
    }

    /// <summary>A message that no question waits for: the current consultation takes it, for one.</summary>
    bool TakeMessage(TurnContext turn, PersonMessage message) => false;

    /// <summary>
    /// A message with files while no question waits for any; what the question would say to it is said when no slice takes it.
    /// </summary>
    bool TakeFiles(TurnContext turn, PersonMessage message) => false;

    /// <summary>A file that a person sent is in the store now, or it is certain that it never will be.</summary>
    /// <param name="open">Opens its content; null when it cannot be had.</param>
    void NoticeFile(ServiceContext context, long fileId, Func<Stream>? open)
    {
    }

    /// <summary>A preview that this slice asked for (<see cref="TurnContext.StartPreview"/>) is over.</summary>
    void NoticePreviewEnd(TurnContext turn, string subject)
    {
    }

    /// <summary>
    /// A group in which this slice speaks. In all others the bot is silent; in this one it hears presses on buttons of slices, and replies
    /// to messages that they sent.
    /// </summary>
    bool SpeaksIn(ServiceContext context, ChatAddress group) => false;

    /// <summary>A person changed a message sent earlier.</summary>
    void NoticeEdit(TurnContext turn, string messageId, string text)
    {
    }

    /// <summary>A press on a button of a message that this slice sent (<see cref="SliceButton"/>). Returns a short notice or null.</summary>
    string? TakePress(TurnContext turn, string verb, string subject) => null;

    /// <summary>From this commit on the dialogs of the context serve: at start, and whenever they change.</summary>
    void NoticeDialogs(ServiceContext context)
    {
    }

    /// <summary>Something begins that a person has to look after, or is over.</summary>
    void NoticeTroubles(ServiceContext context, ImmutableArray<Trouble> begun, ImmutableArray<Trouble> over)
    {
    }

    /// <summary>
    /// A message that some slice sent does not reach its chat. The slice that knows the person's other chats sends it there, in the
    /// same transaction.
    /// </summary>
    /// <returns>The chat and the outbox row by which it goes now; null: this slice knows no other way.</returns>
    Redirection? Redirect(ServiceContext context, UndeliveredMessage undelivered) => null;

    /// <summary>A message, this slice's or another's, goes to another chat under another outbox row.</summary>
    void NoticeRedirect(ServiceContext context, long row, Redirection redirection)
    {
    }

    /// <summary>
    /// At start and every few hours: forgets rows that are past their term, not more at a time than a person who waits would notice. True:
    /// there is more.
    /// </summary>
    bool Forget(ServiceContext context) => false;

    /// <summary>
    /// Kinds of its timers that end a wait, and do not stand for a moment of the calendar. When one comes due, the slice looks whether the
    /// wait is over: it may come early, and does after the clock was set back.
    /// </summary>
    ImmutableArray<string> Waits => [];

    /// <summary>The clock of the machine was set back: what the slice keeps of a wait that is under way may lie in the future now.</summary>
    void NoticeClockSetBack(ServiceContext context, TimeSpan by)
    {
    }

    /// <summary>A timer of this slice came due.</summary>
    void TakeTimer(TimerContext timer, string kind, string subject)
    {
    }
}

/// <param name="Row">Its outbox row, as <see cref="ServiceContext.Send"/> returned it.</param>
/// <param name="Tag">Where replies to it lead, or null.</param>
public sealed record UndeliveredMessage(ChatAddress Chat, long Row, OutboundMessage Message, string? Tag, OutboxPriority Priority);

/// <param name="Row">The outbox row that carries the message now.</param>
public sealed record Redirection(ChatAddress Chat, long Row);

/// <summary>One action of a slice: <c>do: slice.verb</c>.</summary>
public interface IDialogAction
{
    ActionSignature Signature { get; }

    ActionOutcome Run(TurnContext turn, ActionCall call);
}

/// <summary>One list of a slice: <c>from: slice.list</c>.</summary>
public interface IChoiceSource
{
    SourceSignature Signature { get; }

    /// <param name="query">What the person typed to search, as typed; null for everything.</param>
    ChoicePage List(TurnContext turn, ImmutableDictionary<string, Answer> arguments, string? query, int offset, int count);

    Choice? Find(TurnContext turn, ImmutableDictionary<string, Answer> arguments, string id);
}

/// <summary>What a person sent, outside any question.</summary>
public sealed record PersonMessage(string Text, ImmutableArray<AnswerFile> Files);

/// <summary>Buttons under messages that slices send: they belong to no question and never grow old by themselves.</summary>
public static class SliceButton
{
    private const char Mark = '@';

    public static MessageButton Make(string slice, string verb, string subject, string label, ButtonRole role = ButtonRole.Choice) =>
        new($"{Mark}{slice}.{verb}:{subject}", label, role);

    public static (string Slice, string Verb, string Subject)? Read(string data)
    {
        if (data.Length == 0 || data[0] != Mark)
            return null;
        var dot = data.IndexOf('.', StringComparison.Ordinal);
        var colon = data.IndexOf(':', StringComparison.Ordinal);
        return dot > 1 && colon > dot ? (data[1..dot], data[(dot + 1)..colon], data[(colon + 1)..]) : null;
    }
}
