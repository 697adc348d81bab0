using System.Text;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

/// <summary>One person in two chats walks at random through every kind of question, while the questions change under their hands.</summary>
public sealed partial class KindsWalkTests
{
    private const int Conversations = 60;
    private const int Turns = 120;

    private const string Steps = """
        - ask: school
          text: Вы в школе?
          yes_no: true
        - section: Оценки
        - ask: mood
          text: Насколько уверены?
          scale: { from: 0, to: 10, low: совсем нет, high: полностью }
        - ask: use
          text: Как часто?
          optional: true
          matrix:
            rows:
              - { id: a, text: Журнал, when: school }
              - { id: b, text: "Доска: любая" }
              - { id: c, text: Тесты, when: mood >= 4 }
            columns: { never: Никогда, some: Иногда, often: "Часто: всегда" }
        - ask: order
          text: "Что важнее, если доска {use.b}?"
          rank:
            - { id: s, text: Семинары }
            - { id: k, text: Курсы, when: school }
            - { id: o, text: Открытые уроки, when: use.b != 'never' }
          min: 2
          optional: true
        - section: Потом
          when: mood >= 2
        - ask: help
          text: В чём помочь?
          default: "'ict'"
          many_of:
            - { id: ict, text: Цифровые инструменты }
            - { id: marks, text: Оценивание, when: count(order) >= 2 }
            - { id: none, text: Ничего, exclusive: true }
            - { other: Другое }
          max: 2
        - ask: form
          text: Как удобнее?
          one_of: [ { id: day, text: Днём, when: not school }, { id: evening, text: Вечером }, { other: Другое } ]
        - ask: only
          text: Только школе?
          one_of: [ { id: x, text: Икс, when: school }, { id: z, text: Зет, when: school } ]
        - call: inner
          when: form == 'evening'
        - ask: at
          text: Во сколько?
          type: time
          min: 07:00
        - ask: phone
          text: Телефон?
          type: phone
          when: at >= '12:00'
          default: person.name
        - ask: mail
          text: Почта?
          type: email
          optional: true
        - ask: where
          text: Где?
          type: location
        - ask: photos
          text: Фото?
          type: photo
          max: 3
          optional: true
        - ask: voice
          text: Скажите?
          type: voice
          optional: true
        - review: Проверьте
        - do: notes.save
        - say: Спасибо.
        """;

    private const string Inner = "dialog: inner\ntitle: Внутри\nsteps:\n  - ask: i\n    text: Внутри?\n    type: text\n    min: 2\n  - ask: j\n    text: Глубже?\n    rank: { a: Аз, b: Буки }";

    private static readonly string[] Words =
    [
        "1", "2", "3", "1, 2", "2 1", "7", "да", "нет", "готово", "назад", "пропустить", "меню", "отмена", "своё", "никогда", "вечером", "другое", "в 2", "14:30",
        "8 912 345-67-89", "a@b.ru", "Ленина, 5", "отправить", "изменить", "", "полностью",
    ];

    private readonly List<(DialogSet Set, string File)> _versions = [];

    [Fact]
    public void Nobody_is_lost_and_what_is_sent_was_asked()
    {
        MakeVersions(new Random(20261122));
        _versions.Count.ShouldBeGreaterThan(8);
        var sent = 0;
        for (var seed = 0; seed < Conversations; seed++)
            sent += Walk(seed);
        sent.ShouldBeGreaterThan(Conversations / 4, "random answers come to the end often enough to mean something");
    }

    private int Walk(int seed)
    {
        var random = new Random(seed);
        var chats = new[] { Make(), Make() };
        var seen = new List<Screen>();
        var log = new StringBuilder();
        int? holder = null;
        try
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                var index = random.Next(6) == 0 ? 1 : 0;
                var (chat, other) = (chats[index], chats[1 - index]);
                if (random.Next(25) == 0)
                {
                    var version = random.Next(_versions.Count);
                    log.AppendLine($"{turn}: version {version}");
                    Array.ForEach(chats, one => one.Reload(_versions[version].Set));
                }

                ShowDrafts(chat, other, holder == 1 - index);
                var held = HoldsDraft(chat);
                var trigger = Draw(chat, seen, random);
                log.AppendLine($"{turn}: chat {index} {chat.Dialog}/{chat.Step} {trigger}");
                chat.Take(trigger);
                seen.Add(chat.Screen);
                var holds = HoldsDraft(chat);
                if (holds && !held)
                    holder = index;
                else if (!holds && held && holder == index)
                    holder = null;
                Check(chat);
            }

