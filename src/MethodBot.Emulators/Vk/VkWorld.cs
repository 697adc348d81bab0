using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>People, chats, messages and files: what both the API and the people see. The core's lock is held around every call.</summary>
internal sealed class VkWorld
{
    private readonly EmulatorCore core;
    private readonly SortedDictionary<long, EmulatedPerson> people = [];
    private readonly Dictionary<long, VkChat> chats = [];
    private readonly Dictionary<int, VkMessage> messages = [];
    private readonly Dictionary<(long Peer, long RandomId), int> sent = [];
    private readonly Dictionary<long, VkClient> clients = [];
    private readonly Dictionary<string, VkFile> files = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, VkCallbackServer> callbackServers = [];
    private readonly Dictionary<string, VkPress> presses = new(StringComparer.Ordinal);

    public VkWorld(EmulatorCore core)
    {
        this.core = core;
        Json = new VkJson(this);
        var keys = VkStateJson.Readable;
        Meta = core.State.Read("meta", keys.VkMeta).FirstOrDefault()
            ?? new VkMeta(1, 456_239_017, 0, RandomNumberGenerator.GetHexString(40, lowercase: true), LongPollEnabled: false, "5.199", []);
        if (Meta.ConfirmationCode is null)
            Meta = Meta with { ConfirmationCode = RandomNumberGenerator.GetHexString(8, lowercase: true) };
        foreach (var server in core.State.Read("callback-server/", keys.VkCallbackServer))
            callbackServers[server.Id] = server;
        foreach (var person in core.State.Read("person/", keys.VkPersonState))
            AddPerson(new EmulatedPerson(person.Id, person.FirstName, person.LastName));
        foreach (var group in core.State.Read("group/", keys.VkGroupState))
            Open(group);
        foreach (var chat in core.State.Read("chat/", keys.VkChatState))
            chats[chat.Id].State = chat;
        foreach (var file in core.State.Read("file/", keys.VkFile))
            files[file.Id] = file;
        foreach (var message in core.State.Read("message/", keys.VkMessage))
            Index(message);
        foreach (var press in core.State.Read("press/", keys.VkPress))
            presses[press.Id] = press;
    }

    public VkJson Json { get; }

    public VkMeta Meta { get; private set; }

    /// <summary>The address of this server, once it listens.</summary>
    public Uri? Server { get; set; }

    /// <summary>What the bot's own address has to answer to the handshake of the Callback API.</summary>
    public string ConfirmationCode => Meta.ConfirmationCode!;

    public IEnumerable<VkCallbackServer> CallbackServers => callbackServers.Values;

    public long GroupId => core.ChannelId;

    public IReadOnlyList<EmulatedPerson> People => [.. people.Values];

    public IEnumerable<VkChat> Chats => chats.Values;

    public EmulatedPerson Person(long id) =>
        people.TryGetValue(id, out var person) ? person : throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public EmulatedPerson? FindPerson(long id) => people.GetValueOrDefault(id);

    public VkChat Chat(long id) =>
        chats.TryGetValue(id, out var chat) ? chat : throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public VkChat? FindChat(long id) => chats.GetValueOrDefault(id);

    public VkMessage? FindMessage(int id) => messages.GetValueOrDefault(id);

    /// <summary>Chats of several people in the order of their making.</summary>
    public IReadOnlyList<VkGroupState> Groups => [.. chats.Values.Where(chat => chat.Group is not null).Select(chat => chat.Group!)];

    public VkGroupState Group(long peerId) => Chat(peerId).Group ?? throw new ArgumentException($"{peerId} is no chat of several people.", nameof(peerId));

    public void Change(VkGroupState group)
    {
        Open(group);
        core.State.Put($"group/{group.Id}", group, VkStateJson.Readable.VkGroupState);
    }

    public long TakeGroupPeer()
    {
        var number = Meta.LastChat + 1;
        Change(Meta with { LastChat = number });
        return VkChat.GroupPeers + number;
    }

    /// <summary>What a person's application can show.</summary>
    public VkClient Client(long personId) => clients.GetValueOrDefault(personId, core.Options.VkClient);

    public void SetClient(long personId, VkClient client) => clients[Person(personId).Id] = client;

    /// <summary>A change of a chat, private or not, about which more is to be said.</summary>
    public EmulatedChange ChangeIn(long peerId) =>
        Chat(peerId).Group is null ? new EmulatedChange(core.Messenger, peerId) : new EmulatedChange(core.Messenger, 0) { GroupId = peerId };

