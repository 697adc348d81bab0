namespace MethodBot.IntegrationTests.Kit;

/// <summary>Runs a script of the installation: skipped, and seen to be skipped, where there is no Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Scripts of an installation run on Linux.";
    }
}
