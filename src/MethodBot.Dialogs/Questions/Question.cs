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

    /// <summary>A file may be part of the answer.</summary>
    public virtual bool TakesFiles => false;

    /// <summary>Whether an answer given earlier still counts.</summary>
    public abstract bool Holds(Answer answer, Asking asking);

    /// <summary>A press on a choice or on a control of this question.</summary>
    public virtual Reading Press(string code, Asking asking) => new Reading.Unknown();

    /// <summary>A message with text, files or both.</summary>
    public abstract Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking);

    /// <summary>Adds hints and choices under the question's text.</summary>
    public abstract void Draw(ScreenBuilder screen, Asking asking);

    /// <summary>The visit as it opens when an answer is already held.</summary>
    public virtual Visit Open(Visit visit, Answer? held) => visit;
}

/// <summary>The circumstances of a question at this moment.</summary>
/// <param name="Held">The answer given earlier, or null.</param>
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

    /// <summary>Not an answer; the hint says what would be.</summary>
    public sealed record Invalid(string Hint) : Reading;

    /// <summary>No such button.</summary>
    public sealed record Unknown : Reading;
}

/// <summary>Codes of buttons that are not choices; «~» cannot begin an option's id.</summary>
public static class Controls
{
    public const string Back = "~back";
    public const string Skip = "~skip";
    public const string Menu = "~menu";
    public const string Keep = "~keep";
    public const string Done = "~done";
    public const string Send = "~send";
    public const string Edit = "~edit";
    public const string Review = "~review";
    public const string All = "~all";
    public const string FreeText = "~free";
    public const string PagePrefix = "~p";
    public const string EditPrefix = "~e:";
    public const string ResumePrefix = "~r:";
}
