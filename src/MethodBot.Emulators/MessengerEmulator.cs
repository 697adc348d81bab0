using System.Collections.Immutable;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators;

/// <summary>What the emulators of all messengers have in common: the people, who act under one lock, and the end of it.</summary>
public abstract class MessengerEmulator : IMessengerEmulator
{
    private readonly EmulatorCore core;
    private readonly IEmulatedWorld world;
    private readonly IEmulatedPeople people;
    private bool disposed;

    private protected MessengerEmulator(EmulatorParts parts)
    {
        Parts = parts;
        (core, world, people) = (parts.Core, parts.World, parts.People);
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
    public abstract Uri ApiUrl { get; }

    /// <inheritdoc/>
    public string Token => core.Token;

    /// <inheritdoc/>
    public long ChannelId => core.ChannelId;

    /// <inheritdoc/>
    public Faults Faults => core.Faults;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> RequestCounts => core.RequestCounts;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Checked => core.Checked;

    /// <inheritdoc/>
    public IReadOnlyList<string> Violations => core.Violations;

    /// <inheritdoc/>
    public IReadOnlyList<EmulatedPerson> People => Locked(() => world.People);

    /// <inheritdoc/>
    public IReadOnlyList<IEmulatedGroup> Groups => Locked(() => world.GroupIds.Select(Group).ToList());

    private protected EmulatorParts Parts { get; }

    /// <inheritdoc/>
    public EmulatedPerson AddPerson(long id, string firstName, string lastName)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(firstName);
        return Locked(() => world.AddPerson(new EmulatedPerson(id, firstName, lastName)));
    }

    /// <inheritdoc/>
    public IEmulatedGroup CreateGroup(string title, params IReadOnlyList<long> memberIds)
    {
        ArgumentNullException.ThrowIfNull(memberIds);
        return Group(Locked(() => Parts.Groups.Create(title, memberIds)));
    }

    /// <inheritdoc/>
    public ImmutableArray<EmulatedMessage> Messages(long personId) => Locked(() => world.Messages(personId));

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<string>> StandingKeyboard(long personId) => Locked(() => world.StandingKeyboard(personId));

    /// <inheritdoc/>
    public EmulatedMessage Start(long personId, string? payload = null) => Locked(() => people.Start(personId, payload));

    /// <inheritdoc/>
    public EmulatedMessage SendText(long personId, string text, string? replyTo = null) =>
        Locked(() => people.SendText(Speaker.Privately(personId), text, replyTo));

    /// <inheritdoc/>
    public string? PressStanding(long personId, string label) => Locked(() => people.PressStanding(Speaker.Privately(personId), label));

    /// <inheritdoc/>
    public EmulatedMessage EditText(long personId, string messageId, string text) =>
        Locked(() => people.EditText(Speaker.Privately(personId), messageId, text));

    /// <inheritdoc/>
    public EmulatedMessage SendFile(
        long personId, string fileName, string mimeType, byte[] content, bool asPhoto, string? caption = null, string? replyTo = null) =>
        Locked(() => people.SendFile(Speaker.Privately(personId), new EmulatedUpload(fileName, mimeType, content), asPhoto, caption, replyTo));

    /// <inheritdoc/>
    public EmulatedMessage SendAlbum(long personId, IReadOnlyList<EmulatedUpload> photos, string? caption = null) =>
        Locked(() => people.SendAlbum(Speaker.Privately(personId), photos, caption));

    /// <inheritdoc/>
    public EmulatedMessage SendContact(long personId, string phone, bool own = true) =>
        Locked(() => people.SendContact(Speaker.Privately(personId), phone, own));

    /// <inheritdoc/>
    public EmulatedMessage SendLocation(long personId, EmulatedLocation location, string? replyTo = null)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Locked(() => people.SendLocation(Speaker.Privately(personId), location, replyTo));
    }

    /// <inheritdoc/>
    public EmulatedMessage SendSticker(long personId) => Locked(() => people.SendSticker(Speaker.Privately(personId)));

    /// <inheritdoc/>
    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false) =>
        Locked(() => people.Press(Speaker.Privately(personId), messageId, button, evenIfGone));

    /// <inheritdoc/>
    public void SetBlocked(long personId, bool blocked)
    {
        using (core.Enter())
            people.SetBlocked(personId, blocked);
    }

    /// <inheritdoc/>
    public bool IsBlocked(long personId) => Locked(() => world.IsBlocked(personId));

    /// <inheritdoc/>
    public (byte[] Content, string MimeType, string FileName)? ReadFile(string fileId) =>
        Locked(() => world.FindFile(fileId)) is { } file && core.Files.Read(file.Id) is { } content ? (content, file.MimeType, file.FileName) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        GC.SuppressFinalize(this);
        await core.StopAsync();
        await Parts.Delivery.DisposeAsync();
        await Parts.Server.DisposeAsync();
        core.Dispose();
    }

    private protected virtual IEmulatedGroup Group(long id) => new EmulatedGroup(Parts, id);

    private protected T Locked<T>(Func<T> serve)
    {
        using (core.Enter())
            return serve();
    }
}
