using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class AgainTests
{
    [Fact]
    public void The_waiting_question_is_asked_anew_and_stays_the_one_it_was()
    {
        var chat = TestDialogs.Talk("- ask: a\n  text: Что выбрать?\n  many_of: { x: Икс, y: Игрек }").Press("Икс");
        var before = chat.Screen;
        chat.Take(new Trigger.Again());
        chat.Renewed.ShouldBeTrue();
        chat.Screen.Visit.ShouldBe(before.Visit);
        chat.Chosen.ShouldBe(["Икс"]);
        chat.PressOn(before, "Игрек").Chosen.ShouldBe(["Икс", "Игрек"]);
    }

    [Fact]
    public void Where_nothing_waits_it_begins_at_the_beginning() =>
        new Chat(TestDialogs.WithMenu(TestDialogs.TalkFile("- say: Да.")), new FakeHost()).Take(new Trigger.Again()).Question.ShouldContain("Чем помочь?");

    [Fact]
    public void A_link_that_leads_nowhere_opens_the_menu() =>
        TestDialogs.Talk("- ask: a\n  text: Что?\n  type: text").Take(new Trigger.Follow("nowhere")).Question.ShouldContain("Чем помочь?");
}
