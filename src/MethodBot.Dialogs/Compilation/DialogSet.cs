using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Compilation;

/// <param name="Path">As it should read in messages.</param>
public sealed record DialogFile(string Path, string Text);

/// <summary>All dialogs of an installation, compiled, with the sentences of texts.yaml: immutable, swapped whole on reload.</summary>
public sealed class DialogSet
{
    /// <summary>The dialog that /start opens and that every conversation rests in.</summary>
    public const string StartDialog = "start";

    private readonly ImmutableDictionary<string, Machine> _machines;
    private readonly ImmutableDictionary<string, string> _links;

    private DialogSet(
        ImmutableDictionary<string, Machine> machines, ImmutableDictionary<string, string> links, DialogTexts texts, ImmutableArray<DialogDefinition> definitions)
    {
        _machines = machines;
        _links = links;
        Texts = texts;
        Definitions = definitions;
    }

    public DialogTexts Texts { get; }

    /// <summary>The files as written, for the store, which keeps the source of every revision in use.</summary>
    public ImmutableArray<DialogDefinition> Definitions { get; }

    /// <summary>The files that the set was made of, texts.yaml apart.</summary>
    public required ImmutableArray<DialogFile> Files { get; init; }

    public required DialogFile TextsFile { get; init; }

    /// <summary>What the dialogs were checked against.</summary>
    public required DialogVocabulary Vocabulary { get; init; }

    public IEnumerable<Machine> Machines => _machines.Values;

    public Machine? Find(string dialog) => _machines.GetValueOrDefault(dialog);

    /// <summary>
    /// What a link such as <c>t.me/…?start=event-12</c> opens: the dialog whose <c>link</c> the payload is, or begins with and names a
    /// value for the one parameter of the dialog. Null for a link that leads nowhere.
    /// </summary>
    public (Machine Machine, ImmutableDictionary<string, Answers.Answer> Values)? FindLink(string payload)
    {
        if (_links.TryGetValue(payload, out var exact) && Find(exact) is { Parameters: [] } whole)
            return (whole, ImmutableDictionary<string, Answers.Answer>.Empty);
        var best = _links.Keys
            .Where(link => payload.Length > link.Length + 1 && payload[link.Length] == '-' && payload.StartsWith(link, StringComparison.Ordinal))
            .MaxBy(link => link.Length);
        return best is not null && Find(_links[best]) is { Parameters: [var parameter] } machine
            ? (machine, ImmutableDictionary<string, Answers.Answer>.Empty.Add(parameter, Answers.Answer.OfText(payload[(best.Length + 1)..])))
            : null;
    }

    /// <summary>The same set, in which this link payload opens this dialog: for trying a dialog out.</summary>
    public DialogSet WithLink(string payload, string dialog) =>
        new(_machines, _links.SetItem(payload, dialog), Texts, Definitions) { Files = Files, TextsFile = TextsFile, Vocabulary = Vocabulary };

    /// <summary>The set with one file changed, or added where none has this path; texts.yaml too.</summary>
    /// <inheritdoc cref="Load"/>
    public (DialogSet? Set, ImmutableArray<Fault> Faults) Change(DialogFile file) => file.Path == TextsFile.Path
        ? Load(Files, file, Vocabulary)
        : Load([.. Files.Where(other => other.Path != file.Path), file], TextsFile, Vocabulary);

    /// <summary>
    /// A revision that served before, compiled so that a conversation can finish on it: its steps as they were, everything else as it
    /// is now. Null where it cannot be compiled any more (an action is gone, a dialog it calls takes something else).
    /// </summary>
    public Machine? CompileEarlier(string source)
    {
        var faults = new FaultList("");
        if (DialogReader.Read("", source, faults) is not { } definition || faults.Any)
            return null;
        var known = Definitions.ToDictionary(item => item.Name.Value, StringComparer.Ordinal);
        var machine = new DialogCompiler(definition, known, Vocabulary, faults).Compile();
        if (faults.Any)
            return null;
        return Find(machine.Name) is { } newest
            ? machine with { Title = newest.Title, Kind = newest.Kind, Questionnaire = newest.Questionnaire }
            : machine;
    }

    /// <summary>
    /// Reads, checks and compiles a whole set. With any fault there is no set: what serves now keeps serving.
    /// </summary>
    /// <param name="textsFile">texts.yaml.</param>
    public static (DialogSet? Set, ImmutableArray<Fault> Faults) Load(
        IReadOnlyList<DialogFile> files, DialogFile textsFile, DialogVocabulary vocabulary)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var textFaults = new FaultList(textsFile.Path);
        var texts = DialogTexts.Read(textsFile.Text, TextKeys.All.Concat(vocabulary.TextKeys), textFaults, vocabulary.SpareTexts);
        faults.AddRange(textFaults.Items);

        var read = new List<(DialogDefinition Definition, FaultList Faults)>();
        foreach (var file in files)
        {
            var list = new FaultList(file.Path);
            if (DialogReader.Read(file.Path, file.Text, list) is not { } definition)
            {
                faults.AddRange(list.Items);
            }
            else if (read.Find(other => other.Definition.Name.Value == definition.Name.Value) is { Definition: { } twin })
            {
                list.Add(definition.Name.Mark, FaultMessages.DuplicateDialog(definition.Name.Value, twin.File));
                faults.AddRange(list.Items);
            }
            else
            {
                read.Add((definition, list));
            }
        }

        var known = read.ToDictionary(item => item.Definition.Name.Value, item => item.Definition, StringComparer.Ordinal);
        var machines = ImmutableDictionary.CreateBuilder<string, Machine>(StringComparer.Ordinal);
        foreach (var (definition, list) in read)
            machines[definition.Name.Value] = new DialogCompiler(definition, known, vocabulary, list).Compile();
        CallChecker.Check(read, machines);
        var links = ReadLinks(read);
        foreach (var (_, list) in read)
            faults.AddRange(list.Items);

        if (faults.Count == 0 && !machines.ContainsKey(StartDialog))
            faults.Add(new Fault(textsFile.Path, Mark.Start, null, FaultMessages.MissingStart));
        return faults.Count > 0
            ? (null, faults.ToImmutable())
            : (new DialogSet(machines.ToImmutable(), links, texts, [.. read.Select(item => item.Definition)])
            {
                Files = [.. files],
                TextsFile = textsFile,
                Vocabulary = vocabulary,
            }, []);
    }

    private static ImmutableDictionary<string, string> ReadLinks(List<(DialogDefinition Definition, FaultList Faults)> dialogs)
    {
        var links = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (definition, faults) in dialogs)
        {
            if (definition.Link is not { } link)
                continue;
            if (definition.Parameters.Length > 1)
                faults.Add(link.Mark, FaultMessages.LinkTakesOne(definition.Name.Value));
            if (links.TryGetValue(link.Value, out var other))
                faults.Add(link.Mark, FaultMessages.DuplicateLink(link.Value, other));
            links[link.Value] = definition.Name.Value;
        }

        return links.ToImmutable();
    }
}
