using System.Collections.Immutable;
using System.Security.Cryptography;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// A Telegram Bot API server on loopback with one bot, its private chats and its groups. It keeps the official server's rules of getUpdates,
/// limits and error texts, and delivers by webhook too; it has no inline mode, parses HTML but not Markdown, and serves every size of
/// a photo with the bytes of the original.
/// </summary>
public sealed class TelegramEmulator : IMessengerEmulator
{
    /// <summary>Id of the bot unless <see cref="EmulatorOptions.ChannelId"/> names another: of the size of real ones.</summary>
    public const long BotId = 7_000_000_001;

    /// <summary>The token that this server accepts unless <see cref="EmulatorOptions.Token"/> names another: shaped like a real one and plainly not one.</summary>
    public const string BotToken = "7000000001:SANDBOX-loopback-only";

    public const string BotUsername = "metodist_sandbox_bot";

    public const string BotName = "Методический центр";

    private readonly EmulatorCore core;
    private readonly TelegramWorld world;
    private readonly TelegramPeople people;
    private readonly TelegramGroups groups;
    private readonly TelegramApi api;
    private readonly LoopbackServer server;
    private bool disposed;

    private TelegramEmulator(EmulatorCore core, TelegramWorld world, TelegramPeople people, TelegramGroups groups, TelegramApi api, LoopbackServer server)
    {
        this.core = core;
        this.world = world;
        this.people = people;
        this.groups = groups;
        this.api = api;
        this.server = server;
    }

    /// <inheritdoc/>
    public event Action<EmulatedChange>? Changed
    {
        add => core.Changes.Raised += value;
        remove => core.Changes.Raised -= value;
    }

    /// <inheritdoc/>
    public string Messenger => core.Messenger;

    /// <inheritdoc/>
    public Uri ApiUrl => server.Address;

    /// <inheritdoc/>
    public string Token => core.Token;

    /// <inheritdoc/>
    public long ChannelId => core.ChannelId;

    /// <inheritdoc/>
    public Faults Faults => core.Faults;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> RequestCounts => core.RequestCounts;

    /// <inheritdoc/>
    public IReadOnlyList<string> Violations => core.Violations;

    /// <inheritdoc/>
    public IReadOnlyList<EmulatedPerson> People
    {
        get
        {
            using (core.Enter())
                return world.People;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<IEmulatedGroup> Groups
    {
        get
        {
            using (core.Enter())
                return world.Groups.Select(group => Handle(group.Id)).ToList();
        }
    }

    /// <summary>The bot's own address to which updates are posted; empty while it polls.</summary>
    public string WebhookUrl
    {
        get
        {
            using (core.Enter())
                return world.Webhook.Url;
        }
    }

    /// <summary>Reads the state that was kept, if any, and begins to serve.</summary>
    public static async Task<TelegramEmulator> StartAsync(EmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kept = new EmulatorCore("telegram", BotId, BotToken, new Faults(
            FaultKind.FloodControl, FaultKind.InternalError, FaultKind.UnknownError,
            FaultKind.LongPollHistoryLost, FaultKind.LongPollKeyExpired, FaultKind.LongPollInformationLost), options);
        try
        {
            var state = new TelegramWorld(kept);
            var updates = new TelegramUpdateQueue(kept, state);
            var acts = new TelegramPeople(kept, state, updates);
            var joined = new TelegramGroups(kept, state, updates, acts);
            var methods = new TelegramApi(kept, state, updates, joined);
            var listening = await LoopbackServer.StartAsync(options.Port, TelegramFiles.MaxUpload + (2 << 20), methods.ServeAsync, cancellationToken);
            return new TelegramEmulator(kept, state, acts, joined, methods, listening);
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public EmulatedPerson AddPerson(long id, string firstName, string lastName)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(firstName);
        using (core.Enter())
            return world.AddPerson(new EmulatedPerson(id, firstName, lastName));
    }

    /// <inheritdoc/>
    IEmulatedGroup IMessengerEmulator.CreateGroup(string title, params IReadOnlyList<long> memberIds) => CreateGroup(title, TelegramGroupKind.Group, memberIds);

    /// <summary>The first of the members makes a group, supergroup or forum of them and the bot.</summary>
    public TelegramGroup CreateGroup(string title, TelegramGroupKind kind, params IReadOnlyList<long> memberIds)
    {
        ArgumentNullException.ThrowIfNull(memberIds);
        using (core.Enter())
            return Handle(groups.Create(title, memberIds, kind));
    }

    /// <inheritdoc/>
    public ImmutableArray<EmulatedMessage> Messages(long personId)
    {
        using (core.Enter())
            return world.Chat(personId).Log.Views();
    }

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<string>> StandingKeyboard(long personId)
    {
        using (core.Enter())
            return world.Chat(personId).Words;
    }

    /// <inheritdoc/>
    public EmulatedMessage Start(long personId, string? payload = null)
    {
        using (core.Enter())
            return people.Start(personId, payload);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendText(long personId, string text, string? replyTo = null)
    {
        using (core.Enter())
            return people.SendText(Speaker.Privately(personId), text, replyTo);
    }

    /// <inheritdoc/>
    public string? PressStanding(long personId, string label)
    {
        using (core.Enter())
            return people.PressStanding(Speaker.Privately(personId), label);
    }

    /// <inheritdoc/>
    public EmulatedMessage EditText(long personId, string messageId, string text)
    {
        using (core.Enter())
            return people.EditText(Speaker.Privately(personId), messageId, text);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendFile(
        long personId, string fileName, string mimeType, byte[] content, bool asPhoto, string? caption = null, string? replyTo = null)
    {
        using (core.Enter())
            return people.SendFile(Speaker.Privately(personId), new EmulatedUpload(fileName, mimeType, content), asPhoto, caption, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendAlbum(long personId, IReadOnlyList<EmulatedUpload> photos, string? caption = null)
    {
        using (core.Enter())
            return people.SendAlbum(Speaker.Privately(personId), photos, caption);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendContact(long personId, string phone, bool own = true)
    {
        using (core.Enter())
            return people.SendContact(Speaker.Privately(personId), phone, own);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendLocation(long personId, EmulatedLocation location, string? replyTo = null)
    {
        ArgumentNullException.ThrowIfNull(location);
        using (core.Enter())
            return people.SendLocation(Speaker.Privately(personId), location, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendSticker(long personId)
    {
        using (core.Enter())
            return people.SendSticker(Speaker.Privately(personId));
    }

    /// <inheritdoc/>
    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false)
    {
        using (core.Enter())
            return people.Press(Speaker.Privately(personId), messageId, button, evenIfGone);
    }

    /// <inheritdoc/>
    public void SetBlocked(long personId, bool blocked)
    {
        using (core.Enter())
            people.SetBlocked(personId, blocked);
    }

    /// <inheritdoc/>
    public bool IsBlocked(long personId)
    {
        using (core.Enter())
            return world.Chat(personId).State.Blocked;
    }

    /// <inheritdoc/>
    public (byte[] Content, string MimeType, string FileName)? ReadFile(string fileId)
    {
        TelegramFile? file;
        using (core.Enter())
            file = world.File(fileId);
        return file is not null && core.Files.Read(file.Id) is { } content ? (content, file.MimeType, file.FileName) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await core.StopAsync();
        await api.DisposeAsync();
        await server.DisposeAsync();
        core.Dispose();
    }

    private TelegramGroup Handle(long id) => new(core, world, people, groups, id);

    /// <summary>A number of the size that the Bot API uses for presses and albums.</summary>
    internal static string NewNumber() => (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue).ToString();
}
