using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Reads one step: its opening word decides which keys it may have.</summary>
internal static class StepReader
{
    /// <summary>Words that open a step.</summary>
    public static ImmutableArray<string> Words { get; } = ["say", "ask", "do", "go", "call", "review", Section];

    private const string Section = "section";

    /// <summary>A heading among the steps, or null where this is a step.</summary>
    public static SectionDefinition? ReadSection(YamlMap map, int first, FaultList faults)
    {
        if (map.Find(Section) is null || map.Entries.Any(entry => entry.Key.Value != Section && Words.Contains(entry.Key.Value)))
            return null;
        var reader = new MapReader(map, faults);
        var title = reader.Text(Section);
        var when = reader.Text("when");
        reader.RefuseRest();
        return new SectionDefinition(map.Mark, title ?? new Located<string>("", map.Mark), when, first);
    }

    public static StepDefinition? Read(YamlMap map, FaultList faults)
    {
        var words = map.Entries.Where(entry => Words.Contains(entry.Key.Value)).ToList();
        if (words.Count == 0)
        {
            var key = map.Entries.FirstOrDefault()?.Key;
            var similar = key is null ? null : Similarity.Closest(key.Value, Words);
            faults.Add(map.Mark, similar is null ? FaultMessages.StepMustBeMap : FaultMessages.UnknownKey(key!.Value, similar));
            return null;
        }

        if (words.Count > 1)
        {
            faults.Add(words[1].Key.Mark, FaultMessages.TwoKinds(words[0].Key.Value, words[1].Key.Value));
            return null;
        }

        var word = words[0].Key.Value;
        var name = word == "ask" && words[0].Value is YamlScalar asked ? asked.Value : (map.Find("id")?.Value as YamlScalar)?.Value;
        var reader = new MapReader(map, faults, name);
        var step = ReadStep(word, reader);
        reader.RefuseRest();
        return step;
    }

    private static StepDefinition? ReadStep(string word, MapReader reader)
    {
        var subject = reader.Text(word, required: true);
        var when = reader.Text("when");
        if (word == "ask")
            return ReadAsk(subject, when, reader);
        var id = reader.Text("id");
        if (id is not null && !Names.IsName(id.Value))
            reader.Fault(id.Mark, FaultMessages.BadName(id.Value));
        var arguments = word is "do" or "call" ? ReadArguments(reader) : [];
        var outcomes = word is "do" ? ReadOutcomes(reader) : [];
        if (subject is null)
            return null;
        return word switch
        {
            "say" => new SayDefinition(reader.Mark, id, when, subject),
            "do" => new DoDefinition(reader.Mark, id, when, subject, arguments, outcomes),
            "go" => new GoDefinition(reader.Mark, id, when, subject),
            "call" => new CallDefinition(reader.Mark, id, when, subject, arguments),
            _ => new ReviewDefinition(reader.Mark, id, when, subject),
        };
    }

    private static AskDefinition? ReadAsk(Located<string>? id, Located<string>? when, MapReader reader)
    {
        if (id is not null && !Names.IsName(id.Value))
            reader.Fault(id.Mark, FaultMessages.BadName(id.Value));
        var text = reader.Text("text", required: true);
        var brief = reader.Text("short");
        var optional = reader.Flag("optional");
        var menu = reader.Flag("menu");
        var forget = reader.Flag("forget");
        var suggestion = reader.Text("default");
        var question = QuestionReader.Read(reader);
        if (menu && question is not (null or ChoiceDefinition))
            reader.Fault(reader.Mark, FaultMessages.MenuNeedsOneOf);
        return id is null || text is null || question is null
            ? null
            : new AskDefinition(reader.Mark, id, when, text, brief?.Value, optional, menu, forget, suggestion, question);
    }

    internal static ImmutableArray<ArgumentDefinition> ReadArguments(MapReader reader) =>
        [.. ReadPairs(reader, "with").Select(pair => new ArgumentDefinition(pair.Name, pair.Value))];

    private static ImmutableArray<OutcomeDefinition> ReadOutcomes(MapReader reader) =>
        [.. ReadPairs(reader, "outcomes").Select(pair => new OutcomeDefinition(pair.Name, pair.Value))];

    private static IEnumerable<(Located<string> Name, Located<string> Value)> ReadPairs(MapReader reader, string key)
    {
        if (reader.Section(key) is not { } section)
            yield break;
        foreach (var entry in section.Map.Entries)
        {
            if (section.Text(entry.Key.Value) is { } value)
                yield return (new Located<string>(entry.Key.Value, entry.Key.Mark), value);
        }
    }
}
