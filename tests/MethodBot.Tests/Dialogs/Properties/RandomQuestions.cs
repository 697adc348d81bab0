using System.Collections.Immutable;
using System.Text;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>Questions of every kind. The id begins with the kind, so that whoever answers knows it.</summary>
internal static class RandomQuestions
{
    /// <summary>Every kind of question that the language knows.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "one_of", "many_of", "scale", "matrix", "rank", "yes_no", "from", "text", "number", "date", "time", "phone", "email", "photo", "file", "video",
        "voice", "location", "message",
    ];

    /// <summary>Kinds that take files.</summary>
    public static ImmutableArray<string> FileKinds { get; } = ["photo", "file", "video", "voice"];

    /// <param name="Yaml">Its own keys, each on a line of four spaces.</param>
    /// <param name="Names">What conditions behind it may name.</param>
    internal sealed record Drawn(string Id, AnswerType Type, string Yaml, ImmutableArray<KnownName> Names);

    public static Drawn Draw(int number, IReadOnlyList<KnownName> known, Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var id = $"{kind}{number}";
        switch (kind)
        {
            case "one_of":
                var choices = DrawIds(random, 1, random.Next(4) == 0 ? 25 : 6);
                return new Drawn(id, AnswerType.Option, List("one_of", choices, known, random, other: random.Next(2) == 0), [new(id, AnswerType.Option, choices)]);
            case "many_of":
                return DrawMany(id, known, random);
            case "scale":
                var from = random.Next(-2, 3);
                var ends = random.Next(2) == 0 ? ", low: Совсем нет, high: Очень" : "";
                return new Drawn(id, AnswerType.Number, $"    scale: {{ from: {from}, to: {from + random.Next(1, 12)}{ends} }}\n", [new(id, AnswerType.Number, [])]);
            case "matrix":
                return DrawMatrix(id, known, random);
            case "rank":
                var ranked = DrawIds(random, 2, 7);
                var most = random.Next(1, ranked.Length + 1);
                var bounds = random.Next(3) switch { 0 => "", 1 => $"    max: {most}\n", _ => $"    min: {random.Next(1, most + 1)}\n    max: {most}\n" };
                return new Drawn(id, AnswerType.Ranking, List("rank", ranked, known, random) + bounds, [new(id, AnswerType.Ranking, ranked)]);
            case "yes_no":
                return new Drawn(id, AnswerType.Flag, "    yes_no: true\n", [new(id, AnswerType.Flag, [])]);
            case "from":
                var free = random.Next(2) == 0 ? "    free_text: Нет в списке\n" : "";
                var source = random.Next(2) == 0 ? "    from: schools.all\n" : "    from: schools.of\n    with: { kind: \"'school'\" }\n";
                return new Drawn(id, AnswerType.Option, source + free, [new(id, AnswerType.Text, [])]);
            default:
                return DrawTyped(id, kind, random);
        }
    }

    private static Drawn DrawMany(string id, IReadOnlyList<KnownName> known, Random random)
    {
        var ids = DrawIds(random, 1, random.Next(4) == 0 ? 20 : 6);
        var exclusive = random.Next(3) == 0;
        var other = random.Next(3) == 0;
        var total = ids.Length + (exclusive ? 1 : 0) + (other ? 1 : 0);
        var most = random.Next(1, total + 1);
        var bounds = random.Next(4) switch
        {
            0 => "",
            1 => $"    max: {most}\n",
            2 => $"    min: {most}\n",
            _ => $"    min: {random.Next(1, most + 1)}\n    max: {most}\n",
        };
        return new Drawn(id, AnswerType.OptionSet, List("many_of", ids, known, random, other, exclusive) + bounds, [new(id, AnswerType.OptionSet, ids)]);
    }

    private static Drawn DrawMatrix(string id, IReadOnlyList<KnownName> known, Random random)
    {
        var rows = DrawIds(random, 1, 5);
        var columns = DrawIds(random, 1, 6);
        var text = $"    matrix:\n{List("rows", rows, known, random, prefix: "r", indent: 6)}{List("columns", columns, known, random, indent: 6)}";
        return new Drawn(
            id, AnswerType.Matrix, text,
            [new(id, AnswerType.Matrix, []), .. rows.Select(row => new KnownName($"{id}.r{row}", AnswerType.Option, columns))]);
    }

    // Bounds leave room for the answers that a person of the test gives: five letters, five, 15 October 2026, noon.
    private static Drawn DrawTyped(string id, string kind, Random random)
    {
        var (type, keys) = kind switch
        {
            "text" => (AnswerType.Text, random.Next(2) == 0 ? $"    min: {random.Next(1, 6)}\n    max: {random.Next(5, 300)}\n" : "    max: 200\n"),
            "number" => (AnswerType.Number, (random.Next(2) == 0 ? $"    min: {random.Next(-5, 6)}\n" : "") + (random.Next(2) == 0 ? $"    max: {random.Next(5, 50)}\n" : "") + (random.Next(2) == 0 ? "    whole: true\n" : "")),
            "date" => (AnswerType.Date, (random.Next(2) == 0 ? "    min: 2026-09-01\n" : "") + (random.Next(2) == 0 ? "    max: 2027-09-01\n" : "")),
            "time" => (AnswerType.Time, (random.Next(2) == 0 ? "    min: 09:00\n" : "") + (random.Next(2) == 0 ? "    max: 17:30\n" : "")),
            "phone" or "email" => (AnswerType.Text, ""),
            "location" => (AnswerType.Place, ""),
            "message" => (AnswerType.Files, ""),
            _ => (AnswerType.Files, random.Next(2) == 0 ? $"    max: {random.Next(1, 5)}\n" : ""),
        };
        return new Drawn(id, type, $"    type: {kind}\n{keys}", [new(id, type, [])]);
    }

    private static ImmutableArray<string> DrawIds(Random random, int least, int most) =>
        [.. Enumerable.Range(1, random.Next(least, most + 1)).Select(i => $"c{i}")];

    private static string List(
        string key, ImmutableArray<string> ids, IReadOnlyList<KnownName> known, Random random,
        bool other = false, bool exclusive = false, string prefix = "", int indent = 4)
    {
        var space = new string(' ', indent);
        if (!other && !exclusive && random.Next(3) == 0)
            return $"{space}{key}: {{ {string.Join(", ", ids.Select(id => $"{prefix}{id}: {Label(prefix, id)}"))} }}\n";
        var text = new StringBuilder($"{space}{key}:\n");
        var hidden = random.Next(8) == 0;
        foreach (var id in ids)
        {
            var when = hidden ? ", when: person.known" : random.Next(6) == 0 ? $", when: {RandomDialogs.Quote(RandomConditions.Draw(known, random))}" : "";
            text.Append($"{space}  - {{ id: {prefix}{id}, text: {Label(prefix, id)}{when} }}\n");
        }

        if (exclusive)
            text.Append($"{space}  - {{ id: none, text: Ничего из этого, exclusive: true }}\n");
        if (other)
            text.Append($"{space}  - {{ other: Другое }}\n");
        return text.ToString();
    }

    // «Вариант 1» begins «Вариант 12» too, and «5» is a number and a start: typed answers meet ambiguity.
    private static string Label(string prefix, string id) => (prefix, id) switch
    {
        ("", "c3") => "5 часов",
        ("", "c4") => "Вариант с длинной надписью и словами через тире — чтобы не поместиться на кнопку",
        ("", _) => $"Вариант {id[1..]}",
        _ => $"Строка {id[1..]}",
    };
}
