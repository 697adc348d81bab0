using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <param name="Number">Of the line as it was typed, from 1.</param>
/// <param name="Name">Null where the line was not understood.</param>
internal sealed record ColleagueLine(int Number, string Text, FullName? Name, string Position);

/// <summary>A list of colleagues as a coordinator types it: «Фамилия Имя Отчество, должность», one a line.</summary>
internal static partial class ColleagueLines
{
    public const int MaxLines = 50;

    public static ImmutableArray<ColleagueLine> Parse(string text) =>
    [
        .. text.Split('\n').Select(line => Enumeration().Replace(line.Trim(), "")).Where(line => line.Length > 0).Select((line, index) => Read(index + 1, line)),
    ];

    private static ColleagueLine Read(int number, string line)
    {
        var border = Border().Match(line);
        var (name, position) = border.Success ? (line[..border.Index], line[(border.Index + border.Length)..].Trim()) : (line, "");
        // Without a surname nobody could be told from another, nor be found again.
        return new ColleagueLine(number, line, FullName.Parse(name) is { Surname: not null } full ? full : null, position);
    }

    // «1.», «2)», «•», «-» before the name.
    [GeneratedRegex(@"^(\d{1,3}\s*[.)]|[•*–—-])\s*")]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"[,;\t]| [–—-] ")]
    private static partial Regex Border();
}
