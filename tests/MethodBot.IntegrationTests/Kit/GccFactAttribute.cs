using System.Diagnostics;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// Needs Linux and gcc: skipped, and seen to be skipped, on a machine without; where everything is to be checked (CI) their absence is a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GccFactAttribute : FactAttribute
{
    public GccFactAttribute()
    {
        if (!CanCompile() && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "Nothing can be put before the C library here (Linux and gcc are needed).";
    }

    private static bool CanCompile()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            using var trial = Process.Start(new ProcessStartInfo("gcc", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            trial.StandardOutput.ReadToEnd();
            trial.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
