using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Dialogs.Conditions;

/// <summary>A checked condition. A comparison with no answer is false, whatever the operator.</summary>
public sealed class Condition
{
    private readonly Expression _root;

    internal Condition(Expression root, string source)
    {
        _root = root;
        Source = source;
    }

    public string Source { get; }

    internal Expression Root => _root;

    /// <summary>True where both are; null where neither is given.</summary>
    internal static Condition? Both(Condition? first, Condition? second) => (first, second) switch
    {
        (null, _) => second,
        (_, null) => first,
        _ => new Condition(new BinaryExpression(0, "and", first._root, second._root), $"({first.Source}) and ({second.Source})"),
    };

    public bool IsTrue(Scope scope) => Evaluate(_root, scope);

    private static bool Evaluate(Expression expression, Scope scope) => expression switch
    {
        FlagLiteral literal => literal.Value,
        NameExpression name => scope(name.Name)?.Flag == true,
        NotExpression not => !Evaluate(not.Inner, scope),
        CallExpression { Function: "answered" } call => scope(call.Argument.Name) is { Skipped: false },
        BinaryExpression { Operator: "and" } and => Evaluate(and.Left, scope) && Evaluate(and.Right, scope),
        BinaryExpression { Operator: "or" } or => Evaluate(or.Left, scope) || Evaluate(or.Right, scope),
        BinaryExpression comparison => Compare(comparison, scope),
        _ => false,
    };

    private static bool Compare(BinaryExpression comparison, Scope scope)
    {
        if (comparison.Operator is "in")
            return ReadValue(comparison.Left, scope) is { } item && comparison.Right is ListLiteral list && list.Items.Any(x => Same(item, ReadValue(x, scope)!));
        if (comparison.Operator is "contains")
            return Contains(comparison, scope);
        if (ReadValue(comparison.Left, scope) is not { } left || ReadValue(comparison.Right, scope) is not { } right)
            return false;
        return comparison.Operator switch
        {
            "==" => Same(left, right),
            "!=" => !Same(left, right),
            "<" => Order(left, right) < 0,
            "<=" => Order(left, right) <= 0,
            ">" => Order(left, right) > 0,
            _ => Order(left, right) >= 0,
        };
    }

    private static bool Contains(BinaryExpression comparison, Scope scope)
    {
        if (comparison.Left is not NameExpression name || scope(name.Name) is not { Skipped: false } set
            || ReadValue(comparison.Right, scope) is not string item)
        {
            return false;
        }

        return set.Options.IsDefaultOrEmpty
            ? set.Text is { } text && RussianText.Normalize(text).Contains(RussianText.Normalize(item), StringComparison.Ordinal)
            : set.Options.Contains(item);
    }

    private static object? ReadValue(Expression expression, Scope scope) => expression switch
    {
        TextLiteral text => text.Value,
        NumberLiteral number => number.Value,
        FlagLiteral flag => flag.Value,
        CallExpression { Function: "count" } call => Count(scope(call.Argument.Name)),
        CallExpression call => scope(call.Argument.Name) is { Skipped: false },
        NameExpression name => ReadAnswer(scope(name.Name)),
        _ => null,
    };

    private static decimal Count(Answer? answer) => answer switch
    {
        { Options.IsDefaultOrEmpty: false } => answer.Options.Length,
        { Files.IsDefaultOrEmpty: false } => answer.Files.Length,
        _ => 0m,
    };

    private static object? ReadAnswer(Answer? answer) => answer switch
    {
        null or { Skipped: true } => null,
        { Flag: { } flag } => flag,
        { Number: { } number } => number,
        { Date: { } date } => date,
        { Time: { } time } => time,
        _ => answer.Key,
    };

    private static bool Same(object left, object right) => Align(ref left, ref right) && left.Equals(right);

    private static int Order(object left, object right) =>
        Align(ref left, ref right) && left is IComparable comparable ? comparable.CompareTo(right) : 0;

    private static bool Align(ref object left, ref object right)
    {
        if (left is DateOnly && right is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            right = date;
        if (left is TimeOnly && right is string clock && TimeOnly.TryParseExact(clock, "HH:mm", out var time))
            right = time;
        return left.GetType() == right.GetType();
    }
}
