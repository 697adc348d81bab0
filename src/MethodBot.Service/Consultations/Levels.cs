using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>Levels of education: asked for only where methodists share them out, and the job of the teacher does not tell.</summary>
internal static class Levels
{
    public const string Preschool = "preschool";
    public const string Primary = "primary";

    /// <summary>In the order of school years.</summary>
    public static readonly ImmutableArray<string> All = [Preschool, Primary, "basic", "secondary"];

    /// <summary>Levels between which a direction makes a difference; none where one methodist is as good as another.</summary>
    public static IReadOnlyList<string> Of(SqliteConnection connection, string direction)
    {
        var methodists = MethodistTable.Of(connection, direction).Where(methodist => !methodist.IsDeputy).ToList();
        // Where everybody knows the same, the answer would change nothing, unless there is only one.
        if (methodists.TrueForAll(methodist => methodist.Levels.Count != 1 && methodist.Levels.Order(StringComparer.Ordinal).SequenceEqual(methodists[0].Levels.Order(StringComparer.Ordinal), StringComparer.Ordinal)))
            return [];
        return [.. All.Where(level => methodists.Exists(methodist => methodist.Knows(level)))];
    }

    /// <summary>What the job tells: a kindergarten, or a teacher of the first four years. Null where it may be several.</summary>
    /// <param name="primaryWords">Beginnings of words that a position of the first four years has, all of them.</param>
    public static string? OfJob(Person person, ImmutableArray<string> primaryWords)
    {
        if (person.OrganizationKind == "kindergarten")
            return Preschool;
        var words = RussianText.Normalize($"{person.Position} {person.Area}").Split(' ');
        return !primaryWords.IsEmpty && primaryWords.All(stem => Array.Exists(words, word => word.StartsWith(stem, StringComparison.Ordinal))) ? Primary : null;
    }
}
