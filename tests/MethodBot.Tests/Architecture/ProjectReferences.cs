using System.Xml.Linq;

namespace MethodBot.Tests.Architecture;

/// <summary>Which project may reference which: the arrows of the design.</summary>
internal static class ProjectReferences
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MethodBot.Dialogs"] = [],
        ["MethodBot.Conversations"] = ["MethodBot.Dialogs"],
        ["MethodBot.Service"] = ["MethodBot.Conversations"],
        ["MethodBot.Messengers"] = ["MethodBot.Conversations"],
        ["MethodBot.Emulators"] = [],
        ["MethodBot.Host"] = ["MethodBot.Service", "MethodBot.Messengers", "MethodBot.Emulators"],
    };

    public static IEnumerable<string> Projects => Allowed.Keys;

    /// <summary>What a project file references and must not; a project that the design does not know may reference nothing.</summary>
    public static IReadOnlyList<string> Violations(string project, string csproj) =>
        [.. References(csproj).Where(reference => !Allowed.GetValueOrDefault(project, []).Contains(reference)).Select(reference => $"{project} → {reference}")];

    /// <summary>What a project of tests or benchmarks references that is not of <c>src</c>.</summary>
    public static IReadOnlyList<string> OutsideSource(string project, string csproj) =>
        [.. References(csproj).Where(reference => !Allowed.ContainsKey(reference)).Select(reference => $"{project} → {reference}")];

    private static IEnumerable<string> References(string csproj) => XDocument.Parse(csproj).Descendants()
        .Where(element => element.Name.LocalName == "ProjectReference")
        .Select(element => Path.GetFileNameWithoutExtension(((string?)element.Attribute("Include") ?? "").Replace('\\', '/')));
}
