using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class LinkTests
{
    private const string Start = """
        dialog: start
        steps:
          - ask: name
            text: Как Вас зовут?
            type: text
          - call: link
          - ask: menu
            menu: true
            text: Чем помочь?
            one_of: { more: Ещё }
          - go: menu
        """;

    private const string Talk = """
        dialog: talk
        link: talk
        takes: [about]
        steps:
          - ask: word
            text: "Слово о {about}?"
            type: text
        """;

    [Fact]
    public void A_link_opens_its_dialog_once_what_comes_before_is_answered()
    {
        var chat = Follow("talk-12").Type("Маша");

        chat.Question.ShouldBe("Слово о 12?");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("nowhere-1")]
    [InlineData("talkative")]
    [InlineData("")]
    public void A_link_that_leads_nowhere_leads_to_the_menu(string payload) => Follow(payload).Type("Маша").Step.ShouldBe("menu");

    [Fact]
    public void Back_out_of_what_a_link_opened_the_same_answer_leads_into_it_again()
    {
        var chat = Follow("talk-12").Type("Маша").Press("← Назад");
        chat.Step.ShouldBe("name");

        chat.Press("Оставить как есть").Question.ShouldBe("Слово о 12?");
    }

    [Fact]
    public void Once_the_menu_is_reached_the_link_is_used_up()
    {
        var chat = Follow("talk-12").Type("Маша").Type("слово");
        chat.Step.ShouldBe("menu");

        chat.Command(CommandName.Menu).Type("Маша").Step.ShouldBe("menu");
    }

    private static Chat Follow(string payload) => new Chat(TestDialogs.Load(Start, Talk), new FakeHost()).Take(new Trigger.Follow(payload));
}
