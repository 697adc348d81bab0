using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Graphs;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Schemas;
using MethodBot.Tests.Architecture;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Docs;

/// <summary>The documentation of the dialog language says what the program does.</summary>
public sealed partial class DialogReferenceTests
{
    private const string Reference = "docs/dialogs.md";
    private const string Guide = "docs/методисту/как-написать-анкету.md";

    private static readonly string ReferenceText = Example.Read(Reference);

    private static readonly string[] PageNames =
    [
        Reference,
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "методисту"), "*.md").Select(file => $"docs/методисту/{Path.GetFileName(file)}"),
    ];

    public static TheoryData<string> Pages => [.. PageNames];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_compiles(string page)
    {
        // Steps of one page may speak of each other's answers: the guide builds one questionnaire.
        var examples = Example.In(page).ToList();
        var faults = examples.Where(example => example.IsDialog).SelectMany(example => example.Check());
        var steps = examples.Where(example => !example.IsDialog).ToList();
        faults.Concat(page == Guide ? new Example(page, string.Concat(steps.Select(example => example.Text))).Check() : steps.SelectMany(example => example.Check())).ShouldBeEmpty();
    }

    [Fact]
    public void There_are_examples() => new[] { Reference, Guide }.ShouldAllBe(page => Example.In(page).Count() > 8);

    [Fact]
    public void Every_kind_of_question_has_an_example()
    {
        var kinds = Example.In(Reference)
            .SelectMany(example => Machines(example).SelectMany(machine => machine.Nodes).OfType<AskNode>())
            .Select(ask => ask.Question.GetType()).ToHashSet();
        typeof(Question).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Question))).Except(kinds).ShouldBeEmpty();
    }

    // The schema is made of the tables by which the reader reads.
    [Fact]
    public void Every_key_and_word_that_the_checker_knows_is_mentioned() =>
        KnownWords(JsonNode.Parse(DialogSchema.Write(RealDialogs.Vocabulary))!).Where(word => !IsMentioned(word)).ShouldBeEmpty();

    [Theory]
    [InlineData("count(")]
    [InlineData("answered(")]
    [InlineData("`and`")]
    [InlineData("`or`")]
    [InlineData("`not`")]
    [InlineData("`in`")]
    [InlineData("`contains`")]
    [InlineData("`==`")]
    [InlineData("`!=`")]
    [InlineData("`<`")]
    [InlineData("`>=`")]
    public void Every_operator_and_function_is_mentioned(string word) => ReferenceText.ShouldContain(word);

    [Fact]
    public void Every_fact_is_mentioned() => RealDialogs.Vocabulary.Facts.Keys.Where(fact => !ReferenceText.Contains($"`{fact}`", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_trigger_is_mentioned() =>
        Enum.GetNames<TriggerKind>().Where(name => !Regex.IsMatch(ReferenceText, $@"[` ]{name.ToLowerInvariant()}[` :]")).ShouldBeEmpty();

    [Fact]
    public void Limits_are_those_of_the_program()
    {
        Longest("- say: \"{0}\"\n").ShouldBe(Limit("a text"));
        Longest("- ask: q\n  text: Что?\n  one_of: {{ a: \"{0}\" }}\n").ShouldBe(Limit("an option's label"));
        new RunawayDialogException("a").Message.ShouldContain($" {Limit("steps in one turn")} steps ");
        ReferenceText.ShouldContain($"`min` (1), `max` ({TextQuestion.DefaultMax}) characters");
    }

    [Fact]
    public void Actions_are_those_of_the_service() => Section("actions").ShouldBe(
        "| action | `with` | outcomes | results | writes |\n| --- | --- | --- | --- | --- |\n" + string.Concat(RealDialogs.Vocabulary.Actions.Values.OrderBy(action => action.Name, StringComparer.Ordinal).Select(action =>
            $"| `{action.Name}` | {List(action.Parameters.Concat(action.Optional.Select(name => name + "?")))} | {List(action.Outcomes)} | "
            + $"{List(action.Results.OrderBy(result => result.Key, StringComparer.Ordinal).Select(result => $"{result.Key}: {Describe(result.Value)}"))} | {(action.ChangesData ? "yes" : "")} |\n")));

    [Fact]
    public void Lists_are_those_of_the_service() => Section("lists").ShouldBe(
        "| list | `with` |\n| --- | --- |\n" + string.Concat(RealDialogs.Vocabulary.Sources.Values.OrderBy(source => source.Name, StringComparer.Ordinal)
            .Select(source => $"| `{source.Name}` | {List(source.Parameters)} |\n")));

    [Fact]
    public void The_drawn_machine_is_the_one_that_serves() => Section("graph").ShouldBe(
        $"```mermaid\n{MermaidGraph.Write(StateGraph.Of(RealDialogs.Set.Find("event-card")!))}```\n");

    [Fact]
    public void Pictures_and_pages_that_the_guide_names_are_there()
    {
        foreach (var page in PageNames)
        {
            var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
            Link().Matches(Example.Read(page)).Select(match => match.Groups["target"].Value)
                .Where(target => target.Length > 0 && !Path.Exists(Path.Combine(folder, Uri.UnescapeDataString(target)))).ShouldBeEmpty(page);
        }
    }

    private static IEnumerable<Machine> Machines(Example example) =>
        DialogSet.Load([.. RealDialogs.Files, new DialogFile(example.Place, example.IsDialog ? example.Text : Example.Wrap(example.Text))], RealDialogs.Texts, RealDialogs.Vocabulary)
            .Set?.Machines.Where(machine => RealDialogs.Set.Find(machine.Name) is null) ?? [];

    private static int Limit(string what) => int.Parse(Regex.Match(ReferenceText, $@"^\| {what} \| (\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>The longest text that the checker takes in this place.</summary>
    private static int Longest(string steps)
    {
        var (good, bad) = (0, 10_000);
        while (bad - good > 1)
        {
            var length = (good + bad) / 2;
            if (new Example("a.yaml", string.Format(CultureInfo.InvariantCulture, steps, new string('а', length))).Check().Any())
                bad = length;
            else
                good = length;
        }

        return good;
    }

    private static string Section(string name)
    {
        var begin = $"<!-- {name} -->\n";
        var start = ReferenceText.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return ReferenceText[start..ReferenceText.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal)];
    }

    private static string List(IEnumerable<string> items) => string.Join(", ", items.Select(item => $"`{item}`"));

    private static string Describe(AnswerType type) => type switch
    {
        AnswerType.Flag => "yes/no",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>Names of properties, and constants of lists of values.</summary>
    private static IEnumerable<string> KnownWords(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair switch
        {
            { Key: "properties", Value: JsonObject keys } => keys.Select(key => key.Key).Concat(keys.SelectMany(key => KnownWords(key.Value!))),
            { Key: "enum", Value: JsonArray values } => values.Select(value => value!.ToString()),
            { Value: { } value } => KnownWords(value),
            _ => [],
        }),
        JsonArray list => list.SelectMany(item => KnownWords(item!)),
        _ => [],
    };

    private static bool IsMentioned(string word) => Regex.IsMatch(ReferenceText, $@"`[^`\n]*(?<![\w-]){Regex.Escape(word)}(?![\w-])[^`\n]*`");

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#\s]*)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
