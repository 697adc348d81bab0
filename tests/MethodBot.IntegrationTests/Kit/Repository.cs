using System.Text.RegularExpressions;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>What the tests take from the repository beside the built program.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Copies the dialogs that are delivered. Their dates are opened wide: a questionnaire of one year must not end these tests with
    /// that year.
    /// </summary>
    public static string CopyDialogs(string folder)
    {
        var source = Path.Combine(Root, "dialogs");
        var target = Path.Combine(folder, "dialogs");
        foreach (var file in Directory.EnumerateFiles(source, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var text = Beginnings().Replace(File.ReadAllText(file), "${name}: 2000-01-01");
            File.WriteAllText(copy, Ends().Replace(text, "${name}: 2199-12-31"));
        }

        return target;
    }

    [GeneratedRegex(@"\b(?<name>opens|min): \d{4}-\d\d-\d\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginnings();

    [GeneratedRegex(@"\b(?<name>closes|max): \d{4}-\d\d-\d\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MethodBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not stand in the repository.");
    }
}
