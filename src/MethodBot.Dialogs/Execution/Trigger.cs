using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Dialogs.Execution;

/// <summary>What can happen to a conversation from outside. (Outcomes of actions come through <see cref="IDialogHost"/>.)</summary>
public abstract record Trigger
{
    private Trigger()
    {
    }

    /// <param name="Data">Data of the button.</param>
    public sealed record Press(string Data) : Trigger;

    /// <summary>A message: text, files, a place, or all of them.</summary>
    /// <param name="Album">Messages of one album share it: together they are one answer.</param>
    /// <param name="Place">A point shared from the map.</param>
    public sealed record Message(string Text, ImmutableArray<AnswerFile> Files, string? Album = null, GeoPoint? Place = null) : Trigger;

    /// <summary>A contact shared through the messenger.</summary>
    /// <param name="IsOwn">The messenger vouches that the number is the sender's own.</param>
    public sealed record Contact(string Phone, bool IsOwn = true) : Trigger;

    public sealed record Command(CommandName Name) : Trigger;

    /// <summary>/start with a payload: the person followed a link. What it opens waits until consent and profile are done.</summary>
    public sealed record Follow(string Payload) : Trigger;

    /// <summary>A message that neither the waiting step nor the rest of the service understood.</summary>
    public sealed record NotUnderstood : Trigger;

    /// <summary>Something else had the chat for a while: the waiting question is asked once more.</summary>
    public sealed record Again : Trigger;

    /// <summary>A sticker, a poll: something no question takes.</summary>
    public sealed record Unsupported : Trigger;
}

public enum CommandName
{
    /// <summary>/start and the messenger's «Start» button.</summary>
    Start,
    Menu,
    Help,
    Cancel,
    Back,
    Skip,
}
