using System.Collections.Immutable;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Host.DialogFiles;

/// <summary>The folder of dialogs: every <c>*.yaml</c> below it, texts.yaml apart.</summary>
public static class DialogFolder
{
    public const string TranscriptExtension = ".transcript";

    internal const string DialogExtension = ".yaml";

    /// <summary>The folder itself, or the one delivered beside the program when a relative path does not lead anywhere from here.</summary>
    /// <exception cref="OperatorException">There is none.</exception>
    public static string Locate(string path)
    {
        var here = Path.GetFullPath(path);
        if (Directory.Exists(here))
            return here;
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return !Path.IsPathRooted(path) && Directory.Exists(beside)
            ? beside
            : throw new OperatorException($"there is no folder of dialogs at {here}. Set Dialogs:Path, or start methodbot in the folder that contains it.");
    }

    /// <summary>Reads and compiles the folder; the faults name files relative to the folder's parent.</summary>
    /// <exception cref="OperatorException">A file cannot be read.</exception>
    public static (DialogSet? Set, ImmutableArray<Fault> Faults) Load(string folder, DialogVocabulary vocabulary)
    {
        var (files, texts) = Read(folder);
        return DialogSet.Load(files, texts, WithSpareTexts(vocabulary));
    }

    /// <summary>With the sentences that were delivered beside the program, for those that an installation's own texts.yaml lacks.</summary>
    /// <exception cref="OperatorException">The file cannot be read.</exception>
    internal static DialogVocabulary WithSpareTexts(DialogVocabulary vocabulary)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "dialogs", DialogTexts.FileName);
        try
        {
            return vocabulary with { SpareTexts = File.Exists(file) ? File.ReadAllText(file) : null };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{file} cannot be read: {e.Message}");
        }
    }

    /// <summary>Editors and file servers leave files of their own beside the real ones: their names begin with a dot.</summary>
    internal static bool IsServed(string path) => Path.GetFileName(path) is not ['.', ..];

    /// <summary>Reads the folder's files, texts.yaml apart; their paths begin with the folder's own name.</summary>
    /// <exception cref="OperatorException">A file cannot be read.</exception>
    internal static (IReadOnlyList<DialogFile> Files, DialogFile Texts) Read(string folder)
    {
        var root = Path.GetDirectoryName(folder) ?? folder;
        try
        {
            var paths = Directory.EnumerateFiles(folder, "*" + DialogExtension, SearchOption.AllDirectories).Where(IsServed).Order(StringComparer.Ordinal).ToList();
            var texts = Path.Combine(folder, DialogTexts.FileName);
            if (!File.Exists(texts))
                throw new OperatorException($"{texts} is missing: it holds the sentences that the bot says between the steps of dialogs.");
            return ([.. paths.Where(path => path != texts).Select(ReadFile)], ReadFile(texts));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"the folder of dialogs {folder} cannot be read: {e.Message}");
        }

        DialogFile ReadFile(string path) => new(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path));
    }
}
