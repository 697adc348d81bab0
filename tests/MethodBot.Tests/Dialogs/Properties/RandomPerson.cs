using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>Somebody who mostly answers, and otherwise does whatever a messenger lets people do.</summary>
internal static class RandomPerson
{
    private static readonly string[] Words =
    [
        "", " ", "1", "2", "17", "0", "-3", "да", "нет", "назад", "Отмена", "пропустить", "меню", "помощь", "старт", "готово", "Отправить", "изменить",
        "запись", "Запись № 5", "5", "5 часов", "Вариант", "Вариант 2", "вар", "Вариант 1, Вариант 2", "2, 1", "2 1 3", "Ничего из этого", "Другое",
        "15 октября", "31.12.26", "сейчас", "14:30", "полтретьего", "lebedeva@mail.ru", "8 912 345 67 89", "🙂", "👩‍👩‍👧‍👦", "а\nб", "...", "{person.name} **жирно**",
        "\u0000\u202e", "Очень", "Вопрос 3", "999999999999999999999999999999",
    ];

    private static readonly string[] Codes =
        ["~r:0", "~r:9", "~r:x", "~d:talk1", "~e:text2", "~e:", "~send", "~edit", "~review", "~p9", "~p-1", "~p99999999999", "~keep", "~all", "~free", "~menu", "~done", "~skip", "~back", "c1", "x", ""];

