using System.Collections.Immutable;
using System.Text;

namespace MethodBot.Service.Imports;

/// <summary>A column that an import knows.</summary>
/// <param name="Heading">As the program itself writes it.</param>
/// <param name="Synonyms">As people write it otherwise.</param>
public sealed record ImportColumn(string Heading, params ImmutableArray<string> Synonyms)
{
    /// <summary>Without it nothing can be imported.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Every way to write it, as <see cref="Normalize"/> makes it.</summary>
    internal IEnumerable<string> Keys => Synonyms.Prepend(Heading).Select(Normalize);

    /// <summary>For comparing headings: letters and digits only, regardless of case and ё.</summary>
    internal static string Normalize(string heading)
    {
        var result = new StringBuilder(heading.Length);
        foreach (var c in heading)
        {
            if (char.IsLetterOrDigit(c))
                result.Append(char.ToLowerInvariant(c) is var lower && lower == 'ё' ? 'е' : lower);
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }

        return result.ToString().TrimEnd();
    }
}
