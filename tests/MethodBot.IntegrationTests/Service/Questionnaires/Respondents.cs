using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Service.Questionnaires;

/// <summary>People who begin and send questionnaires, straight through the actions.</summary>
internal static class Respondents
{
    public const string Needs = "needs-2026";

    public static ActionOutcome Begin(this ServiceRig rig, AccountId account, string questionnaire = Needs, long? about = null, DialogSet? dialogs = null) =>
        rig.Run(account, "questionnaires.begin", questionnaire, about, [], [], dialogs);

    public static ActionOutcome Submit(
        this ServiceRig rig, AccountId account, string questionnaire, GivenAnswer[] given, long? about = null, string[]? skipped = null, DialogSet? dialogs = null) =>
        rig.Run(account, "questionnaires.submit", questionnaire, about, given, skipped ?? [], dialogs);

    /// <summary>The dialogs that ship, and this one.</summary>
    public static DialogSet With(this ServiceRig rig, string dialog)
    {
        var (set, faults) = rig.Dialogs.Change(new DialogFile("added.yaml", dialog));
        return set ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    public static long AddEvent(this ServiceRig rig, string title, int days) => rig.Connection.ExecuteScalar<long>(
        "INSERT INTO event (kind, title, description, place, starts_at) VALUES ('seminar', @title, '', '', @starts) RETURNING id",
        new { title, starts = rig.Now.AddDays(days).ToUnixTimeMilliseconds() });

    public static GivenAnswer Option(string question, string id, string label) => new(question, AnswerType.Option, Answer.OfOption(id, label));

    public static GivenAnswer Set(string question, params (string Id, string Label)[] options) => new(
        question, AnswerType.OptionSet, new Answer { Options = [.. options.Select(option => option.Id)], Labels = [.. options.Select(option => option.Label)] });

    public static GivenAnswer Words(string question, string words) => new(question, AnswerType.Text, Answer.OfText(words));

    public static GivenAnswer Number(string question, decimal number) => new(question, AnswerType.Number, Answer.OfNumber(number));

    private static ActionOutcome Run(
        this ServiceRig rig, AccountId account, string action, string questionnaire, long? about, GivenAnswer[] given, string[] skipped, DialogSet? dialogs)
    {
        var arguments = about is { } id
            ? ImmutableDictionary<string, Answer>.Empty.Add("event", Answer.OfText($"{id}"))
            : ImmutableDictionary<string, Answer>.Empty;
        return rig.Slices.Action(action).Run(
            rig.Turn(account, dialogs), new ActionCall(action, arguments, questionnaire, "rig", [.. given]) { Skipped = [.. skipped] });
    }
}
