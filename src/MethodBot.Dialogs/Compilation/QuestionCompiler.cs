using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;
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
            case YesNoDefinition:
                return new YesNoQuestion();
            case FromDefinition from:
                compiler.CheckSource(from.Source, from.Arguments, step);
                return new SourceQuestion(from.Source.Value, compiler.CompileArguments(from.Arguments, step), from.FreeText);
            case TextDefinition text:
                return new TextQuestion(text.Max ?? TextQuestion.DefaultMax);
            case NumberDefinition number:
                return new NumberQuestion(number.Min, number.Max, number.Whole);
            case DateDefinition date:
                return new DateQuestion(date.Min, date.Max);
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
            compiler.CompileCondition(option.When, step)))];
}
