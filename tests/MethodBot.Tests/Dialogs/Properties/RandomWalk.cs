using System.Collections.Immutable;
using System.Text;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>One conversation of one random person over one random set of dialogs in a world that changes between turns.</summary>
internal sealed class RandomWalk
{
    private readonly Conversations _conversations;
    private readonly Coverage _coverage;
    private readonly StringBuilder _log = new();
    private readonly List<Screen> _seen = [];
    private readonly ImmutableArray<string> _links;
    private Moment _now;
    private int _version;

    public RandomWalk(Conversations conversations, Coverage coverage, Random random)
    {
        _conversations = conversations;
        _coverage = coverage;
        _links = [.. conversations.Versions[0].Definitions.Select(definition => definition.Link?.Value).OfType<string>()];
        var host = RandomHost.Make(TestDialogs.Vocabulary, random);
        host.MaxButtons = random.Next(TurnProperties.LeastButtons, 40);
        _now = new Moment(new DialogEngine(conversations.Versions[0]), ConversationState.Empty.ToJson(), new Screen(0, [], []), host);
    }

    /// <summary>Every turn so far, in words.</summary>
    public string Log => _log.ToString();

    /// <summary>The set that serves now.</summary>
    public DialogSet Dialogs => _now.Engine.Dialogs;

    public void Take(int entropy)
    {
        var random = new Random(entropy);
        ChangeWorld(random);
        var waiting = _conversations.Waiting(_now.State);
        var (trigger, kind) = RandomPerson.Draw(waiting, _now.State.Visit, _seen, _links, random);
        _coverage.Count("trigger:" + kind);
        _log.AppendLine($"{Describe(_now.State)} ← {trigger switch { Trigger.Message message => $"«{Short(message.Text)}» {string.Join(' ', message.Files.Select(file => file.Kind))} {message.Album} {message.Place}", _ => trigger.ToString() }}");
        var turn = Conversations.Take(_now, trigger, random.Next());
        new TurnProperties(_conversations, _coverage, turn).Check(random);
        _now = turn.After;
        if (turn.Outcome.Effects.OfType<Effect.Show>().Any())
            _seen.Add(_now.Screen);
    }

    private void ChangeWorld(Random random)
    {
        var host = _now.Host;
        if (random.Next(12) == 0)
            Reload(random);
        if (random.Next(10) == 0)
            host.Lists[host.Lists.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(host.Lists.Count))] = RandomHost.DrawList(random);
        if (random.Next(10) == 0)
        {
            var fact = TestDialogs.Vocabulary.Facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ElementAt(random.Next(TestDialogs.Vocabulary.Facts.Count));
            RandomHost.DrawFact(host, fact.Key, fact.Value, random);
        }

        if (random.Next(12) == 0)
            BeginElsewhere(random);
        var own = Frames(_now.State).Where(frame => frame.IsDraft).Select(frame => frame.Dialog).Distinct(StringComparer.Ordinal).ToList();
        if (own.Count > 0 && random.Next(15) == 0)
        {
            var moved = own[random.Next(own.Count)];
            _log.AppendLine($"-- {moved} goes on elsewhere");
            host.Moved.Add(moved);
            if (random.Next(2) == 0 && _now.State.FindDraft(moved) is { } draft)
                host.Drafts[moved] = draft;
        }
    }

    // A newer set serves; what conversations run on is kept by the store, or it is not.
    private void Reload(Random random)
    {
        foreach (var definition in _conversations.Versions[_version].Definitions)
            _now.Host.Sources[(definition.Name.Value, definition.Revision)] = definition.Source;
        if (random.Next(3) == 0)
            _now.Host.Sources.Clear();
        _version = random.Next(_conversations.Versions.Count);
        _log.AppendLine($"-- dialogs {_version}, {_now.Host.Sources.Count} sources kept");
        _now = _now with { Engine = new DialogEngine(_conversations.Versions[_version]) };
    }

    // The same person answers some of a questionnaire in another chat.
    private void BeginElsewhere(Random random)
    {
        var set = _conversations.Versions[random.Next(_conversations.Versions.Count)];
        var questionnaires = set.Machines.Where(machine => machine.Kind == DialogKind.Questionnaire && Frames(_now.State).All(frame => frame.Dialog != machine.Name))
            .OrderBy(machine => machine.Name, StringComparer.Ordinal).ToList();
        if (questionnaires.Count == 0)
            return;
        var dialog = questionnaires[random.Next(questionnaires.Count)].Name;
        var elsewhere = new Moment(new DialogEngine(set), ConversationState.Empty.ToJson(), new Screen(0, [], []), _now.Host);
        Trigger trigger = new Trigger.Follow(dialog);
        for (var i = 0; i < 12; i++)
        {
            elsewhere = Conversations.Take(elsewhere, trigger, random.Next()).After;
            if (elsewhere.State.FindDraft(dialog) is { } draft && draft.Frames.Any(frame => !frame.Answers.IsEmpty) && random.Next(3) == 0)
            {
                _log.AppendLine($"-- {dialog} begun elsewhere");
                _now.Host.Drafts[dialog] = draft;
                _now.Host.Moved.Add(dialog);
                return;
            }

            if (_conversations.Waiting(elsewhere.State) is not { } waiting || RandomPerson.ValidAnswer(waiting, elsewhere.State.Visit!, elsewhere.Screen, random) is not { } next)
                return;
            trigger = next;
        }
    }

    private static IEnumerable<Frame> Frames(ConversationState state) => state.Stack.Concat(state.Suspended.SelectMany(item => item.Frames));

    private static string Describe(ConversationState state) =>
        $"{string.Join('/', state.Stack.Select(frame => $"{frame.Dialog}.{frame.Step}"))} v{state.Visit?.Number}{(state.Suspended.IsEmpty ? "" : $" aside {state.Suspended.Length}")}";

    private static string Short(string text) => text.Length > 40 ? $"{text[..40]}… {text.Length}" : text;
}