    public EmulatedPerson AddPerson(EmulatedPerson person)
    {
        if (people.TryGetValue(person.Id, out var existing))
            return existing;
        people[person.Id] = person;
        chats[person.Id] = new VkChat(new VkChatState(person.Id, Allowed: false, NextCmid: 1, Keyboard: null, ReadByBot: 0));
        core.State.Put($"person/{person.Id}", new VkPersonState(person.Id, person.FirstName, person.LastName), VkStateJson.Readable.VkPersonState);
        return person;
    }

    public void Change(VkMeta meta)
    {
        Meta = meta;
        core.State.Put("meta", meta, VkStateJson.Readable.VkMeta);
    }

    public VkCallbackServer? CallbackServer(int id) => callbackServers.GetValueOrDefault(id);

    public int TakeCallbackServerId()
    {
        var id = Meta.LastCallbackServer + 1;
        Change(Meta with { LastCallbackServer = id });
        return id;
    }

    public void Change(VkCallbackServer server)
    {
        callbackServers[server.Id] = server;
        core.State.Put($"callback-server/{server.Id}", server, VkStateJson.Readable.VkCallbackServer);
    }

    public void Remove(VkCallbackServer server)
    {
        callbackServers.Remove(server.Id);
        core.State.Remove($"callback-server/{server.Id}");
    }

    public void RenewLongPollKey() => Change(Meta with { LongPollKey = RandomNumberGenerator.GetHexString(40, lowercase: true) });

    public void Change(VkChatState state)
    {
        var chat = chats[state.Id];
        var keyboardChanged = !string.Equals(chat.State.Keyboard, state.Keyboard, StringComparison.Ordinal);
        chat.State = state;
        core.State.Put($"chat/{state.Id}", state, VkStateJson.Readable.VkChatState);
        if (keyboardChanged)
            core.Changes.Add(ChangeIn(state.Id) with { StandingKeyboardChanged = true });
    }

    /// <summary>An empty message with the next ids of the community and of the chat.</summary>
    public VkMessage Compose(VkChat chat, bool fromBot)
    {
        var message = new VkMessage
        {
            Id = Meta.NextMessageId,
            PeerId = chat.State.Id,
            Cmid = chat.State.NextCmid,
            FromBot = fromBot,
            Date = core.UnixNow,
            Text = "",
            Files = [],
            Received = fromBot,
        };
        Change(Meta with { NextMessageId = message.Id + 1 });
        Change(chat.State with { NextCmid = message.Cmid + 1 });
        return message;
    }

    /// <summary>Adds or replaces a message and tells of it.</summary>
    public EmulatedMessage Put(VkMessage message)
    {
        var view = Index(message);
        core.State.Put($"message/{message.PeerId}/{message.Cmid}", message, VkStateJson.Readable.VkMessage);
        core.Changes.Add(ChangeIn(message.PeerId) with { Message = view });
        return view;
    }

    /// <summary>The bot has taken the event of this message; 0 when the event tells of none.</summary>
    public void MarkReceived(long peerId, int cmid)
    {
        if (cmid > 0 && Chat(peerId).Log.Find(cmid) is { Received: false } message)
            Put(message with { Received = true });
    }

    public void Delete(VkMessage message)
    {
        messages.Remove(message.Id);
        chats[message.PeerId].Log.Remove(message.Cmid);
        core.State.Remove($"message/{message.PeerId}/{message.Cmid}");
        core.Changes.Add(ChangeIn(message.PeerId) with { DeletedMessageId = message.Cmid.ToString() });
    }

    /// <summary>The message that an earlier send with this random_id made in this chat.</summary>
    public VkMessage? FindSent(long peerId, long randomId) =>
        randomId != 0 && sent.TryGetValue((peerId, randomId), out var cmid) ? Chat(peerId).Log.Find(cmid) : null;

    public VkFile? File(string id) => files.GetValueOrDefault(id);

    public VkFile? FindFile(long ownerId, int mediaId, bool isPhoto) =>
        files.GetValueOrDefault(FileId(isPhoto ? "photo" : "doc", ownerId, mediaId));

    public VkFile AddFile(string kind, long ownerId, string fileName, string mimeType, byte[] content, ImageSize? image)
    {
        var number = Meta.NextMediaId;
        Change(Meta with { NextMediaId = number + 1 });
        var file = new VkFile(
            FileId(kind, ownerId, number),
            kind,
            ownerId,
            number,
            RandomNumberGenerator.GetHexString(18, lowercase: true),
            fileName,
            mimeType,
            content.Length,
            image?.Width ?? 0,
            image?.Height ?? 0,
            core.UnixNow);
        core.Files.Save(file.Id, content);
        files[file.Id] = file;
        core.State.Put($"file/{file.Id}", file, VkStateJson.Readable.VkFile);
        return file;
    }

