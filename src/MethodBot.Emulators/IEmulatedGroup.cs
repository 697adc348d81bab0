using System.Collections.Immutable;

namespace MethodBot.Emulators;

/// <summary>
/// A chat of several people, in which the bot may be. What people do here reaches the bot only as far as the messenger tells a bot of
/// it (see <see cref="EmulatorOptions.PrivacyMode"/>).
/// </summary>
public interface IEmulatedGroup
{
    /// <summary>Telegram: the chat's id, below zero; VK: peer_id, above 2000000000.</summary>
    long Id { get; }

    string Title { get; }

    /// <summary>People in it, by id.</summary>
    IReadOnlyList<EmulatedPerson> Members { get; }

    bool HasBot { get; }

    /// <summary>What is written in it, oldest first: a snapshot.</summary>
    ImmutableArray<EmulatedMessage> Messages { get; }

    /// <summary>Words on the keyboard under the input field, row by row; empty when there is none.</summary>
    ImmutableArray<ImmutableArray<string>> StandingKeyboard { get; }

    /// <summary>A member adds the bot; nothing when it is there.</summary>
    void AddBot(long byPersonId);

    /// <summary>A member removes the bot; nothing when it is not there.</summary>
    void RemoveBot(long byPersonId);

    /// <summary>Makes the bot an administrator, to whom everything is told, or a plain member again.</summary>
    void SetBotAdministrator(long byPersonId, bool isAdministrator);

    void AddMember(long personId, long byPersonId);

    /// <summary>Removes a person; one who leaves is removed by themself.</summary>
    void RemoveMember(long personId, long byPersonId);

    /// <summary>Sends a text, optionally as a reply or into a topic (Telegram: <see cref="EmulatedMessage.Topic"/>).</summary>
    EmulatedMessage SendText(long personId, string text, string? replyTo = null, string? topic = null);

    /// <summary>Sends a file as <see cref="IMessengerEmulator.SendFile"/> does.</summary>
    EmulatedMessage SendFile(long personId, EmulatedUpload upload, bool asPhoto, string? caption = null, string? replyTo = null, string? topic = null);

    /// <summary>Changes the text (or caption) of the person's own message.</summary>
    EmulatedMessage EditText(long personId, string messageId, string text);

    /// <summary>Presses a button of a bot's message, as <see cref="IMessengerEmulator.Press"/>.</summary>
    string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false);

    /// <summary>Presses a word of the keyboard under the input field, as <see cref="IMessengerEmulator.PressStanding"/>.</summary>
    string? PressStanding(long personId, string label);
}
