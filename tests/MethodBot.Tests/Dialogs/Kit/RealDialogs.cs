using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service;
using MethodBot.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>The dialogs that ship, with the vocabulary of the real slices.</summary>
internal static class RealDialogs
{
    private static readonly string Folder = Path.Combine(Repository.Root, "dialogs");

    public static DialogVocabulary Vocabulary { get; } = MakeVocabulary();

    public static DialogFile Texts { get; } = Read(Path.Combine(Folder, "texts.yaml"));

    public static IReadOnlyList<DialogFile> Files { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "texts.yaml")
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static (DialogSet? Set, ImmutableArray<Fault> Faults) Loaded { get; } = DialogSet.Load(Files, Texts, Vocabulary);

    public static DialogSet Set => Loaded.Set ?? throw new InvalidOperationException(string.Join('\n', Loaded.Faults));

    /// <summary>Null when these files have faults.</summary>
    public static DialogSet? TryLoad(IReadOnlyList<DialogFile> files) => DialogSet.Load(files, Texts, Vocabulary).Set;

    private static DialogFile Read(string path) => new(Path.GetRelativePath(Folder, path), File.ReadAllText(path));

    private static DialogVocabulary MakeVocabulary()
    {
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        return services.GetRequiredService<SliceSet>().Vocabulary;
    }
}