    /// <param name="seen">Every screen so far, the newest last.</param>
    /// <returns>The trigger and what to call it in the coverage.</returns>
    public static (Trigger Trigger, string Kind) Draw(Node? waiting, Visit? visit, IReadOnlyList<Screen> seen, ImmutableArray<string> links, Random random)
    {
        var screen = seen.Count > 0 ? seen[^1] : null;
        switch (random.Next(40))
        {
            case < 20 when waiting is not null && visit is not null && screen is not null && ValidAnswer(waiting, visit, screen, random) is { } answer:
                return (answer, "valid answer");
            case < 25 when screen is { Buttons.IsEmpty: false }:
                return (Press(screen, random), "press");
            case < 28 when seen.Count > 0 && seen[random.Next(seen.Count)] is { Buttons.IsEmpty: false } old:
                return (Press(old, random), "press on an older screen");
            case < 33:
                return (new Trigger.Message(Words[random.Next(Words.Length)], []), "words");
            case 33:
                return (new Trigger.Message(new string(random.Next(2) == 0 ? 'а' : '7', random.Next(250, 4096)), []), "huge text");
            case 34:
                var name = (CommandName)random.Next(6);
                return (new Trigger.Command(name), $"command {name}");
            case 35:
                return (new Trigger.Message(random.Next(2) == 0 ? "" : "вот", [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => File(random))]), "files");
            case 36:
                return (new Trigger.Message("", [File(random)], Album: $"album{random.Next(2)}"), "album");
            case 37:
                return random.Next(2) == 0
                    ? (new Trigger.Message(random.Next(2) == 0 ? "" : "Школа 5", [], Place: new GeoPoint(51.2, 58.4)), "place")
                    : (new Trigger.Contact(random.Next(2) == 0 ? "+79123456789" : "12"), "contact");
            case 38:
                return random.Next(3) switch
                {
                    0 => (new Trigger.Unsupported(), "unsupported"),
                    1 => (new Trigger.NotUnderstood(), "not understood"),
                    _ => (new Trigger.Press($"{visit?.Number}.{Codes[random.Next(Codes.Length)]}"), "press of an unknown button"),
                };
            default:
                return (new Trigger.Follow(random.Next(6) == 0 ? "nowhere-1" : links[random.Next(links.Length)] + (random.Next(2) == 0 ? "" : "-12")), "link");
        }
    }

    /// <summary>The next thing that somebody does who means to answer; null where the screen leaves nothing to answer with.</summary>
    public static Trigger? ValidAnswer(Node waiting, Visit visit, Screen screen, Random random) => waiting switch
    {
        ReviewNode => (random.Next(4) == 0 ? Button(screen, Controls.Edit) : null) ?? Button(screen, Controls.Send) ?? Choice(screen, random) ?? Button(screen, Controls.Review),
        AskNode { Question: ManyQuestion or RankQuestion } when visit.FreeText && !HasChoices(screen) => Say("своё"),
        AskNode { Question: ManyQuestion or RankQuestion } =>
            (random.Next(8) < 6 ? Choice(screen, random, ButtonRole.Choice) : null) ?? (random.Next(5) == 0 ? Paging(screen, random) : null) ?? Button(screen, Controls.Done),
        AskNode { Question: ChoiceQuestion or SourceQuestion } when visit.FreeText && !HasChoices(screen) => Say("своё"),
        AskNode { Question: SourceQuestion } => Choice(screen, random) ?? Button(screen, Controls.FreeText) ?? Button(screen, Controls.All),
        AskNode { Question: ChoiceQuestion or ScaleQuestion or YesNoQuestion or MatrixQuestion } => Choice(screen, random) ?? Button(screen, Controls.All),
        AskNode { Question: TextQuestion or MessageQuestion } => Say("ответ"),
        AskNode { Question: NumberQuestion } => Say("5"),
        AskNode { Question: DateQuestion } => Say("15.10.2026"),
        AskNode { Question: TimeQuestion } => Say("12:00"),
        AskNode { Question: PhoneQuestion } => Say("+7 912 345-67-89"),
        AskNode { Question: EmailQuestion } => Say("lebedeva@mail.ru"),
        AskNode { Question: LocationQuestion } => random.Next(2) == 0 ? Say("Ленина, 5") : new Trigger.Message("", [], Place: new GeoPoint(51.2, 58.4)),
        AskNode { Question: FilesQuestion } ask => Button(screen, Controls.Done)
            ?? new Trigger.Message("", [new AnswerFile(random.Next(1000), ask.Id.TrimEnd("0123456789".ToCharArray()) is "file" ? "document" : ask.Id.TrimEnd("0123456789".ToCharArray()), "a.bin")]),
        _ => null,
    };

    /// <summary>The button of a control, or null.</summary>
    public static Trigger? Button(Screen screen, string code) =>
        screen.Buttons.FirstOrDefault(button => button.Data.EndsWith("." + code, StringComparison.Ordinal)) is { } button ? new Trigger.Press(button.Data) : null;

    private static Trigger? Choice(Screen screen, Random random, ButtonRole? role = null)
    {
        var choices = screen.Buttons.Where(button => button.Role == role || (role is null && button.Role is ButtonRole.Choice or ButtonRole.ChosenChoice)).ToList();
        return choices.Count == 0 ? null : new Trigger.Press(choices[random.Next(choices.Count)].Data);
    }

    private static Trigger? Paging(Screen screen, Random random)
    {
        var pages = screen.Buttons.Where(button => button.Data.Contains("." + Controls.PagePrefix, StringComparison.Ordinal)).ToList();
        return pages.Count == 0 ? null : new Trigger.Press(pages[random.Next(pages.Count)].Data);
    }

    private static bool HasChoices(Screen screen) => screen.Buttons.Any(button => button.Role is ButtonRole.Choice or ButtonRole.ChosenChoice);

    private static Trigger.Press Press(Screen screen, Random random) => new(screen.Buttons[random.Next(screen.Buttons.Length)].Data);

    private static Trigger.Message Say(string text) => new(text, []);

    private static AnswerFile File(Random random) => random.Next(6) switch
    {
        0 => new AnswerFile(random.Next(1000), "photo", null),
        1 => new AnswerFile(random.Next(1000), "video", null),
        2 => new AnswerFile(random.Next(1000), "voice", null),
        3 => new AnswerFile(random.Next(1000), "document", "фото.JPG"),
        4 => new AnswerFile(random.Next(1000), "document", "запись.mp3"),
        _ => new AnswerFile(random.Next(1000), "document", null),
    };
}
