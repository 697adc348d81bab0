using System.Collections.Immutable;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>What a turn came through, told to the coverage.</summary>
internal sealed partial class TurnProperties
{
    /// <summary>What a run must come through to have proved anything.</summary>
    public static ImmutableArray<string> Required { get; } =
    [
        .. RandomQuestions.Kinds.SelectMany(kind => new[] { $"question:{kind}", $"answered:{kind}" }),
        .. new[] { "say", "ask", "do", "go", "call", "review", "section", "when", "default", "optional", "menu" }.Select(kind => $"written:{kind}"),
        .. new[]
        {
            "valid answer", "press", "press on an older screen", "words", "huge text", "files", "album", "place", "contact", "unsupported", "not understood",
            "press of an unknown button", "link",
        }.Concat(Enum.GetNames<CommandName>().Select(name => $"command {name}")).Select(kind => $"trigger:{kind}"),
        .. new[]
        {
            "said", "called", "returned", "action", "outcome", "back", "back into a called dialog", "review", "edit", "sent", "skipped", "round", "suspended", "resumed",
            "draft taken", "draft moved away", "link opened", "revision moved", "revision stayed", "revision resumed", "toast", "closed", "back and again", "way out",
        }.Select(name => $"event:{name}"),
    ];

    /// <summary>The kind of a question, by what it is; of files, by its name.</summary>
    public static string KindOf(AskNode ask) => ask.Question switch
    {
        ChoiceQuestion => "one_of",
        ManyQuestion => "many_of",
        SourceQuestion => "from",
        YesNoQuestion => "yes_no",
        FilesQuestion => ask.Id.TrimEnd("0123456789".ToCharArray()),
        var other => other.GetType().Name.Replace("Question", "", StringComparison.Ordinal).ToLowerInvariant(),
    };

    private void CountWhatHappened()
    {
        var texts = turn.Before.Engine.Dialogs.Texts;
        var forward = _after.LastVisit > _before.LastVisit;
        Count("said", Says("Шаг") || Says("Дальше") || Says("спасибо"));
        Count("called", _after.Stack.Length > Math.Max(1, _before.Stack.Length));
        Count("returned", _before.Stack.Length > 1 && _after.Stack.Length == _before.Stack.Length - 1 && _after.Stack[^1].Path is [.., { Called: not null }]);
        Count("action", turn.Host.Done.Count > 0);
        Count("outcome", _after.Stack.Any(frame => frame.Values.Any(pair => pair.Key.EndsWith(".outcome", StringComparison.Ordinal) && pair.Value.Text != "ok")));
        Count("back", forward && IsBack && Length(_after) < Length(_before));
        Count("back into a called dialog", forward && IsBack && _after.Stack.Length > _before.Stack.Length);
        var waited = conversations.Waiting(_before);
        Count("review", conversations.Waiting(_after) is ReviewNode);
        Count("edit", waited is ReviewNode && _before.Visit!.Editing && conversations.Waiting(_after) is AskNode);
        Count("sent", waited is ReviewNode && turn.Trigger is Trigger.Press press && press.Data.EndsWith(Controls.Send, StringComparison.Ordinal) && _after.Accepted.Contains(press.Data));
        Count("round", forward && _after.Stack.Length == _before.Stack.Length && waited is AskNode { Id: "yes_no99" } && _after.Stack[^1].Step == "yes_no1");
        Count("suspended", _after.Suspended.Length > _before.Suspended.Length);
        Count("resumed", _after.Suspended.Length < _before.Suspended.Length && _after.Stack.Length > 1);
        Count("draft taken", _after.Stack.Any(frame => frame.IsDraft && turn.Before.Host.Drafts.TryGetValue(frame.Dialog, out var draft) && frame.Answers.Count > 0 && draft.Frames[0].Answers.All(pair => frame.Answers.ContainsKey(pair.Key))));
        Count("draft moved away", Says("Вы продолжили в другом мессенджере"));
        Count("link opened", turn.Trigger is Trigger.Follow && _after.Link is null && _after.Stack.Length > 1);
        CountRevisions(Says(texts.Plain(TextKeys.Changed)));
        Count("toast", turn.Outcome.Effects.OfType<Effect.Toast>().Any());
        Count("closed", turn.Outcome.Effects.OfType<Effect.Close>().Any());
        if (waited is not AskNode ask || _before.Stack is not [.., var top])
            return;
        var given = turn.After.Holdings.Where(held => held.Dialog == top.Dialog && held.Step == ask.Id).Select(held => held.Answer).ToList();
        var had = top.Answers.GetValueOrDefault(ask.Id);
        Count("skipped", given.Exists(answer => answer.Skipped && answer != had));
        if (given.Exists(answer => !answer.Skipped && answer != had))
            coverage.Count("answered:" + KindOf(ask));
    }

    private void CountRevisions(bool changed)
    {
        for (var i = 0; i < Math.Min(_before.Stack.Length, _after.Stack.Length); i++)
        {
            var (before, after) = (_before.Stack[i], _after.Stack[i]);
            if (before.Dialog != after.Dialog || turn.Before.Engine.Dialogs.Find(before.Dialog) is not { } newest || newest.Revision == before.Revision)
                continue;
            Count("revision resumed", changed && after.Revision == newest.Revision && !after.Answers.IsEmpty);
            Count("revision moved", !changed && after.Revision == newest.Revision);
            Count("revision stayed", !changed && after.Revision == before.Revision);
        }
    }

    private void Count(string happening, bool happened)
    {
        if (happened)
            coverage.Count("event:" + happening);
    }

    private bool IsBack => turn.Trigger is Trigger.Command { Name: CommandName.Back } or Trigger.Message { Text: "назад" }
        || (turn.Trigger is Trigger.Press press && press.Data.EndsWith("." + Controls.Back, StringComparison.Ordinal));

    private static int Length(ConversationState state) => state.Stack.Sum(frame => frame.Path.Length);
}
