using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Clocks;

/// <summary>The clock of the machine as one bot sees it: a test sets it while the bot runs.</summary>
internal sealed class MovedClock : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-clock-").FullName;

    private MovedClock() => Move(TimeSpan.Zero);

    /// <summary>Words before the bot's command line.</summary>
    public IReadOnlyList<string> Words => ["env", $"LD_PRELOAD={Library}", $"METHODBOT_CLOCK={Offset}"];

    private string Library => Path.Combine(_folder, "clock.so");

    private string Offset => Path.Combine(_folder, "seconds");

    public static async Task<MovedClock> CreateAsync()
    {
        var clock = new MovedClock();
        await Shim.CompileAsync(Path.Combine("Clocks", "clock.c"), clock.Library);
        return clock;
    }

    /// <summary>From now on the clock goes before the true time by so much, or behind it.</summary>
    public void Move(TimeSpan before)
    {
        // In place: the bot has mapped this very file.
        using var file = new FileStream(Offset, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(BitConverter.GetBytes((long)before.TotalSeconds));
    }

    /// <summary>The clock shows this moment now, and goes on.</summary>
    public void Set(DateTimeOffset moment) => Move(moment - TimeProvider.System.GetUtcNow());

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
