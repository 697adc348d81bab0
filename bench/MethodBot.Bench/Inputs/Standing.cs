using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Bench.Inputs;

/// <summary>A conversation brought to a question in the middle of a questionnaire of 100 steps, of which 60 are questions.</summary>
internal sealed class Standing
{
    public const int Steps = 100;
    private const string Dialog = "long";

    /// <param name="number">The question that waits; all before it are answered.</param>
    /// <param name="kind">Its kind.</param>
    /// <exception cref="InvalidOperationException">The generated answers do not lead there.</exception>
    public Standing(int number, QuestionKind kind)
    {
        var kinds = DialogWriter.KindsOf(Steps, special: (number, kind));
        var file = new DialogFile("long.yaml", DialogWriter.Write(Dialog, Steps, special: (number, kind)));
        Engine = new DialogEngine(BenchDialogs.Load([BenchDialogs.MenuOf(Dialog), file]));
        Machine = Engine.Dialogs.Find(Dialog)!;
        State = Engine.Handle(ConversationState.Empty, new Trigger.Command(CommandName.Start), Host).State;
        State = Engine.Handle(State, Press("open"), Host).State;
        for (var i = 1; i < number; i++)
        {
            Expect(i);
            foreach (var message in kinds[i - 1].Answer)
                State = Engine.Handle(State, message, Host).State;
        }

        Expect(number);
    }

    public DialogEngine Engine { get; }

    public BenchHost Host { get; } = new();

    public Machine Machine { get; }

    public ConversationState State { get; }

    /// <summary>A press on a button of the waiting question.</summary>
    public Trigger Press(string code) => new Trigger.Press($"{State.Visit!.Number}.{code}");

    private void Expect(int number)
    {
        if (State.Stack is not [_, { Step: { } step }] || step != $"q{number}")
            throw new InvalidOperationException($"question {number} should wait: {State.ToJson()}");
    }
}
