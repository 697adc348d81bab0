using System.Collections.Immutable;
using System.Text;
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

    /// <summary>The text of a file as it is on the disk; null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public string? ReadFile(string path) => File.Exists(PathOf(path)) ? File.ReadAllText(PathOf(path)) : null;

    /// <summary>Puts a file into the folder, whole: whoever looks meanwhile, and a power cut, find the old one or the new one.</summary>
    /// <exception cref="IOException">It cannot be written; the folder is as before.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written; the folder is as before.</exception>
    public void Write(DialogFile file)
    {
        var path = PathOf(file.Path);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(file.Text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

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

    // Paths of dialog files begin with the folder's own name.
    private string PathOf(string file) => Path.Combine(Path.GetDirectoryName(Folder) ?? Folder, file.Replace('/', Path.DirectorySeparatorChar));
}
