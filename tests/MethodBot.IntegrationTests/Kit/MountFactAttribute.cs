using System.Diagnostics;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Needs a mount of its own: skipped, and seen to be skipped, where the machine allows none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!CanMount())
            Skip = "This machine lets the tests mount nothing (unshare -rm).";
    }

    private static bool CanMount()
    {
        try
        {
            using var trial = Process.Start(new ProcessStartInfo("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o ro tmpfs /tmp"]) { UseShellExecute = false, RedirectStandardError = true })!;
            trial.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
