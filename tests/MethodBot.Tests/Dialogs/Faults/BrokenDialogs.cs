using MethodBot.Dialogs.Answers;
using M = MethodBot.Dialogs.Faults.FaultMessages;

namespace MethodBot.Tests.Dialogs.Faults;

/// <summary>A file with something wrong in it, and everything that the checker says about it.</summary>
/// <param name="Name">Which message this sample is for, and in what case.</param>
/// <param name="Expected"><c>line:column: [step:] message</c> of every fault, in order.</param>
internal sealed record BrokenDialog(string Name, string Text, params string[] Expected)
{
    public override string ToString() => Name;
}

/// <summary>The samples: at least one for every sentence of the checker.</summary>
internal static class BrokenDialogs
{
    public static IReadOnlyList<BrokenDialog> All { get; } =
    [
        // The file.
        new("empty file", "", $"1:1: {M.EmptyFile}"),
        new("only a comment", "# пусто\n", $"1:1: {M.EmptyFile}"),
        new("too big", new string('#', 1_000_001), $"1:1: {M.TooBig}"),
        new("too deep", "dialog: start\nsteps: " + new string('[', 30) + new string(']', 30), $"2:28: {M.TooDeep}", $"2:9: {M.StepMustBeMap}"),
        new("too deep a condition", Steps("- say: А", $"  when: {new string('(', 60)}true{new string(')', 60)}"), $"4:61: {M.TooDeep}"),
        new("root is a list", "- dialog: start\n", $"1:1: {M.RootMustBeMap}"),
        new("root is a text", "привет\n", $"1:1: {M.RootMustBeMap}"),
        new("two dialogs in a file", Steps("- say: А") + "---\ndialog: more\n", $"4:1: {M.OneDocument}"),
        new("anchor and alias", Steps("- say: &a А", "- say: *a"), $"3:10: {M.NoAnchors}", $"4:10: {M.NoAnchors}", $"4:5: {M.StepMustBeMap}"),
        new("colon inside a text", Steps("- say: Отметьте: до трёх"), $"3:18: {M.ColonInText}"),
        new("tab", "dialog: start\nsteps:\n\t- say: А\n", $"3:1: {M.TabIndent}"),
        new("not YAML", "dialog: start\nsteps: [ { say: А }\n", $"3:1: {M.BadYaml}"),
        new("duplicate key", "dialog: start\ndialog: start\nsteps:\n  - say: А\n", $"2:1: {M.DuplicateKey("dialog")}"),
        new("key that is a list", "dialog: start\n[a]: b\nsteps:\n  - say: А\n", $"2:1: {M.NeedsText("ключ")}"),
        new("unknown key", "dialog: start\ntitel: А\nsteps:\n  - say: А\n", $"2:1: {M.UnknownKey("titel", "title")}"),
        new("unknown key like no other", "dialog: start\nцвет: А\nsteps:\n  - say: А\n", $"2:1: {M.UnknownKey("цвет", null)}"),
        new("no name", "title: А\nsteps:\n  - say: А\n", $"1:1: {M.MissingKey("dialog")}"),
        new("bad name", "dialog: Старт\nsteps:\n  - say: А\n", $"1:9: {M.BadName("Старт")}"),
        new("name that is a list", "dialog: [a]\nsteps:\n  - say: А\n", $"1:9: {M.NeedsText("dialog")}"),
        new("no steps", "dialog: start\n", $"1:1: {M.NoSteps}"),
        new("empty steps", "dialog: start\nsteps:\n", $"2:1: {M.NoSteps}"),
        new("steps that are a text", "dialog: start\nsteps: А\n", $"2:8: {M.NeedsList("steps")}"),
        new("parameters that are a text", "dialog: start\ntakes: a\nsteps:\n  - say: А\n", $"2:8: {M.NeedsList("takes")}"),
        new("bad parameter", "dialog: start\ntakes: [А, [b]]\nsteps:\n  - say: А\n", $"2:9: {M.BadName("А")}", $"2:12: {M.BadName("…")}"),
        new("bad kind", "dialog: start\nkind: quiz\nsteps:\n  - say: А\n", $"2:7: {M.NotAllowed("kind", "quiz", ["flow", "questionnaire"])}"),
        new("terms of a flow", "dialog: start\nquestionnaire: { once: true }\nsteps:\n  - say: А\n", $"2:16: {M.KeyNotFor("questionnaire", "kind: flow")}"),
        new("terms that are a text", "dialog: start\nkind: questionnaire\nquestionnaire: да\nsteps:\n  - say: А\n", $"3:16: {M.NeedsMap("questionnaire")}"),
        new("flag that is a word", "dialog: start\nkind: questionnaire\nquestionnaire: { anonymous: да }\nsteps:\n  - say: А\n", $"3:29: {M.NeedsFlag("anonymous")}"),
        new("bad date", "dialog: start\nkind: questionnaire\nquestionnaire: { opens: 15.10.2026 }\nsteps:\n  - say: А\n", $"3:25: {M.NeedsDate("opens")}"),
        new("closes before it opens", "dialog: start\nkind: questionnaire\nquestionnaire: { opens: 2026-10-15, closes: 2026-09-01 }\nsteps:\n  - say: А\n", $"3:16: {M.DateBefore("closes", "opens")}"),

        // Steps.
        new("step that is a text", Steps("- привет"), $"3:5: {M.StepMustBeMap}"),
        new("step without a word", Steps("- text: А"), $"3:5: {M.StepMustBeMap}"),
        new("misspelt word of a step", Steps("- sai: А"), $"3:5: {M.UnknownKey("sai", "say")}"),
        new("two words in a step", Steps("- say: А", "  go: end"), $"4:5: {M.TwoKinds("say", "go")}"),
        new("empty text", Steps("- say:"), $"3:5: {M.EmptyText}"),
        new("bad step name", Steps("- id: Шаг", "  say: А"), $"3:9: step Шаг: {M.BadName("Шаг")}"),
        new("reserved step name", Steps("- ask: end", "  text: А", "  yes_no: true"), $"3:10: step end: {M.ReservedName("end")}"),
        new("duplicate step", Steps("- id: a", "  say: А", "- id: a", "  say: Б"), $"5:9: step a: {M.DuplicateStep("a")}"),
        new("unknown step", Steps("- id: finish", "  say: А", "- ask: b", "  text: Б", "  yes_no: true", "- go: finsh", "  when: b"), $"8:9: {M.UnknownStep("finsh", "finish")}"),
        new("unknown step like no other", Steps("- go: nowhere", "  when: person.known"), $"3:9: {M.UnknownStep("nowhere", null)}"),
        new("unreachable step", Steps("- go: end", "- say: А", "- say: Б"), $"4:5: {M.Unreachable("go")}"),
        new("unreachable behind outcomes", Steps("- do: notes.save", "  outcomes: { ok: end, full: end }", "- say: А"), $"5:5: {M.Unreachable("do")}"),
        new("circle without a wait", Steps("- id: a", "  say: А", "- go: a"), $"3:5: step a: {M.LoopWithoutWait}"),
        new("circle of an action without a wait", Steps("- say: А", "- id: a", "  do: notes.save", "  outcomes: { ok: a, full: a }"), $"4:5: step a: {M.LoopWithoutWait}"),
        new("dialog that calls itself", Steps("- say: А", "- call: start"), $"4:5: step start: {M.CallsItself("start")}"),
        new("unknown dialog", Steps("- call: strat"), $"3:11: step strat: {M.UnknownDialog("strat", "start")}"),
        new("unknown dialog like no other", Steps("- call: profile"), $"3:11: step profile: {M.UnknownDialog("profile", null)}"),
        new("unknown action", Steps("- do: notes.sav"), $"3:9: {M.UnknownAction("notes.sav", "notes.save")}"),
        new("unknown action like no other", Steps("- do: events.register"), $"3:9: {M.UnknownAction("events.register", null)}"),
        new("unknown outcome", Steps("- do: notes.save", "  outcomes: { done: end }"), $"4:17: {M.UnknownOutcome("notes.save", "done", ["ok", "full"])}"),
        new("missing argument", Steps("- do: notes.send"), $"3:9: {M.MissingArgument("notes.send", "to")}"),
        new("unknown argument", Steps("- do: notes.save", "  with: { notes: person.name }"), $"4:13: {M.UnknownArgument("notes.save", "notes", ["note"])}"),
        new("argument for what takes none", Steps("- ask: a", "  text: А", "  from: schools.all", "  with: { kind: person.name }"), $"6:13: step a: {M.UnknownArgument("schools.all", "kind", [])}"),
        new("argument of an unknown name", Steps("- do: notes.save", "  with: { note: remark }"), $"4:19: {M.UnknownName("remark", null)}"),
        new("arguments that are a list", Steps("- do: notes.save", "  with: [a]"), $"4:11: {M.NeedsMap("with")}"),
        new("review of nothing", Steps("- review: Проверьте"), $"3:5: step review: {M.ReviewNeedsQuestions}"),
        new("too long a text", Steps($"- say: {new string('а', 3001)}"), $"3:10: {M.TextTooLong(3001, 3000)}"),

        // Questions.
        new("question without a kind", Ask("text: А"), $"3:5: step a: {M.NoQuestionType}"),
        new("yes_no: false", Ask("text: А", "yes_no: false"), $"3:5: step a: {M.NoQuestionType}"),
        new("yes_no of a word", Ask("text: А", "yes_no: да"), $"5:13: step a: {M.NeedsFlag("yes_no")}"),
        new("two kinds of question", Ask("text: А", "yes_no: true", "type: text"), $"3:5: step a: {M.TwoQuestionTypes("yes_no", "type")}"),
        new("unknown type", Ask("text: А", "type: fone", "max: 3"), $"5:11: step a: {M.NotAllowed("type", "fone", ["text", "number", "date", "time", "phone", "email", "photo", "file", "video", "voice", "location", "message"])}"),
        new("question without a text", Ask("yes_no: true"), $"3:5: step a: {M.MissingKey("text")}"),
        new("no options", Ask("text: А", "one_of: {}"), $"5:5: step a: {M.NoOptions}"),
        new("options that are a text", Ask("text: А", "one_of: да"), $"5:13: step a: {M.NeedsMap("one_of")}"),
        new("comma in a short option", Ask("text: А", "one_of: { lt3: до трёх лет, включая декрет }"), $"5:33: step a: {M.OptionWithoutText("включая декрет")}"),
        new("bad id of a short option", Ask("text: А", "one_of: { Первый: А }"), $"5:15: step a: {M.BadOptionId("Первый")}"),
        new("bad id of a long option", Ask("text: А", "one_of:", "  - { id: Первый, text: А }"), $"6:15: step a: {M.BadOptionId("Первый")}"),
        new("option that is a map", Ask("text: А", "one_of: { a: { b: В } }"), $"5:18: step a: {M.NeedsText("a")}"),
        new("option without an id", Ask("text: А", "one_of:", "  - первый"), $"6:9: step a: {M.OptionNeedsId}"),
        new("duplicate option", Ask("text: А", "one_of:", "  - { id: x, text: А }", "  - { id: x, text: Б }"), $"7:15: step a: {M.DuplicateOption("x")}"),
        new("two options that read the same", Ask("text: А", "one_of: { x: Ещё, y: еще! }"), $"5:26: step a: {M.DuplicateLabel("еще!")}"),
        new("too long a label", Ask("text: А", $"one_of: {{ x: {new string('а', 151)} }}"), $"5:18: step a: {M.LabelTooLong(new string('а', 151), 150)}"),
        new("menu of a text", Ask("text: А", "menu: true", "type: text"), $"3:5: step a: {M.MenuNeedsOneOf}"),
        new("min above max", Ask("text: А", "many_of: { x: А, y: Б }", "min: 2", "max: 1"), $"3:5: step a: {M.MinAboveMax(2, 1)}"),
        new("min of a number above its max", Ask("text: А", "type: number", "min: 5", "max: 1"), $"3:5: step a: {M.MinAboveMax(5, 1)}"),
        new("min above the options", Ask("text: А", "many_of: { x: А, y: Б }", "min: 3"), $"3:5: step a: {M.MinAboveOptions(3, 2)}"),
        new("max above the options", Ask("text: А", "many_of: { x: А, y: Б }", "max: 3"), $"3:5: step a: {M.MaxAboveOptions(3, 2)}"),
        new("max of nothing", Ask("text: А", "type: photo", "max: 0"), $"6:10: step a: {M.MustBePositive("max")}"),
        new("max that is a word", Ask("text: А", "type: text", "max: много"), $"6:10: step a: {M.NeedsNumber("max")}"),
        new("range of dates that is empty", Ask("text: А", "type: date", "min: 2026-10-15", "max: 2026-09-01"), $"3:5: step a: {M.DateBefore("max", "min")}"),
        new("unknown list", Ask("text: А", "from: schools.al"), $"5:11: step a: {M.UnknownSource("schools.al", "schools.all")}"),
        new("unknown list like no other", Ask("text: А", "from: people"), $"5:11: step a: {M.UnknownSource("people", null)}"),
        new("key of another kind of question", Ask("text: А", "yes_no: true", "max: 3"), $"6:5: step a: {M.UnknownKey("max", null)}"),

        new("scale without ends", Ask("text: А", "scale: {}"), $"5:12: step a: {M.MissingKey("from")}", $"5:12: step a: {M.MissingKey("to")}"),
        new("scale that is a number", Ask("text: А", "scale: 5"), $"5:12: step a: {M.NeedsMap("scale")}"),
        new("scale upside down", Ask("text: А", "scale: { from: 5, to: 1 }"), $"5:12: step a: {M.BadScale(5, 1, 20)}"),
        new("scale too long", Ask("text: А", "scale: { from: 0, to: 100 }"), $"5:12: step a: {M.BadScale(0, 100, 20)}"),
        new("unknown key of a scale", Ask("text: А", "scale: { from: 1, to: 5, hihg: Да }"), $"5:30: step a: {M.UnknownKey("hihg", "high")}"),
        new("matrix without columns", Ask("text: А", "matrix: { rows: { x: А } }"), $"5:13: step a: {M.MissingKey("columns")}"),
        new("matrix without rows", Ask("text: А", "matrix: { columns: { x: А } }"), $"5:13: step a: {M.MissingKey("rows")}"),
        new("other in a matrix", Ask("text: А", "matrix:", "  rows: { x: А }", "  columns:", "    - { other: Другое }"), $"8:11: step a: {M.MissingKey("id")}", $"8:11: step a: {M.MissingKey("text")}", $"8:13: step a: {M.UnknownKey("other", null)}"),
        new("row's deficit that no column shows", Ask("text: А", "matrix:", "  rows:", "    - { id: x, text: А, deficit: ict }", "  columns: { y: Б, z: В }"), $"7:17: step a: {M.RowDeficitNeedsColumn}"),
        new("column that shows no row's deficit", Ask("text: А", "matrix:", "  rows: { x: А, y: Б }", "  columns:", "    - { id: z, text: В, deficit: true }"), $"8:17: step a: {M.ColumnDeficitNeedsRow}"),
        new("rank of one", Ask("text: А", "rank: { x: А }"), $"5:13: step a: {M.RankNeedsTwo}"),
        new("exclusive in one_of", Ask("text: А", "one_of:", "  - { id: x, text: А, exclusive: true }"), $"6:27: step a: {M.UnknownKey("exclusive", null)}"),
        new("two others", Ask("text: А", "many_of:", "  - { other: Другое }", "  - { other: Своё }"), $"7:9: step a: {M.DuplicateOption("other")}"),
        new("text shorter than allowed", Ask("text: А", "type: text", "min: 10", "max: 5"), $"3:5: step a: {M.MinAboveMax(10, 5)}"),
        new("time that is none", Ask("text: А", "type: time", "min: утро"), $"6:10: step a: {M.NeedsTime("min")}"),
        new("range of times that is empty", Ask("text: А", "type: time", "min: 18:00", "max: 09:00"), $"3:5: step a: {M.DateBefore("max", "min")}"),
        new("default of an unknown name", Ask("text: А", "type: text", "default: remark"), $"6:14: step a: {M.UnknownName("remark", null)}"),
        new("default of another type", Ask("text: А", "type: number", "default: person.known"), $"6:14: step a: {M.DefaultNotFor(M.Describe(AnswerType.Flag), M.Describe(AnswerType.Number))}"),
        new("default that is no option", Ask("text: А", "one_of: { first: Первый, last: Последний }", "default: \"'frist'\""), $"6:14: step a: {M.UnknownOptionInCondition("a", "frist", "first")}"),
        new("empty section", Steps("- section: А", "- section: Б", "- say: В"), $"3:5: {M.EmptySection}"),
        new("section without a title", Steps("- section:", "- say: В"), $"3:5: {M.EmptyText}"),
        new("key of a section", Steps("- section: А", "  text: Б", "- say: В"), $"4:5: {M.UnknownKey("text", null)}"),

        // Links.
        new("dialog named like the link", "dialog: link\nsteps:\n  - say: А\n", $"1:9: {M.ReservedDialog("link")}"),
        new("bad link", "dialog: start\nlink: Событие\nsteps:\n  - say: А\n", $"2:7: {M.BadName("Событие")}"),
        new("link to a dialog of two parameters", "dialog: start\nlink: event\ntakes: [a, b]\nsteps:\n  - say: А\n", $"2:7: {M.LinkTakesOne("start")}"),

        // Texts.
        new("bad placeholder", Steps("- say: Привет, {Имя}!"), $"3:18: {M.BadPlaceholder("{Имя}")}"),
        new("plural of three forms too few", Steps("- say: \"{person.name|место|места}\""), $"3:11: {M.BadPlaceholder("{person.name|место|места}")}"),
        new("unknown name in a text", Steps("- say: Привет, {person.nam}!"), $"3:18: {M.UnknownName("person.nam", "person.name")}"),
        new("unknown name in a quoted text", Steps("- say: \"Привет, {persons}!\""), $"3:19: {M.UnknownName("persons", null)}"),
        new("unknown name in a text of many lines", Steps("- say: |-", "    Привет,", "    {persons}!"), $"3:10: {M.UnknownName("persons", null)}"),

        // Conditions.
        new("condition that ends early", When("a =="), $"10:15: {M.UnexpectedEnd}"),
        new("unclosed quote", When("a == 'x"), $"10:16: {M.UnclosedQuote}"),
        new("condition that is no yes or no", When("a"), $"10:11: {M.ConditionMustBeYesNo}"),
        new("condition that is a number", When("5"), $"10:11: {M.ConditionMustBeYesNo}"),
        new("in without a list", When("a in 'x'"), $"10:16: {M.InNeedsList}"),
        new("condition where a value is needed", When("(a == 'x') == true"), $"10:14: {M.ConditionAsValue}"),
        new("unknown name in a condition", When("c == 'x'"), $"10:11: {M.UnknownName("c", null)}"),
        new("unknown option in a condition", When("a == 'first'"), $"10:16: {M.UnknownOptionInCondition("a", "first", null)}"),
        new("misspelt option in a list", When("a in ['x', 'secnd']"), $"10:22: {M.UnknownOptionInCondition("a", "secnd", "second")}"),
        new("unknown option on the left", When("\"'first' == a\""), $"10:12: {M.UnknownOptionInCondition("a", "first", null)}"),
        new("option compared with a number", When("a == 5"), $"10:13: {M.CannotCompare("вариант", "число")}"),
        new("number in a list of options", When("a in ['x', 5]"), $"10:22: {M.CannotCompare("вариант", "число")}"),
        new("set compared whole", When("b == 'p'"), $"10:13: {M.CannotCompare(M.Describe(AnswerType.OptionSet), "текст")}"),
        new("order of options", When("a > 'x'"), $"10:13: {M.OperatorNotFor(">", "вариант")}"),
        new("contains of one option", When("a contains 'x'"), $"10:13: {M.OperatorNotFor("contains", "вариант")}"),
        new("count of one option", When("count(a) > 1"), $"10:11: {M.OperatorNotFor("count", "вариант")}"),
        new("unknown option of a set", When("b contains 'z'"), $"10:22: {M.UnknownOptionInCondition("b", "z", null)}"),
        new("date compared with a word", Steps("- ask: d", "  text: Д", "  type: date", "- say: А", "  when: d > 'завтра'"), $"7:15: {M.NotADate("завтра")}"),
        new("flag compared with a text", When("person.known == 'да'"), $"10:24: {M.CannotCompare("да/нет", "текст")}"),
        new("date and files in a comparison", Steps("- ask: d", "  text: Д", "  type: date", "- ask: f", "  text: Е", "  type: file", "- say: А", "  when: d == f"), $"10:13: {M.CannotCompare("дату", "файлы")}"),
        new("something too much in a condition", When("a == 'x' b"), $"10:20: {M.UnexpectedInCondition("b")}"),
        new("sign that does not exist", When("a = 'x'"), $"10:13: {M.UnexpectedInCondition("=")}"),
        new("number that is none", When("1.2.3 == 1"), $"10:11: {M.UnexpectedInCondition("1.2.3")}"),
        new("time compared with a word", Steps("- ask: d", "  text: Д", "  type: time", "- say: А", "  when: d > 'утро'"), $"7:15: {M.NotATime("утро")}"),
        new("unknown column of a matrix", Steps("- ask: m", "  text: М", "  matrix: { rows: { x: А }, columns: { p: Б } }", "- say: А", "  when: m.x == 'r'"), $"7:18: {M.UnknownOptionInCondition("m.x", "r", null)}"),
        new("matrix compared whole", Steps("- ask: m", "  text: М", "  matrix: { rows: { x: А }, columns: { p: Б } }", "- say: А", "  when: m == 'p'"), $"7:13: {M.CannotCompare(M.Describe(AnswerType.Matrix), "текст")}"),
        new("place compared", Steps("- ask: p", "  text: М", "  type: location", "- say: А", "  when: p == 'p'"), $"7:13: {M.CannotCompare(M.Describe(AnswerType.Place), "текст")}"),
        new("too long a condition", When("a == 'x'" + string.Concat(Enumerable.Repeat(" or a == 'x'", 200))), $"10:2011: {M.ConditionTooLong}"),
        new("unknown function", When("size(b) > 1"), $"10:11: {M.UnknownFunction("size")}"),
    ];

    private static string Steps(params string[] lines) => "dialog: start\nsteps:\n" + string.Concat(lines.Select(line => $"  {line}\n"));

    /// <summary>One question named «a».</summary>
    private static string Ask(params string[] lines) => Steps(["- ask: a", .. lines.Select(line => "  " + line)]);

    /// <summary>A condition after a question «a» with the options x and second, and a question «b» with p and r.</summary>
    private static string When(string condition) => Steps(
        "- ask: a", "  text: А", "  one_of: { x: Икс, second: Второй }", "- ask: b", "  text: Б", "  many_of: { p: Пэ, r: Эр }", "- say: В", $"  when: {condition}");
}
