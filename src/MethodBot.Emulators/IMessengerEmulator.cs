using System.Collections.Immutable;
using MethodBot.Emulators.Vk;

namespace MethodBot.Emulators;

/// <summary>
/// A loopback server that speaks a messenger's bot API, and on top of it the people who talk to the bot: what a person does here
/// becomes an update of the API; what the bot sends through the API appears in the person's chat.
/// Safe for use from several threads.
/// </summary>
public interface IMessengerEmulator : IAsyncDisposable
{
    /// <summary><c>telegram</c> or <c>vk</c>.</summary>
    string Messenger { get; }

    /// <summary>Value for the client's <c>ApiUrl</c> setting, for example <c>http://127.0.0.1:41234</c> or <c>http://127.0.0.1:41234/method</c>.</summary>
    Uri ApiUrl { get; }

    /// <summary>Token that this server accepts.</summary>
    string Token { get; }

    /// <summary>Id of the bot's channel: Telegram bot id, VK community id.</summary>
    long ChannelId { get; }

    /// <summary>Everybody who has an account here.</summary>
    IReadOnlyList<EmulatedPerson> People { get; }

    /// <summary>Adds an account, or returns the one with this id.</summary>
    EmulatedPerson AddPerson(long id, string firstName, string lastName);

    /// <summary>The person's private chat with the bot, oldest first: a snapshot.</summary>
    ImmutableArray<EmulatedMessage> Messages(long personId);

    /// <summary>Words on the keyboard under the input field, row by row; empty when there is none.</summary>
    ImmutableArray<ImmutableArray<string>> StandingKeyboard(long personId);

    /// <summary>Raised after every change of a chat. Handlers must be quick and must not call back.</summary>
    event Action<EmulatedChange>? Changed;

    /// <summary>Presses «Start» (Telegram: /start; VK: «Начать»), or opens a deep link with a payload. Returns the person's message.</summary>
    EmulatedMessage Start(long personId, string? payload = null);

    /// <summary>Sends a text, optionally as a reply to a message of the chat.</summary>
    EmulatedMessage SendText(long personId, string text, string? replyTo = null);

    /// <summary>
    /// Presses a word of the keyboard under the input field. Returns null when that sends a message (Telegram: the word; VK: the word
    /// with the button's payload; what a button asks for, contact or place, is given), or a token as <see cref="Press"/> does (VK's callback buttons).
    /// Throws <see cref="InvalidOperationException"/> when the keyboard has no such word.
    /// </summary>
    string? PressStanding(long personId, string label);

    /// <summary>Changes the text (or caption) of the person's own message.</summary>
    EmulatedMessage EditText(long personId, string messageId, string text);

    /// <summary>
    /// Sends a file with an optional caption. Photos are recognised by <paramref name="asPhoto"/>, but a picture that cannot be read
    /// goes as a document, as from a real client; <c>audio/ogg</c> goes as a voice message and <c>video/*</c> as a video.
    /// </summary>
    EmulatedMessage SendFile(long personId, string fileName, string mimeType, byte[] content, bool asPhoto, string? caption = null, string? replyTo = null);

    /// <summary>
    /// Sends several photos as one album (Telegram: a message each with one media_group_id; VK: one message with attachments).
    /// Returns the message that bears the caption.
    /// </summary>
    EmulatedMessage SendAlbum(long personId, IReadOnlyList<EmulatedUpload> photos, string? caption = null);

    /// <summary>
    /// Telegram: shares a contact, the person's own as the contact button does or another's by hand.
    /// VK has no contacts: <see cref="NotSupportedException"/>.
    /// </summary>
    EmulatedMessage SendContact(long personId, string phone, bool own = true);

    /// <summary>
    /// Shares a place. One with a title was chosen from the map's list (Telegram: a venue; VK: <c>geo</c> with <c>place</c>), one
    /// without is a bare point.
    /// </summary>
    EmulatedMessage SendLocation(long personId, EmulatedLocation location, string? replyTo = null);

