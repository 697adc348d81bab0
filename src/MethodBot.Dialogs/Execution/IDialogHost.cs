using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// What the engine needs of the world during one turn. The engine itself does no I/O and reads no clock: the same conversation,
/// trigger and answers of the host give the same result.
/// </summary>
public interface IDialogHost
{
    /// <summary>Today in the service's time zone.</summary>
    DateOnly Today { get; }

    /// <summary>Buttons that one message of this chat may bear.</summary>
    int MaxButtons { get; }

    /// <summary>A fact about the person, named with its <c>person.</c> prefix; null where unknown. Asked again after every action.</summary>
    Answer? Fact(string name);

    /// <summary>Source of a revision that served before; null where it was not kept.</summary>
    string? FindSource(string dialog, string revision);

    /// <summary>Drafts of this person that were begun in other chats and wait there, by name (<see cref="Frame.Draft"/>).</summary>
    ImmutableArray<string> DraftsElsewhere { get; }

    /// <summary>Where the person stands in such a draft; null when it is not there any more.</summary>
    Suspended? ReadDraft(string draft);

    /// <summary>False when a draft that this chat began was continued, finished or dropped in another.</summary>
    bool HoldsDraft(string draft);

    /// <summary>A step of a dialog is about to be taken; a host whose turn has lasted too long throws.</summary>
    void Pass(string dialog, string step)
    {
    }

    /// <summary>Runs an action in the turn's transaction.</summary>
    ActionOutcome Do(ActionCall call);

    /// <summary>A page of a list, filtered by what the person typed.</summary>
    ChoicePage List(ListCall call, string? query, int offset, int count);

    /// <summary>One entry of a list by its id, or null when it is gone.</summary>
    Choice? Find(ListCall call, string id);
}

/// <param name="Dialog">The dialog whose step this is.</param>
/// <param name="Revision">The wording that the person had before them when they answered, where a newer one came meanwhile.</param>
/// <param name="Given">What the person answered on the path of this dialog, in its order: what the review shows.</param>
public sealed record ActionCall(
    string Action, ImmutableDictionary<string, Answer> Arguments, string Dialog, string Revision, ImmutableArray<GivenAnswer> Given)
{
    /// <summary>Optional questions on the path that the person chose not to answer.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];
}

/// <param name="Question">Id of the step.</param>
public sealed record GivenAnswer(string Question, AnswerType Type, Answer Answer);

/// <param name="Name">One of the outcomes of the action's signature.</param>
/// <param name="Changed">False when this outcome left everything as it was, so that «Назад» still leads past it.</param>
public sealed record ActionOutcome(string Name, ImmutableDictionary<string, Answer> Results, bool Changed = true)
{
    /// <summary>
    /// The person may not do this. No dialog has to provide for it: unless the action's signature lists an outcome of this name, the
    /// person is told and taken back to the beginning.
    /// </summary>
    public static ActionOutcome Refused { get; } = Of("refused", changed: false);

    /// <summary>
    /// Answers that the service kept of an earlier response, by question: a questionnaire in which nothing has been answered yet takes
    /// them up, and the walk goes on to the first question without a valid answer, or to the review.
    /// </summary>
    public ImmutableDictionary<string, Answer> Restored { get; init; } = ImmutableDictionary<string, Answer>.Empty;

    public static ActionOutcome Of(string name, bool changed = true) => new(name, ImmutableDictionary<string, Answer>.Empty, changed);

    /// <summary>
    /// From here on somebody else writes in this chat: what was under way stays behind, this is what they had put aside here. The
    /// conversation begins anew. Null: the same person goes on.
    /// </summary>
    public ImmutableArray<Suspended>? HandedOver { get; init; }

    public ActionOutcome With(string name, Answer value) => this with { Results = Results.SetItem(name, value) };

    public ActionOutcome With(string name, string value) => With(name, Answer.OfText(value));
}

/// <summary>A list as a step names it.</summary>
public sealed record ListCall(string Source, ImmutableDictionary<string, Answer> Arguments);

/// <param name="Id">Lower-case Latin letters, digits, «_» and «-», at most 40.</param>
public sealed record Choice(string Id, string Label);

/// <param name="Total">How many there are in all under this filter.</param>
public sealed record ChoicePage(ImmutableArray<Choice> Items, int Total);
