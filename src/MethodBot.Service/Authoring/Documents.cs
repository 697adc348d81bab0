using System.Security.Cryptography;
using System.Text;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Authoring;

/// <summary>What can be changed from a chat: a dialog, by its name, or texts.yaml.</summary>
internal static class Documents
{
    /// <summary>Stands where others have the name of a dialog; no dialog can be named so.</summary>
    public const string Texts = "0-texts";

    // Where dialogs go that nobody has put into a folder of their own.
    private const string NewFolder = "published/";

    /// <summary>Names a source: the same text, the same hash.</summary>
    public static string Hash(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));

    /// <summary>The source that serves under a path, or null.</summary>
    public static string? SourceAt(DialogSet dialogs, string path) => path == dialogs.TextsFile.Path
        ? dialogs.TextsFile.Text
        : dialogs.Files.FirstOrDefault(file => file.Path == path)?.Text;

    /// <summary>Where a dialog of this name lies, or is to be put.</summary>
    /// <param name="former">Where it lay before, taken where it is free.</param>
    public static string PathOf(DialogSet dialogs, string dialog, string? former = null)
    {
        if (DefinitionOf(dialogs, dialog) is { } present)
            return present.File;
        var root = dialogs.TextsFile.Path[..^DialogTexts.FileName.Length];
        // The folder itself may have been renamed since.
        if (former?.StartsWith(root, StringComparison.Ordinal) == true && SourceAt(dialogs, former) is null)
            return former;
        var folder = root + NewFolder;
        var path = $"{folder}{dialog}.yaml";
        // Somebody may have put another dialog into a file of this name.
        for (var number = 2; SourceAt(dialogs, path) is not null; number++)
            path = $"{folder}{dialog}-{number}.yaml";
        return path;
    }

    public static DialogDefinition? DefinitionOf(DialogSet dialogs, string dialog) =>
        dialogs.Definitions.FirstOrDefault(definition => definition.Name.Value == dialog);
}
