using System.Collections.Immutable;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Core;

/// <summary>What a messenger's emulator is put together from.</summary>
/// <param name="Delivery">Posts updates to the bot's own address.</param>
internal sealed record EmulatorParts(
    EmulatorCore Core, IEmulatedWorld World, IEmulatedPeople People, IEmulatedGroups Groups, IAsyncDisposable Delivery, LoopbackServer Server);

/// <summary>People, chats and files, as people see them. The core's lock is held around every call.</summary>
internal interface IEmulatedWorld
{
    IReadOnlyList<EmulatedPerson> People { get; }

    /// <summary>Groups in the order of their making.</summary>
    IReadOnlyList<long> GroupIds { get; }

    EmulatedPerson Person(long id);

    EmulatedPerson AddPerson(EmulatedPerson person);

    /// <summary>Whether the person has blocked the bot.</summary>
    bool IsBlocked(long personId);

    ImmutableArray<EmulatedMessage> Messages(long chatId);

    /// <summary>The keyboard under the input field.</summary>
    ImmutableArray<ImmutableArray<string>> StandingKeyboard(long chatId);

    (string Title, ImmutableArray<long> Members, bool HasBot) DescribeGroup(long id);

    /// <summary>The file's id of its own, by which its content is kept; null when there is no such file.</summary>
    (string Id, string MimeType, string FileName)? FindFile(string id);
}

/// <summary>What people do: each act shows in their chat and becomes an update. The core's lock is held around every call.</summary>
internal interface IEmulatedPeople
{
    EmulatedMessage Start(long personId, string? payload);

    EmulatedMessage SendText(Speaker at, string text, string? replyTo);

    EmulatedMessage SendFile(Speaker at, EmulatedUpload upload, bool asPhoto, string? caption, string? replyTo);

    EmulatedMessage SendAlbum(Speaker at, IReadOnlyList<EmulatedUpload> photos, string? caption);

    EmulatedMessage SendContact(Speaker at, string phone, bool own);

    EmulatedMessage SendLocation(Speaker at, EmulatedLocation location, string? replyTo);

    EmulatedMessage SendSticker(Speaker at);

    EmulatedMessage EditText(Speaker at, string messageId, string text);

    string? PressStanding(Speaker at, string label);

    string Press(Speaker at, string messageId, EmulatedButton button, bool evenIfGone);

    void SetBlocked(long personId, bool blocked);
}

/// <summary>Who is in a group. The core's lock is held around every call.</summary>
internal interface IEmulatedGroups
{
    /// <summary>The first of the members makes a group of them and the bot. Returns its id.</summary>
    long Create(string title, IReadOnlyList<long> memberIds);

    void SetBot(long groupId, long byPersonId, bool isThere);

    void SetBotAdministrator(long groupId, long byPersonId, bool isAdministrator);

    void AddMember(long groupId, long personId, long byPersonId);

    void RemoveMember(long groupId, long personId, long byPersonId);
}
