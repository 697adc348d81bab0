using System.Collections.Immutable;
using System.Text;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Host.DialogFiles;

/// <summary>The folder of dialogs that the running bot serves, and what these are checked against.</summary>
/// <param name="Aside">
/// Where published files go instead, for the sandbox, which leaves the folder itself alone; null: into the folder. A file there stands
/// for the one of the same path, until that one is saved anew.
/// </param>
internal sealed record ServedFolder(string Folder, DialogVocabulary Vocabulary, string? Aside = null)
{
    private string Root => Path.GetDirectoryName(Folder) ?? Folder;

    /// <inheritdoc cref="DialogFolder.Load"/>
    public (DialogSet? Set, ImmutableArray<Fault> Faults) Load()
    {
        var (files, texts) = Read();
        return DialogSet.Load(files, texts, Vocabulary);
    }

    /// <summary>Loads the folder as it would be with one file changed or added; nothing is written.</summary>
    /// <inheritdoc cref="DialogFolder.Load"/>
    public (DialogSet? Set, ImmutableArray<Fault> Faults) LoadWith(DialogFile file)
    {
        var (files, texts) = Read();
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
        var path = Place(Aside ?? Root, file.Path);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // Always the same name: what a kill left half-written is written over by the publication that it interrupted.
        var part = Path.Combine(folder, $".{Path.GetFileName(path)}.part");
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
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
            return string.Join('\n', FilesBelow(Folder).Concat(FilesAside())
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
                .Select(file => $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private (IReadOnlyList<DialogFile> Files, DialogFile Texts) Read()
    {
        var (files, texts) = DialogFolder.Read(Folder);
        var aside = ReadAside();
        return aside.Count == 0
            ? (files, texts)
            : ([.. files.Where(file => !aside.ContainsKey(file.Path)), .. aside.Values.Where(file => file.Path != texts.Path)], aside.GetValueOrDefault(texts.Path, texts));
    }

    private Dictionary<string, DialogFile> ReadAside()
    {
        try
        {
            return FilesAside()
                .Select(file => Path.GetRelativePath(Aside!, file.FullName).Replace('\\', '/'))
                .Where(path => PathOf(path) != Place(Root, path))
                .ToDictionary(path => path, path => new DialogFile(path, File.ReadAllText(PathOf(path))), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"the folder of published dialogs {Aside} cannot be read: {e.Message}");
        }
    }

    // Paths of dialog files begin with the folder's own name.
    private string PathOf(string file)
    {
        var inside = Place(Root, file);
        return Aside is { } aside && Place(aside, file) is var beside && File.Exists(beside) && File.GetLastWriteTimeUtc(beside) >= File.GetLastWriteTimeUtc(inside)
            ? beside
            : inside;
    }

    private IEnumerable<FileInfo> FilesAside() => Aside is { } aside && Directory.Exists(aside) ? FilesBelow(aside) : [];

    private static IEnumerable<FileInfo> FilesBelow(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*" + DialogFolder.DialogExtension, SearchOption.AllDirectories).Where(file => DialogFolder.IsServed(file.Name));

    private static string Place(string root, string file) => Path.Combine(root, file.Replace('/', Path.DirectorySeparatorChar));
}
