using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;

namespace MethodBot.Service;

/// <summary>An action whose rule is one method of its slice.</summary>
internal sealed class DialogAction(ActionSignature signature, Roles access, Func<TurnContext, ActionCall, ActionOutcome> run) : IDialogAction
{
    public ActionSignature Signature => signature;

    /// <summary>Who may run it; rules on the object itself are the slice's.</summary>
    public Roles Access => access;

    public static DialogAction Reading(
        string name,
        Roles access,
        string[] parameters,
        string[] outcomes,
        Func<TurnContext, ActionCall, ActionOutcome> run,
        params (string Name, AnswerType Type)[] results) =>
        new(Sign(name, parameters, [], outcomes, results, false), access, run);

    /// <summary>Reads, with parameters that need not be given.</summary>
    public static DialogAction Reading(
        string name,
        Roles access,
        string[] parameters,
        string[] optional,
        string[] outcomes,
        Func<TurnContext, ActionCall, ActionOutcome> run,
        params (string Name, AnswerType Type)[] results) =>
        new(Sign(name, parameters, optional, outcomes, results, false), access, run);

    public static DialogAction Changing(
        string name,
        Roles access,
        string[] parameters,
        string[] optional,
        string[] outcomes,
        Func<TurnContext, ActionCall, ActionOutcome> run,
        params (string Name, AnswerType Type)[] results) =>
        new(Sign(name, parameters, optional, outcomes, results, true), access, run);

    public ActionOutcome Run(TurnContext turn, ActionCall call) => turn.May(access) ? run(turn, call) : ActionOutcome.Refused;

    private static ActionSignature Sign(
        string name, string[] parameters, string[] optional, string[] outcomes, (string Name, AnswerType Type)[] results, bool changes) =>
        new(name, [.. parameters], [.. optional], [.. outcomes], results.ToImmutableDictionary(result => result.Name, result => result.Type, StringComparer.Ordinal), changes);
}
