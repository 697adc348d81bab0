using System.Collections.Immutable;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// The VK API on loopback with one community, its private conversations and its chats of several people: methods, the Bots Long Poll, the
/// Callback API, uploads and files. Of <c>execute</c> it knows calls and literals, and it serves every size of a photo with the bytes of
/// the original.
/// </summary>
public sealed class VkEmulator : IMessengerEmulator
{
    /// <summary>Id of the community unless <see cref="EmulatorOptions.ChannelId"/> names another.</summary>
    public const long GroupId = 201;

    /// <summary>The token that this server accepts unless <see cref="EmulatorOptions.Token"/> names another.</summary>
    public const string GroupToken = "vk1.sandbox";

    public const string GroupName = "Методический центр";

    /// <summary>Seconds for which a press may be answered.</summary>
    internal const long PressLifetime = 60;

    private readonly EmulatorCore core;
    private readonly VkWorld world;
    private readonly VkPeople people;
    private readonly VkGroups groups;
    private readonly VkCallback callback;
    private readonly LoopbackServer server;
    private bool disposed;

    private VkEmulator(EmulatorCore core, VkWorld world, VkPeople people, VkGroups groups, VkCallback callback, LoopbackServer server)
    {
        this.core = core;
        this.world = world;
        this.people = people;
        this.groups = groups;
        this.callback = callback;
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
    public Uri ApiUrl => new(server.Address, "method");

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

    /// <summary>Reads the state that was kept, if any, and begins to serve.</summary>
    public static async Task<VkEmulator> StartAsync(EmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kept = new EmulatorCore("vk", GroupId, GroupToken, new Faults(), options);
        try
        {
            var state = new VkWorld(kept);
            var longPoll = new VkLongPoll(kept, state);
            var servers = new VkCallback(kept, state);
            var events = new VkEvents(kept, longPoll, servers);
            var api = new VkApi(kept, state, longPoll, servers, events);
            var listening = await LoopbackServer.StartAsync(options.Port, VkUploads.MaxUpload + (2 << 20), api.ServeAsync, cancellationToken);
            state.Server = new Uri(listening.Address.OriginalString);
            servers.Resume();
            var acts = new VkPeople(kept, state, events);
            return new VkEmulator(kept, state, acts, new VkGroups(state, acts), servers, listening);
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
    public IEmulatedGroup CreateGroup(string title, params IReadOnlyList<long> memberIds)
    {
        ArgumentNullException.ThrowIfNull(memberIds);
        using (core.Enter())
            return Handle(groups.Create(title, memberIds));
    }

    /// <summary>What a person's application can show, until this emulator stops.</summary>
    public void SetClient(long personId, VkClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        using (core.Enter())
            world.SetClient(personId, client);
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
            return people.SendFiles(Speaker.Privately(personId), [new EmulatedUpload(fileName, mimeType, content)], asPhoto, caption, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendAlbum(long personId, IReadOnlyList<EmulatedUpload> photos, string? caption = null)
    {
        using (core.Enter())
            return people.SendFiles(Speaker.Privately(personId), photos, asPhoto: true, caption, null);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendContact(long personId, string phone, bool own = true) =>
        throw new NotSupportedException("VK has no contacts to share.");

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
            return !world.Chat(personId).State.Allowed && world.Chat(personId).Log.Count > 0;
    }

    /// <inheritdoc/>
    public (byte[] Content, string MimeType, string FileName)? ReadFile(string fileId)
    {
        VkFile? file;
        using (core.Enter())
            file = world.File(fileId);
        return file is not null && core.Files.Read(file.Id) is { } content ? (content, file.MimeType, file.FileName) : null;
    }

    private VkGroup Handle(long id) => new(core, world, people, groups, id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await core.StopAsync();
        await callback.DisposeAsync();
        await server.DisposeAsync();
        core.Dispose();
    }
}
