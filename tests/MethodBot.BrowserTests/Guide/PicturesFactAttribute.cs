namespace MethodBot.BrowserTests.Guide;

/// <summary>Runs only where the environment variable names a folder for the pictures; elsewhere it is shown as skipped, with the reason.</summary>
internal sealed class PicturesFactAttribute : FactAttribute
{
    public const string Variable = "METHODBOT_PICTURES";

    public PicturesFactAttribute()
    {
        if (Folder is null)
            Skip = $"makes the pictures of docs/методисту; set {Variable} to the folder for them (docs/images)";
    }

    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
}
