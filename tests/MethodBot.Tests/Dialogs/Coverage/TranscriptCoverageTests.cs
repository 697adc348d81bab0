using System.Text.RegularExpressions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Texts;
using MethodBot.Tests.Architecture;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Coverage;

/// <summary>Every dialog that ships has, in the transcript beside it, a scenario for every way out of it.</summary>
public sealed partial class TranscriptCoverageTests
{
    private const string Skip = "пропуск";
    private const string Link = "ссылка";
    private const string OldButton = "старая кнопка";
    private const string Restart = "перезапуск";
    private const string Revision = "новая редакция";

    private static readonly string Folder = Path.Combine(Repository.Root, "dialogs");

    // By what a line is known to take the way.
    private static readonly Dictionary<string, Func<string, DialogDefinition, bool>> Lines = new(StringComparer.Ordinal)
    {
        ["назад"] = (line, _) => line is "> назад" or "> [← Назад]",
        ["отмена"] = (line, _) => line is "> отмена" or "> /cancel",
        [Skip] = (line, _) => line is "> пропустить" or "> [Пропустить]",
        ["меню"] = (line, _) => line is "> меню" or "> /menu" or "> [☰ Меню]",
        [OldButton] = (line, _) => line.EndsWith("] (старая кнопка)", StringComparison.Ordinal),
        ["бессмыслица"] = (line, _) => line is "> (стикер)",
        [Restart] = (line, _) => line is Restart,
        [Revision] = (line, dialog) => line.StartsWith($"правка {Path.GetFileName(dialog.File)}: ", StringComparison.Ordinal),
        [Link] = (line, dialog) => line == $"> /start {dialog.Link?.Value}" || line.StartsWith($"> /start {dialog.Link?.Value}-", StringComparison.Ordinal),
    };

    public static TheoryData<string, string> WaysOut
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var dialog in Dialogs.Where(dialog => Questions(dialog).Any()))
            {
                foreach (var way in Lines.Keys.Where(way => way != Link || dialog.Link is not null))
                    ways.Add(dialog.Name.Value, way);
            }

            return ways;
        }
    }

    private static IReadOnlyList<DialogDefinition> Dialogs => RealDialogs.Set.Definitions;

    [Theory]
    [MemberData(nameof(WaysOut))]
    public void A_shipped_dialog_has_a_scenario_for_each_way_out_of_it(string name, string way)
    {
        var dialog = Dialogs.Single(item => item.Name.Value == name);
        var path = Path.Combine(Folder, Path.ChangeExtension(dialog.File, ".transcript"));
        File.Exists(path).ShouldBeTrue($"{name} has no transcript beside it");
        var marked = WrittenScenario.ReadAll(File.ReadAllText(path)).Where(scenario => scenario.Marks.Contains(way)).ToList();

        marked.ShouldNotBeEmpty($"no scenario of {Path.GetFileName(path)} is marked «выход: {way}»");
        foreach (var scenario in marked)
            Takes(scenario, way, dialog).ShouldBeTrue($"«{scenario.Title}» is marked «выход: {way}», but nobody takes that way where {name} asks something");
    }

    [Fact]
    public void A_transcript_stands_beside_the_dialog_of_its_name() => Directory.EnumerateFiles(Folder, "*.transcript", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), ".yaml"))
        .Except(Dialogs.Select(dialog => dialog.File), StringComparer.Ordinal)
        .ShouldBeEmpty();

    [Fact]
    public void Where_something_may_be_skipped_some_scenario_does_skip_it()
    {
        var refusal = RealDialogs.Set.Texts.Plain(TextKeys.NotOptional);
        foreach (var dialog in Dialogs.Where(dialog => Questions(dialog).Any()))
        {
            var mayBeSkipped = dialog.Steps.OfType<AskDefinition>().Any(ask => ask.Optional);
            var skips = WrittenScenario.ReadAll(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(dialog.File, ".transcript"))))
                .Where(scenario => scenario.Marks.Contains(Skip)).SelectMany(scenario => scenario.Deeds).Where(deed => Lines[Skip](deed.Line, dialog)).ToList();
            skips.ShouldContain(deed => deed.Answer.Contains(refusal, StringComparison.Ordinal), $"nobody is refused to skip a question of {dialog.Name.Value}");
            skips.Exists(deed => !deed.Answer.Contains(refusal, StringComparison.Ordinal)).ShouldBe(mayBeSkipped, dialog.Name.Value);
        }
    }

    [Theory]
    [InlineData("> назад", true)]
    [InlineData("> меню", false)]
    [InlineData("кто: vk 7001\n\n> назад", false)]
    public void A_mark_counts_where_the_way_is_taken_at_a_question_of_the_dialog(string rest, bool expected)
    {
        var dialog = Dialogs.Single(item => item.Name.Value == "profile");
        var question = Questions(dialog).First();
        var scenario = WrittenScenario.ReadAll($"# Проба\nвыход: назад\n\n> /start\nбот:\n  {question}\n  [В школе]\n\n{rest}\nбот:\n  Хорошо.\n").Single();

        scenario.Marks.ShouldBe(["назад"]);
        Takes(scenario, "назад", dialog).ShouldBe(expected);
    }

    private static bool Takes(WrittenScenario scenario, string way, DialogDefinition dialog)
    {
        var questions = Questions(dialog).Select(ToPattern).ToList();
        return scenario.Deeds.Index().Any(deed => Lines[way](deed.Item.Line, dialog)
            && (way == Link || IsAsked(deed.Item) || (way == OldButton && scenario.Deeds.Take(deed.Index).Any(earlier => IsAsked(earlier) && earlier.Seen.Contains(LabelOf(deed.Item), StringComparison.Ordinal))))
            && (way is not (Restart or Revision) || scenario.Deeds.Skip(deed.Index + 1).Any(later => later.IsOfPerson)));

        bool IsAsked(WrittenDeed deed) => questions.Exists(question => question.IsMatch(deed.Seen));
    }

    /// <summary>A button of the dialog may be pressed when the dialog is over: «[Не даю]».</summary>
    private static string LabelOf(WrittenDeed press) => press.Line[2..(press.Line.IndexOf("] (", StringComparison.Ordinal) + 1)];

    private static IEnumerable<string> Questions(DialogDefinition dialog) => dialog.Steps
        .Select(step => step switch { AskDefinition ask => ask.Text.Value, ReviewDefinition review => review.Text.Value, _ => null })
        .OfType<string>();

    /// <summary>A question with whatever stands in its places.</summary>
    private static Regex ToPattern(string question) => new(string.Join(".*?", Place().Split(question.Trim()).Select(Regex.Escape)), RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();
}
