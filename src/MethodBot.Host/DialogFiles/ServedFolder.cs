using System.Collections.Immutable;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Host.DialogFiles;

/// <summary>The folder of dialogs that the running bot serves, and what these are checked against.</summary>
internal sealed record ServedFolder(string Folder, DialogVocabulary Vocabulary)
{
    /// <inheritdoc cref="DialogFolder.Load"/>
    public (DialogSet? Set, ImmutableArray<Fault> Faults) Load() => DialogFolder.Load(Folder, Vocabulary);

    /// <summary>Loads the folder as it would be with one file changed or added; nothing is written.</summary>
    /// <inheritdoc cref="DialogFolder.Load"/>
    public (DialogSet? Set, ImmutableArray<Fault> Faults) LoadWith(DialogFile file)
    {
        var (files, texts) = DialogFolder.Read(Folder);
        return file.Path == texts.Path
            ? DialogSet.Load(files, file, Vocabulary)
            : DialogSet.Load([.. files.Where(other => other.Path != file.Path), file], texts, Vocabulary);
    }

    /// <summary>Where a file of the set lies: paths of dialog files begin with the folder's own name.</summary>
    public string PathOf(string file) => Path.Combine(Path.GetDirectoryName(Folder) ?? Folder, file.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>
    /// Names, lengths and times of the dialog files, as one text: the same text, nothing was written in between. "" when the folder
    /// cannot be looked at.
    /// </summary>
    public string Stamp()
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(Folder).EnumerateFiles("*" + DialogFolder.DialogExtension, SearchOption.AllDirectories)
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
                .Select(file => $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
