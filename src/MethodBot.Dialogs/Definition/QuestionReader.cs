using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Reads what kind of answer an <c>ask</c> takes: one key names it, the others bound it.</summary>
internal static class QuestionReader
{
    private const int LongestScale = 20;

    /// <summary>Keys of which every question has exactly one.</summary>
    public static ImmutableArray<string> Words { get; } = ["one_of", "many_of", "scale", "matrix", "rank", "yes_no", "from", "type"];

    /// <summary>Values of <c>type</c>.</summary>
    public static ImmutableArray<string> Types { get; } =
        ["text", "number", "date", "time", "phone", "email", "photo", "file", "video", "voice", "location", "message"];

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
                var options = OptionReader.Read(reader, "one_of", OptionKeys.Deficit | OptionKeys.Other);
                return options.IsEmpty ? null : new ChoiceDefinition(options);
            case "many_of":
                return ReadMany(reader);
            case "scale":
                return ReadScale(reader);
            case "matrix":
                return ReadMatrix(reader);
            case "rank":
                return ReadRank(reader);
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
        var options = OptionReader.Read(reader, "many_of", OptionKeys.Deficit | OptionKeys.Other | OptionKeys.Exclusive);
        var (min, max) = ReadBounds(reader, options.Length);
        return options.IsEmpty ? null : new ManyDefinition(options, min, max);
    }

    private static RankDefinition? ReadRank(MapReader reader)
    {
        var options = OptionReader.Read(reader, "rank", OptionKeys.Deficit);
        var (min, max) = ReadBounds(reader, options.Length);
        if (options.Length == 1)
            reader.Fault(options[0].Id.Mark, FaultMessages.RankNeedsTwo);
        return options.IsEmpty ? null : new RankDefinition(options, min, max);
    }

    private static (int? Min, int? Max) ReadBounds(MapReader reader, int options)
    {
        var min = reader.Number("min");
        var max = reader.Positive("max");
        if (min > max)
            reader.Fault(reader.Mark, FaultMessages.MinAboveMax(min.Value, max.Value));
        else if (min > options && options > 0)
            reader.Fault(reader.Mark, FaultMessages.MinAboveOptions(min.Value, options));
        else if (max > options && options > 0)
            reader.Fault(reader.Mark, FaultMessages.MaxAboveOptions(max.Value, options));
        return (min, max);
    }

    private static ScaleDefinition? ReadScale(MapReader reader)
    {
        if (reader.Section("scale") is not { } scale)
            return null;
        var from = scale.Number("from");
        var to = scale.Number("to");
        var low = scale.Text("low");
        var high = scale.Text("high");
        scale.RefuseRest();
        if (from is null || to is null)
        {
            if (scale.Map.Find("from") is null)
                reader.Fault(scale.Mark, FaultMessages.MissingKey("from"));
            if (scale.Map.Find("to") is null)
                reader.Fault(scale.Mark, FaultMessages.MissingKey("to"));
            return null;
        }

        if (to <= from || (long)to - from >= LongestScale)
        {
            reader.Fault(scale.Mark, FaultMessages.BadScale(from.Value, to.Value, LongestScale));
            return null;
        }

        return new ScaleDefinition(from.Value, to.Value, low, high);
    }

    private static MatrixDefinition? ReadMatrix(MapReader reader)
    {
        if (reader.Section("matrix") is not { } matrix)
            return null;
        var rows = OptionReader.Read(matrix, "rows", OptionKeys.Deficit);
        var columns = OptionReader.Read(matrix, "columns", OptionKeys.Lack);
        matrix.RefuseRest();
        // Either alone would count nothing, and nobody would notice before the summary.
        var tagged = rows.FirstOrDefault(row => row.Deficit is not null);
        var lack = columns.FirstOrDefault(column => column.Kind == OptionKind.Lack);
        if (tagged is not null && lack is null)
            reader.Fault(tagged.Id.Mark, FaultMessages.RowDeficitNeedsColumn);
        else if (tagged is null && lack is not null)
            reader.Fault(lack.Id.Mark, FaultMessages.ColumnDeficitNeedsRow);
        return rows.IsEmpty || columns.IsEmpty ? null : new MatrixDefinition(rows, columns);
    }

    private static QuestionDefinition? ReadTyped(MapReader reader)
    {
        var type = reader.Text("type");
        switch (type?.Value)
        {
            case null:
                return null;
            case "text":
                var (shortest, longest) = (reader.Positive("min"), reader.Positive("max"));
                if (shortest > longest)
                    reader.Fault(reader.Mark, FaultMessages.MinAboveMax(shortest.Value, longest.Value));
                return new TextDefinition(shortest, longest);
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
            case "time":
                var (earliest, latest) = (reader.Time("min"), reader.Time("max"));
                if (latest < earliest)
                    reader.Fault(reader.Mark, FaultMessages.DateBefore("max", "min"));
                return new TimeDefinition(earliest, latest);
            case "phone":
                return new PhoneDefinition();
            case "email":
                return new EmailDefinition();
            case "location":
                return new LocationDefinition();
            case "photo" or "file" or "video" or "voice":
                return new FilesDefinition(type.Value, reader.Positive("max"));
            case "message":
                return new MessageDefinition();
            default:
                reader.Fault(type.Mark, FaultMessages.NotAllowed("type", type.Value, Types));
                TakeAll(reader);
                return null;
        }
    }
}
