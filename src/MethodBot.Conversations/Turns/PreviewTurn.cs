using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Conversations.Turns;

/// <summary>Runs one turn of the ordinary kind on other dialogs than those that serve.</summary>
internal delegate TurnOutcome? TurnOn(DialogEngine engine, ConversationState state, InboundUpdate update, IDialogHost host);

/// <summary>
/// Turns of a dialog that is being tried out: it talks in the person's chat as it would to anybody, its screens are marked, nothing
/// that it does is kept, and the conversation that stands in the chat goes on afterwards where it stood.
/// </summary>
internal sealed class PreviewTurn(SliceSet slices, DialogLibrary library)
{
    private const string Link = "preview";
    private const string FirstSubject = "-1";

    // No button of a conversation begins so: it begins with the number of its visit.
    private const char Mark = '~';
    private const string EndCode = "end";

    // One writer runs all turns, and few people preview at a time: the latest set is worth keeping, since compiling takes a while.
    private (DialogSet Serving, DialogFile File, DialogEngine Engine)? _latest;

    /// <summary>Begins what a slice asked for in this turn; the row as it was when none did.</summary>
    public ConversationRow Begin(ConversationRow row, TurnContext turn, IDialogHost real, int maxButtons)
    {
        if (turn.RequestedPreview is not { } request)
            return row;
        row = Apply(row, turn, [new Effect.Close()]);
        if (EngineOf(request) is not { } engine || engine.Dialogs.Find(request.Dialog) is null)
            return Apply(row, turn, [new Effect.Say(turn.Texts.Rich(TurnTexts.PreviewOutdated))]);
        var preview = PreviewTable.Add(turn.Transaction, row.Id, request);
        row = Apply(row, turn, [new Effect.Say(turn.Texts.Rich(TurnTexts.PreviewBegins))]);
        // A dialog about something is tried out on the first there is.
        var link = engine.Dialogs.Find(request.Dialog) is { Parameters.Length: 1 } ? Link + FirstSubject : Link;
        Trigger opening = request.Dialog == DialogSet.StartDialog ? new Trigger.Command(CommandName.Start) : new Trigger.Follow(link);
        try
        {
            // Numbers of visits go on from those of the conversation, so that the standing words are not set anew.
            var state = ConversationState.Empty with { LastVisit = row.State.LastVisit };
            return Continue(row, preview, turn, engine.Handle(state, opening, HostOf(real, maxButtons)), engine, real);
        }
        catch (RunawayDialogException)
        {
            return End(row, preview, turn, real, TurnTexts.PreviewEndless);
        }
    }

    /// <summary>The person followed a link or pressed «Start»: a preview that runs here is over, and what they want comes next.</summary>
    public ConversationRow Leave(ConversationRow row, TurnContext turn) =>
        PreviewTable.Find(turn.Transaction, row.Id) is { } preview ? Close(row, preview, turn, TurnTexts.PreviewOver) : row;

    /// <summary>Takes an update to the preview that runs in this chat; null when none does.</summary>
    /// <returns>The row as it is now, and the notice for the pressed button.</returns>
    public (ConversationRow Row, string? Notice)? Take(ConversationRow row, InboundUpdate update, TurnContext turn, IDialogHost real, int maxButtons, TurnOn run)
    {
        if (PreviewTable.Find(turn.Transaction, row.Id) is not { } preview)
            return null;
        var code = update.Kind == InboundKind.Press ? ReadButton(preview, update.Payload ?? "") : null;
        if (code == EndCode || IsWayOut(update, turn.Texts))
            return (End(row, preview, turn, real, TurnTexts.PreviewOver), null);
        if (EngineOf(preview.Request) is not { } engine || engine.Dialogs.Find(preview.Request.Dialog) is null)
            return (End(row, preview, turn, real, TurnTexts.PreviewOutdated), null);
        try
        {
            // A button of the conversation is none of the preview's: to it, it is one of a question long past.
            var outcome = run(engine, preview.State, update.Kind == InboundKind.Press ? update with { Payload = code ?? "" } : update, HostOf(real, maxButtons));
            if (outcome is null)
                return (Apply(row, turn, []), null);
            var notice = outcome.Effects.OfType<Effect.Toast>().LastOrDefault()?.Text;
            return (Continue(row, preview, turn, outcome, engine, real), notice);
        }
        catch (RunawayDialogException)
        {
            return (End(row, preview, turn, real, TurnTexts.PreviewEndless), null);
        }
    }

