using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MethodBot.BrowserTests.Harness;

/// <summary>The program itself as a newcomer starts it: no token, a process of its own, a store in a folder of its own.</summary>
public sealed partial class RealBot : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private RealBot(Process process, string folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The working tree that these tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <param name="folder">Where it keeps its store; a new one when null. A given folder outlives the process.</param>
    /// <param name="dialogs">Folder of dialogs; those that ship when null.</param>
    /// <param name="settings">Further settings: <c>--Service:Admins:0=telegram:2001</c>.</param>
    public static async Task<RealBot> StartAsync(string? folder = null, string? dialogs = null, params string[] settings)
    {
        var own = folder ?? Directory.CreateTempSubdirectory("methodbot-browser").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Root };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "methodbot.dll"), "run", "--Web:Url=http://127.0.0.1:0",
            $"--Storage:Path={Path.Combine(own, "methodbot.db")}", $"--Dialogs:Path={dialogs ?? Path.Combine(Root, "dialogs")}", "--Service:Phone=+7 (3537) 00-00-00",
        }.Concat(settings))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (AddressPattern().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new RealBot(process, folder is null ? own : "", new Uri(match.Value));
            }
        }

        throw new InvalidOperationException("methodbot ended without printing its address");
    }

    /// <summary>As when the power goes.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "MethodBot.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();
}
