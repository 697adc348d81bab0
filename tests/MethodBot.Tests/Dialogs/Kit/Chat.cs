using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>
/// One person in one chat. Between every two turns the conversation is saved and loaded, as the store does it, so no test can pass
/// on something that lives only in memory.
/// </summary>
internal sealed class Chat(DialogSet dialogs, FakeHost host)
{
    private DialogEngine _engine = new(dialogs);
    private string _saved = ConversationState.Empty.ToJson();

    public FakeHost Host => host;

    public ConversationState State => ConversationState.FromJson(_saved);

    public string Saved => _saved;

    /// <summary>Effects of the latest turn.</summary>
    public ImmutableArray<Effect> Effects { get; private set; } = [];

    public bool Understood { get; private set; } = true;

    /// <summary>The latest picture of what waits.</summary>
    public Screen Screen { get; private set; } = new(0, [], []);

    /// <summary>Whether the latest picture was to be sent anew.</summary>
    public bool Renewed { get; private set; }

    public bool WaitsForFiles => _engine.WaitsForFiles(State, host);

    public string Question => Plain(Screen.Text);

    public string[] Buttons => [.. Screen.Buttons.Select(button => button.Label)];

    public string[] Chosen => [.. Screen.Buttons.Where(button => button.Role == ButtonRole.ChosenChoice).Select(button => button.Label)];

    public string[] Said => [.. Effects.OfType<Effect.Say>().Select(say => Plain(say.Text))];

    public string[] Toasts => [.. Effects.OfType<Effect.Toast>().Select(toast => toast.Text)];

    /// <summary>Name of the step that waits.</summary>
    public string? Step => State.Stack.IsEmpty ? null : State.Stack[^1].Step;

    public string? Dialog => State.Stack.IsEmpty ? null : State.Stack[^1].Dialog;

    public string[] Actions => [.. host.Done.Select(call => call.Action)];

    public Chat Press(string label) => PressOn(Screen, label);

    /// <summary>A press on a drawing that may be old.</summary>
    public Chat PressOn(Screen screen, string label) => PressData(DataOf(screen, label));

    public static string DataOf(Screen screen, string label) => screen.Buttons.FirstOrDefault(button => button.Label == label)?.Data
        ?? throw new InvalidOperationException($"no button «{label}» among: {string.Join(", ", screen.Buttons.Select(button => button.Label))}");

    public Chat PressData(string data) => Take(new Trigger.Press(data));

    public Chat Type(string text) => Take(new Trigger.Message(text, []));

    public Chat Send(params AnswerFile[] files) => Take(new Trigger.Message("", [.. files]));

    public Chat Send(string text, params AnswerFile[] files) => Take(new Trigger.Message(text, [.. files]));

    /// <summary>One part of an album: a messenger delivers each as a message of its own.</summary>
    public Chat SendPart(string album, AnswerFile file) => Take(new Trigger.Message("", [file], album));

    public Chat Command(CommandName name) => Take(new Trigger.Command(name));

    /// <summary>A newer set of dialogs serves from the next turn on.</summary>
    public Chat Reload(DialogSet newer)
    {
        _engine = new DialogEngine(newer);
        return this;
    }

    public Chat Take(Trigger trigger)
    {
        var outcome = _engine.Handle(State, trigger, host);
        _saved = outcome.State.ToJson();
        State.ToJson().ShouldBe(_saved, "a conversation reads back as it was saved");
        Effects = outcome.Effects;
        Understood = outcome.Understood;
        if (Effects.OfType<Effect.Show>().LastOrDefault() is { } show)
            (Screen, Renewed) = (show.Screen, show.Renew);
        return this;
    }

    public static string Plain(IEnumerable<TextSpan> spans) => string.Concat(spans.Select(span => span.Text));
}
