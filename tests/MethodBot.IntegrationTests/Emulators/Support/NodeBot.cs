using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Emulators.Support;

/// <summary>A bot of <c>tests/NodeClients</c> as a process of its own, at an emulator.</summary>
internal sealed class NodeBot : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private NodeBot(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
    }

    public string Output => string.Join(Environment.NewLine, output);

    public static async Task<NodeBot> StartAsync(string script, string mode, IMessengerEmulator emulator)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "NodeClients"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["API_ROOT"] = emulator.ApiUrl.OriginalString.TrimEnd('/');
        start.Environment["TOKEN"] = emulator.Token;
        start.Environment["GROUP_ID"] = emulator.ChannelId.ToString(CultureInfo.InvariantCulture);
        start.Environment["MODE"] = mode;
        var bot = new NodeBot(new Process { StartInfo = start });
        bot.process.Start();
        bot.process.BeginOutputReadLine();
        bot.process.BeginErrorReadLine();
        await Waiting.UntilAsync(() => bot.output.Contains("ready") || bot.process.HasExited, "a bot that is ready", () => bot.Output);
        bot.process.HasExited.ShouldBeFalse(bot.Output);
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