    /// <summary>Sends a sticker, for which a bot has no use.</summary>
    EmulatedMessage SendSticker(long personId);

    /// <summary>
    /// Presses a button of a bot's message. Returns a token by which <see cref="EmulatedChange.Press"/> tells when the bot answered
    /// (empty for VK's text buttons, which send a message that nobody answers so).
    /// Throws <see cref="InvalidOperationException"/> when the message has no such button (an honest client shows no other);
    /// tests press removed buttons with <paramref name="evenIfGone"/>, as a client with an old drawing does.
    /// </summary>
    string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false);

    /// <summary>Blocks or unblocks the bot.</summary>
    void SetBlocked(long personId, bool blocked);

    /// <summary>Whether the person has blocked the bot (VK: denied messages, other than by never having written).</summary>
    bool IsBlocked(long personId);

    /// <summary>Content of a file in a chat, or null.</summary>
    (byte[] Content, string MimeType, string FileName)? ReadFile(string fileId);

    /// <summary>Every group that was made here.</summary>
    IReadOnlyList<IEmulatedGroup> Groups { get; }

    /// <summary>The first of the members makes a group of them and the bot.</summary>
    IEmulatedGroup CreateGroup(string title, params IReadOnlyList<long> memberIds);

    /// <summary>What goes wrong between this messenger and the bot: nothing until it is switched on.</summary>
    Faults Faults { get; }

    /// <summary>Requests served so far by method name, for tests and the benchmark.</summary>
    IReadOnlyDictionary<string, int> RequestCounts { get; }

    /// <summary>What the strict reading knows: the parameters of each method with the names of their types (<c>Integer</c>, <c>Text</c>, <c>List</c> …).</summary>
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Checked { get; }

    /// <summary>Faults of requests against this emulator's strict reading of the API (unknown parameter, wrong type, limit), oldest first.</summary>
    IReadOnlyList<string> Violations { get; }
}