            return chats.Sum(chat => chat.Host.Done.Count);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"conversation {seed} failed:\n{log}", e);
        }

        Chat Make()
        {
            var host = new FakeHost { MaxButtons = random.Next(10, 17) };
            foreach (var (set, file) in _versions.Where((_, i) => i % 2 == 0))
                host.Sources[("talk", set.Find("talk")!.Revision)] = file;
            return new Chat(_versions[0].Set, host).Command(CommandName.Start);
        }
    }

    private static bool HoldsDraft(Chat chat) =>
        chat.State.Stack.Concat(chat.State.Suspended.SelectMany(item => item.Frames)).Any(frame => frame.IsDraft);

    // As the store keeps it: one row a questionnaire, naming the chat that worked on it last.
    private static void ShowDrafts(Chat chat, Chat other, bool isElsewhere)
    {
        chat.Host.Drafts.Clear();
        chat.Host.Moved.Clear();
        if (!isElsewhere)
            return;
        chat.Host.Moved.Add("talk");
        if (other.State.FindDraft("talk") is { } draft)
            chat.Host.Drafts["talk"] = draft;
    }

    private static void Check(Chat chat)
    {
        chat.State.Visit.ShouldNotBeNull();
        if (chat.Effects.OfType<Effect.Show>().LastOrDefault() is { } show)
        {
            show.Screen.Visit.ShouldBe(chat.State.Visit.Number);
            show.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(chat.Host.MaxButtons);
            show.Screen.Buttons.ShouldAllBe(button => button.Label.Length > 0 && button.Data.Length <= 64);
            show.Screen.Buttons.Where(button => !button.Data.Contains("~p", StringComparison.Ordinal)).Select(button => button.Data).ShouldBeUnique();
            show.Screen.Buttons.ShouldNotBeEmpty();
        }

        foreach (var call in chat.Host.Done)
            CheckSent(call.Given.ToDictionary(given => given.Question, given => given.Answer));
    }

    // What stood under a condition is sent only where that condition holds of what is sent.
    private static void CheckSent(Dictionary<string, Answer> sent)
    {
        var school = sent.GetValueOrDefault("school")?.Flag == true;
        var mood = sent.GetValueOrDefault("mood")?.Number ?? -1;
        if (sent.GetValueOrDefault("use") is { } use)
        {
            (use.Cell("a") is not null && !school).ShouldBeFalse("the journal was asked of schools only");
            (use.Cell("c") is not null && mood < 4).ShouldBeFalse("tests were asked of the sure only");
        }

        if (sent.GetValueOrDefault("order") is { } order)
        {
            (order.Options.Contains("k") && !school).ShouldBeFalse();
            order.Options.ShouldBeUnique();
        }

        if (sent.GetValueOrDefault("help") is { } help)
        {
            help.Options.Length.ShouldBeInRange(1, 2);
            (help.Options.Contains("none") && help.Options.Length > 1).ShouldBeFalse("nothing stands beside «nothing»");
            help.Options.Contains("other").ShouldBe(help.Text is { Length: > 0 });
        }

        if (sent.GetValueOrDefault("form") is { } form)
            (form.OnlyOption == "other").ShouldBe(form.Text is { Length: > 0 });
        if (sent.GetValueOrDefault("phone") is { } phone)
            phone.Text.ShouldStartWith("+");
    }

    private static Trigger Draw(Chat chat, List<Screen> seen, Random random)
    {
        // Mostly people answer.
        if (random.Next(10) < 8 && Sensible(chat, random) is { } answer)
            return answer;
        switch (random.Next(24))
        {
            case < 14 when !chat.Screen.Buttons.IsEmpty:
                return Press(chat.Screen);
            case 14 when seen.Count > 0 && seen[random.Next(seen.Count)] is { Buttons.IsEmpty: false } old:
                return Press(old);
            case < 19:
                return new Trigger.Message(Words[random.Next(Words.Length)], []);
            case 19:
                return new Trigger.Message("", [], null, new GeoPoint(51.2, 58.5));
            case 20:
                return new Trigger.Contact("+79123456789");
            case 21:
                return new Trigger.Message("", [new AnswerFile(random.Next(9), random.Next(2) == 0 ? "photo" : "voice", null)], random.Next(3) == 0 ? "album" : null);
            case 22 when random.Next(4) == 0:
                return new Trigger.Follow("nowhere");
            default:
                return new Trigger.Message(random.Next(2) == 0 ? "14:30" : "слово за словом", []);
        }

        Trigger.Press Press(Screen screen) => new(screen.Buttons[random.Next(screen.Buttons.Length)].Data);
    }

    private static Trigger? Sensible(Chat chat, Random random)
    {
        var buttons = chat.Screen.Buttons.Where(button => button.Role is not ButtonRole.Navigation).ToList();
        return chat.Step switch
        {
            "at" => new Trigger.Message("14:30", []),
            "phone" => new Trigger.Contact("+79123456789"),
            "mail" => new Trigger.Message("a@b.ru", []),
            "where" => new Trigger.Message("", [], null, new GeoPoint(51.2, 58.5)),
            "photos" when buttons.Count == 0 => new Trigger.Message("", [new AnswerFile(1, "photo", null)]),
            "voice" => new Trigger.Message("", [new AnswerFile(2, "voice", null)]),
            "i" => new Trigger.Message("слово", []),
            _ => buttons.Count == 0 ? null : new Trigger.Press(buttons[random.Next(buttons.Count)].Data),
        };
    }

    /// <summary>The questions, and others in which an option, a row or a whole step is gone.</summary>
    private void MakeVersions(Random random)
    {
        _versions.Add((TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(Steps), Inner), TestDialogs.QuestionnaireFile(Steps)));
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var changed = Steps;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var parts = random.Next(3) == 0 ? Blocks().Matches(changed) : Items().Matches(changed);
                var part = parts[random.Next(parts.Count)];
                changed = changed.Remove(part.Index, part.Length);
            }

            var file = TestDialogs.QuestionnaireFile(changed.TrimEnd());
            if (TestDialogs.Check(TestDialogs.Menu, "dialog: other\ntitle: Другое дело\nsteps:\n  - ask: word\n    text: Слово?\n    type: text", file, Inner).Set is { } set)
                _versions.Add((set, file));
        }
    }

    [GeneratedRegex(@"^- ask: (?:(?!^- )[\s\S])*", RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^ +- \{ id: .*\n|\{ id: \w+, text: [^{}]*\}, (?=\{)|(?<=columns: \{ )\w+: \w+, ", RegexOptions.Multiline)]
    private static partial Regex Items();
}
