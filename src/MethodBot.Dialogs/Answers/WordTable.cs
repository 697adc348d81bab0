using System.Collections.Frozen;

namespace MethodBot.Dialogs.Answers;

/// <summary>Words by what they mean, written the other way round: a meaning with all its words.</summary>
internal static class WordTable
{
    public static FrozenDictionary<string, T> Of<T>((T Meaning, string[] Words)[] rows) => rows
        .SelectMany(row => row.Words, (row, word) => KeyValuePair.Create(word, row.Meaning))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