    private ConversationRow Continue(ConversationRow row, PreviewRow preview, TurnContext turn, TurnOutcome outcome, DialogEngine engine, IDialogHost real)
    {
        var title = Answer.OfText(engine.Dialogs.Find(preview.Request.Dialog)!.Title);
        var mark = turn.Texts.Rich(TurnTexts.PreviewMark, ("title", title)).Add(new TextSpan("\n\n"));
        // Back in the start dialog, which called it, the dialog is over; what stands there is none of the preview's.
        var isOver = preview.Request.Dialog != DialogSet.StartDialog && outcome.State.Stack.Length <= 1;
        var effects = outcome.Effects.Where(effect => !isOver || effect is Effect.Say).Select(effect => effect switch
        {
            Effect.Say say => new Effect.Say([.. mark, .. say.Text]),
            Effect.Show show => show with { Screen = Draw(show.Screen, mark, preview, turn.Texts) },
            _ => effect,
        });
        row = Apply(row, turn, [.. effects]);
        if (isOver)
            return End(row, preview, turn, real, TurnTexts.PreviewOver);
        PreviewTable.Save(turn.Transaction, preview with { State = outcome.State });
        return row;
    }

    private static Screen Draw(Screen screen, ImmutableArray<TextSpan> mark, PreviewRow preview, DialogTexts texts) => screen with
    {
        Text = [.. mark, .. screen.Text],
        Buttons =
        [
            .. screen.Buttons.Select(button => button with { Data = MakeButton(preview, button.Data) }),
            new MessageButton(MakeButton(preview, EndCode), texts.Plain(TurnTexts.PreviewEnd), ButtonRole.Navigation),
        ],
    };

    /// <summary>The preview is over, and the conversation asks on where it stood.</summary>
    private ConversationRow End(ConversationRow row, PreviewRow preview, TurnContext turn, IDialogHost real, string sentence)
    {
        row = Close(row, preview, turn, sentence);
        var outcome = library.Engine.Handle(row.State, new Trigger.Again(), real);
        return new ScreenUpdate(turn.Transaction, turn, turn.Now).Apply(row, outcome);
    }

    private ConversationRow Close(ConversationRow row, PreviewRow preview, TurnContext turn, string sentence)
    {
        PreviewTable.Remove(turn.Transaction, row.Id);
        row = Apply(row, turn, [new Effect.Say(turn.Texts.Rich(sentence))]);
        slices.Find(preview.Request.Slice)?.NoticePreviewEnd(turn, preview.Request.Subject);
        return row;
    }

    // The chat has one screen, be it the conversation's or the preview's; the conversation's own state is left alone.
    private static ConversationRow Apply(ConversationRow row, TurnContext turn, ImmutableArray<Effect> effects) =>
        new ScreenUpdate(turn.Transaction, turn, turn.Now).Apply(row, new TurnOutcome(row.State, effects));

    private PreviewHost HostOf(IDialogHost real, int maxButtons) => new(slices, real, maxButtons - 1);

    /// <summary>Null when the dialogs that serve now and this file do not go together any more.</summary>
    private DialogEngine? EngineOf(PreviewRequest request)
    {
        var serving = library.Dialogs;
        if (_latest is { } latest && latest.Serving == serving && latest.File == request.File)
            return latest.Engine;
        if (serving.Change(request.File).Set is not { } set)
            return null;
        var engine = new DialogEngine(set.WithLink(Link, request.Dialog));
        _latest = (serving, request.File, engine);
        return engine;
    }

    private static bool IsWayOut(InboundUpdate update, DialogTexts texts)
    {
        if (update is not { Kind: InboundKind.Message, Text: { Length: > 0 } text, Attachments.IsEmpty: true })
            return false;
        if (TurnProcessor.SlashCommand(text) is { } command)
            return command is CommandName.Menu or CommandName.Start;
        var word = RussianText.Normalize(text);
        return word == RussianText.Normalize(texts.Plain(TurnTexts.PreviewEnd)) || texts.Words(TextKeys.WordsMenu).Contains(word) || texts.Words(TextKeys.WordsStart).Contains(word);
    }

    private static string MakeButton(PreviewRow preview, string code) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{preview.Id}.{code}");

    /// <summary>Null for a button of something else.</summary>
    private static string? ReadButton(PreviewRow preview, string data)
    {
        var prefix = MakeButton(preview, "");
        return data.StartsWith(prefix, StringComparison.Ordinal) ? data[prefix.Length..] : null;
    }
}
