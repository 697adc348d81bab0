using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class SectionTests
{
    private const string Steps = """
        - ask: who
          text: Где Вы работаете?
          one_of: { school: В школе, garden: В детском саду }
        - section: Урок
          when: who == 'school'
        - say: Теперь об уроке.
        - ask: subject
          text: Какой предмет?
          type: text
        - ask: hard
          text: Трудно?
          when: subject == 'химия'
          yes_no: true
        - section: Группа
          when: who == 'garden'
        - ask: age
          text: Какой возраст?
          type: text
        - section: Напоследок
        - ask: wish
          text: Что пожелаете?
          type: text
        - review: Проверьте
        - do: notes.save
        """;

    [Fact]
    public void A_heading_stands_beside_the_number_of_its_questions()
    {
        var chat = TestDialogs.Questionnaire(Steps);
        chat.Question.ShouldStartWith("Вопрос 1 из 2\nГде Вы работаете?");

        chat.Press("В школе").Question.ShouldStartWith("Вопрос 2 из 3 · Урок\nКакой предмет?");
        chat.Type("физика").Question.ShouldStartWith("Вопрос 3 из 3 · Напоследок\n");
    }

    [Fact]
    public void A_section_whose_condition_fails_is_passed_by_whole()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("В детском саду");

        chat.Said.ShouldBeEmpty("what the section would have said is not said either");
        chat.Question.ShouldContain("· Группа\nКакой возраст?");
    }

    [Fact]
    public void The_condition_of_a_step_counts_beside_that_of_its_section()
    {
        TestDialogs.Questionnaire(Steps).Press("В школе").Type("химия").Question.ShouldContain("Вопрос 3 из 4 · Урок\nТрудно?");
        TestDialogs.Questionnaire(Steps).Press("В школе").Type("физика").Step.ShouldBe("wish");
    }

    [Fact]
    public void Another_answer_leads_into_the_other_section_and_hides_what_was_given_in_the_first()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("В школе").Type("химия").Press("Да").Type("тишины");
        chat.Press("Изменить").Press("Где Вы работаете").Press("В детском саду").Step.ShouldBe("age");
        chat.Type("три года");

        chat.Question.ShouldNotContain("химия");
        chat.Question.ShouldContain("• Что пожелаете: тишины");
        chat.Press("Отправить").Host.Done.Single().Given.Select(given => given.Question).ShouldBe(["who", "age", "wish"]);
    }

    [Fact]
    public void Back_to_the_first_section_brings_its_answers_back()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("В школе").Type("физика").Type("тишины")
            .Press("Изменить").Press("Где Вы работаете").Press("В детском саду").Type("три года")
            .Press("Изменить").Press("Где Вы работаете").Press("В школе");

        chat.Question.ShouldContain("• Какой предмет: физика");
        chat.Question.ShouldNotContain("три года");
    }

    [Fact]
    public void Back_crosses_the_edge_of_a_section()
    {
        TestDialogs.Questionnaire(Steps).Press("В детском саду").Press("← Назад").Step.ShouldBe("who");
    }

    [Fact]
    public void In_a_flow_headings_are_not_shown()
    {
        TestDialogs.Talk(Steps).Press("В школе").Question.ShouldBe("Какой предмет?");
    }

    [Fact]
    public void A_section_that_appears_is_asked_of_who_is_already_behind_it()
    {
        const string Before = "- ask: a\n  text: Первый?\n  yes_no: true\n- ask: b\n  text: Второй?\n  yes_no: true\n- do: notes.save";
        var chat = TestDialogs.Questionnaire(Before).Press("Да");
        var after = Before.Replace("- ask: b", "- section: Новое\n- ask: b", StringComparison.Ordinal);

        chat.Reload(TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(after))).Type("м-м").Question.ShouldContain("Вопрос 2 из 2 · Новое");
    }
}
