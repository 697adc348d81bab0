using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>
/// The only ways in which an answer may go. Each is a rule of the dialog language, stated here a second time and apart from the engine.
/// </summary>
/// <param name="Moved">Questionnaires that went on in another chat before this turn.</param>
/// <param name="Acted">An action ran in this turn.</param>
/// <param name="Said">Keys of the sentences said in this turn, among those that tell of a loss.</param>
/// <param name="Find">The machine of a frame, of whichever revision; null where none is known.</param>
internal sealed record LegalLosses(
    ConversationState Before, ConversationState After, Trigger Trigger, IReadOnlySet<string> Moved, bool Acted, DialogSet Dialogs, IReadOnlyCollection<string> Said, Func<Frame, Machine?> Find)
{
    private static readonly string[] Cancels = ["отмена", "отменить", "стоп"];
    private static readonly string[] Backs = ["назад", "← назад"];
    private static readonly string[] Restarts = ["меню", "☰ меню", "главное меню", "начать", "старт", "привет", "здравствуйте"];

    /// <summary>The rule by which an answer is gone, or null: it was lost.</summary>
    public string? Reason(Holding lost)
    {
        if (IsMenu(lost))
            return "the choice of a menu";
        if (IsAnsweredAnew(lost))
            return "answered anew";
        return lost.Aside >= 0 ? ReasonAside(lost) : ReasonOnStack(lost);
    }

    private string? ReasonAside(Holding lost)
    {
        if (IsMoved(lost))
            return "continued in another chat";
        if (IsTaken(lost.Aside) && IsGone(lost))
            return "its dialog is no more";
        if (Before.Suspended.Length == 5 && lost.Aside == 0 && After.Suspended.Length == 5)
            return "a sixth dialog was put aside";
        if (Before.Stack.Length > 1 && After.Suspended.Any(item => item.Dialog == lost.Frames[0].Dialog))
            return "the same dialog was put aside anew";
        // Taken up again, and on from there in the same turn.
        return IsTaken(lost.Aside) ? ReasonOfProgress(lost) : null;
    }

    private string? ReasonOnStack(Holding lost)
    {
        if (IsCancel)
            return "cancelled";
        if (IsMoved(lost))
            return "continued in another chat";
        if (IsRestart && (lost.Index == 0 || !IsWorthKeeping(lost)))
            return lost.Index == 0 ? "start over" : "choices are made again in a moment";
        if (IsGone(lost))
            return "its dialog is no more";
        if (Said.Contains("changed") && !lost.Frames.Skip(lost.Index).Any(IsWorthKeeping))
            return "choices are made again in a moment";
        return ReasonOfProgress(lost);
    }

    private string? ReasonOfProgress(Holding lost)
    {
        var still = After.Stack.FirstOrDefault(frame => frame.Dialog == lost.Frames[lost.Index].Dialog);
        if (After.Stack.IsEmpty)
            return "the conversation came to its end";
        if (lost.Aside >= 0 && IsForward && still is null)
            return "taken up again, and nothing was left to ask";
        if (RestsInMenu && (lost.Index > 0 || lost.Call is not null))
            return IsForward || !IsWorthKeeping(lost) ? "finished" : null;
        if (Acted && IsForward && (still is null || IsLeft(lost)))
            return "finished beyond a barrier";
        if (still is not null && IsInRound(lost, still))
            return "a new round";
        if (lost is { IsKept: true, Call: { } call } && IsCalledOtherwise(lost, call))
            return "called about something else";
        return null;
    }

    // What called it has gone on to another step, where the same dialog may have been called again.
    private bool IsLeft(Holding lost) => lost is { Aside: < 0, Index: > 0 }
        && (After.Stack.Length <= lost.Index || After.Stack[lost.Index - 1].Step != Before.Stack[lost.Index - 1].Step);

    private bool RestsInMenu => After.Stack is [var start] && Find(start)?.ById.GetValueOrDefault(start.Step ?? "") is AskNode { Menu: true };

    private bool IsCancel => Trigger is Trigger.Command { Name: CommandName.Cancel }
        || (Trigger is Trigger.Message { Files.IsEmpty: true, Place: null } message && Cancels.Contains(RussianText.Normalize(message.Text)));

    /// <summary>The start dialog is begun anew.</summary>
    public bool StartsOver => IsCancel || Said.Contains("moved") || Trigger switch
    {
        Trigger.Command { Name: CommandName.Start or CommandName.Menu } or Trigger.Follow => true,
        Trigger.Message { Files.IsEmpty: true, Place: null } message => Restarts.Contains(RussianText.Normalize(message.Text)),
        Trigger.Press press => press.Data.EndsWith("." + Controls.Menu, StringComparison.Ordinal),
        _ => false,
    };

    private bool IsRestart => StartsOver || Said.Contains("changed");

    /// <summary>Something that leads on: no refusal, no way back.</summary>
    private bool IsForward => Said.Contains("changed") || Trigger switch
    {
        Trigger.Press press => !press.Data.EndsWith("." + Controls.Back, StringComparison.Ordinal),
        Trigger.Message message => !Backs.Contains(RussianText.Normalize(message.Text)),
        Trigger.Contact or Trigger.Command { Name: CommandName.Skip } => true,
        _ => false,
    };

    private bool IsMenu(Holding lost) => lost.Call is null && Find(lost.Frames[lost.Index])?.ById.GetValueOrDefault(lost.Step) is AskNode { Menu: true };

    private bool IsAnsweredAnew(Holding lost) => Holding.In(After).Any(held => held.Dialog == lost.Dialog && held.Step == lost.Step && held.Answer != lost.Answer)
        && ((Before.Stack is [.., var top] && top.Dialog == lost.Dialog && top.Step == lost.Step) || Before.Album?.Step == lost.Step);

    private bool IsMoved(Holding lost) => lost.Aside >= 0
        ? lost.Frames.Any(frame => frame.IsDraft && Moved.Contains(frame.Dialog))
        : lost.Frames.Take(lost.Index + 1).Any(frame => frame.IsDraft && Moved.Contains(frame.Dialog));

    // Only its own: what it called is put aside.
    private bool IsGone(Holding lost) => Dialogs.Find(lost.Frames[lost.Index].Dialog) is null;

    private bool IsTaken(int aside) => !After.Suspended.Contains(Before.Suspended[aside]);

    // The start dialog itself is begun anew; what goes on elsewhere, or is no more, is not put aside together with what called it.
    private bool IsWorthKeeping(Holding lost)
    {
        var apart = lost.Frames.Select((frame, i) => (frame, i)).Where(pair => (pair.frame.IsDraft && Moved.Contains(pair.frame.Dialog)) || Dialogs.Find(pair.frame.Dialog) is null)
            .Select(pair => pair.i).DefaultIfEmpty(int.MaxValue).First();
        var (first, end) = lost.Index > apart ? (apart + 1, int.MaxValue) : (lost.Aside >= 0 ? 0 : 1, apart);
        return lost.Frames.Where((_, i) => i >= first && i < end).Any(IsWorthKeeping);
    }

    private bool IsWorthKeeping(Frame frame) =>
        ((Dialogs.Find(frame.Dialog) ?? Find(frame))?.Kind == DialogKind.Questionnaire ? !frame.Answers.IsEmpty : frame.Answers.Values.Any(IsTyped))
        || frame.Kept.Values.Any(IsWorthKeeping)
        || frame.Path.Skip(frame.Barrier).Any(entry => entry.Called is { } called && IsWorthKeeping(called));

    private static bool IsTyped(Answer answer) => answer is { Skipped: false, Flag: null } && (answer.Options.IsDefaultOrEmpty || answer.Text is not null);

    // Behind the step that a way back leads to.
    private bool IsInRound(Holding lost, Frame still)
    {
        if (Find(still) is not { } machine)
            return false;
        var back = machine.Nodes
            .SelectMany(node => node.Transitions.Where(transition => transition.LeadsToNode && transition.Target <= node.Index).Select(transition => transition.Target))
            .DefaultIfEmpty(int.MaxValue).Min();
        return !machine.ById.TryGetValue(lost.Call ?? lost.Step, out var node) || node.Index >= back;
    }

    private bool IsCalledOtherwise(Holding lost, string call) => lost.Frames[lost.Index].Kept.TryGetValue(call, out var kept)
        && After.Stack.Any(frame => frame.Dialog == kept.Dialog && frame.Values.Any(pair => kept.Values.GetValueOrDefault(pair.Key) != pair.Value));
}
