using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>Keys of the sentences of summaries in texts.yaml.</summary>
internal static class SummaryTexts
{
    public const string Overview = "questionnaires.overview";
    public const string Deficits = "questionnaires.deficits";
    public const string Question = "questionnaires.question";
    public const string QuestionTexts = "questionnaires.question_texts";
    public const string OnlyKind = "questionnaires.only_kind";
    public const string KindPrefix = "questionnaires.kind_";
    public const string Answered = "questionnaires.answered";
    public const string AnsweredOf = "questionnaires.answered_of";
    public const string Covered = "questionnaires.covered";
    public const string Begun = "questionnaires.begun";
    public const string Recent = "questionnaires.recent";
    public const string Closes = "questionnaires.closes";
    public const string Closed = "questionnaires.closed";
    public const string TooFew = "questionnaires.too_few";
    public const string TooFewAnonymous = "questionnaires.too_few_anonymous";
    public const string NoAnswers = "questionnaires.no_answers";
    public const string NoDeficits = "questionnaires.no_deficits";
    public const string Share = "questionnaires.share";
    public const string Cell = "questionnaires.cell";
    public const string Mean = "questionnaires.mean";
    public const string Numbers = "questionnaires.numbers";
    public const string Place = "questionnaires.place";
    public const string GoneOption = "questionnaires.gone_option";
    public const string OneText = "questionnaires.one_text";
    public const string Private = "questionnaires.private";
    public const string WordsFollow = "questionnaires.words_follow";
    public const string Table = "questionnaires.table";
    public const string Months = "questionnaires.months";

    /// <summary>Kinds of organizations that a summary can be narrowed to.</summary>
    public static readonly ImmutableArray<string> Kinds = ["school", "kindergarten", "extra"];

    public static ImmutableArray<TextKey> All { get; } =
    [
        Overview, Deficits, TooFew, TooFewAnonymous, NoAnswers, NoDeficits, Private, WordsFollow, Months,
        new(Table, "title", "date"),
        new(Question, "number", "total"),
        new(QuestionTexts, "number", "total", "from", "to", "count"),
        new(OnlyKind, "kind"),
        .. Kinds.Select(kind => new TextKey(KindPrefix + kind)),
        new(Answered, "count"),
        new(AnsweredOf, "count", "total", "percent", "bar"),
        new(Covered, "count", "total"),
        new(Begun, "count"),
        new(Recent, "today", "yesterday"),
        new(Closes, "date"),
        new(Closed, "date"),
        new(Share, "label", "bar", "percent", "count"),
        new(Cell, "label", "bar", "percent"),
        new(Mean, "mean", "max"),
        new(Numbers, "mean", "median", "min", "max"),
        new(Place, "label", "bar", "mean", "firsts"),
        new(GoneOption, "label"),
        new(OneText, "text"),
    ];
}
