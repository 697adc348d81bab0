using System.Text.RegularExpressions;
using MethodBot.Dialogs.Compilation;
using MethodBot.Tests.Architecture;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Docs;

/// <summary>An example of the documentation: a whole dialog, or steps of one.</summary>
/// <param name="Place">File and line, for messages.</param>
internal sealed partial record Example(string Place, string Text)
{
    private const string Name = "example";

    public bool IsDialog => Text.StartsWith("dialog:", StringComparison.Ordinal);

    public static IEnumerable<Example> In(string page)
    {
        var text = Read(page);
        return Block().Matches(text).Select(match => new Example(
            $"{page}:{text.AsSpan(0, match.Index).Count('\n') + 2}", match.Groups["text"].Value));
    }

    public static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    /// <summary>What the checker says of it among the dialogs that ship.</summary>
    public IEnumerable<string> Check()
    {
        var file = new DialogFile(Place, IsDialog ? Text : Wrap(Text));
        return DialogSet.Load([.. RealDialogs.Files, file], RealDialogs.Texts, RealDialogs.Vocabulary).Faults.Select(fault => fault.ToString());
    }

    /// <summary>Steps as a dialog of their own.</summary>
    public static string Wrap(string steps) => $"dialog: {Name}\nkind: questionnaire\nsteps:\n{steps}";

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
