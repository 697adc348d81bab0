using System.Text;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>
/// Whole sets of dialogs, valid by construction: a menu, and dialogs that call each other downwards, over the vocabulary of
/// <see cref="TestDialogs"/>. The same random numbers give the same files.
/// </summary>
internal sealed class RandomDialogs
{
    private readonly Random _random;
    private readonly List<(string Name, bool Takes)> _dialogs = [];

    private RandomDialogs(Random random) => _random = random;

    public static IReadOnlyList<DialogFile> Draw(Random random) => new RandomDialogs(random).DrawSet();

    private List<DialogFile> DrawSet()
    {
        var files = new List<DialogFile>();
        var count = _random.Next(2, 5);
        // From the last to the first: a dialog calls those that are there already.
        for (var i = count; i >= 1; i--)
        {
            var name = $"talk{i}";
            var takes = _random.Next(3) == 0;
            files.Add(new DialogFile(name + ".yaml", DrawDialog(name, takes)));
            _dialogs.Add((name, takes));
        }

        files.Add(new DialogFile("start.yaml", DrawStart()));
        return files;
    }

    private string DrawStart()
    {
        var text = new StringBuilder("dialog: start\ntitle: Меню\nsteps:\n");
        if (_random.Next(3) == 0)
            text.Append("  - ask: yes_no1\n    text: Согласны?\n    yes_no: true\n");
        if (_random.Next(3) == 0)
            text.Append("  - ask: text2\n    text: Как Вас зовут?\n    type: text\n    max: 100\n");
        if (_random.Next(3) == 0)
            text.Append($"  - {Call("first", _dialogs[^1], [])}    when: not person.known\n");
        if (_random.Next(3) > 0)
            text.Append("  - call: link\n");
        if (_random.Next(12) == 0)
            return text.Append("  - ask: text9\n    text: О чём вопрос?\n    type: text\n  - say: Спасибо!\n").ToString();
        text.Append("  - ask: menu\n    menu: true\n    text: \"{person.name}, чем помочь?\"\n    one_of:\n");
        foreach (var (name, _) in _dialogs)
            text.Append($"      - {{ id: {name}, text: Открыть {name} }}\n");
        text.Append("      - { id: more, text: Ещё, when: person.known }\n");
        foreach (var dialog in _dialogs)
            text.Append($"  - {Call("do-" + dialog.Name, dialog, [])}    when: menu == '{dialog.Name}'\n");
        return text.Append("  - go: menu\n").ToString();
    }

    private string DrawDialog(string name, bool takes)
    {
        var questionnaire = _random.Next(2) == 0;
        // A way back needs a question that is sure to be asked again, so no section may hide it.
        var loops = _random.Next(3) == 0;
        var text = new StringBuilder($"dialog: {name}\ntitle: Разговор {name}\n");
        if (questionnaire)
            text.Append("kind: questionnaire\nquestionnaire: { anonymous: false, once: false }\n");
        text.Append($"link: {name}\n");
        if (takes)
            text.Append("takes: [kind]\n");
        text.Append("steps:\n");
        var known = new List<KnownName> { new("person.known", AnswerType.Flag, []), new("person.name", AnswerType.Text, []) };
        if (takes)
            known.Add(new("kind", AnswerType.Text, []));
        var steps = new List<string>();
        var asked = 0;
        if (loops)
            steps.Add("ask: yes_no1\n    text: Начнём с этого?\n    yes_no: true\n");
        var length = _random.Next(3, 11);
        for (var i = 2; i < length + 2; i++)
        {
            switch (_random.Next(20))
            {
                case < 2:
                    steps.Add($"say: \"Шаг {i} {DrawValue(known)}\"\n{When(known)}");
                    break;
                case < 4:
                    steps.Add(DrawAction(i, known, loops));
                    break;
                case 4 when _dialogs.Count > 0:
                    steps.Add(Call($"call{i}", _dialogs[_random.Next(_dialogs.Count)], known) + When(known));
                    break;
                case 5 when asked > 0:
                    steps.Add($"review: \"Проверьте {DrawValue(known)}\"\n{When(known)}");
                    break;
                case 6 when !loops:
                    steps.Add($"section: Раздел {i}\n{When(known)}");
                    steps.Add(DrawAsk(i, known));
                    asked++;
                    break;
                case 7:
                    steps.Add($"go: end\n    when: {Quote(RandomConditions.Draw(known, _random))}\n");
                    break;
                case 8:
                    // Over one question, where the condition holds.
                    steps.Add($"go: to{i}\n    when: {Quote(RandomConditions.Draw(known, _random))}\n");
                    steps.Add(DrawAsk(i, known));
                    steps.Add($"say: Дальше\n    id: to{i}\n");
                    asked++;
                    break;
                default:
                    steps.Add(DrawAsk(i, known));
                    asked++;
                    break;
            }
        }

        if (asked == 0)
            steps.Add(DrawAsk(50, known));
        if (_random.Next(2) == 0)
            steps.Add("review: Всё верно?\n");
        if (loops)
        {
            steps.Add("ask: yes_no99\n    text: Ещё раз?\n    yes_no: true\n");
            steps.Add("go: yes_no1\n    when: yes_no99\n");
        }

        if (_random.Next(2) == 0)
            steps.Add(DrawAction(98, known, loops));
        steps.Add("say: Готово, спасибо!\n");
        return text.Append(string.Concat(steps.Select(step => "  - " + step))).ToString();
    }

