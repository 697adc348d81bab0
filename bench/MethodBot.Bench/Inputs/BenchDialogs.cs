using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Bench.Inputs;

/// <summary>Sets of generated dialogs, over the vocabulary and the sentences of the real service.</summary>
internal static class BenchDialogs
{
    private const string ShippedPrefix = "dialogs/";
    private const int Shortest = 20;
    private const int Longest = 100;

    public static DialogVocabulary Vocabulary { get; } = MakeVocabulary();

    public static DialogFile Texts { get; } = new("texts.yaml", ReadTexts());

    /// <summary>A menu whose one button opens the dialog.</summary>
    public static DialogFile MenuOf(string dialog) => new(
        "start.yaml",
        $"""
        dialog: start
        title: Меню
        steps:
          - ask: menu
            menu: true
            text: Чем помочь?
            one_of:
              - id: open
                text: Начать
          - call: {dialog}
          - go: menu
        """);

    /// <summary>A menu and this many dialogs of 20 to 100 steps.</summary>
    public static IReadOnlyList<DialogFile> Many(int count) =>
    [
        MenuOf("d0"),
        .. Enumerable.Range(0, count).Select(i => new DialogFile($"d{i}.yaml", DialogWriter.Write($"d{i}", Shortest + (i * 37 % (Longest - Shortest + 1)), shift: i))),
    ];

    /// <exception cref="InvalidOperationException">What was generated has faults.</exception>
    public static DialogSet Load(IReadOnlyList<DialogFile> files)
    {
        var (set, faults) = DialogSet.Load(files, Texts, Vocabulary);
        return set ?? throw new InvalidOperationException(string.Join('\n', faults.Take(20)));
    }

    /// <summary>The dialogs that ship.</summary>
    /// <exception cref="InvalidOperationException">They have faults.</exception>
    public static DialogSet Shipped(DialogVocabulary vocabulary)
    {
        var files = typeof(BenchDialogs).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(ShippedPrefix, StringComparison.Ordinal))
            .Select(name => new DialogFile(name[ShippedPrefix.Length..], ReadResource(name)));
        var (set, faults) = DialogSet.Load([.. files], Texts, vocabulary);
        return set ?? throw new InvalidOperationException(string.Join('\n', faults.Take(20)));
    }

    private static DialogVocabulary MakeVocabulary()
    {
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        return services.GetRequiredService<SliceSet>().Vocabulary;
    }

    private static string ReadTexts() => ReadResource("texts.yaml");

    private static string ReadResource(string name)
    {
        using var stream = typeof(BenchDialogs).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
