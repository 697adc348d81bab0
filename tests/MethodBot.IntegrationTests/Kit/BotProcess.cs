using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>How a program of its own ended.</summary>
/// <param name="Output">Both streams, line by line as they came.</param>
internal sealed record BotExit(int Code, string Output)
{
    /// <summary>What an operator reads when something is to be mended: told in words, and not as a trace of the program's inside.</summary>
    public void ShouldBeAMessageFor(string part, params string[] further)
    {
        Code.ShouldBe(1, Output);
        foreach (var text in (string[])[part, .. further])
            Output.ShouldContain(text);
        Output.ShouldNotContain("   at ");
        Output.ShouldNotContain("Unhandled exception");
        Output.ShouldNotContain("Exception:");
    }
}

/// <summary>The built <c>methodbot</c> as a process of its own.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly string[] Sections = ["Telegram__", "Vk__", "Storage__", "Service__", "Dialogs__", "Web__", "Logging__"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();

    private BotProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    /// <param name="folder">Working folder: one without settings of somebody else.</param>
    /// <param name="before">Words of a command line that ends in the program's, for example <c>unshare -rm</c>; may be empty.</param>
    public static BotProcess Start(string folder, IEnumerable<string> arguments, IReadOnlyList<string>? before = null)
    {
        string[] words =
        [
            .. before ?? [],
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Path.Combine(AppContext.BaseDirectory, "methodbot.dll"),
            .. arguments,
        ];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => Array.Exists(Sections, section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        var bot = new BotProcess(new Process { StartInfo = start });
        bot._process.Start();
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        return bot;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<BotExit> RunAsync(string folder, IEnumerable<string> arguments, IReadOnlyList<string>? before = null)
    {
        await using var bot = Start(folder, arguments, before);
        return await bot.ExitAsync();
    }

    /// <summary>Waits for an end that comes by itself.</summary>
    public async Task<BotExit> ExitAsync()
    {
        await Waiting.UntilAsync(() => _process.HasExited, "the program's end", () => Output);
        await _process.WaitForExitAsync();
        return new BotExit(_process.ExitCode, Output);
    }

    /// <summary>Asks the program to stop, as a service manager does.</summary>
    public async Task<BotExit> StopAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>SIGKILL: the program learns nothing of it.</summary>
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
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _output.AppendLine(line);
    }
}
