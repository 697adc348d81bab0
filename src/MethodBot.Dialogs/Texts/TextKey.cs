using System.Collections.Immutable;

namespace MethodBot.Dialogs.Texts;

/// <summary>A sentence that code takes from texts.yaml.</summary>
/// <param name="Name">Its keys, joined by dots.</param>
/// <param name="Values">Names that may stand in it in braces.</param>
public sealed record TextKey(string Name, params ImmutableArray<string> Values)
{
    /// <summary>A sentence without values.</summary>
    public static implicit operator TextKey(string name) => new(name);
}
