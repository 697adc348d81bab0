namespace MethodBot.Tests.Architecture;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MethodBot.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"MethodBot.sln stands in no folder above {AppContext.BaseDirectory}");
    }
}
