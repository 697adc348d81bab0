using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Conditions;

/// <summary>What a name in a condition stands for.</summary>
/// <param name="Options">Ids it can have, where the list is known at load.</param>
public sealed record NameInfo(AnswerType Type, ImmutableArray<string> Options);

/// <summary>Checks a condition against the names of its dialog: unknown names and options, comparisons that can never be true.</summary>
public static class ConditionChecker
{
    // Every «and» is a level of the tree: a bound on the text is one on the depth of its evaluation too.
    private const int MaxLength = 2000;

    /// <summary>Null when there is a fault; each is reported with its offset from the start of the condition.</summary>
    public static Condition? Compile(string source, IReadOnlyDictionary<string, NameInfo> names, Action<int, string> fault)
    {
        if (source.Length > MaxLength)
        {
            fault(MaxLength, FaultMessages.ConditionTooLong);
            return null;
        }

        Expression root;
        try
        {
            root = ConditionParser.Parse(source);
        }
        catch (ConditionException e)
        {
            fault(e.Offset, e.Message);
            return null;
        }

        var checker = new Checker(names, fault);
        checker.RequireFlag(root);
        return checker.Failed ? null : new Condition(root, source);
    }

    private sealed class Checker(IReadOnlyDictionary<string, NameInfo> names, Action<int, string> fault)
    {
        public bool Failed { get; private set; }

        public void RequireFlag(Expression expression)
        {
            switch (expression)
            {
                case FlagLiteral:
                    break;
                case NotExpression not:
                    RequireFlag(not.Inner);
                    break;
                case BinaryExpression { Operator: "and" or "or" } both:
                    RequireFlag(both.Left);
                    RequireFlag(both.Right);
                    break;
                case BinaryExpression comparison:
                    CheckComparison(comparison);
                    break;
                case CallExpression { Function: "answered" } call:
                    Resolve(call.Argument);
                    break;
                case NameExpression name:
                    if (Resolve(name) is { } info && info.Type != AnswerType.Flag)
                        Fail(name.Offset, FaultMessages.ConditionMustBeYesNo);
                    break;
                default:
                    Fail(expression.Offset, FaultMessages.ConditionMustBeYesNo);
                    break;
            }
        }

        private void CheckComparison(BinaryExpression comparison)
        {
            var left = TypeOf(comparison.Left);
            if (comparison.Operator == "in")
            {
                if (comparison.Right is not ListLiteral list)
                    Fail(comparison.Right.Offset, FaultMessages.InNeedsList);
                else
                    CheckItems(left, comparison.Left, list);
                return;
            }

            var right = TypeOf(comparison.Right);
            if (left is null || right is null)
                return;
            if (comparison.Operator == "contains")
            {
                if (left.Type is not (AnswerType.OptionSet or AnswerType.Ranking or AnswerType.Text))
                    Fail(comparison.Offset, FaultMessages.OperatorNotFor("contains", FaultMessages.Describe(left.Type)));
                else
                    CheckLiteral(left, comparison.Left, comparison.Right);
                return;
            }

            if (!Comparable(left.Type, right.Type))
            {
                Fail(comparison.Offset, FaultMessages.CannotCompare(FaultMessages.Describe(left.Type), FaultMessages.Describe(right.Type)));
            }
            else if (comparison.Operator is not ("==" or "!=") && left.Type is not (AnswerType.Number or AnswerType.Date or AnswerType.Time))
            {
                Fail(comparison.Offset, FaultMessages.OperatorNotFor(comparison.Operator, FaultMessages.Describe(left.Type)));
            }
            else
            {
                CheckLiteral(left, comparison.Left, comparison.Right);
                CheckLiteral(right, comparison.Right, comparison.Left);
            }
        }

        private void CheckItems(NameInfo? left, Expression name, ListLiteral list)
        {
            if (left is null)
                return;
            foreach (var item in list.Items)
            {
                if (TypeOf(item) is { } type && !Comparable(left.Type, type.Type))
                    Fail(item.Offset, FaultMessages.CannotCompare(FaultMessages.Describe(left.Type), FaultMessages.Describe(type.Type)));
                else
                    CheckLiteral(left, name, item);
            }
        }

        // A text beside an option must be one of its list, beside a date it must be a date.
        private void CheckLiteral(NameInfo left, Expression name, Expression right)
        {
            if (right is not TextLiteral literal)
                return;
            if (left.Type == AnswerType.Date && !DateOnly.TryParseExact(literal.Value, "yyyy-MM-dd", out _))
                Fail(literal.Offset, FaultMessages.NotADate(literal.Value));
            if (left.Type == AnswerType.Time && !TimeOnly.TryParseExact(literal.Value, "HH:mm", out _))
                Fail(literal.Offset, FaultMessages.NotATime(literal.Value));
            if (left.Options.IsDefaultOrEmpty || left.Options.Contains(literal.Value))
                return;
            var subject = (name as NameExpression)?.Name ?? "";
            Fail(
                literal.Offset,
                FaultMessages.UnknownOptionInCondition(subject, literal.Value, Similarity.Closest(literal.Value, left.Options)));
        }

        private NameInfo? TypeOf(Expression expression)
        {
            switch (expression)
            {
                case TextLiteral:
                    return new NameInfo(AnswerType.Text, []);
                case NumberLiteral:
                    return new NameInfo(AnswerType.Number, []);
                case FlagLiteral:
                    return new NameInfo(AnswerType.Flag, []);
                case NameExpression name:
                    return Resolve(name);
                case CallExpression call:
                    if (Resolve(call.Argument) is not { } info)
                        return null;
                    if (call.Function == "count" && info.Type is not (AnswerType.OptionSet or AnswerType.Ranking or AnswerType.Files or AnswerType.Matrix))
                        Fail(call.Offset, FaultMessages.OperatorNotFor("count", FaultMessages.Describe(info.Type)));
                    return new NameInfo(call.Function == "count" ? AnswerType.Number : AnswerType.Flag, []);
                default:
                    Fail(expression.Offset, FaultMessages.ConditionAsValue);
                    return null;
            }
        }

        private NameInfo? Resolve(NameExpression name)
        {
            if (names.TryGetValue(name.Name, out var info))
                return info;
            Fail(name.Offset, FaultMessages.UnknownName(name.Name, Similarity.Closest(name.Name, names.Keys)));
            return null;
        }

        private void Fail(int offset, string message)
        {
            Failed = true;
            fault(offset, message);
        }

        // A text literal stands for an option's id or a date as well.
        private static bool Comparable(AnswerType left, AnswerType right) => left == right
            ? left is not (AnswerType.OptionSet or AnswerType.Ranking or AnswerType.Files or AnswerType.Matrix or AnswerType.Place)
            : (left, right) is (AnswerType.Option, AnswerType.Text) or (AnswerType.Text, AnswerType.Option) or (AnswerType.Date, AnswerType.Text) or (AnswerType.Time, AnswerType.Text);
    }
}
