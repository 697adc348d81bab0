using System.Globalization;

/// <summary>
/// Runs in every process under load before its own Main: the runtime calls it by DOTNET_STARTUP_HOOKS, which is why it has this name and
/// no namespace. So the measured bot is the built <c>methodbot</c> itself, and knows nothing of it.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for this very name.
internal static class StartupHook
{
    public static void Initialize() => new Thread(MethodBot.Bench.Load.Meter.Answer) { IsBackground = true, Name = "meter" }.Start();
}

#pragma warning restore MA0047

namespace MethodBot.Bench.Load
{
    /// <summary>What a process has used.</summary>
    /// <param name="Allocated">Managed bytes since its start.</param>
    /// <param name="Heap">Managed bytes that live; after a full collection when one was asked for.</param>
    internal sealed record Usage(long Allocated, TimeSpan Processor, long Heap);

    /// <summary>Tells, inside a process under load, what it has used: a line asked by standard input, a line answered by standard output.</summary>
    internal static class Meter
    {
        public const string Ask = "usage";
        public const string AskCollected = "usage after a full collection";
        private const string Mark = "#usage ";

        public static void Answer()
        {
            while (Console.In.ReadLine() is { } line)
            {
                if (line is not (Ask or AskCollected))
                    continue;
                var heap = GC.GetTotalMemory(forceFullCollection: line == AskCollected);
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{Mark}{GC.GetTotalAllocatedBytes(precise: true)} {Environment.CpuUsage.TotalTime.Ticks} {heap}"));
            }
        }

        /// <summary>Null: the line is something else that the process says.</summary>
        public static Usage? Read(string line)
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
                return null;
            var numbers = line[Mark.Length..].Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
            return new Usage(numbers[0], new TimeSpan(numbers[1]), numbers[2]);
        }
    }
}
