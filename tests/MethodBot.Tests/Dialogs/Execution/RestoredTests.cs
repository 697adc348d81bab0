using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

/// <summary>An action gives a questionnaire the answers that were sent earlier, so that they can be changed.</summary>
public sealed class RestoredTests
{
    private const string Steps = """
        - id: begin
          do: notes.read
        - say: Начнём.
          when: begin.outcome == 'ok'
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          type: text
          when: a == 'x'
        - ask: c
          text: Третий?
          type: text
          optional: true
        - review: Проверьте
        - do: notes.save
        """;

    private static readonly Dictionary<string, Answer> All = new(StringComparer.Ordinal)
    {
        ["a"] = Answer.OfOption("x", "Икс"),
        ["b"] = Answer.OfText("слово"),
        ["c"] = Answer.Skip,
    };

    [Fact]
    public void The_review_comes_at_once_and_what_is_sent_again_is_the_same()
    {
        var chat = TestDialogs.Questionnaire(Steps, Giving(All));

        chat.Question.ShouldBe("Проверьте\n• Первый: Икс\n• Второй: слово\n• Третий: без ответа");
        chat.Said.ShouldBeEmpty();
        var call = chat.Press("Отправить").Host.Done[^1];
        call.Given.Select(given => given.Question).ShouldBe(["a", "b"]);
        call.Skipped.ShouldBe(["c"]);
    }

    [Fact]
    public void One_answer_changes_and_the_others_stay()
    {
        var chat = TestDialogs.Questionnaire(Steps, Giving(All)).Press("Изменить").Press("Второй").Type("другое").Press("Отправить");

        chat.Host.Done[^1].Given.Select(given => AnswerText.Format(given.Answer)).ShouldBe(["Икс", "другое"]);
    }

    [Fact]
    public void What_is_no_valid_answer_any_more_is_asked_and_the_person_is_told_why()
    {
        var answers = new Dictionary<string, Answer>(All) { ["b"] = Answer.OfNumber(3) };
        var chat = TestDialogs.Questionnaire(Steps, Giving(answers));

        chat.Question.ShouldContain("Второй?");
        chat.Said.ShouldHaveSingleItem().ShouldStartWith("Вопросы обновили");
        chat.Type("слово").Question.ShouldContain("• Второй: слово");
    }

    [Fact]
    public void Answers_to_questions_that_are_no_more_are_left_out()
    {
        var answers = new Dictionary<string, Answer>(All) { ["gone"] = Answer.OfText("было") };

        TestDialogs.Questionnaire(Steps, Giving(answers)).State.Stack[^1].Answers.Keys.Order().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Looked_at_and_left_alone_it_is_not_put_aside()
    {
        var chat = TestDialogs.Questionnaire(Steps, Giving(All)).Command(CommandName.Menu);

        chat.Buttons.ShouldBe(["Начать", "Другое"]);
        chat.State.Suspended.ShouldBeEmpty();
    }

    [Fact]
    public void Changed_and_not_sent_it_is_put_aside_as_any_draft()
    {
        var chat = TestDialogs.Questionnaire(Steps, Giving(All)).Press("Изменить").Press("Второй").Type("другое").Command(CommandName.Menu);
        chat.Buttons.ShouldContain("▶ Продолжить: Анкета");

        chat.Press("▶ Продолжить: Анкета").Question.ShouldContain("• Второй: другое");
    }

    [Fact]
    public void What_was_answered_here_already_is_not_overwritten()
    {
        var host = new FakeHost();
        var chat = TestDialogs.Questionnaire("- ask: a\n  text: Первый?\n  type: text\n- do: notes.read\n- ask: c\n  text: Третий?\n  type: text\n", Giving(All, host));
        chat.Type("своё");

        chat.State.Stack[^1].Answers.ShouldHaveSingleItem().Value.Text.ShouldBe("своё");
    }

    [Fact]
    public void A_flow_takes_no_answers_from_an_action() =>
        TestDialogs.Talk(Steps, Giving(All)).State.Stack[^1].Answers.ShouldBeEmpty();

    private static FakeHost Giving(Dictionary<string, Answer> answers, FakeHost? host = null)
    {
        host ??= new FakeHost();
        host.Actions["notes.read"] = _ => ActionOutcome.Of("missing", changed: false) with { Restored = answers.ToImmutableDictionary(StringComparer.Ordinal) };
        return host;
    }
}
