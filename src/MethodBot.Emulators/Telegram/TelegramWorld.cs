using System.Collections.Immutable;
using System.Security.Cryptography;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>People, chats, messages and files: what both the API and the people see. The core's lock is held around every call.</summary>
internal sealed class TelegramWorld : EmulatedWorld<TelegramChat>, IEmulatedWorld
{
    private readonly EmulatorCore core;
    private readonly Dictionary<string, TelegramFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TelegramFile> filesByPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TelegramPress> presses = new(StringComparer.Ordinal);

    public TelegramWorld(EmulatorCore core)
        : base(core, TelegramStateJson.Readable.EmulatedPerson)
    {
        this.core = core;
        var keys = TelegramStateJson.Readable;
        Meta = core.State.Read("meta", keys.TelegramMeta).FirstOrDefault()
            ?? new TelegramMeta(RandomNumberGenerator.GetInt32(100_000_000, 900_000_000), 1, core.UnixNow, [], null);
        Webhook = core.State.Read("webhook", keys.TelegramWebhookState).FirstOrDefault() ?? TelegramWebhookState.None;
        ReadPeople();
        foreach (var group in core.State.Read("group/", keys.TelegramGroupState))
            Open(group.Id).Group = group;
        foreach (var chat in core.State.Read("chat/", keys.TelegramChatState))
            Chat(chat.Id).State = chat;
        foreach (var file in core.State.Read("file/", keys.TelegramFile))
            Index(file);
        foreach (var message in core.State.Read("message/", keys.TelegramMessage))
            Chat(message.ChatId).Log.Put(message.Id, message, View(message));
        foreach (var press in core.State.Read("press/", keys.TelegramPress))
            presses[press.Id] = press;
        Json = new TelegramJson(this);
    }

    public TelegramJson Json { get; }

    public TelegramMeta Meta { get; private set; }

    public TelegramWebhookState Webhook { get; private set; }

    /// <summary>Groups tell the bot only what concerns it.</summary>
    public bool IsPrivate => core.Options.PrivacyMode;

    public long BotId => core.ChannelId;

    /// <summary>The chat as the bot may know it: null until the person has written.</summary>
    public TelegramChat? KnownChat(long id) => FindChat(id) is { State.Known: true } chat ? chat : null;

    public bool IsBlocked(long personId) => Chat(personId).State.Blocked;

    public ImmutableArray<ImmutableArray<string>> StandingKeyboard(long chatId) =>
        [.. Chat(chatId).State.Keyboard.Select(row => row.Select(word => word.Text).ToImmutableArray())];

    public (string Title, ImmutableArray<long> Members, bool HasBot) DescribeGroup(long id)
    {
        var group = Group(id);
        return (group.Title, group.Members, group.HasBot);
    }

    public (string Id, string MimeType, string FileName)? FindFile(string id) => File(id) is { } file ? (file.Id, file.MimeType, file.FileName) : null;

    public TelegramGroupState Group(long id) => Chat(id).Group ?? throw new ArgumentException($"{id} is no group.", nameof(id));

    public void Change(TelegramGroupState group)
    {
        Open(group.Id).Group = group;
        core.State.Put($"group/{group.Id}", group, TelegramStateJson.Readable.TelegramGroupState);
    }

    public int TakeGroupNumber()
    {
        var number = Meta.LastGroup + 1;
        Change(Meta with { LastGroup = number });
        return number;
    }

    public void Change(TelegramMeta meta)
    {
        Meta = meta;
        core.State.Put("meta", meta, TelegramStateJson.Readable.TelegramMeta);
    }

    public void Change(TelegramWebhookState webhook)
    {
        Webhook = webhook;
        core.State.Put("webhook", webhook, TelegramStateJson.Readable.TelegramWebhookState);
    }

    public void Change(TelegramChatState state)
    {
        var chat = Chat(state.Id);
        // Arrays of an unchanged keyboard are the same arrays.
        var keyboardChanged = !chat.State.Keyboard.Equals(state.Keyboard);
        chat.State = state;
        core.State.Put($"chat/{state.Id}", state, TelegramStateJson.Readable.TelegramChatState);
        if (keyboardChanged)
            core.Changes.Add(ChangeIn(state.Id) with { StandingKeyboardChanged = true });
    }

    public int TakeMessageId(TelegramChat chat)
    {
        if (chat.Group is { IsSupergroup: true } group)
        {
            Change(group with { NextMessageId = group.NextMessageId + 1 });
            return group.NextMessageId;
        }
        var id = Meta.NextMessageId;
        Change(Meta with { NextMessageId = id + 1 });
        return id;
    }

