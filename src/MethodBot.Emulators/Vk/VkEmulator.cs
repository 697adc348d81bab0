using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// The VK API on loopback with one community, its private conversations and its chats of several people: methods, the Bots Long Poll, the
/// Callback API, uploads and files. Of <c>execute</c> it knows calls and literals, and it serves every size of a photo with the bytes of
/// the original.
/// </summary>
public sealed class VkEmulator : MessengerEmulator
{
    /// <summary>Id of the community unless <see cref="EmulatorOptions.ChannelId"/> names another.</summary>
    public const long GroupId = 201;

    /// <summary>The token that this server accepts unless <see cref="EmulatorOptions.Token"/> names another.</summary>
    public const string GroupToken = "vk1.sandbox";

    public const string GroupName = "Методический центр";

    /// <summary>Seconds for which a press may be answered.</summary>
    internal const long PressLifetime = 60;

    private readonly VkWorld world;

    private VkEmulator(EmulatorParts parts, VkWorld world)
        : base(parts) => this.world = world;

    /// <inheritdoc/>
    public override Uri ApiUrl => new(Parts.Server.Address, "method");

    /// <summary>Reads the state that was kept, if any, and begins to serve.</summary>
    public static async Task<VkEmulator> StartAsync(EmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var core = new EmulatorCore("vk", GroupId, GroupToken, new Faults(), options);
        try
        {
            var state = new VkWorld(core);
            var longPoll = new VkLongPoll(core, state);
            var callback = new VkCallback(core, state);
            var events = new VkEvents(core, longPoll, callback);
            var people = new VkPeople(core, state, events);
            var api = new VkApi(core, state, longPoll, callback, events);
            var server = await LoopbackServer.StartAsync(options.Port, VkUploads.MaxUpload + (2 << 20), api.ServeAsync, cancellationToken);
            state.Server = new Uri(server.Address.OriginalString);
            callback.Resume();
            return new VkEmulator(new EmulatorParts(core, state, people, new VkGroups(state, people), callback, server), state);
        }
        catch
        {
            core.Dispose();
            throw;
        }
    }

    /// <summary>What a person's application can show, until this emulator stops.</summary>
    public void SetClient(long personId, VkClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Locked(() => world.SetClient(personId, client));
    }
}
