using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class LinkTests
{
    private const string Start = """
        dialog: start
        title: Меню
        steps:
          - ask: agree
            when: not person.known
            text: Вы согласны?
            one_of: { agree: Согласна }
          - call: link
          - ask: menu
            menu: true
            text: Чем помочь?
            one_of: { nothing: Ничем }
          - go: menu
        """;

    private const string Event = """
        dialog: event
        title: Событие
        link: event
        takes: [id]
        kind: questionnaire
        steps:
          - ask: come
            text: "Придёте на {id}?"
            yes_no: true
          - ask: word
            text: "Что передать для {id}?"
            type: text
          - say: "Записал на {id}."
        """;

    private const string Poll = "dialog: poll\ntitle: Опрос\nlink: poll\nsteps:\n  - ask: word\n    text: Слово?\n    type: text\n  - ask: sure\n    text: Точно?\n    yes_no: true";

    private static readonly DialogSet Dialogs = TestDialogs.Load(Start, Event, Poll);

    private static Chat Known()
    {
        var host = new FakeHost();
        host.Facts["person.known"] = Answer.OfFlag(true);
        return new Chat(Dialogs, host);
    }

    private static Chat Follow(Chat chat, string payload) => chat.Take(new Trigger.Follow(payload));

    [Fact]
    public void A_link_opens_its_dialog_with_what_it_names()
    {
        Follow(Known(), "event-12").Question.ShouldContain("Придёте на 12?");
        Follow(Known(), "poll").Question.ShouldBe("Слово?");
    }

    [Fact]
    public void What_the_start_asks_first_comes_before_it()
    {
        var chat = Follow(new Chat(Dialogs, new FakeHost()), "event-12");
        chat.Question.ShouldBe("Вы согласны?");
        chat.State.Link.ShouldBe("event-12");

        chat.Press("Согласна").Question.ShouldContain("Придёте на 12?");
        chat.State.Link.ShouldBeNull();
    }

    [Theory]
    [InlineData("events-12")]
    [InlineData("event")]
    [InlineData("event-")]
    [InlineData("poll-1")]
    [InlineData("nothing")]
    [InlineData("")]
    public void A_link_that_leads_nowhere_leads_to_the_menu(string payload)
    {
        var chat = Follow(Known(), payload);

        chat.Question.ShouldBe("Чем помочь?");
        chat.State.Link.ShouldBeNull();
    }

    [Fact]
    public void When_its_dialog_ends_the_menu_comes_and_the_link_is_spent()
    {
        var chat = Follow(Known(), "event-12").Press("Да").Type("Удачи");
        chat.Said.ShouldBe(["Записал на 12."]);
        chat.Question.ShouldBe("Чем помочь?");

        chat.Press("Ничем").Question.ShouldBe("Чем помочь?");
        chat.Command(CommandName.Start).Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void A_link_followed_twice_goes_on_with_what_was_begun()
    {
        var chat = Follow(Follow(Known(), "event-12").Press("Да"), "event-12");

        chat.Said.ShouldBe(["Остановились на вопросе 2 из 2, ответы целы."]);
        chat.Question.ShouldContain("Что передать для 12?");
    }

    [Fact]
    public void A_link_about_another_thing_begins_anew_and_both_are_kept()
    {
        var chat = Follow(Follow(Known(), "event-12").Press("Да"), "event-13");
        chat.Question.ShouldContain("Придёте на 13?");
        chat.Press("Да").Press("☰ Меню").Buttons.Count(label => label == "▶ Продолжить: Событие").ShouldBe(2);

        Follow(chat, "event-12").Question.ShouldContain("Что передать для 12?");
        Follow(chat, "event-13").Question.ShouldContain("Что передать для 13?");
    }

    [Fact]
    public void A_link_puts_aside_what_is_under_way()
    {
        var chat = Follow(Follow(Known(), "poll").Type("слово"), "event-12");
        chat.Question.ShouldContain("Придёте на 12?");

        chat.Press("Да").Type("Удачи").Buttons.ShouldContain("▶ Продолжить: Опрос");
    }

    [Fact]
    public void Back_at_its_first_question_says_that_it_is_the_beginning()
    {
        var chat = Follow(Known(), "event-12");
        chat.Buttons.ShouldContain("☰ Меню");
        chat.Type("назад").Question.ShouldStartWith("Назад идти некуда");

        chat.Press("☰ Меню").Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void A_link_that_waited_is_forgotten_when_a_newer_one_comes()
    {
        var chat = Follow(Follow(new Chat(Dialogs, new FakeHost()), "event-12"), "poll").Press("Согласна");

        chat.Question.ShouldBe("Слово?");
    }

    [Fact]
    public void Cancel_drops_its_dialog_and_does_not_open_it_again()
    {
        var chat = Follow(Known(), "event-12").Press("Да").Type("отмена");

        chat.Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Ничем"]);
    }

    [Fact]
    public void A_link_opens_although_what_was_under_way_moved_to_another_chat()
    {
        var chat = Follow(Known(), "event-12").Press("Да");
        chat.Host.Moved.Add("event(id=12)");

        Follow(chat, "poll").Question.ShouldBe("Слово?");
        chat.Said.Single().ShouldStartWith("Вы продолжили в другом мессенджере: Событие.");
    }

    [Fact]
    public void A_link_opens_although_what_was_under_way_changed()
    {
        var chat = Follow(Known(), "event-12").Press("Да");
        chat.Reload(TestDialogs.Load(Start, Event.Replace("ask: word", "ask: wish", StringComparison.Ordinal), Poll));

        Follow(chat, "poll").Question.ShouldBe("Слово?");
        chat.Press("☰ Меню").Press("▶ Продолжить: Событие").Question.ShouldContain("Что передать для 12?");
    }

    [Fact]
    public void A_renamed_start_does_not_lose_what_a_link_opened()
    {
        var chat = Follow(Known(), "event-12").Press("Да");
        chat.Reload(TestDialogs.Load(Start.Replace("nothing: Ничем", "nothing: Ничего", StringComparison.Ordinal), Event, Poll)).Type("Удачи");

        chat.Said.ShouldBe(["Записал на 12."]);
        chat.Buttons.ShouldBe(["Ничего"]);
    }
}
