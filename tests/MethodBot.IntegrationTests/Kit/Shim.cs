using System.Diagnostics;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>A library that stands before the C library of a bot under test, compiled when it is wanted.</summary>
internal static class Shim
{
    /// <param name="source">Its file, from the folder of the integration tests on.</param>
    /// <param name="target">Where the library shall be.</param>
    public static async Task CompileAsync(string source, string target)
    {
        var path = Path.Combine(Repository.Root, "tests", "MethodBot.IntegrationTests", source);
        using var gcc = Process.Start(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", target, path, "-ldl"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var said = await gcc.StandardError.ReadToEndAsync();
        await gcc.WaitForExitAsync();
        gcc.ExitCode.ShouldBe(0, said);
    }
}
