using System.Collections.Concurrent;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>What a run came through: a property that never met a thing has proved nothing about it.</summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Names what must be met.</summary>
    public Coverage(IEnumerable<string> required)
    {
        foreach (var name in required)
            _counts[name] = 0;
    }

    public IReadOnlyList<string> Missing => [.. _counts.Where(pair => pair.Value == 0).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    public void Count(string name) => _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);

    /// <summary>One line for each group: the part of a name before its colon.</summary>
    public string Describe() => string.Join('\n', _counts
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .GroupBy(pair => pair.Key.Split(':')[0], StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {string.Join(", ", group.Select(pair => $"{pair.Key[(group.Key.Length + 1)..]} {pair.Value}"))}"));
}