/// <summary>How the emulator limits and keeps. Defaults follow the platforms' documented behaviour.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>File in which chats, queues and counters survive a restart; null keeps them in memory.</summary>
    public string? StateFile { get; init; }

    /// <summary>Sends per second before the limiter answers 429 or error 6; 0 switches it off.</summary>
    public double RequestsPerSecond { get; init; } = double.NaN;

    /// <summary>
    /// Telegram: sends per second into one chat before 429, with a burst of <see cref="BurstPerChat"/>; 0 switches it off, as does
    /// <see cref="RequestsPerSecond"/> of 0. The default is a little more than the 1 a second with a burst of 5 that the client keeps,
    /// so that delays on the way do not turn its lawful sends into refusals.
    /// </summary>
    public double SendsPerSecondPerChat { get; init; } = 1.1;

    /// <summary>Telegram: sends into one chat that may go at once.</summary>
    public int BurstPerChat { get; init; } = 8;

    /// <summary>
    /// In groups the bot gets only commands, mentions of it, replies to it, presses and service messages, unless it is an administrator
    /// (Telegram: privacy mode of @BotFather; VK: a community without access to all messages of the chat). False: it gets everything.
    /// </summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>Telegram: sends into one group a minute before 429; 0 switches it off, as does <see cref="RequestsPerSecond"/> of 0.</summary>
    public int SendsPerMinutePerGroup { get; init; } = 20;

    /// <summary>VK: what people's applications can show, unless <see cref="VkEmulator.SetClient"/> says otherwise of one.</summary>
    public VkClient VkClient { get; init; } = VkClient.Full;

    /// <summary>VK: events that the long poll keeps; who comes with an older <c>ts</c> gets <c>failed: 1</c>. The platform's own depth is not documented.</summary>
    public int LongPollHistory { get; init; } = 10_000;

    /// <summary>
    /// Delivery to the bot's own address: the platform's delays between attempts are multiplied by this. Tests that look at repeats
    /// set it near 0.
    /// </summary>
    public double DeliveryDelayScale { get; init; } = 1;

    /// <summary>Delivery to the bot's own address: how long an answer is waited for.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Id of the bot's channel (Telegram bot id, VK community id); null takes the emulator's own. For two channels in one test.</summary>
    public long? ChannelId { get; init; }

    /// <summary>Token that the server accepts; null takes the emulator's own.</summary>
    public string? Token { get; init; }

    /// <summary>Folder that receives a JSON line for each request and response, for checks against specifications; null records nothing.</summary>
    public string? RecordTo { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A file on a person's phone.</summary>
public sealed record EmulatedUpload(string FileName, string MimeType, byte[] Content);

public sealed record EmulatedPerson(long Id, string FirstName, string LastName);

public enum DeliveryState
{
    /// <summary>A person's message waits in the queue: one tick.</summary>
    Sent,

    /// <summary>The bot has taken and acknowledged it: two ticks.</summary>
    Received,
}

public sealed record EmulatedMessage
{
    /// <summary>Telegram message_id; VK conversation_message_id.</summary>
    public required string Id { get; init; }

    public required bool FromBot { get; init; }

    /// <summary>Who wrote it; 0 for the bot.</summary>
    public long AuthorId { get; init; }

    public required DateTimeOffset At { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Bold, italic, links: UTF-16 offsets into <see cref="Text"/>.</summary>
    public ImmutableArray<EmulatedEntity> Entities { get; init; } = [];

    /// <summary>Buttons under the message, row by row.</summary>
    public ImmutableArray<ImmutableArray<EmulatedButton>> Buttons { get; init; } = [];

    public ImmutableArray<EmulatedFile> Files { get; init; } = [];

    /// <summary>The place that the message shares.</summary>
    public EmulatedLocation? Location { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Telegram: the topic of a forum, or the thread, in which it stands.</summary>
    public string? Topic { get; init; }

    /// <summary>What happened in a group, as the messenger names it (<c>new_chat_members</c>, <c>chat_invite_user</c> …); null for what somebody said.</summary>
    public string? Service { get; init; }

    public bool Edited { get; init; }

    /// <summary>For the person's own messages.</summary>
    public DeliveryState Delivery { get; init; }
}

/// <param name="Type"><c>bold</c>, <c>italic</c>, <c>text_link</c> …</param>
public sealed record EmulatedEntity(string Type, int Offset, int Length, string? Url = null);

/// <param name="Data">callback_data or payload; for links the address.</param>
/// <param name="Kind"><c>callback</c>, <c>text</c>, <c>link</c>.</param>
/// <param name="Color">VK colour or Telegram style, where set.</param>
public sealed record EmulatedButton(string Label, string Data, string Kind = "callback", string? Color = null);

/// <param name="Kind"><c>photo</c>, <c>document</c>, <c>voice</c>, <c>video</c>.</param>
public sealed record EmulatedFile(string FileId, string Kind, string FileName, string MimeType, long Size);

/// <summary>One change of a chat.</summary>
/// <param name="PersonId">Whose private chat it is, or who is answered; 0 for a change of a group.</param>
public sealed record EmulatedChange(string Messenger, long PersonId)
{
    /// <summary>The group in which it happened; null for a private chat.</summary>
    public long? GroupId { get; init; }

    /// <summary>A message added or changed (same id); null when something else changed.</summary>
    public EmulatedMessage? Message { get; init; }

    /// <summary>Id of a message deleted by the bot.</summary>
    public string? DeletedMessageId { get; init; }

    /// <summary>The bot answered a press: its token, and the notice (toast, snackbar) or null.</summary>
    public (string Token, string? Notice)? Press { get; init; }

    /// <summary>The bot is typing.</summary>
    public bool Typing { get; init; }

    /// <summary>The keyboard under the input field changed.</summary>
    public bool StandingKeyboardChanged { get; init; }
}
