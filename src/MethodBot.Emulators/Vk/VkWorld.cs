using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>People, chats, messages and files: what both the API and the people see. The core's lock is held around every call.</summary>
internal sealed class VkWorld
{
    private readonly EmulatorCore core;
    private readonly SortedDictionary<long, EmulatedPerson> people = [];
    private readonly Dictionary<long, VkChat> chats = [];
    private readonly Dictionary<int, VkMessage> messages = [];
    private readonly Dictionary<(long Peer, int RandomId), int> sent = [];
    private readonly Dictionary<string, VkFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VkPress> presses = new(StringComparer.Ordinal);

    public VkWorld(EmulatorCore core)
    {
        this.core = core;
        Json = new VkJson(this);
        var keys = VkStateJson.Readable;
        Meta = core.State.Read("meta", keys.VkMeta).FirstOrDefault()
            ?? new VkMeta(1, 456_239_017, 0, RandomNumberGenerator.GetHexString(40, lowercase: true), LongPollEnabled: false, "5.199", []);
        foreach (var person in core.State.Read("person/", keys.VkPersonState))
            AddPerson(new EmulatedPerson(person.Id, person.FirstName, person.LastName));
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

    public IReadOnlyList<EmulatedPerson> People => [.. people.Values];

    public IEnumerable<VkChat> Chats => chats.Values;

    public EmulatedPerson Person(long id) =>
        people.TryGetValue(id, out var person) ? person : throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public EmulatedPerson? FindPerson(long id) => people.GetValueOrDefault(id);

    public VkChat Chat(long id) =>
        chats.TryGetValue(id, out var chat) ? chat : throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public VkChat? FindChat(long id) => chats.GetValueOrDefault(id);

    public VkMessage? FindMessage(int id) => messages.GetValueOrDefault(id);

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

    public void Change(VkChatState state)
    {
        var chat = chats[state.Id];
        var keyboardChanged = !string.Equals(chat.State.Keyboard, state.Keyboard, StringComparison.Ordinal);
        chat.State = state;
        core.State.Put($"chat/{state.Id}", state, VkStateJson.Readable.VkChatState);
        if (keyboardChanged)
            core.Changes.Add(new EmulatedChange(core.Messenger, state.Id) { StandingKeyboardChanged = true });
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
        core.Changes.Add(new EmulatedChange(core.Messenger, message.PeerId) { Message = view });
        return view;
    }

    public void Delete(VkMessage message)
    {
        messages.Remove(message.Id);
        chats[message.PeerId].Log.Remove(message.Cmid);
        core.State.Remove($"message/{message.PeerId}/{message.Cmid}");
        core.Changes.Add(new EmulatedChange(core.Messenger, message.PeerId) { DeletedMessageId = message.Cmid.ToString() });
    }

    /// <summary>The message that an earlier send with this random_id made in this chat.</summary>
    public VkMessage? FindSent(long peerId, int randomId) =>
        randomId != 0 && sent.TryGetValue((peerId, randomId), out var id) ? messages.GetValueOrDefault(id) : null;

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

    private EmulatedMessage Index(VkMessage message)
    {
        var view = View(message);
        messages[message.Id] = message;
        if (message.RandomId != 0)
            sent[(message.PeerId, message.RandomId)] = message.Id;
        chats[message.PeerId].Log.Put(message.Cmid, message, view);
        return view;
    }

    private EmulatedMessage View(VkMessage message) => new()
    {
        Id = message.Cmid.ToString(),
        FromBot = message.FromBot,
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
    public VkChatState State { get; set; } = state;

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
