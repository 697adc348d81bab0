using System.Globalization;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Yaml;

/// <summary>
/// Takes known keys out of a map, telling wrong types on the way; <see cref="RefuseRest"/> then tells every key nobody asked for.
/// </summary>
public sealed class MapReader(YamlMap map, FaultList faults, string? step = null)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public Mark Mark => map.Mark;

    public YamlMap Map => map;

    public YamlEntry? Take(string key)
    {
        _known.Add(key);
        return map.Find(key);
    }

    public Located<string>? Text(string key, bool required = false)
    {
        var entry = Take(key);
        if (entry is null)
        {
            if (required)
                Fault(map.Mark, FaultMessages.MissingKey(key));
            return null;
        }

        if (entry.Value is YamlScalar scalar)
        {
            if (!string.IsNullOrWhiteSpace(scalar.Value) && !scalar.IsEmpty)
                return Located(scalar);
            Fault(entry.Key.Mark, FaultMessages.EmptyText);
            return null;
        }

        Fault(entry.Value.Mark, FaultMessages.NeedsText(key));
        return null;
    }

    public int? Number(string key)
    {
        var entry = Take(key);
        if (entry is null)
            return null;
        if (entry.Value is YamlScalar scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fault(entry.Value.Mark, FaultMessages.NeedsNumber(key));
        return null;
    }

    /// <summary>A number of things of which there must be at least one.</summary>
    public int? Positive(string key)
    {
        var number = Number(key);
        if (number is not < 1)
            return number;
        Fault(map.Find(key)!.Value.Mark, FaultMessages.MustBePositive(key));
        return null;
    }

    public bool Flag(string key)
    {
        var entry = Take(key);
        switch (entry?.Value)
        {
            case null:
                return false;
            case YamlScalar { IsPlain: true, Value: "true" }:
                return true;
            case YamlScalar { IsPlain: true, Value: "false" }:
                return false;
            default:
                Fault(entry.Value.Mark, FaultMessages.NeedsFlag(key));
                return false;
        }
    }

    public DateOnly? Date(string key)
    {
        var entry = Take(key);
        if (entry is null)
            return null;
        if (entry.Value is YamlScalar scalar
            && DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Fault(entry.Value.Mark, FaultMessages.NeedsDate(key));
        return null;
    }

    public TimeOnly? Time(string key)
    {
        var entry = Take(key);
        if (entry is null)
            return null;
        if (entry.Value is YamlScalar scalar && TimeOnly.TryParseExact(scalar.Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Fault(entry.Value.Mark, FaultMessages.NeedsTime(key));
        return null;
    }

    public MapReader? Section(string key)
    {
        var entry = Take(key);
        if (entry is null)
            return null;
        if (entry.Value is YamlMap section)
            return Nested(section);
        Fault(entry.Value.Mark, FaultMessages.NeedsMap(key));
        return null;
    }

    public static Located<string> Located(YamlScalar scalar) => new(scalar.Value.Trim(), scalar.Mark, scalar.TextStart);

    /// <summary>Reads a map inside this one; its faults name the same step.</summary>
    public MapReader Nested(YamlMap inner) => new(inner, faults, step);

    public void RefuseRest()
    {
        foreach (var entry in map.Entries)
        {
            if (!_known.Contains(entry.Key.Value))
                Fault(entry.Key.Mark, FaultMessages.UnknownKey(entry.Key.Value, Similarity.Closest(entry.Key.Value, _known)));
        }
    }

    public void Fault(Mark mark, string message) => faults.Add(mark, message, step);
}
