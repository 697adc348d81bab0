using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary>A kind of answer: what it shows, what it takes, what it holds valid. One immutable instance serves every chat.</summary>
public abstract class Question
{
    public abstract AnswerType Type { get; }

    /// <summary>Ids that answers can have, where the list is known at load.</summary>
    public virtual ImmutableArray<string> OptionIds => [];

    /// <summary>The options of its list, where that stands in the file.</summary>
    public virtual ImmutableArray<Option> Options => [];

    /// <summary>A file may be part of the answer.</summary>
    public virtual bool TakesFiles => false;

    /// <summary>Whether anything can be answered at this moment: a list whose every option is hidden by its condition is passed by.</summary>
    public virtual bool IsOpen(Asking asking) => true;

    /// <summary>Whether an answer given earlier still counts.</summary>
    public abstract bool Holds(Answer answer, Asking asking);

    /// <summary>A press on a choice or on a control of this question.</summary>
    public virtual Reading Press(string code, Asking asking) => new Reading.Unknown();

    /// <summary>A message with text, files, a place, or all of them.</summary>
    public abstract Reading Read(PersonInput input, Asking asking);

    /// <summary>Adds hints and choices under the question's text.</summary>
    public virtual void Draw(ScreenBuilder screen, Asking asking)
    {
    }

    /// <summary>The visit as it opens when an answer is already held, or suggested.</summary>
    public virtual Visit Open(Asking asking) => asking.Visit;

    /// <summary>The visit as «Назад» opens it from behind: at the last part, where the question is asked in parts.</summary>
    public virtual Visit OpenLast(Asking asking) => asking.Visit;

    /// <summary>A value from elsewhere (<c>default</c>) as an answer to this question; null where it is none.</summary>
    public virtual Answer? Adopt(Answer value, Asking asking) => Holds(value, asking) ? value : null;

    /// <summary>The choices drawn show which of them is held: the screen need not tell it in words.</summary>
    public virtual bool MarksHeld => false;

    /// <summary>What «Оставить как есть» accepts; null where there is no such button because «Готово» does the same.</summary>
    public virtual Answer? Keep(Asking asking) => asking.Held;

    /// <summary>«Назад» within the question: to the part before, to the choices from where words are typed; null where it leads out.</summary>
    public virtual Visit? StepBack(Asking asking) => null;
}

/// <summary>What a person sent.</summary>
public sealed record PersonInput(string Text, ImmutableArray<AnswerFile> Files, GeoPoint? Place = null);

/// <summary>The circumstances of a question at this moment.</summary>
/// <param name="Held">The answer given earlier, or suggested; null where there is none.</param>
public sealed record Asking(Visit Visit, Answer? Held, Scope Scope, IDialogHost Host, DialogTexts Texts);

/// <summary>What an input means to a question.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    public sealed record Accepted(Answer Answer) : Reading;

    /// <summary>Same visit, drawn again.</summary>
    /// <param name="Toast">Short notice for a press.</param>
    /// <param name="Notice">Sentence above the question, for a typed answer.</param>
    public sealed record Redraw(Visit Visit, string? Toast = null, string? Notice = null) : Reading;

    /// <summary>On to the next part of the same question: buttons of this part are over.</summary>
    public sealed record Advance(Visit Visit) : Reading;

    /// <summary>Not an answer; the hint says what would be.</summary>
    public sealed record Invalid(string Hint) : Reading;

    /// <summary>No such button.</summary>
    public sealed record Unknown : Reading;
}
