using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Reads a dialog file into its definition, telling every fault of the file's own shape.</summary>
public static class DialogReader
{
    /// <summary>Null when the file is too broken to go on; otherwise whatever could be read, with the faults told.</summary>
    public static DialogDefinition? Read(string file, string text, FaultList faults)
    {
        var root = YamlReader.Read(text, faults);
        if (root is null)
            return null;
        if (root is not YamlMap map)
        {
            faults.Add(root.Mark, FaultMessages.RootMustBeMap);
            return null;
        }

        var reader = new MapReader(map, faults);
        var name = reader.Text("dialog", required: true);
        if (name is not null && !Names.IsName(name.Value))
            faults.Add(name.Mark, FaultMessages.BadName(name.Value));
        else if (name is { Value: Names.Link })
            faults.Add(name.Mark, FaultMessages.ReservedDialog(name.Value));
        var title = reader.Text("title");
        var kind = ReadKind(reader);
        var terms = ReadTerms(reader, kind);
        var link = reader.Text("link");
        if (link is not null && !Names.IsName(link.Value))
            faults.Add(link.Mark, FaultMessages.BadName(link.Value));
        var parameters = ReadParameters(reader, faults);
        var (steps, sections) = ReadSteps(reader, faults);
        reader.RefuseRest();
        return name is null
            ? null
            : new DialogDefinition(file, text, name, title?.Value ?? name.Value, kind, terms, link, parameters, steps, sections, Revision.Of(map.Find("steps")?.Value));
    }

    private static DialogKind ReadKind(MapReader reader)
    {
        var kind = reader.Text("kind");
        switch (kind?.Value)
        {
            case null or "flow":
                return DialogKind.Flow;
            case "questionnaire":
                return DialogKind.Questionnaire;
            default:
                reader.Fault(kind.Mark, FaultMessages.NotAllowed("kind", kind.Value, ["flow", "questionnaire"]));
                return DialogKind.Flow;
        }
    }

    private static QuestionnaireTerms? ReadTerms(MapReader reader, DialogKind kind)
    {
        var section = reader.Section("questionnaire");
        if (section is null)
            return kind == DialogKind.Questionnaire ? new QuestionnaireTerms(false, null, null, true) : null;
        if (kind != DialogKind.Questionnaire)
            reader.Fault(section.Mark, FaultMessages.KeyNotFor("questionnaire", "kind: flow"));
        var anonymous = section.Flag("anonymous");
        var opens = section.Date("opens");
        var closes = section.Date("closes");
        var once = section.Take("once") is null || section.Flag("once");
        section.RefuseRest();
        if (opens is { } first && closes is { } last && last < first)
            reader.Fault(section.Mark, FaultMessages.DateBefore("closes", "opens"));
        return new QuestionnaireTerms(anonymous, opens, closes, once);
    }

    private static ImmutableArray<Located<string>> ReadParameters(MapReader reader, FaultList faults)
    {
        var entry = reader.Take("takes");
        if (entry is null)
            return [];
        if (entry.Value is not YamlList list)
        {
            faults.Add(entry.Value.Mark, FaultMessages.NeedsList("takes"));
            return [];
        }

        var names = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var item in list.Items)
        {
            if (item is YamlScalar scalar && Names.IsName(scalar.Value))
                names.Add(new Located<string>(scalar.Value, scalar.Mark));
            else
                faults.Add(item.Mark, FaultMessages.BadName(item is YamlScalar bad ? bad.Value : "…"));
        }

        return names.ToImmutable();
    }

    private static (ImmutableArray<StepDefinition> Steps, ImmutableArray<SectionDefinition> Sections) ReadSteps(MapReader reader, FaultList faults)
    {
        var entry = reader.Take("steps");
        if (entry?.Value is not YamlList { Items.Length: > 0 } list)
        {
            if (entry is { Value: not (YamlList or YamlScalar { IsEmpty: true }) })
                faults.Add(entry.Value.Mark, FaultMessages.NeedsList("steps"));
            else
                faults.Add(entry?.Key.Mark ?? reader.Mark, FaultMessages.NoSteps);
            return ([], []);
        }

        var steps = ImmutableArray.CreateBuilder<StepDefinition>();
        var sections = ImmutableArray.CreateBuilder<SectionDefinition>();
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
                faults.Add(item.Mark, FaultMessages.StepMustBeMap);
            else if (StepReader.ReadSection(map, steps.Count, faults) is { } section)
                sections.Add(section);
            else if (StepReader.Read(map, faults) is { } step)
                steps.Add(step);
        }

        for (var i = 0; i < sections.Count; i++)
        {
            if (sections[i].First == (i + 1 < sections.Count ? sections[i + 1].First : steps.Count))
                faults.Add(sections[i].Mark, FaultMessages.EmptySection);
        }

        return (steps.ToImmutable(), sections.ToImmutable());
    }
}
