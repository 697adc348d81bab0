using System.Collections.Immutable;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>A moment of a conversation: everything that the next turn depends on. Branches leave it as it is.</summary>
/// <param name="Saved">The conversation as the store has it.</param>
/// <param name="Screen">The newest picture.</param>
/// <param name="Host">The world, which a turn changes.</param>
internal sealed record Moment(DialogEngine Engine, string Saved, Screen Screen, FakeHost Host)
{
    public ConversationState State { get; } = ConversationState.FromJson(Saved);

    /// <summary>The answers, wherever they lie.</summary>
    public List<Holding> Holdings => field ??= Holding.In(State);
}

/// <summary>What a turn did, and the moment after it.</summary>
internal sealed record TurnTaken(Moment Before, Trigger Trigger, int Mood, Moment After, TurnOutcome Outcome, string Effects)
{
    public FakeHost Host => After.Host;
}

/// <summary>Takes turns, each with a copy of the world, so that what happens on a branch stays there.</summary>
/// <param name="versions">The set of dialogs and its changed ones.</param>
internal sealed class Conversations(IReadOnlyList<DialogSet> versions)
{
    private readonly Dictionary<(string Dialog, string Revision), Machine> _machines = versions.SelectMany(set => set.Machines)
        .DistinctBy(machine => (machine.Name, machine.Revision)).ToDictionary(machine => (machine.Name, machine.Revision));

    public IReadOnlyList<DialogSet> Versions => versions;

    public Machine? Find(Frame frame) => _machines.GetValueOrDefault((frame.Dialog, frame.Revision));

    /// <summary>The question or review that waits, or null.</summary>
    public Node? Waiting(ConversationState state) =>
        state.Visit is not null && state.Stack is [.., var top] ? Find(top)?.ById.GetValueOrDefault(top.Step ?? "") : null;

    public static bool IsMenu(Node? node) => node is AskNode { Menu: true };

    /// <param name="mood">How actions end and facts change: the same mood, the same turn.</param>
    public static TurnTaken Take(Moment before, Trigger trigger, int mood, DialogEngine? engine = null)
    {
        var host = RandomHost.Copy(before.Host, TestDialogs.Vocabulary, new Random(mood));
        var outcome = (engine ?? before.Engine).Handle(before.State, trigger, host);
        // A draft is where it was used last.
        foreach (var frame in outcome.State.Stack.Concat(outcome.State.Suspended.SelectMany(item => item.Frames)).Where(frame => frame.IsDraft))
        {
            host.Moved.Remove(frame.Dialog);
            host.Drafts.Remove(frame.Dialog);
        }

        var screen = outcome.Effects.OfType<Effect.Show>().LastOrDefault()?.Screen ?? before.Screen;
        return new TurnTaken(before, trigger, mood, new Moment(before.Engine, outcome.State.ToJson(), screen, host), outcome, Describe(outcome.Effects));
    }

    private static string Describe(ImmutableArray<Effect> effects) => string.Join('\n', effects.Select(effect => effect switch
    {
        Effect.Say say => "say " + Chat.Plain(say.Text),
        Effect.Show show => $"show {show.Screen.Visit} {show.Renew} {Chat.Plain(show.Screen.Text)} [{string.Join("; ", show.Screen.Buttons.Select(button => $"{button.Data} {button.Label} {button.Role} {button.Number}"))}]",
        Effect.Toast toast => "toast " + toast.Text,
        _ => "close",
    }));
}
