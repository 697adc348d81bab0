using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Service;

/// <summary>An action whose rule is one method of its slice.</summary>
internal sealed class DialogAction(ActionSignature signature, Func<TurnContext, ActionCall, ActionOutcome> run) : IDialogAction
{
    public ActionSignature Signature => signature;

    public static DialogAction Reading(
        string name, string[] parameters, string[] outcomes, Func<TurnContext, ActionCall, ActionOutcome> run, params (string Name, AnswerType Type)[] results) =>
        new(Sign(name, parameters, [], outcomes, results, false), run);

    public static DialogAction Changing(
        string name, string[] parameters, string[] optional, string[] outcomes, Func<TurnContext, ActionCall, ActionOutcome> run, params (string Name, AnswerType Type)[] results) =>
        new(Sign(name, parameters, optional, outcomes, results, true), run);

    public ActionOutcome Run(TurnContext turn, ActionCall call) => run(turn, call);

    private static ActionSignature Sign(
        string name, string[] parameters, string[] optional, string[] outcomes, (string Name, AnswerType Type)[] results, bool changes) =>
        new(name, [.. parameters], [.. optional], [.. outcomes], results.ToImmutableDictionary(result => result.Name, result => result.Type, StringComparer.Ordinal), changes);
}
