using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Service.Authoring;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Service.Authoring;

public sealed class DialogDifferenceTests
{
    private const string Old =
        """
        dialog: poll
        steps:
          - ask: place
            text: Где?
            one_of: { here: Здесь, there: Там }
          - ask: hours
            text: Сколько часов?
            type: number
          - ask: wish
            text: О чём?
            type: text
        """;

    [Fact]
    public void Questions_are_added_removed_and_changed_by_their_names()
    {
        var now = Old.Replace("here: Здесь", "here: У нас", StringComparison.Ordinal)
            .Replace("  - ask: hours\n    text: Сколько часов?\n    type: number\n", "", StringComparison.Ordinal) + "\n  - ask: day\n    text: Когда?\n    type: date\n";
        var difference = Compare(Old, now);
        difference.Added.ShouldBe(["day"]);
        difference.Removed.ShouldBe(["hours"]);
        difference.Changed.ShouldBe(["place"]);
    }

    [Theory]
    [InlineData("text: О чём?", "text: О чём поговорим?")]
    [InlineData("type: text", "type: text\n    optional: true")]
    [InlineData("type: text", "type: phone")]
    public void A_question_that_reads_or_answers_differently_is_changed(string was, string now) =>
        Compare(Old, Old.Replace(was, now, StringComparison.Ordinal)).Changed.ShouldBe(["wish"]);

    [Fact]
    public void Comments_titles_and_the_order_of_keys_change_no_question()
    {
        Compare(Old, "# новое\n" + Old.Replace("dialog: poll", "title: Опрос\ndialog: poll", StringComparison.Ordinal)).IsEmpty.ShouldBeTrue();
        Compare(null, Old).Added.ShouldBe(["place", "hours", "wish"]);
    }

    [Fact]
    public void Only_so_many_names_are_told()
    {
        var many = "dialog: poll\nsteps:\n" + string.Concat(Enumerable.Range(1, 21).Select(number => $"  - ask: q{number}\n    text: Вопрос?\n    type: text\n"));
        var told = string.Concat(Compare(null, many).Write(RealDialogs.Set.Texts).Select(span => span.Text));
        told.ShouldEndWith("q19, q20…");
    }

    private static DialogDifference Compare(string? old, string now) => DialogDifference.OfDialog(old is null ? null : Read(old), Read(now));

    private static DialogDefinition Read(string text)
    {
        var faults = new FaultList("poll.yaml");
        var definition = DialogReader.Read("poll.yaml", text, faults);
        faults.Items.ShouldBeEmpty();
        return definition.ShouldNotBeNull();
    }
}
