using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Mark = MethodBot.Dialogs.Faults.Mark;

namespace MethodBot.Dialogs.Yaml;

/// <summary>Reads one YAML document into located nodes; whatever is wrong becomes a fault with advice, never an exception.</summary>
public static class YamlReader
{
    private const int MaxDepth = 20;
    private const int MaxLength = 1_000_000;

    public static YamlNode? Read(string text, FaultList faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(Mark.Start, FaultMessages.TooBig);
            return null;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                faults.Add(Mark.Start, FaultMessages.EmptyFile);
                return null;
            }

            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, faults, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                faults.Add(ToMark(second.Start), FaultMessages.OneDocument);
            return root;
        }
        catch (YamlException e)
        {
            Tell(e.Start);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The library's other ways to give up: on a colon after a bracket that is not closed, on a tag that is no address.
            Tell(parser.Current?.End ?? new YamlDotNet.Core.Mark(0, 1, 1));
            return null;
        }

        void Tell(YamlDotNet.Core.Mark place)
        {
            if (FindTab(text) is { } tab)
                faults.Add(tab, FaultMessages.TabIndent);
            else
                faults.Add(ToMark(place), Explain(place, text));
        }
    }

    private static YamlNode? ReadNode(Parser parser, FaultList faults, int depth)
    {
        if (depth > MaxDepth)
        {
            faults.Add(ToMark(parser.Current!.Start), FaultMessages.TooDeep);
            parser.SkipThisAndNestedEvents();
            return null;
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            faults.Add(ToMark(alias.Start), FaultMessages.NoAnchors);
            return null;
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
            faults.Add(ToMark(anchored.Start), FaultMessages.NoAnchors);

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlScalar(
                ToMark(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Start.Line == scalar.End.Line && scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded));
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (ReadNode(parser, faults, depth + 1) is { } item)
                    items.Add(item);
            }

            return new YamlList(ToMark(list.Start), items.ToImmutable());
        }

        return ReadMap(parser, faults, depth);
    }

    private static YamlMap ReadMap(Parser parser, FaultList faults, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, faults, depth + 1);
            var value = ReadNode(parser, faults, depth + 1);
            if (key is not YamlScalar name)
            {
                if (key is not null)
                    faults.Add(key.Mark, FaultMessages.NeedsText("ключ"));
                continue;
            }

            if (!seen.Add(name.Value))
                faults.Add(name.Mark, FaultMessages.DuplicateKey(name.Value));
            else if (value is not null)
                entries.Add(new YamlEntry(name, value));
        }

        return new YamlMap(ToMark(start.Start), entries.ToImmutable());
    }

    private static string Explain(YamlDotNet.Core.Mark place, string text)
    {
        var line = Line(text, (int)place.Line);
        var firstColon = line.IndexOf(": ", StringComparison.Ordinal);
        return firstColon >= 0 && line.IndexOf(": ", firstColon + 2, StringComparison.Ordinal) > 0
            ? FaultMessages.ColonInText
            : FaultMessages.BadYaml;
    }

    // The parser complains somewhere near it at best; the eye does not see it at all.
    private static Mark? FindTab(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line.Length - line.TrimStart().Length;
            if (indent < line.Length && line[..indent].IndexOf('\t') is var column and >= 0)
                return new Mark(number, column + 1);
        }

        return null;
    }

    private static string Line(string text, int number)
    {
        var reader = new StringReader(text);
        string? line = null;
        for (var i = 0; i < number; i++)
            line = reader.ReadLine();
        return line ?? "";
    }

    private static Mark ToMark(in YamlDotNet.Core.Mark mark) => new((int)mark.Line, (int)mark.Column);
}
