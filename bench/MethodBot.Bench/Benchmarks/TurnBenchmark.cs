using BenchmarkDotNet.Attributes;
using MethodBot.Bench.Inputs;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Bench.Benchmarks;

/// <summary>One turn of the engine at question 50 of a questionnaire of 100 steps, with 49 answers held.</summary>
public class TurnBenchmark
{
    private const int Question = 50;
    private static readonly Trigger TypedDate = new Trigger.Message("15 октября", []);

    private readonly Standing _choice = new(Question, QuestionKind.OneOf);
    private readonly Standing _many = new(Question, QuestionKind.ManyOf);
    private readonly Standing _date = new(Question, QuestionKind.Date);
    private readonly Dictionary<(string State, TriggerKind Trigger), string> _table;
    private readonly string _step;
    private readonly string _saved;
    private readonly Trigger _answer;
    private readonly Trigger _back;
    private readonly Trigger _toggle;

    public TurnBenchmark()
    {
        var machine = _choice.Machine;
        _table = machine.Nodes
            .SelectMany(node => node.Transitions.Where(edge => edge.LeadsToNode && edge.Target < machine.EndIndex).Select(edge => (Node: node, Edge: edge)))
            .ToDictionary(pair => (pair.Node.Id, pair.Edge.Trigger.Kind), pair => machine.Nodes[pair.Edge.Target].Id);
        _step = _choice.State.Stack[^1].Step!;
        _saved = _choice.State.ToJson();
        _answer = _choice.Press("lt3");
        _back = _choice.Press(Controls.Back);
        _toggle = _many.Press("ict");
    }

    [Benchmark(Description = "bare step: (state, trigger) looked up in a dictionary", Baseline = true)]
    public string BareStep() => _table[(_step, TriggerKind.Answer)];

    [Benchmark(Description = "the machine's own step")]
    public int? MachineStep() => _choice.Machine.ById[_step].Fire(TriggerKind.Answer);

    [Benchmark(Description = "press that answers")]
    public TurnOutcome Answer() => _choice.Engine.Handle(_choice.State, _answer, _choice.Host);

    [Benchmark(Description = "press that answers, conversation loaded before and saved after")]
    public string AnswerLoadedAndSaved() => _choice.Engine.Handle(ConversationState.FromJson(_saved), _answer, _choice.Host).State.ToJson();

    [Benchmark(Description = "tick of one option of several")]
    public TurnOutcome Toggle() => _many.Engine.Handle(_many.State, _toggle, _many.Host);

    [Benchmark(Description = "«Назад»")]
    public TurnOutcome Back() => _choice.Engine.Handle(_choice.State, _back, _choice.Host);

    [Benchmark(Description = "typed date")]
    public TurnOutcome Date() => _date.Engine.Handle(_date.State, TypedDate, _date.Host);
}
