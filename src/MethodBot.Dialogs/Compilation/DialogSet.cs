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

    private DialogSet(ImmutableDictionary<string, Machine> machines, DialogTexts texts, ImmutableArray<DialogDefinition> definitions)
    {
        _machines = machines;
        Texts = texts;
        Definitions = definitions;
    }

    public DialogTexts Texts { get; }

    /// <summary>The files as written, for the store, which keeps the source of every revision in use.</summary>
    public ImmutableArray<DialogDefinition> Definitions { get; }

    public IEnumerable<Machine> Machines => _machines.Values;

    public Machine? Find(string dialog) => _machines.GetValueOrDefault(dialog);

    /// <summary>
    /// Reads, checks and compiles a whole set. With any fault there is no set: what serves now keeps serving.
    /// </summary>
    /// <param name="textsFile">texts.yaml.</param>
    public static (DialogSet? Set, ImmutableArray<Fault> Faults) Load(
        IReadOnlyList<DialogFile> files, DialogFile textsFile, DialogVocabulary vocabulary)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var textFaults = new FaultList(textsFile.Path);
        var texts = DialogTexts.Read(textsFile.Text, TextKeys.All.Concat(vocabulary.TextKeys), textFaults);
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
        foreach (var (_, list) in read)
            faults.AddRange(list.Items);

        if (faults.Count == 0 && !machines.ContainsKey(StartDialog))
            faults.Add(new Fault(textsFile.Path, Mark.Start, null, FaultMessages.MissingStart));
        return faults.Count > 0
            ? (null, faults.ToImmutable())
            : (new DialogSet(machines.ToImmutable(), texts, [.. read.Select(item => item.Definition)]), []);
    }
}
