using System.Text.RegularExpressions;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Yaml;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Docs;

/// <summary>The guide for methodists names buttons as <c>**[Кнопка]**</c>: each is one that the shipped dialogs or texts have.</summary>
public sealed partial class GuideButtonTests
{
    private const int LettersOfALabel = 3;

    private static readonly HashSet<string> LabelKeys = ["free_text", "title"];
    private static readonly HashSet<string> OptionKeys = ["one_of", "many_of"];

    private static readonly List<string> Labels =
    [
        .. RealDialogs.Files.SelectMany(file => LabelsIn(Parse(file), inOptions: false)),
        .. ScalarsIn(Parse(RealDialogs.Texts)),
    ];

    public static TheoryData<string> Pages => ["мероприятия.md", "консультации.md", "итоги-анкет.md", "команда.md", "объявления.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_button_that_the_guide_names_is_in_the_dialogs(string page)
    {
        var named = Button().Matches(Example.Read($"docs/методисту/{page}")).Select(match => match.Groups["label"].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(10);
        named.Where(button => !IsLabel(button)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Работа службы", true)]
    [InlineData("➕ Новое мероприятие", true)]
    [InlineData("Подать работу (до 16 декабря)", true)]
    [InlineData("Подать работу (до 1 декабря)", true)]
    [InlineData("Работы службы", false)]
    [InlineData("Подать работу", false)]
    [InlineData("Что угодно", false)]
    public void What_is_no_label_is_told_from_one(string button, bool expected) => IsLabel(button).ShouldBe(expected);

    private static bool IsLabel(string button) => Labels.Exists(label => Regex.IsMatch(button, ToPattern(label)));

    // What stands in braces is another word each time.
    private static string ToPattern(string label) => $"^{string.Join(".+", Variable().Split(label).Select(Regex.Escape))}$";

    private static YamlNode Parse(DialogFile file) => YamlReader.Read(file.Text, new FaultList(file.Path))!;

    /// <summary>Labels of options, of own words, and titles of dialogs, by which lists name them.</summary>
    private static IEnumerable<string> LabelsIn(YamlNode node, bool inOptions) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => entry.Value is YamlScalar scalar
            ? IsOfLabel(entry.Key.Value, inOptions) ? Tell(scalar) : []
            : LabelsIn(entry.Value, OptionKeys.Contains(entry.Key.Value))),
        YamlList list => list.Items.SelectMany(item => item is YamlMap map ? OptionsOf(map, inOptions) : []),
        _ => [],
    };

    private static IEnumerable<string> OptionsOf(YamlMap item, bool inOptions) => inOptions
        ? item.Entries.Where(entry => entry.Key.Value is "text" or "other").Select(entry => entry.Value).OfType<YamlScalar>().SelectMany(Tell)
        : LabelsIn(item, inOptions: false);

    // A map of options is: code, label.
    private static bool IsOfLabel(string key, bool inOptions) => inOptions || LabelKeys.Contains(key);

    private static IEnumerable<string> ScalarsIn(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => ScalarsIn(entry.Value)),
        YamlScalar scalar => Tell(scalar),
        _ => [],
    };

    // A template of names alone would match everything.
    private static IEnumerable<string> Tell(YamlScalar scalar) =>
        Variable().Replace(scalar.Value, "").Count(char.IsLetter) >= LettersOfALabel ? [scalar.Value] : [];

    [GeneratedRegex(@"\*\*\[(?<label>[^\]\n]+)\]\*\*")]
    private static partial Regex Button();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Variable();
}
