namespace MethodBot.Dialogs.Machines;

/// <summary>What moves a machine on.</summary>
public enum TriggerKind
{
    /// <summary>A step that waits for nobody has done its work.</summary>
    Done,

    /// <summary>An answer was accepted.</summary>
    Answer,

    /// <summary>What the person sent is no answer: they are told what would be one.</summary>
    Invalid,

    /// <summary>«Пропустить».</summary>
    Skip,

    /// <summary>«Отправить» under a review.</summary>
    Send,

    /// <summary>«Изменить» under a review.</summary>
    Edit,

    /// <summary>An action ended; the trigger names its outcome.</summary>
    Outcome,

    /// <summary>A called dialog came to its end.</summary>
    Return,

    /// <summary>«Назад».</summary>
    Back,

    /// <summary>«Отмена».</summary>
    Cancel,

    /// <summary>«Меню», /start, a link.</summary>
    Menu,

    /// <summary>«Помощь».</summary>
    Help,
}

/// <param name="Outcome">Name of the outcome, for <see cref="TriggerKind.Outcome"/>.</param>
public readonly record struct MachineTrigger(TriggerKind Kind, string? Outcome = null)
{
    public static implicit operator MachineTrigger(TriggerKind kind) => new(kind);

    public static MachineTrigger Of(string outcome) => new(TriggerKind.Outcome, outcome);

    /// <summary><c>answer</c>, <c>outcome:full</c>.</summary>
    public override string ToString() => Outcome is null ? Kind.ToString().ToLowerInvariant() : $"outcome:{Outcome}";
}

/// <summary>An edge of the machine: on this trigger, on to that node.</summary>
/// <param name="Target">Index of a node, <see cref="Machine.EndIndex"/>, or one of the places below.</param>
public readonly record struct Transition(MachineTrigger Trigger, int Target)
{
    /// <summary>To a state passed before: which one, the conversation's path tells.</summary>
    public const int History = -1;

    /// <summary>To the resting menu of the start dialog.</summary>
    public const int Rest = -2;

    /// <summary>Nowhere: the same state, shown again.</summary>
    public const int Stay = -3;

    public bool LeadsToNode => Target >= 0;
}

/// <summary>
/// States that share a guard and a heading: a <c>section</c> of the dialog. The dialog itself is the superstate of all its sections,
/// with the transitions of <see cref="Machine.Shared"/>.
/// </summary>
/// <param name="First">Index of its first node.</param>
/// <param name="End">Index behind its last node.</param>
public sealed record Section(string Title, int First, int End);
