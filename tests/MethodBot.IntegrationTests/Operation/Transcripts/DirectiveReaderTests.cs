using MethodBot.Conversations.Messengers;
using MethodBot.Host.Transcripts;

namespace MethodBot.IntegrationTests.Operation.Transcripts;

public sealed class DirectiveReaderTests
{
    public static TheoryData<string, object> Lines => new()
    {
        { "кто: vk 7001 Мария", new Directive.Speaker("vk", "7001", "Мария") },
        { "кто: telegram 2001", new Directive.Speaker("telegram", "2001", null) },
        { "дата: 2026-11-17 09:05", new Directive.Clock(new DateTimeOffset(2026, 11, 17, 9, 5, 0, TimeSpan.Zero)) },
        { "перезапуск", new Directive.Restart() },
        { "диалог: poll", new Directive.Open("poll", null) },
        { "диалог: seminar 3", new Directive.Open("seminar", "3") },
        { "правка poll.yaml: «Кот» → «Кошка»", new Directive.Edit("poll.yaml", "Кот", "Кошка") },
        { @"правка polls/poll.yaml: «a\n  «б»» → «»", new Directive.Edit("polls/poll.yaml", "a\n  «б»", "") },
        { @"правка poll.yaml: «C:\\new» → «x»", new Directive.Edit("poll.yaml", @"C:\new", "x") },
        { "> /start", new Directive.Start(null) },
        { "> /start event-12", new Directive.Start("event-12") },
        { "> [Да]", new Directive.Press("Да") },
        { "> [a]b]", new Directive.Press("a]b") },
        { "> [Да] (старая кнопка)", new Directive.Press("Да", IsOld: true) },
        { "> [Взять] (под «Обращение № 1»)", new Directive.Press("Взять", Under: "Обращение № 1") },
        { "> (ответ на «Обращение № 1») Да\\nконечно", new Directive.Reply("Обращение № 1", "Да\nконечно") },
        { "> (правит «Когда») Куда", new Directive.Correction("Когда", "Куда") },
        { "> (стикер)", new Directive.Sticker() },
        { "> (файл poll.yaml: «Кот» → «Кошка»)", new Directive.DialogFile("poll.yaml", "Кот", "Кошка") },
        { @"> (файл new.yaml: «dialog: new\nsteps: []»)", new Directive.DialogFile("new.yaml", null, "dialog: new\nsteps: []") },
        { "> (место 51.23, 58.47)", new Directive.Location(new SharedLocation(51.23, 58.47, null)) },
        { "> (место -51,158.4 Школа № 5 (двор))", new Directive.Location(new SharedLocation(-51, 158.4, "Школа № 5 (двор)")) },
        { "> (контакт +7 912 345-67-89)", new Directive.Contact("+7 912 345-67-89") },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_read(string line, object directive)
    {
        DirectiveReader.IsDirective(line).ShouldBeTrue();
        DirectiveReader.Read(line).ShouldBe(directive);
    }

    [Theory]
    [InlineData("> Да", "Да")]
    [InlineData("> [задание 5] не вышло", "[задание 5] не вышло")]
    [InlineData("> [", "[")]
    [InlineData("> /menu", "/menu")]
    [InlineData("> /starting", "/starting")]
    [InlineData("> (и ещё) вопрос", "(и ещё) вопрос")]
    [InlineData("> перезапуск", "перезапуск")]
    [InlineData(@"> раз\nдва\\три", "раз\nдва\\три")]
    public void Anything_else_is_what_the_person_writes(string line, string text)
    {
        var message = DirectiveReader.Read(line).ShouldBeOfType<Directive.Message>();
        message.Text.ShouldBe(text);
        message.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Files_stand_before_the_caption()
    {
        var message = DirectiveReader.Read("> (фото a.jpg) (видео b.mp4)(голос c.ogg) (файл план урока.docx) Вот они").ShouldBeOfType<Directive.Message>();
        message.Text.ShouldBe("Вот они");
        message.Files.Select(file => (file.Kind, file.FileName)).ShouldBe(
        [
            (AttachmentKind.Photo, "a.jpg"), (AttachmentKind.Video, "b.mp4"), (AttachmentKind.Voice, "c.ogg"), (AttachmentKind.Document, "план урока.docx"),
        ]);
    }

    [Fact]
    public void The_ways_out_of_a_scenario_stand_on_one_line() =>
        DirectiveReader.Read("выход: назад, старая кнопка").ShouldBeOfType<Directive.Ways>().Names.ShouldBe(["назад", "старая кнопка"]);

    [Theory]
    [InlineData("выход:", "назад, отмена, пропуск")]
    [InlineData("выход: вперёд", "назад, отмена, пропуск")]
    [InlineData("кто: telegram", "кто: vk 7001 Мария")]
    [InlineData("дата: завтра", "дата: 2026-11-17 09:00")]
    [InlineData("диалог:", "диалог: needs-2026")]
    [InlineData("правка poll.yaml", "правка needs-2026.yaml: «было» → «стало»")]
    [InlineData("правка poll.yaml: Кот → Пёс", "правка needs-2026.yaml: «было» → «стало»")]
    [InlineData("правка poll.yaml: «» → «Пёс»", "правка needs-2026.yaml: «было» → «стало»")]
    [InlineData("> (контакт Мария)", "(контакт +79123456789)")]
    [InlineData("> (место Школа № 5)", "(место 51.23, 58.47)")]
    [InlineData("> (место 91, 58.47)", "(место 51.23, 58.47)")]
    [InlineData("> (место 51.23, 181)", "(место 51.23, 58.47)")]
    public void Half_a_directive_is_told_with_an_example(string line, string example)
    {
        DirectiveReader.IsDirective(line).ShouldBeTrue();
        Should.Throw<TranscriptException>(() => DirectiveReader.Read(line)).Message.ShouldContain(example);
    }

    [Theory]
    [InlineData("бот:")]
    [InlineData("  > сказал")]
    [InlineData("перезапуск бота")]
    [InlineData("Кто: telegram 2001")]
    [InlineData("")]
    public void What_the_bot_says_and_other_lines_are_no_directives(string line) => DirectiveReader.IsDirective(line).ShouldBeFalse();
}
