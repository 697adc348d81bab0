using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Access;

/// <summary>A button under messages of a slice, with the rule of what a press on it does.</summary>
/// <param name="Verb">As in <see cref="Conversations.Slices.SliceButton"/>.</param>
/// <param name="Access">Who may press it; rules on the object itself are the slice's.</param>
/// <param name="Run">Takes the subject of the button; returns a short notice or null.</param>
internal sealed record PressAction(string Verb, Roles Access, Func<TurnContext, string, string?> Run);

/// <summary>A slice that lists its buttons.</summary>
internal interface IPressSlice
{
    ImmutableArray<PressAction> Presses { get; }
}

internal static class PressActions
{
    /// <summary>Said to whoever presses what is not theirs to press.</summary>
    public const string Refused = TextKeys.Refused;

    /// <summary>Runs the action of a verb, where the person may; null for a verb that is no more.</summary>
    public static string? Take(this ImmutableArray<PressAction> presses, TurnContext turn, string verb, string subject)
    {
        var press = presses.FirstOrDefault(press => press.Verb == verb);
        if (press is null)
            return turn.Texts.Plain(TextKeys.StalePress);
        return turn.May(press.Access) ? press.Run(turn, subject) : turn.Texts.Plain(Refused);
    }
}