    /// <summary>Adds or replaces a message and tells of it.</summary>
    public EmulatedMessage Put(TelegramMessage message)
    {
        var view = View(message);
        Chat(message.ChatId).Log.Put(message.Id, message, view);
        core.State.Put($"message/{message.ChatId}/{message.Id}", message, TelegramStateJson.Readable.TelegramMessage);
        core.Changes.Add(ChangeIn(message.ChatId) with { Message = view });
        return view;
    }

    public void Delete(TelegramMessage message)
    {
        Chat(message.ChatId).Log.Remove(message.Id);
        core.State.Remove($"message/{message.ChatId}/{message.Id}");
        core.Changes.Add(ChangeIn(message.ChatId) with { DeletedMessageId = message.Id.ToString() });
    }

    public TelegramFile? File(string id) => files.GetValueOrDefault(id);

    public TelegramFile? FileAt(string path) => filesByPath.GetValueOrDefault(path);

    public TelegramFile AddFile(string kind, string fileName, string mimeType, byte[] content, ImageSize? image)
    {
        var file = TelegramFiles.Describe(kind, fileName, mimeType, content.Length, image, filesByPath.Count + 1);
        core.Files.Save(file.Id, content);
        Index(file);
        core.State.Put($"file/{file.Id}", file, TelegramStateJson.Readable.TelegramFile);
        return file;
    }

    public void Add(TelegramPress press)
    {
        foreach (var old in presses.Values.Where(old => core.UnixNow - old.At > TelegramUpdateQueue.PressLifetime).ToList())
            Forget(old);
        presses[press.Id] = press;
        core.State.Put($"press/{press.Id}", press, TelegramStateJson.Readable.TelegramPress);
    }

    /// <summary>The press that may still be answered, which is then over; null when it is too old, unknown or answered.</summary>
    public TelegramPress? TakePress(string id)
    {
        if (!presses.TryGetValue(id, out var press))
            return null;
        Forget(press);
        return core.UnixNow - press.At > TelegramUpdateQueue.PressLifetime ? null : press;
    }

    protected override TelegramChat New(long id, bool isGroup) => new(new TelegramChatState(id, Known: isGroup, Blocked: false, KeyboardIsOneTime: false, []));

    private void Forget(TelegramPress press)
    {
        presses.Remove(press.Id);
        core.State.Remove($"press/{press.Id}");
    }

    private void Index(TelegramFile file)
    {
        filesByPath[file.Path] = file;
        files[file.Id] = file;
        foreach (var size in file.Sizes)
            files[size.Id] = file;
    }

    private EmulatedMessage View(TelegramMessage message)
    {
        ImmutableArray<EmulatedFile> attached = [];
        if (message.FileId is { } id && File(id) is { } file)
            attached = [new EmulatedFile(file.Id, file.Kind, file.FileName, file.MimeType, file.Size)];
        return new EmulatedMessage
        {
            Id = message.Id.ToString(),
            FromBot = message.FromBot,
            AuthorId = message.FromBot ? 0 : message.AuthorId == 0 ? message.ChatId : message.AuthorId,
            Topic = message.ThreadId?.ToString(),
            Service = message.Service?.Kind,
            At = DateTimeOffset.FromUnixTimeSeconds(message.Date),
            Text = message.Contact is { } contact ? $"{contact.FirstName}, {contact.Phone}" : message.IsSticker ? "🙂" : message.Text,
            Entities = [.. message.Entities.Select(entity => new EmulatedEntity(entity.Type, entity.Offset, entity.Length, entity.Url))],
            Buttons = TelegramKeyboards.View(message.Markup),
            Files = attached,
            Location = message.Location,
            ReplyTo = message.ReplyTo?.ToString(),
            Edited = message.EditDate is not null,
            Delivery = message.Received ? DeliveryState.Received : DeliveryState.Sent,
        };
    }
}

internal sealed class TelegramChat(TelegramChatState state) : IEmulatedChat
{
    public TelegramChatState State { get; set; } = state;

    /// <summary>Null for a private chat.</summary>
    public TelegramGroupState? Group { get; set; }

    public ChatLog<TelegramMessage> Log { get; } = new();

    public bool IsGroup => Group is not null;

    public ImmutableArray<EmulatedMessage> Views => Log.Views();
}
