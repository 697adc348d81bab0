using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// One turn: takes a trigger to the waiting state, then walks the machine until it waits again. Working state of a single call of
/// <see cref="DialogEngine.Handle"/>; the parts are by concern: input here, walking in Turn.Walk, ways back and aside in Turn.Ways,
/// pictures in Turn.Screens.
/// </summary>
internal sealed partial class Turn
{
    internal const int MaxSteps = 500;
    private const int RememberedPresses = 8;

    private readonly DialogEngine _engine;
    private readonly DialogSet _dialogs;
    private readonly IDialogHost _host;
    private readonly DialogTexts _texts;
    private readonly List<Effect> _effects = [];
    private readonly List<Frame> _stack;

    private Visit? _visit;
    private int _lastVisit;
    private ImmutableArray<Suspended> _suspended;
    private ImmutableArray<string> _accepted;
    private AlbumTaken? _album;
    private string? _link;
    private string? _notice;
    private bool _understood = true;
    private int _steps;

    public Turn(DialogEngine engine, ConversationState state, IDialogHost host)
    {
        _engine = engine;
        _dialogs = engine.Dialogs;
        _host = host;
        _texts = _dialogs.Texts;
        _stack = [.. state.Stack];
        _visit = state.Visit;
        _lastVisit = state.LastVisit;
        _suspended = state.Suspended;
        _accepted = state.Accepted;
        _album = state.Album;
        _link = state.Link;
    }

    /// <inheritdoc cref="DialogEngine.WaitsForFiles"/>
    public bool WaitsForFiles => _visit is not null && CurrentNode() is AskNode { Question.TakesFiles: true };

    private Frame Top
    {
        get => _stack[^1];
        set => _stack[^1] = value;
    }

    public TurnOutcome Handle(Trigger trigger)
    {
        if (trigger is Trigger.Follow follow)
            _link = follow.Payload;
        // A link puts aside whatever is under way, so what became of that need not be told before it opens.
        if (LeaveMovedDrafts() && (trigger is Trigger.Follow || (AdoptRevisions() && PassClosed())))
            HandleCurrent(trigger);
        var state = new ConversationState
        {
            Stack = [.. _stack],
            Visit = _visit,
            LastVisit = _lastVisit,
            Suspended = _suspended,
            Accepted = _accepted,
            Album = _album,
            Link = _link,
        };
        return new TurnOutcome(state, [.. _effects], _understood);
    }

    private void HandleCurrent(Trigger trigger)
    {
        switch (trigger)
        {
            case Trigger.Press press:
                HandlePress(press.Data);
                break;
            case Trigger.Message message:
                HandleMessage(message);
                break;
            case Trigger.Contact contact:
                HandleContact(contact);
                break;
            case Trigger.Command command:
                HandleCommand(command.Name);
                break;
            case Trigger.Follow:
                SuspendAndStart();
                break;
            case Trigger.Again:
                Reopen(renew: true);
                break;
            case Trigger.Unsupported:
                Hint(_texts.Plain(TextKeys.Unsupported));
                break;
            default:
                Hint(_texts.Plain(TextKeys.NotUnderstood));
                break;
        }
    }

    private void HandleCommand(CommandName name)
    {
        switch (name)
        {
            case CommandName.Start or CommandName.Menu:
                SuspendAndStart();
                break;
            case CommandName.Help:
                Say(_texts.Rich(TextKeys.Help));
                Reopen(renew: true);
                break;
            case CommandName.Cancel:
                Cancel();
                break;
            case CommandName.Back:
                Back();
                break;
            default:
                Skip();
                break;
        }
    }

