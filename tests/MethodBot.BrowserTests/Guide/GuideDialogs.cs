using System.Text.RegularExpressions;

namespace MethodBot.BrowserTests.Guide;

/// <summary>The folder of dialogs that the pictures are taken of: the examples of the guide itself, all in one questionnaire.</summary>
internal static partial class GuideDialogs
{
    private const string Start = """
        dialog: start
        title: Меню
        steps:
          - ask: menu
            menu: true
            text: "{person.address}, чем помочь?"
            one_of: { guide: Пройти анкету }
          - call: guide
            when: menu == 'guide'
          - go: menu
        """;

    private const string Head = """
        dialog: guide
        title: Анкета методиста
        kind: questionnaire
        steps:

        """;

    private const string Tail = """
          - review: "**Проверьте ответы**"
          - say: Спасибо! Ответы записаны.
        """;

    /// <summary>The first whole file of the guide: what its reader publishes.</summary>
    public static string FirstFile(string root) => Blocks(root).First(IsFile);

    /// <summary>Writes the folder.</summary>
    public static void Write(string root, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(root, "dialogs", "texts.yaml"), Path.Combine(folder, "texts.yaml"));
        File.WriteAllText(Path.Combine(folder, "start.yaml"), Start);
        File.WriteAllText(Path.Combine(folder, "guide.yaml"), Head + string.Concat(Blocks(root).Where(block => !IsFile(block))) + Tail);
    }

    private static bool IsFile(string block) => block.StartsWith("dialog:", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string root) => Example()
        .Matches(File.ReadAllText(Path.Combine(root, "docs", "методисту", "как-написать-анкету.md")).ReplaceLineEndings("\n"))
        .Select(match => match.Groups["text"].Value);

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
