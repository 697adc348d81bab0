using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Reads what kind of answer an <c>ask</c> takes: one key names it, the others bound it.</summary>
internal static class QuestionReader
{
    private static readonly ImmutableArray<string> Words = ["one_of", "many_of", "yes_no", "from", "type"];
    private static readonly ImmutableArray<string> Types = ["text", "number", "date", "photo", "file", "message"];

    public static QuestionDefinition? Read(MapReader reader)
    {
        var words = Words.Where(word => reader.Map.Find(word) is not null).ToList();
        if (words.Count != 1)
        {
            // The keys are known even where their use is wrong: one mistake, one message.
            TakeAll(reader);
            reader.Fault(reader.Mark, words.Count == 0 ? FaultMessages.NoQuestionType : FaultMessages.TwoQuestionTypes(words[0], words[1]));
            return null;
        }

        switch (words[0])
        {
            case "one_of":
                var options = ReadOptions(reader, "one_of");
                return options.IsEmpty ? null : new ChoiceDefinition(options);
            case "many_of":
                return ReadMany(reader);
            case "yes_no":
                if (!reader.Flag("yes_no") && reader.Map.Find("yes_no") is { Value: YamlScalar { Value: "false" } })
                    reader.Fault(reader.Mark, FaultMessages.NoQuestionType);
                return new YesNoDefinition();
            case "from":
                var source = reader.Text("from");
                var arguments = StepReader.ReadArguments(reader);
                var free = reader.Text("free_text");
                return source is null ? null : new FromDefinition(source, arguments, free?.Value);
            default:
                return ReadTyped(reader);
        }
    }

    private static void TakeAll(MapReader reader)
    {
        foreach (var key in Words.Concat(["min", "max", "whole", "with", "free_text"]))
            reader.Take(key);
    }

    private static ManyDefinition? ReadMany(MapReader reader)
    {
        var options = ReadOptions(reader, "many_of");
        var min = reader.Number("min");
        var max = reader.Positive("max");
        if (min > max)
            reader.Fault(reader.Mark, FaultMessages.MinAboveMax(min.Value, max.Value));
        else if (min > options.Length && !options.IsEmpty)
            reader.Fault(reader.Mark, FaultMessages.MinAboveOptions(min.Value, options.Length));
        else if (max > options.Length && !options.IsEmpty)
            reader.Fault(reader.Mark, FaultMessages.MaxAboveOptions(max.Value, options.Length));
        return options.IsEmpty ? null : new ManyDefinition(options, min, max);
    }

    private static QuestionDefinition? ReadTyped(MapReader reader)
    {
        var type = reader.Text("type");
        switch (type?.Value)
        {
            case null:
                return null;
            case "text":
                return new TextDefinition(reader.Positive("max"));
            case "number":
                var (min, max) = (reader.Number("min"), reader.Number("max"));
                if (min > max)
                    reader.Fault(reader.Mark, FaultMessages.MinAboveMax(min.Value, max.Value));
                return new NumberDefinition(min, max, reader.Flag("whole"));
            case "date":
                var (from, to) = (reader.Date("min"), reader.Date("max"));
                if (to < from)
                    reader.Fault(reader.Mark, FaultMessages.DateBefore("max", "min"));
                return new DateDefinition(from, to);
            case "photo" or "file":
                return new FilesDefinition(type.Value, reader.Positive("max"));
            case "message":
                return new MessageDefinition();
            default:
                reader.Fault(type.Mark, FaultMessages.NotAllowed("type", type.Value, Types));
                TakeAll(reader);
                return null;
        }
    }

    private static ImmutableArray<OptionDefinition> ReadOptions(MapReader reader, string key)
    {
        var entry = reader.Take(key)!;
        var options = ImmutableArray.CreateBuilder<OptionDefinition>();
        switch (entry.Value)
        {
            case YamlMap map:
                foreach (var pair in map.Entries)
                    AddShort(reader, pair, options);
                break;
            case YamlList list:
                foreach (var item in list.Items)
                    AddLong(reader, item, options);
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

    private static void AddLong(MapReader reader, YamlNode item, ImmutableArray<OptionDefinition>.Builder options)
    {
        if (item is not YamlMap map)
        {
            reader.Fault(item.Mark, FaultMessages.OptionNeedsId);
            return;
        }

        var option = reader.Nested(map);
        var id = option.Text("id", required: true);
        var text = option.Text("text", required: true);
        var deficit = option.Text("deficit");
        var when = option.Text("when");
        option.RefuseRest();
        if (id is not null && !Names.IsOptionId(id.Value))
            reader.Fault(id.Mark, FaultMessages.BadOptionId(id.Value));
        else if (id is not null && text is not null)
            options.Add(new OptionDefinition(id, text, deficit?.Value, when));
    }

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
