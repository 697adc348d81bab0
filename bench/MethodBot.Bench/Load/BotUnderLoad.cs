using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MethodBot.Emulators.Telegram;

namespace MethodBot.Bench.Load;

/// <summary>A bot in a process of its own: the built <c>methodbot</c>, or the baseline.</summary>
internal sealed class BotUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<TaskCompletionSource<Usage>> _asked = new();

    private BotUnderLoad(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    /// <summary>The real bot, with the plain set of dialogs and without rates of its own.</summary>
    public static BotUnderLoad StartMethodBot(TelegramEmulator emulator, string store) => Start(
        "methodbot.dll",
        [
            "run", $"--Telegram:Token={emulator.Token}", $"--Telegram:ApiUrl={emulator.ApiUrl.ToString().TrimEnd('/')}", "--Telegram:MessagesPerSecond=0",
            "--Telegram:MessagesPerSecondPerChat=0", $"--Dialogs:Path={LoadStore.DialogsPath}", $"--Storage:Path={store}", "--Storage:BackupsKept=0",
            "--Web:Url=http://127.0.0.1:0",
        ],
        Path.GetDirectoryName(store)!);

    /// <summary>What <see cref="BaselineBot"/> does, with the same client and without turn or store.</summary>
    public static BotUnderLoad StartBaseline(TelegramEmulator emulator) => Start(
        "MethodBot.Bench.dll", [BaselineBot.Command, emulator.ApiUrl.ToString().TrimEnd('/'), emulator.Token], AppContext.BaseDirectory);

    /// <param name="collected">After a full collection.</param>
    public async Task<Usage> ReadUsageAsync(bool collected = false)
    {
        var answer = new TaskCompletionSource<Usage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(answer);
        await _process.StandardInput.WriteLineAsync(collected ? Meter.AskCollected : Meter.Ask);
        await _process.StandardInput.FlushAsync();
        return await answer.Task.WaitAsync(Patience);
    }

    /// <summary>Asks it to stop, as a service manager does: what it keeps is whole, and the next start is no careful one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
                await signal.WaitForExitAsync();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    /// <exception cref="InvalidOperationException">It has ended by itself.</exception>
    public void EnsureRunning()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"the bot under load has ended:\n{string.Join('\n', _output)}");
    }

    private static BotUnderLoad Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(BotUnderLoad).Assembly.Location;
        // Both alike, whatever their projects say: as a web application has it.
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment["DOTNET_gcConcurrent"] = "1";
        var bot = new BotUnderLoad(new Process { StartInfo = start });
        bot._process.Start();
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        return bot;
    }

    private void Take(string? line)
    {
        const int Kept = 200;
        if (line is null)
            return;
        if (Meter.Read(line) is { } usage && _asked.TryDequeue(out var asked))
        {
            asked.TrySetResult(usage);
            return;
        }

        _output.Enqueue(line);
        if (_output.Count > Kept)
            _output.TryDequeue(out _);
    }
}
