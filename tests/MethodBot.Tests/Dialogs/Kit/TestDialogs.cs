using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>Dialogs written inside tests, over a service of three actions and two lists.</summary>
internal static class TestDialogs
{
    public const string Menu = """
        dialog: start
        title: Меню
        steps:
          - ask: menu
            menu: true
            text: Чем помочь?
            one_of: { talk: Начать, other: Другое }
          - call: talk
            when: menu == 'talk'
          - call: other
            when: menu == 'other'
          - go: menu
        """;

    private const string Other = """
        dialog: other
        title: Другое дело
        steps:
          - ask: word
            text: Слово?
            type: text
        """;

    public static DialogVocabulary Vocabulary { get; } = new(
        Actions: Map(
            ("notes.read", new ActionSignature("notes.read", [], ["about"], ["ok", "missing"], Results(), ChangesData: false)),
            ("notes.save", new ActionSignature("notes.save", [], ["note"], ["ok", "full"], Results(), ChangesData: true)),
            ("notes.send", new ActionSignature("notes.send", ["to"], ["text"], ["ok"], Results(), ChangesData: true))),
        Sources: Map(
            ("schools.all", new SourceSignature("schools.all", [])),
            ("schools.of", new SourceSignature("schools.of", ["kind"]))),
        Facts: Map(("person.known", AnswerType.Flag), ("person.name", AnswerType.Text), ("service.phone", AnswerType.Text)),
        TextKeys: []);

    /// <summary>A chat whose person has just pressed «Начать» and stands in the dialog «talk».</summary>
    /// <param name="steps">Steps of «talk», as a YAML list.</param>
    /// <param name="more">Whole dialogs that it calls.</param>
    public static Chat Talk(string steps, FakeHost? host = null, params string[] more) => Begin(TalkFile(steps), host, more);

    /// <summary>The same, «talk» being a questionnaire.</summary>
    public static Chat Questionnaire(string steps, FakeHost? host = null, params string[] more) =>
        Begin(QuestionnaireFile(steps), host, more);

    public static string TalkFile(string steps) => $"dialog: talk\ntitle: Разговор\nsteps:\n{Indent(steps)}";

    public static string QuestionnaireFile(string steps) => $"dialog: talk\ntitle: Анкета\nkind: questionnaire\nsteps:\n{Indent(steps)}";

    /// <summary>The menu, «other» and these dialogs.</summary>
    public static DialogSet WithMenu(params string[] dialogs) => Load([Menu, Other, .. dialogs]);

    public static DialogSet Load(params string[] dialogs)
    {
        var (set, faults) = Check(dialogs);
        faults.Select(fault => fault.ToString()).ShouldBeEmpty();
        return set.ShouldNotBeNull();
    }

    public static (DialogSet? Set, ImmutableArray<Fault> Faults) Check(params string[] dialogs) => DialogSet.Load(
        [.. dialogs.Select((text, i) => new DialogFile(i == 0 ? "a.yaml" : $"{(char)('a' + i)}.yaml", text))],
        new DialogFile("texts.yaml", KitTexts.Yaml),
        Vocabulary);

    public static FakeHost WithSchools(params string[] names)
    {
        var host = new FakeHost();
        host.Lists["schools.all"] = [.. names.Select((name, i) => new Choice($"s{i + 1}", name))];
        return host;
    }

    private static Chat Begin(string talk, FakeHost? host, string[] more) =>
        new Chat(WithMenu([talk, .. more]), host ?? new FakeHost()).Command(CommandName.Start).Press("Начать");

    private static string Indent(string steps) => string.Join('\n', steps.Split('\n').Select(line => "  " + line)) + "\n";

    private static ImmutableDictionary<string, AnswerType> Results() =>
        Map(("title", AnswerType.Text), ("free", AnswerType.Number), ("limited", AnswerType.Flag), ("day", AnswerType.Date));

    private static ImmutableDictionary<string, T> Map<T>(params (string Name, T Value)[] pairs) =>
        pairs.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
