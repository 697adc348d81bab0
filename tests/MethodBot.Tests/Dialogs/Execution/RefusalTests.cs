using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class RefusalTests
{
    [Fact]
    public void Who_may_not_do_it_is_told_and_taken_back_to_the_menu()
    {
        var host = new FakeHost();
        host.Actions["notes.save"] = _ => ActionOutcome.Refused;

        var chat = TestDialogs.Talk("""
            - ask: note
              text: Что записать?
              type: text
            - do: notes.save
              with: { note: note }
            - say: Записано.
            """, host).Type("план");

        chat.Said.ShouldBe(["not for you"]);
        chat.Question.ShouldBe("Чем помочь?");
        chat.Press("Другое").Question.ShouldBe("Слово?", "the menu works on");
    }
}
