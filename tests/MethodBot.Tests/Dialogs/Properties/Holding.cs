using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>An answer that a conversation holds, and where.</summary>
/// <param name="Aside">Place in the list of what was put aside; -1 on the stack.</param>
/// <param name="Frames">The frames that it lies among: the stack, or what was put aside.</param>
/// <param name="Index">Which of them holds it, itself or in a dialog that it called.</param>
/// <param name="Call">The step of that frame whose called dialog holds it; null where the frame itself does.</param>
/// <param name="IsKept">The called dialog was left by «Назад», not finished.</param>
internal sealed record Holding(
    int Aside, ImmutableArray<Frame> Frames, int Index, string? Call, bool IsKept, string Dialog, string Step, Answer Answer)
{
    /// <summary>The same answer to the same question, wherever it lies.</summary>
    public (string Dialog, string Step, Answer Answer) Key => (Dialog, Step, Answer);

    public static List<Holding> In(ConversationState state)
    {
        var found = new List<Holding>();
        AddAll(state.Stack, -1);
        for (var i = 0; i < state.Suspended.Length; i++)
            AddAll(state.Suspended[i].Frames, i);
        return found;

        void AddAll(ImmutableArray<Frame> frames, int aside)
        {
            for (var i = 0; i < frames.Length; i++)
            {
                var index = i;
                Add(frames[i], null, false);

                void Add(Frame frame, string? call, bool isKept)
                {
                    foreach (var (step, answer) in frame.Answers)
                        found.Add(new Holding(aside, frames, index, call, isKept, frame.Dialog, step, answer));
                    foreach (var (step, kept) in frame.Kept)
                        Add(kept, call ?? step, isKept || call is null);
                    foreach (var entry in frame.Path)
                    {
                        if (entry.Called is { } called)
                            Add(called, call ?? entry.Step, isKept);
                    }
                }
            }
        }
    }

    /// <summary>Those of <paramref name="before"/> that lie nowhere in <paramref name="after"/>.</summary>
    public static IEnumerable<Holding> Missing(List<Holding> before, List<Holding> after)
    {
        var left = after.Select(holding => holding.Key).ToHashSet();
        return before.Where(holding => !left.Contains(holding.Key));
    }
}
