using System.Security.Cryptography;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// A Telegram Bot API server on loopback with one bot, its private chats and its groups. It keeps the official server's rules of getUpdates,
/// limits and error texts, and delivers by webhook too; it has no inline mode, parses HTML but not Markdown, and serves every size of
/// a photo with the bytes of the original.
/// </summary>
public sealed class TelegramEmulator : MessengerEmulator
{
    /// <summary>Id of the bot unless <see cref="EmulatorOptions.ChannelId"/> names another: of the size of real ones.</summary>
    public const long BotId = 7_000_000_001;

    /// <summary>The token that this server accepts unless <see cref="EmulatorOptions.Token"/> names another: shaped like a real one and plainly not one.</summary>
    public const string BotToken = "7000000001:SANDBOX-loopback-only";

    public const string BotUsername = "metodist_sandbox_bot";

    public const string BotName = "Методический центр";

    private readonly TelegramWorld world;
    private readonly TelegramGroups groups;
    private readonly TelegramUpdateQueue updates;

    private TelegramEmulator(EmulatorParts parts, TelegramWorld world, TelegramGroups groups, TelegramUpdateQueue updates)
        : base(parts)
    {
        this.world = world;
        this.groups = groups;
        this.updates = updates;
    }

    /// <summary>
    /// Raised for each update that a poll of the bot is given: whose it is. Under the emulator's lock: handlers must be quick and must
    /// not call back.
    /// </summary>
    public event Action<long>? HandedOut
    {
        add => updates.HandedOut += value;
        remove => updates.HandedOut -= value;
    }

    /// <inheritdoc/>
    public override Uri ApiUrl => Parts.Server.Address;

    /// <summary>The bot's own address to which updates are posted; empty while it polls.</summary>
    public string WebhookUrl => Locked(() => world.Webhook.Url);

    /// <summary>Reads the state that was kept, if any, and begins to serve.</summary>
    public static async Task<TelegramEmulator> StartAsync(EmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults(
            FaultKind.FloodControl, FaultKind.InternalError, FaultKind.UnknownError,
            FaultKind.LongPollHistoryLost, FaultKind.LongPollKeyExpired, FaultKind.LongPollInformationLost);
        var core = new EmulatorCore("telegram", BotId, BotToken, faults, options);
        try
        {
            var state = new TelegramWorld(core);
            var queue = new TelegramUpdateQueue(core, state);
            var people = new TelegramPeople(core, state, queue);
            var gatherings = new TelegramGroups(core, state, queue, people);
            var api = new TelegramApi(core, state, queue, gatherings);
            var server = await LoopbackServer.StartAsync(options.Port, TelegramFiles.MaxUpload + (2 << 20), api.ServeAsync, cancellationToken);
            return new TelegramEmulator(new EmulatorParts(core, state, people, gatherings, api, server), state, gatherings, queue);
        }
        catch
        {
            core.Dispose();
            throw;
        }
    }

    /// <summary>The first of the members makes a group, supergroup or forum of them and the bot.</summary>
    public TelegramGroup CreateGroup(string title, TelegramGroupKind kind, params IReadOnlyList<long> memberIds)
    {
        ArgumentNullException.ThrowIfNull(memberIds);
        return Handle(Locked(() => groups.Create(title, memberIds, kind)));
    }

    /// <summary>A number of the size that the Bot API uses for presses and albums.</summary>
    internal static string NewNumber() => (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue).ToString();

    private protected override IEmulatedGroup Group(long id) => Handle(id);

    private TelegramGroup Handle(long id) => new(Parts, world, groups, id);
}
