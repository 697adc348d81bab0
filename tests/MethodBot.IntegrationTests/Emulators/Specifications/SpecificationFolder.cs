namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>The published tables of both APIs, which lie beside the repository where they are present at all.</summary>
public static class SpecificationFolder
{
    /// <summary>The first <c>shared/specs</c> on the way up from the repository's root, or null.</summary>
    public static string? Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MethodBot.sln")))
            directory = directory.Parent;
        while (directory is not null)
        {
            var specifications = Path.Combine(directory.FullName, "shared", "specs");
            if (File.Exists(Path.Combine(specifications, "tg-spec.json")) && File.Exists(Path.Combine(specifications, "vk-spec.json")))
                return specifications;
            directory = directory.Parent;
        }
        return null;
    }
}

/// <summary>A test against the published tables: skipped, and seen to be skipped, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpecificationFactAttribute : FactAttribute
{
    public SpecificationFactAttribute()
    {
        if (SpecificationFolder.Find() is null)
            Skip = "The published tables of the APIs (shared/specs) are not here.";
    }
}
