using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class FilesTests
{
    private static readonly AnswerFile Photo = new(1, "photo", null);
    private static readonly AnswerFile Second = new(2, "photo", null);
    private static readonly AnswerFile Plan = new(3, "document", "план.docx");

    [Fact]
    public void One_photo_answers_at_once()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n- do: notes.save").Send("Наш класс", Photo);

        var answer = chat.Host.Done[0].Given.Single().Answer;
        answer.Files.ShouldBe([Photo]);
        answer.Text.ShouldBe("Наш класс");
    }

    [Theory]
    [InlineData("type: photo", true)]
    [InlineData("type: file", true)]
    [InlineData("type: message", true)]
    [InlineData("type: text", false)]
    [InlineData("yes_no: true", false)]
    public void A_question_tells_whether_it_takes_files(string kind, bool expected)
    {
        var chat = TestDialogs.Talk($"- ask: p\n  text: Что?\n  {kind}");
        chat.WaitsForFiles.ShouldBe(expected);
        chat.Command(CommandName.Menu).WaitsForFiles.ShouldBeFalse();
    }

    [Fact]
    public void A_document_is_no_photo_and_words_are_no_file()
    {
        TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo").Send(Plan).Question.ShouldStartWith("Пришлите фотографию.");
        TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo").Type("потом").Question.ShouldStartWith("Пришлите фотографию.");
        TestDialogs.Talk("- ask: p\n  text: План?\n  type: file").Type("потом").Question.ShouldStartWith("Пришлите файл или фотографию.");
    }

    [Fact]
    public void Any_file_answers_a_question_for_a_file()
    {
        TestDialogs.Talk("- ask: p\n  text: План?\n  type: file\n- do: notes.save").Send(Plan).Host.Done[0].Given.Single().Answer.Files.ShouldBe([Plan]);
        TestDialogs.Talk("- ask: p\n  text: План?\n  type: file\n- do: notes.save").Send(Photo).Host.Done.Count.ShouldBe(1);
    }

    [Fact]
    public void Several_photos_are_gathered_until_done()
    {
        const string Steps = "- ask: p\n  text: Фото?\n  type: photo\n  max: 3\n- do: notes.save";
        var chat = TestDialogs.Talk(Steps);
        chat.Buttons.ShouldNotContain("Готово");
        chat.Send(Photo);
        chat.Question.ShouldContain("1 файл");
        chat.Send(Second).Question.ShouldContain("2 файла");

        chat.Press("Готово").Host.Done[0].Given.Single().Answer.Files.ShouldBe([Photo, Second]);
        TestDialogs.Talk(Steps).Send(Photo, Second).Type("всё").Host.Done[0].Given.Single().Answer.Files.Length.ShouldBe(2);
    }

    [Fact]
    public void Photos_of_one_album_are_one_answer_and_do_not_answer_the_next_question()
    {
        var chat = TestDialogs.Talk("- ask: m\n  text: Вопрос?\n  type: message\n- ask: p\n  text: Фото?\n  type: photo\n- do: notes.save");

        chat.SendPart("a", Photo);
        chat.Step.ShouldBe("p");
        chat.SendPart("a", Second);
        chat.Effects.ShouldBeEmpty();
        chat.Step.ShouldBe("p");

        var given = chat.SendPart("b", Plan with { Kind = "photo" }).Host.Done[0].Given;
        given[0].Answer.Files.ShouldBe([Photo, Second]);
        given[1].Answer.Files.Single().Id.ShouldBe(Plan.Id);
    }

    [Fact]
    public void A_further_photo_of_an_album_is_let_go_where_one_is_enough()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n- ask: t\n  text: Что это?\n  type: text\n- do: notes.save");

        chat.SendPart("a", Photo).SendPart("a", Second);

        chat.Effects.ShouldBeEmpty();
        chat.Type("Урок").Host.Done[0].Given[0].Answer.Files.ShouldBe([Photo]);
    }

    [Fact]
    public void Parts_of_an_album_are_gathered_while_the_question_gathers()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n  max: 3\n- do: notes.save").SendPart("a", Photo).SendPart("a", Second);

        chat.Press("Готово").Host.Done[0].Given.Single().Answer.Files.ShouldBe([Photo, Second]);
    }

    [Fact]
    public void More_photos_than_allowed_are_refused_and_the_gathered_ones_stay()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n  max: 2").Send(Photo).Send(Second, Photo);

        chat.Question.ShouldStartWith("Можно прислать не больше 2. Нажмите «Готово».");
        chat.State.Visit!.Files.ShouldBe([Photo]);
    }

    [Fact]
    public void Done_without_a_file_asks_for_one()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n  max: 2").Type("готово");

        chat.Question.ShouldStartWith("Пришлите фотографию.");
    }

    [Fact]
    public void A_message_takes_words_files_or_both()
    {
        const string Steps = "- ask: m\n  text: Что?\n  type: message\n- do: notes.save";
        TestDialogs.Talk(Steps).Type("Вопрос").Host.Done[0].Given.Single().Answer.ShouldBe(new Answer { Text = "Вопрос" });
        TestDialogs.Talk(Steps).Send(Photo, Plan).Host.Done[0].Given.Single().Answer.ShouldBe(new Answer { Files = [Photo, Plan] });
        TestDialogs.Talk(Steps).Send("Вот", Plan).Host.Done[0].Given.Single().Answer.ShouldBe(new Answer { Text = "Вот", Files = [Plan] });
        TestDialogs.Talk(Steps).Type(" ").Question.ShouldStartWith("Напишите ответ текстом.");
    }

    [Fact]
    public void Coming_back_to_files_tells_what_was_sent_and_lets_it_stay()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n- ask: b\n  text: Дальше?\n  yes_no: true").Send(Photo).Press("← Назад");

        chat.Question.ShouldContain("Ваш ответ: 1 файл");
        chat.Press("Оставить как есть").Question.ShouldBe("Дальше?");
    }

    [Fact]
    public void Files_read_in_the_review_by_their_number()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n  max: 3\n- review: Проверьте").Send(Photo, Second).Press("Готово");

        chat.Question.ShouldContain("• Фото: 2 файла");
    }

    [Fact]
    public void Words_under_any_of_several_files_belong_to_the_answer()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Фото?\n  type: photo\n  max: 3\n- do: notes.save");

        chat.Send("Вид спереди", new AnswerFile(1, "photo", null)).Send("", new AnswerFile(2, "photo", null)).Send("Вид сзади", new AnswerFile(3, "photo", null)).Press("Готово");

        chat.Host.Done.Single().Given.Single().Answer.Text.ShouldBe("Вид спереди\nВид сзади");
    }
}
