using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Dialogs.Compilation;

/// <summary>Compiles what a question takes to the type that serves it.</summary>
internal sealed class QuestionCompiler(DialogCompiler compiler)
{
    private const int DefaultMaxFiles = 1;

    public Question Compile(QuestionDefinition question, string step)
    {
        switch (question)
        {
            case ChoiceDefinition choice:
                return new ChoiceQuestion(CompileOptions(choice.Options, step));
            case ManyDefinition many:
                return new ManyQuestion(CompileOptions(many.Options, step), many.Min ?? 1, many.Max);
            case ScaleDefinition scale:
                return new ScaleQuestion(scale.From, scale.To, CompileEnd(scale.Low, step), CompileEnd(scale.High, step));
            case MatrixDefinition matrix:
                return new MatrixQuestion(CompileOptions(matrix.Rows, step), CompileOptions(matrix.Columns, step));
            case RankDefinition rank:
                var most = rank.Max ?? rank.Options.Length;
                return new RankQuestion(CompileOptions(rank.Options, step), rank.Min ?? most, most);
            case YesNoDefinition:
                return new YesNoQuestion();
            case FromDefinition from:
                compiler.CheckSource(from.Source, from.Arguments, step);
                return new SourceQuestion(from.Source.Value, compiler.CompileArguments(from.Arguments, step), from.FreeText);
            case TextDefinition text:
                return new TextQuestion(text.Min ?? 1, text.Max ?? TextQuestion.DefaultMax);
            case NumberDefinition number:
                return new NumberQuestion(number.Min, number.Max, number.Whole);
            case DateDefinition date:
                return new DateQuestion(date.Min, date.Max);
            case TimeDefinition time:
                return new TimeQuestion(time.Min, time.Max);
            case PhoneDefinition:
                return new PhoneQuestion();
            case EmailDefinition:
                return new EmailQuestion();
            case LocationDefinition:
                return new LocationQuestion();
            case FilesDefinition files:
                return new FilesQuestion(files.Type, files.Max ?? DefaultMaxFiles);
            default:
                return new MessageQuestion();
        }
    }

    private ImmutableArray<Option> CompileOptions(ImmutableArray<OptionDefinition> options, string step) =>
        [.. options.Select(option => new Option(
            option.Id.Value,
            compiler.CompileText(option.Text, step, Limits.MaxLabel),
            option.Deficit,
            compiler.CompileCondition(option.When, step),
            option.Kind))];

    private Template? CompileEnd(Located<string>? meaning, string step) =>
        meaning is null ? null : compiler.CompileText(meaning, step, Limits.MaxLabel);
}
