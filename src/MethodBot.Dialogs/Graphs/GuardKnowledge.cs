using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Graphs;

/// <summary>
/// What the guards passed on the way tell about those ahead: without it a picture shows arrows that nobody can take. It knows whole
/// comparisons, and the value of a name that was found equal to a constant; where that is not enough, it does not guess.
/// </summary>
internal sealed class GuardKnowledge
{
    private readonly ImmutableDictionary<string, bool> _truths;
    private readonly ImmutableDictionary<string, Answer> _values;

    private GuardKnowledge(ImmutableDictionary<string, bool> truths, ImmutableDictionary<string, Answer> values)
    {
        _truths = truths;
        _values = values;
    }

    public static GuardKnowledge Empty { get; } =
        new(ImmutableDictionary<string, bool>.Empty, ImmutableDictionary<string, Answer>.Empty);

    /// <summary>What still holds once the machine leaves a state: its guard, unless what happened there can have changed it.</summary>
    public static GuardKnowledge Behind(Node node) => node.When is not { } guard || NamesOf(guard.Root).Any(name => MayChange(name, node))
        ? Empty
        : Empty.With(guard, true);

    public GuardKnowledge With(Condition guard, bool holds) => Learn(guard.Root, holds);

    /// <summary>Whether the guard holds, or null where that depends on more than is known.</summary>
    public bool? Decide(Condition guard) => Decide(guard.Root);

    // An action or a called dialog can make the person another: registered, say.
    private static bool MayChange(string name, Node node) => name == node.Id || name.StartsWith(node.Id + ".", StringComparison.Ordinal)
        || (Names.IsFact(name) && node is DoNode or CallNode);

    private bool? Decide(Expression expression)
    {
        if (_truths.TryGetValue(Key(expression), out var known))
            return known;
        switch (expression)
        {
            case NotExpression not:
                return !Decide(not.Inner);
            case BinaryExpression { Operator: "and" } both:
                return Decide(both.Left) & Decide(both.Right);
            case BinaryExpression { Operator: "or" } either:
                return Decide(either.Left) | Decide(either.Right);
            default:
                return NamesOf(expression).All(_values.ContainsKey) ? new Condition(expression, "").IsTrue(_values.GetValueOrDefault) : null;
        }
    }

    private GuardKnowledge Learn(Expression expression, bool holds)
    {
        var learned = new GuardKnowledge(_truths.SetItem(Key(expression), holds), _values);
        return expression switch
        {
            NotExpression not => learned.Learn(not.Inner, !holds),
            BinaryExpression { Operator: "and" } both when holds => learned.Learn(both.Left, true).Learn(both.Right, true),
            BinaryExpression { Operator: "or" } either when !holds => learned.Learn(either.Left, false).Learn(either.Right, false),
            BinaryExpression { Operator: "==", Left: NameExpression name, Right: TextLiteral text } when holds =>
                new GuardKnowledge(learned._truths, _values.SetItem(name.Name, Answer.OfText(text.Value))),
            _ => learned,
        };
    }

    private static IEnumerable<string> NamesOf(Expression expression) => expression switch
    {
        NameExpression name => [name.Name],
        CallExpression call => [call.Argument.Name],
        NotExpression not => NamesOf(not.Inner),
        BinaryExpression binary => NamesOf(binary.Left).Concat(NamesOf(binary.Right)),
        _ => [],
    };

    // The same condition wherever it stands: expressions themselves differ by their offsets.
    private static string Key(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        TextLiteral text => $"'{text.Value}'",
        NumberLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        FlagLiteral flag => flag.Value ? "true" : "false",
        ListLiteral list => $"[{string.Join(", ", list.Items.Select(Key))}]",
        NotExpression not => $"not {Key(not.Inner)}",
        CallExpression call => $"{call.Function}({call.Argument.Name})",
        BinaryExpression binary => $"({Key(binary.Left)} {binary.Operator} {Key(binary.Right)})",
        _ => "",
    };
}
