using MethodBot.Dialogs.Answers;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class FilesQuestionTests
{
    private static Chat Asked(string type, string more = "") => TestDialogs.Talk($"- ask: f\n  text: Что у Вас?\n  type: {type}{more}\n- do: notes.save");

    [Theory]
    [InlineData("video", "video", null)]
    [InlineData("video", "document", "Урок 5А.MP4")]
    [InlineData("video", "document", "запись.mov")]
    [InlineData("voice", "voice", null)]
    [InlineData("voice", "document", "песня.mp3")]
    [InlineData("voice", "document", "голос.ogg")]
    [InlineData("photo", "document", "IMG_1.HEIC")]
    [InlineData("file", "voice", null)]
    [InlineData("file", "video", null)]
    public void A_recording_counts_however_it_was_sent(string type, string kind, string? name)
    {
        var file = new AnswerFile(1, kind, name);

        Asked(type).Send(file).Host.Done.Single().Given[0].Answer.Files.ShouldBe([file]);
    }

    [Theory]
    [InlineData("video", "photo", null, "Пришлите видео.")]
    [InlineData("video", "document", "план.docx", "Пришлите видео.")]
    [InlineData("video", "document", null, "Пришлите видео.")]
    [InlineData("video", "voice", null, "Пришлите видео.")]
    [InlineData("voice", "video", null, "Пришлите голосовое сообщение или аудиозапись.")]
    [InlineData("voice", "document", "mp3", "Пришлите голосовое сообщение или аудиозапись.")]
    [InlineData("photo", "video", null, "Пришлите фотографию.")]
    public void Another_kind_is_refused_by_name(string type, string kind, string? name, string hint)
    {
        var chat = Asked(type).Send(new AnswerFile(1, kind, name));

        chat.Question.ShouldBe($"{hint}\n\nЧто у Вас?");
        chat.Host.Done.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("video", "Пришлите видео.")]
    [InlineData("voice", "Пришлите голосовое сообщение или аудиозапись.")]
    public void Words_are_no_recording(string type, string hint)
    {
        Asked(type).Type("https://vk.com/video1").Question.ShouldStartWith(hint);
        Asked(type, "\n  max: 2").Type("готово").Question.ShouldStartWith(hint);
    }

    [Fact]
    public void Recordings_are_gathered_where_several_are_asked_for()
    {
        var chat = Asked("voice", "\n  max: 2").Send(new AnswerFile(1, "voice", null)).Send(new AnswerFile(2, "document", "b.m4a"));
        chat.Question.ShouldContain("2 файла");
        chat.Send(new AnswerFile(3, "voice", null)).Question.ShouldStartWith("Можно прислать не больше 2.");

        chat.Press("Готово").Host.Done.Single().Given[0].Answer.Files.Select(file => file.Id).ShouldBe([1, 2]);
    }

    [Fact]
    public void What_fits_is_taken_out_of_a_mixed_message()
    {
        Asked("video").Send("вот", new AnswerFile(1, "photo", null), new AnswerFile(2, "video", null)).Host.Done.Single().Given[0].Answer.Files.Single().Id.ShouldBe(2);
    }

    [Fact]
    public void Files_gathered_before_the_menu_was_opened_are_not_lost()
    {
        var chat = Asked("photo", "\n  max: 3").Send(new AnswerFile(1, "photo", null)).Press("☰ Меню");

        chat.Press("▶ Продолжить: Разговор").Question.ShouldContain("1 файл");
    }
}
