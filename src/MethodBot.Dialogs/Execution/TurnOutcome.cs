using System.Collections.Immutable;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Dialogs.Execution;

/// <summary>What a turn of the engine came to.</summary>
/// <param name="Understood">False when a resting menu met words it does not know: nothing changed, the service may have a use for them.</param>
public sealed record TurnOutcome(ConversationState State, ImmutableArray<Effect> Effects, bool Understood = true);

public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>A message that stays in the chat.</summary>
    public sealed record Say(ImmutableArray<TextSpan> Text) : Effect;

    /// <summary>The question that now waits.</summary>
    /// <param name="Renew">Send it anew even where the present one could be edited: the person is looking elsewhere.</param>
    public sealed record Show(Screen Screen, bool Renew = false) : Effect;

    /// <summary>The screen's buttons are over and nothing replaces them: the dialog ended.</summary>
    public sealed record Close : Effect;

    /// <summary>A short notice on the pressed button.</summary>
    public sealed record Toast(string Text) : Effect;
}

public sealed record Screen(int Visit, ImmutableArray<TextSpan> Text, ImmutableArray<MessageButton> Buttons, PersonRequest? Request = null);
