using System.Text.RegularExpressions;

namespace MethodBot.Tests.Architecture;

/// <summary>What people read in a chat stands in dialogs/, where a methodist can change it: not in the code.</summary>
public sealed partial class RussianInSourceTests
{
    /// <summary>Where sentences may stand, each with the reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["MethodBot.Dialogs/Faults/FaultMessages.cs"] = "what the checker says",
        ["MethodBot.Dialogs/Schemas/SchemaTexts.cs"] = "what an editor says",
        ["MethodBot.Host/Pages/"] = "what the pages say",
        ["MethodBot.Host/Sandbox/"] = "invented people of the sandbox",
        ["MethodBot.Host/Transcripts/"] = "what the checker of transcripts says",
        ["MethodBot.Messengers/Vk/VkDoctor.cs"] = "VK's own words, as its pages show them",
        ["MethodBot.Emulators/"] = "the other side of the wire",
        ["MethodBot.Service/Imports/ImportMessages.cs"] = "what an import says",
        ["MethodBot.Service/Imports/Columns/"] = "how tables of the directories are written",
        ["MethodBot.Service/ServiceOptions.cs"] = "default of a setting",
        ["MethodBot.Service/Questionnaires/ResponseExport.cs"] = "headings of a table",
        ["MethodBot.Service/Events/RegistrationExport.cs"] = "headings and states of a table",
        ["MethodBot.Service/Festivals/EntryExport.cs"] = "headings and statements of a table",
        ["MethodBot.Service/Questionnaires/ResponseColumns.cs"] = "headings of a table",
        ["MethodBot.Service/Questionnaires/AnswerExport.cs"] = "headings of a table",
        ["MethodBot.Service/Questionnaires/DeficitExport.cs"] = "headings of a table",
        ["MethodBot.Service/Consultations/ConsultationExport.cs"] = "headings of a table",
    };

    private static readonly string Source = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Sentences_for_people_stand_only_where_they_may() => SourceFiles()
        .Where(file => !Allowed.Keys.Any(place => file.Name.StartsWith(place, StringComparison.Ordinal)))
        .SelectMany(file => Sentences(file.Text).Select(sentence => $"{file.Name}: {sentence}"))
        .ShouldBeEmpty();

    [Fact]
    public void No_exception_outlives_its_reason() => Allowed.Keys
        .Where(place => !SourceFiles().Any(file => file.Name.StartsWith(place, StringComparison.Ordinal) && Sentences(file.Text).Any()))
        .ShouldBeEmpty();

    [Theory]
    [InlineData("var a = \"Добрый день\";", "Добрый день")]
    [InlineData("var a = $\"Здравствуйте, Ваш номер {b}\";", "Здравствуйте, Ваш номер {b}")]
    [InlineData("var a = \"\"\"\n    Много строк\n    здесь\n    \"\"\";", "Много строк\n    здесь")]
    [InlineData("var a = @\"Добрый \"\"день\"\"\";", "Добрый \"\"день\"\"")]
    [InlineData("var a = \"a // b\"; var c = \"Добрый день\";", "Добрый день")]
    public void A_sentence_in_a_literal_is_found(string source, string expected) => Sentences(source).Single().Trim().ShouldBe(expected);

    [Theory]
    [InlineData("// «Добрый день» is said elsewhere\nvar a = 1;")]
    [InlineData("/// <summary>«15 октября 2026 года»</summary>")]
    [InlineData("/* Добрый день */")]
    [InlineData("var months = new[] { \"января\", \"февраля\" };")]
    [InlineData("var c = '\"'; var d = 1; // Добрый день \"так\"")]
    [InlineData("var a = \"good morning\";")]
    public void Words_comments_and_other_languages_are_no_sentences(string source) => Sentences(source).ShouldBeEmpty();

    private static IEnumerable<(string Name, string Text)> SourceFiles() => Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        .Select(path => (Name: Path.GetRelativePath(Source, path).Replace('\\', '/'), Path: path))
        .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal))
        .Select(file => (file.Name, File.ReadAllText(file.Path)));

    private static IEnumerable<string> Sentences(string source) => Tokens().Matches(source)
        .Select(token => token.Groups["text"])
        .Where(text => text.Success && Sentence().IsMatch(text.Value))
        .Select(text => text.Value);

    // Comments and characters are matched too, so that a quote inside them opens nothing.
    [GeneratedRegex(""""//[^\n]*|/\*[\s\S]*?\*/|'(?:\\.|[^'\\\n])+'|"{3}(?<text>[\s\S]*?)"{3}|(?:@\$?|\$@)"(?<text>(?:""|[^"])*)"|"(?<text>(?:\\.|[^"\\\n])*)"(?#)"""")]
    private static partial Regex Tokens();

    // Two Russian words in a row.
    [GeneratedRegex(@"[а-яё][,;:»\s—–-]*\s+[«(""]*[а-яё]", RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();
}
