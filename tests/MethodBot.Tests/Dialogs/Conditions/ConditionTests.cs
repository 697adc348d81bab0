using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Conditions;

namespace MethodBot.Tests.Dialogs.Conditions;

public sealed class ConditionTests
{
    private static readonly Dictionary<string, NameInfo> Names = new(StringComparer.Ordinal)
    {
        ["one"] = new(AnswerType.Option, ["x", "z"]),
        ["many"] = new(AnswerType.OptionSet, ["p", "r", "s"]),
        ["flag"] = new(AnswerType.Flag, []),
        ["number"] = new(AnswerType.Number, []),
        ["day"] = new(AnswerType.Date, []),
        ["text"] = new(AnswerType.Text, []),
        ["files"] = new(AnswerType.Files, []),
        ["empty"] = new(AnswerType.Option, ["x"]),
        ["no_flag"] = new(AnswerType.Flag, []),
        ["no_number"] = new(AnswerType.Number, []),
        ["no_day"] = new(AnswerType.Date, []),
        ["no_many"] = new(AnswerType.OptionSet, ["p"]),
        ["skipped"] = new(AnswerType.Text, []),
    };

    private static readonly Dictionary<string, Answer> Answers = new(StringComparer.Ordinal)
    {
        ["one"] = Answer.OfOption("x", "Икс"),
        ["many"] = new Answer { Options = ["p", "r"], Labels = ["Пэ", "Эр"] },
        ["flag"] = Answer.OfFlag(true),
        ["number"] = Answer.OfNumber(2.5m),
        ["day"] = Answer.OfDate(new DateOnly(2026, 10, 15)),
        ["text"] = Answer.OfText("Проектная деятельность"),
        ["files"] = new Answer { Files = [new AnswerFile(1, "photo", null), new AnswerFile(2, "photo", null)] },
        ["skipped"] = Answer.Skip,
    };

    [Theory]
    [InlineData("one == 'x'", true)]
    [InlineData("one == \"x\"", true)]
    [InlineData("one == 'z'", false)]
    [InlineData("one != 'z'", true)]
    [InlineData("one != 'x'", false)]
    [InlineData("number != 2.5", false)]
    [InlineData("'x' == one", true)]
    [InlineData("one in ['z', 'x']", true)]
    [InlineData("one in ['z']", false)]
    [InlineData("one in []", false)]
    [InlineData("many contains 'p'", true)]
    [InlineData("many contains 's'", false)]
    [InlineData("count(many) == 2", true)]
    [InlineData("count(files) > 1", true)]
    [InlineData("flag", true)]
    [InlineData("not flag", false)]
    [InlineData("flag == true", true)]
    [InlineData("flag == false", false)]
    [InlineData("true", true)]
    [InlineData("not true", false)]
    [InlineData("number > 2", true)]
    [InlineData("number >= 2.5", true)]
    [InlineData("number < 2.5", false)]
    [InlineData("number <= 2.5", true)]
    [InlineData("number > -3", true)]
    [InlineData("2 < number", true)]
    [InlineData("day == '2026-10-15'", true)]
    [InlineData("day > '2026-10-14'", true)]
    [InlineData("day < '2026-10-15'", false)]
    [InlineData("text contains 'проектная'", true)]
    [InlineData("text contains 'спорт'", false)]
    [InlineData("answered(one)", true)]
    [InlineData("answered(skipped)", false)]
    [InlineData("answered(empty)", false)]
    [InlineData("flag and one == 'x'", true)]
    [InlineData("flag and one == 'z'", false)]
    [InlineData("no_flag or one == 'x'", true)]
    [InlineData("not flag or not no_flag", true)]
    [InlineData("no_flag and flag or flag", true)]
    [InlineData("no_flag and (flag or flag)", false)]
    [InlineData("not (flag and no_flag)", true)]
    [InlineData("not not flag", true)]
    public void A_condition_reads_as_it_is_written(string condition, bool expected) => IsTrue(condition).ShouldBe(expected);

    [Theory]
    [InlineData("empty == 'x'")]
    [InlineData("empty != 'x'")]
    [InlineData("empty in ['x']")]
    [InlineData("no_number > 0")]
    [InlineData("no_number <= 0")]
    [InlineData("no_number == no_number")]
    [InlineData("no_day < '2030-01-01'")]
    [InlineData("no_day != '2030-01-01'")]
    [InlineData("no_many contains 'p'")]
    [InlineData("no_flag")]
    [InlineData("no_flag == false")]
    [InlineData("no_flag == true")]
    [InlineData("skipped == 'a'")]
    [InlineData("skipped != 'a'")]
    [InlineData("skipped contains 'a'")]
    public void A_comparison_with_no_answer_is_false(string condition) => IsTrue(condition).ShouldBeFalse();

    [Fact]
    public void Nothing_counts_as_zero()
    {
        IsTrue("count(no_many) == 0").ShouldBeTrue();
        IsTrue("count(no_many) > 0").ShouldBeFalse();
    }

    [Theory]
    [InlineData("one == ", 7)]
    [InlineData("one == 'x' and", 14)]
    [InlineData("one == 'x' two", 11)]
    [InlineData("(flag", 5)]
    [InlineData("flag)", 4)]
    [InlineData("one in ['x' 'z']", 12)]
    [InlineData("one in ['x',", 12)]
    [InlineData("count(5) > 1", 6)]
    [InlineData("flag & flag", 5)]
    [InlineData("not", 3)]
    [InlineData("in", 0)]
    public void A_fault_is_told_where_it_stands(string condition, int offset)
    {
        var faults = new List<int>();

        ConditionChecker.Compile(condition, Names, (at, _) => faults.Add(at)).ShouldBeNull();

        faults.ShouldBe([offset]);
    }

    [Fact]
    public void All_faults_of_a_condition_are_told()
    {
        var faults = new List<int>();

        ConditionChecker.Compile("one == 'q' and nobody and number > 'a'", Names, (at, _) => faults.Add(at)).ShouldBeNull();

        faults.ShouldBe([7, 15, 33]);
    }

    private static bool IsTrue(string source)
    {
        var condition = ConditionChecker.Compile(source, Names, (offset, message) => throw new InvalidOperationException($"{offset}: {message}"));
        return condition.ShouldNotBeNull().IsTrue(name => Answers.GetValueOrDefault(name));
    }
}