    private string DrawAsk(int number, List<KnownName> known)
    {
        var question = RandomQuestions.Draw(number, known, _random);
        var text = new StringBuilder($"ask: {question.Id}\n    text: \"Вопрос {number}? {DrawValue(known)}\"\n{When(known)}{question.Yaml}");
        if (_random.Next(4) == 0)
            text.Append($"    short: Вопрос {number}\n");
        if (_random.Next(3) == 0)
            text.Append("    optional: true\n");
        if (_random.Next(4) == 0 && DrawDefault(question.Type, known) is { } suggestion)
            text.Append($"    default: {suggestion}\n");
        known.AddRange(question.Names);
        return text.ToString();
    }

    private string? DrawDefault(AnswerType type, List<KnownName> known)
    {
        var fitting = known.Where(name => name.Type == type || name.Type == AnswerType.Text).ToList();
        return type switch
        {
            AnswerType.Option => "\"'c1'\"",
            _ when fitting.Count > 0 => fitting[_random.Next(fitting.Count)].Name,
            _ => null,
        };
    }

    private string DrawAction(int number, List<KnownName> known, bool loops)
    {
        var id = $"act{number}";
        var arguments = known.Where(name => name.Type == AnswerType.Text).Select(name => name.Name).Append("\"'так'\"").ToList();
        var argument = arguments[_random.Next(arguments.Count)];
        var when = When(known);
        known.AddRange(
        [
            new($"{id}.title", AnswerType.Text, []), new($"{id}.free", AnswerType.Number, []), new($"{id}.limited", AnswerType.Flag, []),
            new($"{id}.day", AnswerType.Date, []), new($"{id}.outcome", AnswerType.Option, ["ok"]),
        ]);
        return _random.Next(3) switch
        {
            0 => $"do: notes.read\n    id: {id}\n    with: {{ about: {argument} }}\n    outcomes: {{ missing: {(loops ? "yes_no1" : "end")} }}\n{when}",
            1 => $"do: notes.save\n    id: {id}\n    with: {{ note: {argument} }}\n    outcomes: {{ ok: next, full: {(_random.Next(2) == 0 ? "end" : "next")} }}\n{when}",
            _ => $"do: notes.send\n    id: {id}\n    with: {{ to: {argument} }}\n{when}",
        };
    }

    private string Call(string id, (string Name, bool Takes) dialog, List<KnownName> known)
    {
        var texts = known.Where(name => name.Type == AnswerType.Text).Select(name => name.Name).Append("\"'school'\"").ToList();
        var with = dialog.Takes ? $"    with: {{ kind: {texts[_random.Next(texts.Count)]} }}\n" : "";
        return $"call: {dialog.Name}\n    id: {id}\n{with}";
    }

    private string When(List<KnownName> known) =>
        _random.Next(3) == 0 ? $"    when: {Quote(RandomConditions.Draw(known, _random))}\n" : "";

    private string DrawValue(List<KnownName> known)
    {
        var name = known[_random.Next(known.Count)];
        return name.Type == AnswerType.Number && _random.Next(2) == 0 ? $"{{{name.Name}|место|места|мест}}" : $"{{{name.Name}}}";
    }

    internal static string Quote(string condition) => $"\"{condition}\"";
}
