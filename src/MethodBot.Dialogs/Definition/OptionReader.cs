using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Which of the keys of a long option a list takes.</summary>
[Flags]
internal enum OptionKeys
{
    None = 0,
    Deficit = 1,
    Other = 2,
    Exclusive = 4,

    /// <summary>On columns: <c>deficit: true</c>.</summary>
    Lack = 8,
}

/// <summary>Reads lists of options: short (<c>{ id: text }</c>) or long (<c>- { id: …, text: … }</c>).</summary>
internal static class OptionReader
{
    /// <summary>Empty after a fault, or where nothing stands: told.</summary>
    public static ImmutableArray<OptionDefinition> Read(MapReader reader, string key, OptionKeys keys)
    {
        var entry = reader.Take(key);
        if (entry is null)
        {
            reader.Fault(reader.Mark, FaultMessages.MissingKey(key));
            return [];
        }

        var options = ImmutableArray.CreateBuilder<OptionDefinition>();
        switch (entry.Value)
        {
            case YamlMap map:
                foreach (var pair in map.Entries)
                    AddShort(reader, pair, options);
                break;
            case YamlList list:
                foreach (var item in list.Items)
                    AddLong(reader, item, keys, options);
                break;
            default:
                reader.Fault(entry.Value.Mark, FaultMessages.NeedsMap(key));
                return [];
        }

        if (entry.Value is YamlMap { Entries.IsEmpty: true } or YamlList { Items.IsEmpty: true })
            reader.Fault(entry.Key.Mark, FaultMessages.NoOptions);
        RefuseRepeats(reader, options);
        return options.ToImmutable();
    }

    private static void AddShort(MapReader reader, YamlEntry pair, ImmutableArray<OptionDefinition>.Builder options)
    {
        if (pair.Value is not YamlScalar text)
            reader.Fault(pair.Value.Mark, FaultMessages.NeedsText(pair.Key.Value));
        else if (text.IsEmpty)
            reader.Fault(pair.Key.Mark, FaultMessages.OptionWithoutText(pair.Key.Value));
        else if (!Names.IsOptionId(pair.Key.Value))
            reader.Fault(pair.Key.Mark, FaultMessages.BadOptionId(pair.Key.Value));
        else
            options.Add(new OptionDefinition(new(pair.Key.Value, pair.Key.Mark), MapReader.Located(text), null, null));
    }

    private static void AddLong(MapReader reader, YamlNode item, OptionKeys keys, ImmutableArray<OptionDefinition>.Builder options)
    {
        if (item is not YamlMap map)
        {
            reader.Fault(item.Mark, FaultMessages.OptionNeedsId);
            return;
        }

        var option = reader.Nested(map);
        var other = keys.HasFlag(OptionKeys.Other) ? option.Text(OptionDefinition.OtherId) : null;
        var id = other is null ? option.Text("id", required: true) : new Located<string>(OptionDefinition.OtherId, map.Mark);
        var text = other ?? option.Text("text", required: true);
        var deficit = keys.HasFlag(OptionKeys.Deficit) ? option.Text("deficit") : null;
        var lack = keys.HasFlag(OptionKeys.Lack) && option.Flag("deficit");
        var exclusive = other is null && keys.HasFlag(OptionKeys.Exclusive) && option.Flag("exclusive");
        var when = option.Text("when");
        option.RefuseRest();
        if (id is not null && !Names.IsOptionId(id.Value))
            reader.Fault(id.Mark, FaultMessages.BadOptionId(id.Value));
        else if (id is not null && text is not null)
            options.Add(new OptionDefinition(id, text, deficit?.Value, when, KindOf(other is not null, exclusive, lack)));
    }

    private static OptionKind KindOf(bool other, bool exclusive, bool lack) =>
        other ? OptionKind.Other : exclusive ? OptionKind.Exclusive : lack ? OptionKind.Lack : OptionKind.Ordinary;

    private static void RefuseRepeats(MapReader reader, ImmutableArray<OptionDefinition>.Builder options)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (!ids.Add(option.Id.Value))
                reader.Fault(option.Id.Mark, FaultMessages.DuplicateOption(option.Id.Value));
            if (!labels.Add(RussianText.Normalize(option.Text.Value)))
                reader.Fault(option.Text.Mark, FaultMessages.DuplicateLabel(option.Text.Value));
        }
    }
}
