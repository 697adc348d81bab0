using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Yaml;

/// <summary>A YAML value with its place in the file.</summary>
public abstract record YamlNode(Mark Mark);

/// <param name="IsPlain">Written without quotes, so <c>true</c> or <c>5</c> may mean a flag or a number.</param>
/// <param name="IsOneLine">It begins and ends on one line.</param>
public sealed record YamlScalar(Mark Mark, string Value, bool IsPlain, bool IsOneLine = true) : YamlNode(Mark)
{
    /// <summary>Place of the first character of the value; null where it is folded, so that only the beginning has a known place.</summary>
    public Mark? TextStart => !IsOneLine ? null : IsPlain ? Mark : Mark.Forward(1);

    public bool IsEmpty => IsPlain && (Value.Length == 0 || Value is "~" or "null");
}

public sealed record YamlList(Mark Mark, ImmutableArray<YamlNode> Items) : YamlNode(Mark);

public sealed record YamlEntry(YamlScalar Key, YamlNode Value);

public sealed record YamlMap(Mark Mark, ImmutableArray<YamlEntry> Entries) : YamlNode(Mark)
{
    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
                return entry;
        }

        return null;
    }
}
