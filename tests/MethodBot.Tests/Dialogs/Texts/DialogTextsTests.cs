using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Texts;

public sealed class DialogTextsTests
{
    [Fact]
    public void Sentences_are_found_by_their_dotted_keys()
    {
        var texts = Read("a:\n  b: Привет\n", "a.b").Texts;

        texts.Plain("a.b").ShouldBe("Привет");
        Should.Throw<KeyNotFoundException>(() => texts.Plain("a.c")).Message.ShouldContain("a.c");
    }

    [Theory]
    [InlineData("a: А\nlone: Б\n", "2:1: неизвестный ключ «lone».")]
    [InlineData("a:\n", "1:1: нет текста. Напишите, что должен прочитать человек.", "1:1: в texts.yaml не хватает текста «a».")]
    [InlineData("a: [А]\n", "1:4: «a» должен быть строкой текста.", "1:1: в texts.yaml не хватает текста «a».")]
    [InlineData("b: А\n", "1:1: неизвестный ключ «b».", "1:1: в texts.yaml не хватает текста «a».")]
    [InlineData("a: Это {Имя}\n", "1:8: непонятная подстановка «{Имя}». Пример: {person.first_name} или {free|место|места|мест}.")]
    [InlineData("a: \"Это {Имя}\"\n", "1:9: непонятная подстановка «{Имя}». Пример: {person.first_name} или {free|место|места|мест}.")]
    [InlineData("- a\n", "1:1: файл должен состоять из строк «ключ: значение». Начните со строки «dialog: имя».", "1:1: в texts.yaml не хватает текста «a».")]
    public void Faults_of_texts_are_told(string source, params string[] expected) =>
        Read(source, "a").Faults.Select(fault => $"{fault.Mark.Line}:{fault.Mark.Column}: {fault.Message}").ShouldBe(expected);

    [Theory]
    [InlineData("v: Вопрос {nubmer}\n", "1:11: в этот текст не подставляется «nubmer»; похоже на «number».")]
    [InlineData("v: \"{title}: {number} из {total}\"\n", "1:5: в этот текст не подставляется «title». Есть: number, total.")]
    public void A_value_that_the_sentence_does_not_get_is_told(string source, string expected) =>
        Read(source, "v").Faults.Select(fault => $"{fault.Mark.Line}:{fault.Mark.Column}: {fault.Message}").ShouldBe([expected]);

    [Fact]
    public void A_sentence_without_values_takes_none() =>
        Read("a: Это {number}\n", "a").Faults.Select(fault => fault.Message).ShouldBe(["в этот текст ничего не подставляется, а здесь «number»."]);

    [Fact]
    public void Words_are_read_as_answers_are() =>
        Read("w: Назад, ← назад , ВСЁ\n", "w").Texts.Words("w").ShouldBe(["назад", "← назад", "все"]);

    [Fact]
    public void What_an_earlier_file_lacks_is_said_in_the_programs_own_words_and_told()
    {
        var faults = new FaultList("texts.yaml");
        var texts = DialogTexts.Read("a: Своё\n", [new TextKey("a"), new TextKey("b"), new TextKey("c")], faults, "a: Чужое\nb: Новое\nd: Лишнее\n");

        texts.Plain("a").ShouldBe("Своё");
        texts.Plain("b").ShouldBe("Новое");
        texts.Borrowed.ShouldBe(["b"]);
        faults.Items.Select(fault => fault.Message).ShouldBe([FaultMessages.MissingTextKey("c")]);
    }

    [Fact]
    public void Every_key_of_the_engine_is_in_its_list_once() =>
        TextKeys.All.Select(key => key.Name).ShouldBe(typeof(TextKeys).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!), ignoreOrder: true);

    [Fact]
    public void The_dialogs_that_ship_have_no_faults() => RealDialogs.Loaded.Faults.Select(fault => fault.ToString()).ShouldBeEmpty();

    private static (DialogTexts Texts, IReadOnlyList<Fault> Faults) Read(string source, params string[] keys)
    {
        var faults = new FaultList("texts.yaml");
        return (DialogTexts.Read(source, keys.Select(key => new TextKey(key, key == "v" ? ["number", "total"] : [])), faults), faults.Items);
    }
}