    private void HandlePress(string data)
    {
        var dot = data.IndexOf('.', StringComparison.Ordinal);
        var code = dot < 0 ? "" : data[(dot + 1)..];
        if (_visit is not { } visit || !data.AsSpan(0, Math.Max(dot, 0)).SequenceEqual(visit.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            if (!_accepted.Contains(data))
                Stale();
            return;
        }

        if (PressControl(code, visit))
        {
            if (_visit?.Number != visit.Number)
                Remember(data);
            return;
        }

        if (CurrentNode() is not AskNode ask)
        {
            Stale();
            return;
        }

        Apply(ask, ask.Question.Press(code, Ask(ask, visit)), fromPress: true, data);
    }

    private bool PressControl(string code, Visit visit)
    {
        switch (code)
        {
            case Controls.Back:
                Back();
                return true;
            case Controls.Skip:
                Skip();
                return true;
            case Controls.Menu:
                SuspendAndStart();
                return true;
            case Controls.Keep when CurrentNode() is AskNode ask && Kept(ask, visit) is { } answer:
                Accept(ask, answer);
                return true;
            case Controls.Send or Controls.Edit or Controls.Review when CurrentNode() is ReviewNode review:
                PressReview(code, review, visit);
                return true;
        }

        if (code.StartsWith(Controls.PagePrefix, StringComparison.Ordinal) && int.TryParse(code.AsSpan(Controls.PagePrefix.Length), out var page))
        {
            _visit = visit with { Page = Math.Max(0, page) };
            Redraw();
            return true;
        }

        if (code.StartsWith(Controls.EditPrefix, StringComparison.Ordinal) && CurrentNode() is ReviewNode)
        {
            EditAnswer(code[Controls.EditPrefix.Length..]);
            return true;
        }

        if (CurrentNode() is not AskNode { Menu: true })
            return false;
        return (code.StartsWith(Controls.ResumePrefix, StringComparison.Ordinal) && ResumeFromMenu(code[Controls.ResumePrefix.Length..]))
            || (code.StartsWith(Controls.DraftPrefix, StringComparison.Ordinal) && ContinueDraft(code[Controls.DraftPrefix.Length..]));
    }

    private void HandleMessage(Trigger.Message message)
    {
        var (text, files, album, place) = message;
        if (album is not null && album == _album?.Id && ContinueAlbum(files))
            return;
        if (files.IsEmpty && place is null && CommandOf(text) is { } command)
        {
            HandleCommand(command);
            return;
        }

        switch (_visit is null ? null : CurrentNode())
        {
            case AskNode ask:
                var reading = ask.Question.Read(new PersonInput(text, files, place), Ask(ask, _visit!));
                if (album is not null && reading is Reading.Accepted or Reading.Redraw or Reading.Advance)
                    _album = new AlbumTaken(album, _visit!.Number, ask.Id);
                // Only one kind of question takes a place that has no words to it.
                if (place is not null && ask.Question is not LocationQuestion && text.Length == 0)
                    reading = new Reading.Invalid(_texts.Plain(TextKeys.Unsupported));
                if (ask.Menu && reading is Reading.Invalid)
                    _understood = false;
                else
                    Apply(ask, reading, fromPress: false, null);
                break;
            case ReviewNode review:
                ReadReview(text, review);
                break;
            default:
                Start();
                break;
        }
    }

    private void HandleContact(Trigger.Contact contact)
    {
        // Messengers leave the plus out, and without it only a Russian number is understood.
        var number = PhoneText.Parse(contact.Phone) is null ? $"+{contact.Phone}" : contact.Phone;
        if (_visit is not { } visit || CurrentNode() is not AskNode { Question: PhoneQuestion } ask)
            Hint(_texts.Plain(TextKeys.Unsupported));
        else if (!contact.IsOwn)
            Hint(_texts.Plain(TextKeys.ForeignContact));
        else
            Apply(ask, ask.Question.Read(new PersonInput(number, []), Ask(ask, visit)), fromPress: false, null);
    }

    /// <summary>
    /// A further part of an album whose first part was an answer: it joins that answer, where there is room, and disturbs nobody.
    /// False: the question still gathers, or a resting menu leaves it to the rest of the service.
    /// </summary>
    private bool ContinueAlbum(ImmutableArray<AnswerFile> files)
    {
        if (_visit is null || _visit.Number == _album!.Visit || CurrentNode() is AskNode { Menu: true })
            return false;
        if (MachineOf(Top)?.ById.GetValueOrDefault(_album.Step) is AskNode ask && Top.Answers.TryGetValue(ask.Id, out var answer) && !answer.Files.IsDefaultOrEmpty)
        {
            var joined = answer with { Files = answer.Files.AddRange(files) };
            if (HoldsIn(Top, ask, joined))
                Top = Top with { Answers = Top.Answers.SetItem(ask.Id, joined) };
        }

        return true;
    }

    private CommandName? CommandOf(string text)
    {
        var word = RussianText.Normalize(text);
        if (word.Length is 0 or > 40)
            return null;
        return Has(TextKeys.WordsBack) || IsLabel(TextKeys.Back) ? CommandName.Back
            : Has(TextKeys.WordsCancel) ? CommandName.Cancel
            : Has(TextKeys.WordsSkip) || IsLabel(TextKeys.Skip) ? CommandName.Skip
            : Has(TextKeys.WordsMenu) || IsLabel(TextKeys.Menu) ? CommandName.Menu
            : Has(TextKeys.WordsHelp) ? CommandName.Help
            : Has(TextKeys.WordsStart) ? CommandName.Start
            : null;

        bool Has(string key) => _texts.Words(key).Contains(word);

        // Where a button cannot stand, its label does as a word.
        bool IsLabel(string key) => RussianText.Normalize(RussianText.Spoken(_texts.Plain(key))) == word;
    }

    private void Apply(AskNode ask, Reading reading, bool fromPress, string? data)
    {
        switch (reading)
        {
            case Reading.Accepted accepted:
                if (data is not null)
                    Remember(data);
                Accept(ask, accepted.Answer);
                break;
            case Reading.Advance advance:
                if (data is not null)
                    Remember(data);
                _visit = advance.Visit with { Number = ++_lastVisit, Page = 0 };
                Redraw();
                break;
            case Reading.Redraw redraw:
                _visit = redraw.Visit;
                if (redraw.Toast is not null && fromPress)
                    _effects.Add(new Effect.Toast(redraw.Toast));
                _notice = fromPress ? null : redraw.Notice;
                Redraw(renew: !fromPress);
                break;
            case Reading.Invalid invalid when fromPress:
                _effects.Add(new Effect.Toast(invalid.Hint));
                break;
            case Reading.Invalid invalid:
                Hint(invalid.Hint);
                break;
            default:
                Stale();
                break;
        }
    }

    private void Accept(AskNode ask, Answer answer)
    {
        Top = Top with { Answers = Top.Answers.SetItem(ask.Id, answer), IsRestored = false };
        Leave(ask.Id, ask.Fire(TriggerKind.Answer)!.Value);
    }

    private void Remember(string data)
    {
        _accepted = _accepted.Add(data);
        if (_accepted.Length > RememberedPresses)
            _accepted = _accepted.RemoveAt(0);
    }

    private void Stale()
    {
        _effects.Add(new Effect.Toast(_texts.Plain(TextKeys.StalePress)));
        _notice = _texts.Plain(TextKeys.StaleQuestion);
        Reopen(renew: true);
    }

    private void Hint(string hint)
    {
        _notice = hint;
        Reopen(renew: true);
    }

    /// <summary>Shows the waiting question again; where nothing waits, begins at the beginning.</summary>
    private void Reopen(bool renew)
    {
        if (_visit is null)
        {
            _notice = null;
            Start();
        }
        else
        {
            Redraw(renew);
        }
    }

    private void Say(ImmutableArray<TextSpan> text) => _effects.Add(new Effect.Say(text));

    private Node? CurrentNode() => _stack.Count > 0 && Top.Step is { } step && MachineOf(Top) is { } machine
        ? machine.ById.GetValueOrDefault(step)
        : null;

    /// <summary>The machine that a frame runs on: the newest, or an earlier one where it could not move on to that.</summary>
    private Machine? MachineOf(Frame frame) => _dialogs.Find(frame.Dialog) is { } newest && newest.Revision == frame.Revision
        ? newest
        : _engine.FindEarlier(frame.Dialog, frame.Revision, _host);

    private Asking Ask(AskNode node, Visit visit) => new(visit, Held(node, visit), ScopeOf(Top), _host, _texts);

    /// <summary>The person's answer, else what is suggested, else an answer that does not hold any more: parts of it may still.</summary>
    private Answer? Held(AskNode node, Visit visit) =>
        Holding(node) ? Top.Answers[node.Id] : Suggestion(node, visit) ?? Top.Answers.GetValueOrDefault(node.Id);

    /// <summary>What <c>default</c> offers, where that is an answer to the question.</summary>
    private Answer? Suggestion(AskNode node, Visit visit)
    {
        var scope = ScopeOf(Top);
        return node.Default is { } suggested && (suggested.Constant ?? scope(suggested.Reference!)) is { Skipped: false } value
            ? node.Question.Adopt(value, new Asking(visit, null, scope, _host, _texts))
            : null;
    }

    /// <summary>What «Оставить как есть» would accept, or null.</summary>
    private Answer? Kept(AskNode node, Visit visit) => node.Question.Keep(Ask(node, visit)) is { } answer && HoldsIn(Top, node, answer) ? answer : null;

    /// <summary>A sentence in which facts about the person may stand beside its own values.</summary>
    private ImmutableArray<TextSpan> Rich(string key, params (string Name, Answer Value)[] values) => _texts[key].Render(
        name => Array.Find(values, pair => pair.Name == name) is { Name: not null } pair ? pair.Value : Definition.Names.IsFact(name) ? _host.Fact(name) : null);

    private bool Holding(AskNode node) => Top.Answers.TryGetValue(node.Id, out var answer) && HoldsIn(Top, node, answer);
}
