using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class LocationQuestionTests
{
    private const string Ask = "- ask: where\n  text: Где пройдёт урок?\n  type: location\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.save";

    private static readonly GeoPoint Orsk = new(51.23158, 58.47462);

    private static Answer Saved(Chat chat) => chat.Press("Да").Host.Done.Single().Given[0].Answer;

    [Fact]
    public void A_shared_point_answers()
    {
        var answer = Saved(TestDialogs.Talk(Ask).Take(new Trigger.Message("", [], null, Orsk)));

        answer.Place.ShouldBe(Orsk);
        answer.Text.ShouldBeNull();
    }

    [Fact]
    public void A_point_with_a_title_keeps_both()
    {
        var answer = Saved(TestDialogs.Talk(Ask).Take(new Trigger.Message("Школа № 5", [], null, Orsk)));

        answer.Place.ShouldBe(Orsk);
        answer.Text.ShouldBe("Школа № 5");
    }

    [Fact]
    public void An_address_in_words_answers_too()
    {
        Saved(TestDialogs.Talk(Ask).Type(" Орск, пр. Ленина, 5 ")).Text.ShouldBe("Орск, пр. Ленина, 5");
    }

    [Fact]
    public void Neither_is_refused()
    {
        TestDialogs.Talk(Ask).Send(new AnswerFile(1, "photo", null)).Question.ShouldBe("Пришлите точку на карте или напишите адрес.\n\nГде пройдёт урок?");
        TestDialogs.Talk(Ask).Type(new string('я', 301)).Question.ShouldStartWith("Получилось слишком длинно: можно до 300 знаков.");
    }

    [Fact]
    public void Back_tells_the_point_as_maps_take_it()
    {
        TestDialogs.Talk(Ask).Take(new Trigger.Message("", [], null, Orsk)).Press("← Назад").Question.ShouldBe("Где пройдёт урок?\n\nВаш ответ: 51.23158, 58.47462");
        TestDialogs.Talk(Ask).Take(new Trigger.Message("Школа № 5", [], null, Orsk)).Press("← Назад").Question.ShouldEndWith("Ваш ответ: Школа № 5");
    }

    [Fact]
    public void A_point_is_no_answer_to_other_questions()
    {
        var place = new Trigger.Message("", [], null, Orsk);

        foreach (var kind in (string[])["type: text", "type: number", "yes_no: true", "rank: { a: Аз, b: Буки }", "type: voice"])
        {
            var chat = TestDialogs.Talk($"- ask: a\n  text: Что?\n  {kind}").Take(place);
            chat.Question.ShouldStartWith("Такое сообщение я прочитать не могу.");
            chat.State.Stack[^1].Answers.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_point_whose_title_is_a_word_of_command_is_still_a_point()
    {
        TestDialogs.Talk(Ask).Take(new Trigger.Message("Назад", [], null, Orsk)).Step.ShouldBe("n");
    }

    [Fact]
    public void A_resting_menu_leaves_a_point_to_the_rest_of_the_service()
    {
        var chat = TestDialogs.Talk(Ask).Press("☰ Меню").Take(new Trigger.Message("", [], null, Orsk));

        chat.Understood.ShouldBeFalse();
        chat.Effects.ShouldBeEmpty();
    }
}
