using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service;
using MethodBot.Service.Associations;
using MethodBot.Service.Consultations;
using MethodBot.Service.Events;
using MethodBot.Service.People;
using MethodBot.Service.Questionnaires;
using MethodBot.Tests.Architecture;

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

    public static DialogSet Set { get; } = TryLoad(Files) ?? throw new InvalidOperationException("the dialogs that ship have faults");

    /// <summary>Null when these files have faults.</summary>
    public static DialogSet? TryLoad(IReadOnlyList<DialogFile> files) => DialogSet.Load(files, Texts, Vocabulary).Set;

    private static DialogFile Read(string path) => new(Path.GetRelativePath(Folder, path), File.ReadAllText(path));

    private static DialogVocabulary MakeVocabulary()
    {
        var options = new ServiceOptions();
        return new SliceSet(
        [
            new PeopleSlice(options), new QuestionnairesSlice(), new EventsSlice(options), new ConsultationsSlice(), new AssociationsSlice(),
        ]).Vocabulary;
    }
}
