using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Properties;

/// <param name="Ids">Ids that it may have, for options and sets of them.</param>
internal sealed record KnownName(string Name, AnswerType Type, ImmutableArray<string> Ids);

/// <summary>Conditions that fit the types of the names known at a step.</summary>
internal static class RandomConditions
{
    private static readonly string[] Orders = ["==", "!=", "<", "<=", ">", ">="];

    public static string Draw(IReadOnlyList<KnownName> names, Random random, int depth = 0) => random.Next(depth < 3 ? 10 : 6) switch
    {
        6 => $"not ({Draw(names, random, depth + 1)})",
        7 => $"({Draw(names, random, depth + 1)}) and {Simple(names, random)}",
        8 => $"{Simple(names, random)} or {Draw(names, random, depth + 1)}",
        9 => $"not {Simple(names, random)} and not {Simple(names, random)}",
        _ => Simple(names, random),
    };

    // «not» binds tighter than a comparison would without brackets only to the eye: every comparison is bracketed.
    private static string Simple(IReadOnlyList<KnownName> names, Random random)
    {
        var known = names[random.Next(names.Count)];
        return random.Next(8) == 0 ? $"answered({known.Name})" : $"({OfType(known, random)})";
    }

    private static string OfType(KnownName known, Random random)
    {
        var name = known.Name;
        var order = Orders[random.Next(Orders.Length)];
        switch (known.Type)
        {
            case AnswerType.Flag:
                return random.Next(3) switch { 0 => name, 1 => $"not {name}", _ => $"{name} == true" };
            case AnswerType.Number:
                return random.Next(3) == 0 ? $"{name} in [1, 2, 3, 4, 5]" : $"{name} {order} {random.Next(1, 9)}";
            case AnswerType.Date:
                return $"{name} {order} '2026-{random.Next(1, 13):00}-15'";
            case AnswerType.Time:
                return $"{name} {order} '{random.Next(24):00}:30'";
            case AnswerType.Option:
                return random.Next(3) switch
                {
                    0 => $"{name} in ['{AnyId(known, random)}', '{AnyId(known, random)}']",
                    1 => $"{name} != '{AnyId(known, random)}'",
                    _ => $"{name} == '{AnyId(known, random)}'",
                };
            case AnswerType.OptionSet or AnswerType.Ranking:
                return random.Next(2) == 0 ? $"{name} contains '{AnyId(known, random)}'" : $"count({name}) {order} {random.Next(1, 4)}";
            case AnswerType.Files or AnswerType.Matrix:
                return $"count({name}) {order} {random.Next(3)}";
            case AnswerType.Place:
                return $"answered({name})";
            default:
                return random.Next(2) == 0 ? $"{name} contains 'вет'" : $"{name} == 'ответ'";
        }
    }

    private static string AnyId(KnownName known, Random random) => known.Ids.IsEmpty ? "c1" : known.Ids[random.Next(known.Ids.Length)];
}
