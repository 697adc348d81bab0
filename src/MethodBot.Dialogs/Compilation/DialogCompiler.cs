using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Compilation;

/// <summary>
/// Compiles one dialog to its machine, telling everything that is wrong with its names, conditions and ways. The machine is of use
/// only when no fault was told.
/// </summary>
internal sealed class DialogCompiler(
    DialogDefinition definition, Dictionary<string, DialogDefinition> dialogs, DialogVocabulary vocabulary, FaultList faults)
{
    private readonly Dictionary<string, NameInfo> _names = NameTable.Build(definition, vocabulary);
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public Machine Compile()
    {
        var ids = NameSteps();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        for (var i = 0; i < definition.Steps.Length; i++)
            nodes.Add(CompileStep(definition.Steps[i], ids[i], i));
        var compiled = nodes.ToImmutable();
        new WayChecker(definition.Steps, compiled, faults).Check();
        return new Machine(
            definition.Name.Value,
            definition.Revision,
            definition.Title,
            definition.Kind,
            definition.Questionnaire,
            [.. definition.Parameters.Select(parameter => parameter.Value)],
            compiled,
            [.. definition.Sections.Select((section, i) => new Section(
                section.Title.Value, section.First, i + 1 < definition.Sections.Length ? definition.Sections[i + 1].First : compiled.Length))],
            compiled.GroupBy(node => node.Id, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal));
    }

    private string[] NameSteps()
    {
        var ids = new string[definition.Steps.Length];
        var invented = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
        {
            var step = definition.Steps[i];
            var wanted = step.Id?.Value ?? step switch
            {
                CallDefinition call => call.Dialog.Value,
                ReviewDefinition => "review",
                _ => null,
            };
            if (step.Id is { Value: Names.End or Names.Next } reserved)
                faults.Add(reserved.Mark, FaultMessages.ReservedName(reserved.Value), reserved.Value);
            if (step.Id is { } named && !_indexes.TryAdd(named.Value, i))
                faults.Add(named.Mark, FaultMessages.DuplicateStep(named.Value), named.Value);
            ids[i] = wanted is not null && (step.Id is not null || _indexes.TryAdd(wanted, i)) ? wanted : Invent(step);
        }

        return ids;

        // Numbered among their like, so that one more «say» does not rename every action behind it.
        string Invent(StepDefinition step)
        {
            var kind = step switch
            {
                DoDefinition action => action.Action.Value,
                CallDefinition call => call.Dialog.Value,
                _ => step.Word,
            };
            invented[kind] = invented.GetValueOrDefault(kind) + 1;
            return $"{kind}{Names.Invented}{invented[kind]}";
        }
    }

    private Node CompileStep(StepDefinition step, string id, int index)
    {
        var when = Condition.Both(CompileCondition(definition.SectionOf(index)?.When, id), CompileCondition(step.When, id));
        switch (step)
        {
            case SayDefinition say:
                return new SayNode(id, index, when, CompileText(say.Text, id));
            case AskDefinition ask:
                var question = new QuestionCompiler(this).Compile(ask.Question, id);
                return new AskNode(id, index, when, CompileText(ask.Text, id), question, ask.Optional)
                {
                    Short = ask.Short,
                    Menu = ask.Menu,
                    Forget = ask.Forget,
                    Default = CompileDefault(ask.Default, question, id),
                };
            case DoDefinition action:
                return CompileDo(action, id, index, when);
            case GoDefinition go:
                return new GoNode(id, index, when, Target(go.Target, id));
            case CallDefinition call:
                return CompileCall(call, id, index, when);
            default:
                if (!definition.Steps.Take(index).Any(earlier => earlier is AskDefinition))
                    faults.Add(step.Mark, FaultMessages.ReviewNeedsQuestions, id);
                return new ReviewNode(id, index, when, CompileText(((ReviewDefinition)step).Text, id));
        }
    }

    private DoNode CompileDo(DoDefinition step, string id, int index, Condition? when)
    {
        var arguments = CompileArguments(step.Arguments, id);
        var targets = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (!vocabulary.Actions.TryGetValue(step.Action.Value, out var action))
        {
            faults.Add(step.Action.Mark, FaultMessages.UnknownAction(step.Action.Value, Similarity.Closest(step.Action.Value, vocabulary.Actions.Keys)), id);
            action = new ActionSignature(step.Action.Value, [], [], [], ImmutableDictionary<string, AnswerType>.Empty, false);
            return new DoNode(id, index, when, action, arguments, targets.ToImmutable());
        }

        CheckArguments(step.Action, step.Arguments, action.Parameters, action.Optional, id);
        foreach (var outcome in step.Outcomes)
        {
            if (!action.Outcomes.Contains(outcome.Name.Value))
                faults.Add(outcome.Name.Mark, FaultMessages.UnknownOutcome(action.Name, outcome.Name.Value, action.Outcomes), id);
            else if (outcome.Target.Value != Names.Next)
                targets[outcome.Name.Value] = Target(outcome.Target, id);
        }

        return new DoNode(id, index, when, action, arguments, targets.ToImmutable());
    }

    private CallNode CompileCall(CallDefinition step, string id, int index, Condition? when)
    {
        var arguments = CompileArguments(step.Arguments, id);
        if (step.Dialog.Value == Names.Link)
            CheckArguments(step.Dialog, step.Arguments, [], [], id);
        else if (dialogs.TryGetValue(step.Dialog.Value, out var called))
            CheckArguments(step.Dialog, step.Arguments, [.. called.Parameters.Select(parameter => parameter.Value)], [], id);
        else
            faults.Add(step.Dialog.Mark, FaultMessages.UnknownDialog(step.Dialog.Value, Similarity.Closest(step.Dialog.Value, dialogs.Keys)), id);
        return new CallNode(id, index, when, step.Dialog.Value, arguments);
    }

    private void CheckArguments(
        Located<string> target, ImmutableArray<ArgumentDefinition> given, ImmutableArray<string> required, ImmutableArray<string> optional, string step)
    {
        foreach (var argument in given)
        {
            if (!required.Contains(argument.Name.Value) && !optional.Contains(argument.Name.Value))
                faults.Add(argument.Name.Mark, FaultMessages.UnknownArgument(target.Value, argument.Name.Value, required.Concat(optional)), step);
        }

        foreach (var name in required)
        {
            if (given.All(argument => argument.Name.Value != name))
                faults.Add(target.Mark, FaultMessages.MissingArgument(target.Value, name), step);
        }
    }

    internal ImmutableArray<Argument> CompileArguments(ImmutableArray<ArgumentDefinition> arguments, string step)
    {
        var compiled = ImmutableArray.CreateBuilder<Argument>();
        foreach (var argument in arguments)
            compiled.Add(CompileArgument(argument.Name.Value, argument.Value, step));
        return compiled.ToImmutable();
    }

    private Argument CompileArgument(string name, Located<string> value, string step)
    {
        if (value.Value is ['\'', .., '\''])
            return new Argument(name, Answer.OfText(value.Value[1..^1]), null);
        if (!_names.ContainsKey(value.Value))
            faults.Add(value.Mark, FaultMessages.UnknownName(value.Value, Similarity.Closest(value.Value, _names.Keys)), step);
        return new Argument(name, null, value.Value);
    }

    private Argument? CompileDefault(Located<string>? value, Question question, string step)
    {
        if (value is null)
            return null;
        var argument = CompileArgument(step, value, step);
        // A text may name an option or be read as whatever is typed; anything else must be of the question's own type.
        var type = argument.Reference is { } name ? _names.GetValueOrDefault(name)?.Type ?? AnswerType.Text : AnswerType.Text;
        if (type != AnswerType.Text && type != question.Type)
            faults.Add(value.Mark, FaultMessages.DefaultNotFor(FaultMessages.Describe(type), FaultMessages.Describe(question.Type)), step);
        if (argument.Constant is { Text: { } constant } && !question.OptionIds.IsEmpty && !question.OptionIds.Contains(constant))
            faults.Add(value.Mark, FaultMessages.UnknownOptionInCondition(step, constant, Similarity.Closest(constant, question.OptionIds)), step);
        return argument;
    }

    internal void CheckSource(Located<string> source, ImmutableArray<ArgumentDefinition> arguments, string step)
    {
        if (vocabulary.Sources.TryGetValue(source.Value, out var signature))
            CheckArguments(source, arguments, signature.Parameters, [], step);
        else
            faults.Add(source.Mark, FaultMessages.UnknownSource(source.Value, Similarity.Closest(source.Value, vocabulary.Sources.Keys)), step);
    }

    internal Condition? CompileCondition(Located<string>? source, string step) => source is null
        ? null
        : ConditionChecker.Compile(source.Value, _names, (offset, message) => faults.Add(Inside(source, offset), message, step));

    internal Template CompileText(Located<string> source, string step, int maxLength = Limits.MaxText)
    {
        var template = Template.Parse(source.Value, (offset, message) => faults.Add(Inside(source, offset), message, step));
        foreach (var (name, offset) in template.Names)
        {
            if (!_names.ContainsKey(name))
                faults.Add(Inside(source, offset), FaultMessages.UnknownName(name, Similarity.Closest(name, _names.Keys)), step);
        }

        if (source.Value.Length > maxLength)
        {
            faults.Add(source.Mark, maxLength == Limits.MaxLabel
                ? FaultMessages.LabelTooLong(source.Value, maxLength)
                : FaultMessages.TextTooLong(source.Value.Length, maxLength), step);
        }

        return template;
    }

    private int Target(Located<string> target, string step)
    {
        if (target.Value == Names.End)
            return definition.Steps.Length;
        if (_indexes.TryGetValue(target.Value, out var index))
            return index;
        faults.Add(target.Mark, FaultMessages.UnknownStep(target.Value, Similarity.Closest(target.Value, _indexes.Keys)), step);
        return definition.Steps.Length;
    }

    // A text over several lines is folded by YAML: then only its beginning has a known place.
    private static Mark Inside(Located<string> source, int offset) => source.TextStart?.Forward(offset) ?? source.Mark;
}