    public void Add(VkPress press)
    {
        foreach (var old in presses.Values.Where(old => core.UnixNow - old.At > VkEmulator.PressLifetime).ToList())
            Forget(old);
        presses[press.Id] = press;
        core.State.Put($"press/{press.Id}", press, VkStateJson.Readable.VkPress);
    }

    /// <summary>The press that may still be answered; null when it is too old, unknown or answered.</summary>
    public VkPress? FindPress(string id) =>
        presses.TryGetValue(id, out var press) && core.UnixNow - press.At <= VkEmulator.PressLifetime ? press : null;

    public void Forget(VkPress press)
    {
        presses.Remove(press.Id);
        core.State.Remove($"press/{press.Id}");
    }

    /// <summary>Photos are numbered apart from documents, among which are voice messages.</summary>
    private static string FileId(string kind, long ownerId, int mediaId)
    {
        var id = new StringBuilder(kind is "photo" or "video" ? kind : "doc");
        return id.Append(ownerId).Append('_').Append(mediaId).ToString();
    }

    private void Open(VkGroupState group)
    {
        if (!chats.TryGetValue(group.Id, out var chat))
            chats[group.Id] = chat = new VkChat(new VkChatState(group.Id, Allowed: true, NextCmid: 1, Keyboard: null, ReadByBot: 0));
        chat.Group = group;
    }

    private EmulatedMessage Index(VkMessage message)
    {
        var view = View(message);
        // In a chat of several people a message has its number in the chat only.
        if (message.PeerId < VkChat.GroupPeers)
            messages[message.Id] = message;
        if (message.RandomId != 0)
            sent[(message.PeerId, message.RandomId)] = message.Cmid;
        chats[message.PeerId].Log.Put(message.Cmid, message, view);
        return view;
    }

    private EmulatedMessage View(VkMessage message) => new()
    {
        Id = message.Cmid.ToString(),
        FromBot = message.FromBot,
        AuthorId = message.FromBot ? 0 : message.AuthorId == 0 ? message.PeerId : message.AuthorId,
        Service = message.Action is { } action ? JsonNode.Parse(action)!["type"]!.GetValue<string>() : null,
        At = DateTimeOffset.FromUnixTimeSeconds(message.Date),
        Text = message.IsSticker ? "🙂" : message.Text,
        Buttons = VkKeyboards.View(message.Keyboard),
        Files = [.. message.Files.Select(id => View(files[id]))],
        Location = message.Location,
        ReplyTo = message.ReplyTo?.ToString(),
        Edited = message.UpdateTime is not null,
        Delivery = message.Received ? DeliveryState.Received : DeliveryState.Sent,
    };

    private static EmulatedFile View(VkFile file)
    {
        var kind = file.Kind switch
        {
            "doc" => "document",
            "audio_message" => "voice",
            var other => other,
        };
        return new EmulatedFile(file.Id, kind, file.FileName, file.MimeType, file.Size);
    }
}

internal sealed class VkChat(VkChatState state)
{
    /// <summary>Chats of several people have a peer_id above this.</summary>
    public const long GroupPeers = 2_000_000_000;

    public VkChatState State { get; set; } = state;

    /// <summary>Null for a private chat.</summary>
    public VkGroupState? Group { get; set; }

    /// <summary>The keyboard under the input field as people see it.</summary>
    public ImmutableArray<ImmutableArray<string>> Words => [.. VkKeyboards.View(State.Keyboard).Select(row => row.Select(button => button.Label).ToImmutableArray())];

    /// <summary>Whether the community may write here.</summary>
    public bool IsOpen => Group?.HasBot ?? State.Allowed;

    public ChatLog<VkMessage> Log { get; } = new();

    /// <summary>What the community sees, oldest first.</summary>
    public IEnumerable<VkMessage> Visible
    {
        get
        {
            for (var i = 0; i < Log.Count; i++)
            {
                if (!Log[i].HiddenFromBot)
                    yield return Log[i];
            }
        }
    }

    public VkMessage? LastVisible
    {
        get
        {
            for (var i = Log.Count - 1; i >= 0; i--)
            {
                if (!Log[i].HiddenFromBot)
                    return Log[i];
            }
            return null;
        }
    }
}
