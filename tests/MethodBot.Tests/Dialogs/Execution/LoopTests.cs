using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class LoopTests
{
    [Fact]
    public void A_way_back_asks_what_follows_it_anew()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Первый?
              yes_no: true
            - ask: b
              text: Второй?
              one_of: { again: Ещё раз, enough: Хватит }
            - go: end
              when: b == 'enough'
            - go: b
            """).Press("Да").Press("Ещё раз");
        chat.Question.ShouldBe("Второй?");
        chat.Chosen.ShouldBeEmpty();
        chat.State.Stack[^1].Answers.Keys.ShouldBe(["a"]);

        chat.Press("← Назад").Question.ShouldBe("Первый?", "the old round is forgotten");
    }

    [Fact]
    public void A_list_with_cards_can_be_walked_for_ever_without_growing()
    {
        var host = TestDialogs.WithSchools("Школа № 1", "Школа № 2");
        var chat = TestDialogs.Talk(
            "- ask: school\n  text: Какая?\n  from: schools.all\n- call: card\n  with: { school: school }\n- go: school",
            host,
            "dialog: card\ntakes: [school]\nsteps:\n  - ask: way\n    text: Это {school}.\n    one_of: { list: К списку }");
        var lengths = new HashSet<int>();
        for (var i = 0; i < 50; i++)
        {
            chat.Press("Школа № 2").Question.ShouldBe("Это Школа № 2.");
            chat.Press("К списку").Question.ShouldBe("Какая?");
            if (i > 10)
                lengths.Add(chat.Saved.Length / 100);
        }

        lengths.Count.ShouldBeLessThan(3);
        chat.State.Stack[^1].Path.ShouldBeEmpty();
    }

    [Fact]
    public void An_outcome_that_leads_back_asks_again()
    {
        var host = new FakeHost();
        host.Actions["notes.read"] = call => ActionOutcome.Of(call.Arguments["about"].Key == "верно" ? "ok" : "missing");
        var chat = TestDialogs.Talk("""
            - ask: name
              text: Имя?
              type: text
            - do: notes.read
              with: { about: name }
              outcomes: { missing: wrong }
            - go: end
            - id: wrong
              say: Не нашёл.
            - go: name
            """, host).Type("мимо");
        chat.Said.ShouldBe(["Не нашёл."]);
        chat.Question.ShouldBe("Имя?");

        chat.Type("верно").Dialog.ShouldBe("start");
    }

    [Fact]
    public void An_outcome_that_leads_straight_back_forgets_the_wrong_answer()
    {
        var host = new FakeHost();
        host.Actions["notes.read"] = call => ActionOutcome.Of(call.Arguments["about"].Key == "верно" ? "ok" : "missing");
        var chat = TestDialogs.Talk("""
            - ask: name
              text: Имя?
              type: text
            - do: notes.read
              with: { about: name }
              outcomes: { missing: name }
            """, host).Type("мимо");

        chat.Question.ShouldBe("Имя?");
        chat.Type("верно").Dialog.ShouldBe("start");
    }

    [Fact]
    public void The_menu_forgets_what_was_chosen_in_it()
    {
        var chat = TestDialogs.Talk("- say: Привет.");

        chat.Question.ShouldBe("Чем помочь?");
        chat.State.Stack[0].Answers.ShouldBeEmpty();
        chat.State.Stack[0].Path.ShouldBeEmpty();
        chat.Press("Начать").Said.ShouldBe(["Привет."]);
    }
}
