using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Bench.Inputs;

/// <summary>A kind of question as a generated dialog writes it, with messages that answer it.</summary>
/// <param name="Lines">Lines of the step that make it this kind.</param>
/// <param name="Condition">True of the answer below; <c>?</c> stands for the id of the step.</param>
/// <param name="Answer">What a person sends, one message after the other, until the next question comes.</param>
internal sealed record QuestionKind(ImmutableArray<string> Lines, string Condition, ImmutableArray<Trigger> Answer)
{
    public static QuestionKind OneOf { get; } = new(
        ["one_of: { lt3: До трёх лет, 3to10: От трёх до десяти, 10to20: От десяти до двадцати, gt20: Больше двадцати }"],
        "? in ['lt3', '3to10']",
        [Typed("1")]);

    public static QuestionKind ManyOf { get; } = new(
        [
            "many_of:",
            "  - { id: assess, text: Оценивание предметных результатов, deficit: assessment }",
            "  - { id: functional, text: Функциональная грамотность, deficit: functional_literacy }",
            "  - { id: ict, text: Цифровые инструменты на уроке, deficit: ict }",
            "  - { id: special, text: Дети с ОВЗ, deficit: inclusion }",
            "  - { id: gifted, text: Одарённые дети и олимпиады, deficit: gifted }",
            "  - { id: parents, text: Работа с родителями, deficit: parents }",
            "  - { other: Другое }",
            "  - { id: none, text: Ничего из этого, exclusive: true }",
            "max: 3",
        ],
        "? contains 'assess' and count(?) >= 2",
        [Typed("1, 3"), Typed("готово")]);

    public static QuestionKind Date { get; } = new(
        ["type: date", "min: 2026-09-01", "max: 2027-08-31"], "? >= '2026-09-01'", [Typed("15 октября")]);

    private static readonly QuestionKind YesNo = new(["yes_no: true"], "?", [Typed("да")]);

    private static readonly QuestionKind Text = new(
        ["type: text", "max: 500", "optional: true"], "answered(?)", [Typed("Хотел бы увидеть открытый урок по математике в пятом классе.")]);

    private static readonly QuestionKind Number = new(["type: number", "min: 0", "max: 100"], "? > 3", [Typed("12")]);

    /// <summary>Every kind of the language, the common ones more often, in the order in which they take turns.</summary>
    public static ImmutableArray<QuestionKind> Mixed { get; } =
    [
        OneOf, ManyOf, YesNo, Text, OneOf, Number,
        new(["scale: { from: 1, to: 5, low: Совсем не уверенно, high: Вполне уверенно }"], "? >= 2", [Typed("4")]),
        Date, OneOf, YesNo,
        new(
            [
                "matrix:",
                "  rows: { plan: Планирование, assess: Оценивание, parents: Родители }",
                "  columns: { good: Хорошо, fair: Средне, bad: Плохо }",
            ],
            "?.plan == 'good'",
            [Typed("1"), Typed("2"), Typed("1")]),
        ManyOf,
        new(
            ["rank: { lesson: Открытый урок, seminar: Семинар, course: Курсы, advice: Консультация }", "max: 3"],
            "? contains 'seminar'",
            [Typed("2, 1, 3"), Typed("готово")]),
        OneOf, Text,
        new(["from: events.open"], "answered(?)", [Typed("1")]),
        Number, YesNo,
        new(["type: time", "min: 08:00", "max: 20:00"], "? < '18:00'", [Typed("14:30")]),
        new(["type: phone"], "answered(?)", [Typed("+7 912 345-67-89")]),
        OneOf,
        new(["type: email"], "answered(?)", [Typed("lebedeva@mail.ru")]),
        ManyOf,
        new(["type: location"], "answered(?)", [Typed("улица Советская, 12")]),
        new(["type: photo"], "answered(?)", [Sent("photo")]),
        YesNo,
        new(["type: file"], "answered(?)", [Sent("document")]),
        OneOf,
        new(["type: video"], "answered(?)", [Sent("video")]),
        new(["type: voice"], "answered(?)", [Sent("voice")]),
        new(["type: message"], "answered(?)", [Typed("Расскажите, пожалуйста, о новых программах.")]),
    ];

    private static Trigger.Message Typed(string text) => new(text, []);

    private static Trigger.Message Sent(string kind) => new("", [new AnswerFile(1, kind, null)]);
}
