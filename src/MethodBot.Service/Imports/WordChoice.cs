using System.Collections.Immutable;

namespace MethodBot.Service.Imports;

/// <summary>Words that a cell may hold, and what they mean; regardless of case, ё and marks.</summary>
public sealed class WordChoice<T>
    where T : struct
{
    private readonly ImmutableArray<(T Value, string Name)> _names;
    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);

    /// <param name="choices">The first word of each is how the program itself writes it.</param>
    public WordChoice(params ReadOnlySpan<(T Value, ImmutableArray<string> Words)> choices)
    {
        var names = ImmutableArray.CreateBuilder<(T, string)>(choices.Length);
        foreach (var (value, words) in choices)
        {
            names.Add((value, words[0]));
            foreach (var word in words)
                _values.Add(Normalize(word), value);
        }

        _names = names.ToImmutable();
    }

    public IEnumerable<string> Names => _names.Select(choice => choice.Name);

    public T? Find(string text) => _values.TryGetValue(Normalize(text), out var value) ? value : null;

    public string NameOf(T value) => _names.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;

    // «+» is all of a word.
    private static string Normalize(string text) => ImportColumn.Normalize(text) is { Length: > 0 } words ? words : text;
}
