using System.Collections.Immutable;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Service.Authoring;

/// <summary>What a sent file turned out to be.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>No dialog and no texts.</summary>
    public sealed record NotYaml : Verdict;

    /// <param name="Path">Under which the faults of the file itself are told.</param>
    public sealed record Faulty(string Path, ImmutableArray<Fault> Faults) : Verdict;

    /// <summary>Word for word what serves already.</summary>
    public sealed record Same : Verdict;

    /// <param name="Document">Name of the dialog, or <see cref="Documents.Texts"/>.</param>
    /// <param name="BaseHash">Of the source that it is to replace; null where it is new.</param>
    /// <param name="Candidate">The dialogs as they would be with it.</param>
    public sealed record Good(string Document, string Path, string Title, string? BaseHash, DialogSet Candidate) : Verdict;
}

/// <summary>Checks a dialog file against the dialogs that serve, without changing anything.</summary>
internal static class CandidateCheck
{
    private const string DialogKey = "dialog";

    /// <param name="name">As sent: tells texts.yaml from a dialog that lacks its name.</param>
    /// <param name="former">Where it lay before, for a dialog that does not serve any more; null for one that was sent.</param>
    public static Verdict Check(DialogSet serving, string name, string text, string? former = null)
    {
        var faults = new FaultList(name);
        var root = YamlReader.Read(text, faults);
        if (root is not null and not YamlMap)
            return new Verdict.NotYaml();
        if (root is not YamlMap map)
            return new Verdict.Faulty(name, [.. faults.Items]);
        var isTexts = map.Find(DialogKey) is null && name.StartsWith(Path.GetFileNameWithoutExtension(DialogTexts.FileName), StringComparison.OrdinalIgnoreCase);
        var dialog = (map.Find(DialogKey)?.Value as YamlScalar)?.Value.Trim() ?? "";
        var path = isTexts ? serving.TextsFile.Path : Documents.PathOf(serving, Names.IsName(dialog) ? dialog : Path.GetFileNameWithoutExtension(name), former);
        var (set, found) = serving.Change(new DialogFile(path, text));
        if (set is null)
            return new Verdict.Faulty(path, found);
        var present = Documents.SourceAt(serving, path);
        if (present == text)
            return new Verdict.Same();
        return new Verdict.Good(
            isTexts ? Documents.Texts : dialog,
            path,
            isTexts ? serving.Texts.Plain(AuthoringTexts.TextsTitle) : set.Find(dialog)!.Title,
            present is null ? null : Documents.Hash(present),
            set);
    }
}
