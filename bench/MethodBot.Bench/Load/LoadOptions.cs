using System.Globalization;

namespace MethodBot.Bench.Load;

/// <summary>What <c>load</c> is asked for: parts by name, none for all of them, and how long they take.</summary>
internal sealed record LoadOptions
{
    /// <summary>Parts in the order in which they run.</summary>
    public static readonly IReadOnlyList<string> Parts = ["start", "commit", "saturation", "paced", "heap", "stored"];

    public IReadOnlyList<string> Chosen { get; private init; } = Parts;

    /// <summary>At saturation, each with one press under way.</summary>
    public int Teachers { get; private init; } = 1000;

    /// <summary>Length of what is measured of one run.</summary>
    public int Seconds { get; private init; } = 10;

    /// <summary>Before it: the runtime compiles what it finds busy.</summary>
    public int Warmup { get; private init; } = 6;

    /// <summary>Answers before it, at saturation.</summary>
    public int WarmupAnswers { get; private init; } = 15_000;

    /// <summary>Runs of the bot, each beside a run of its baseline.</summary>
    public int Pairs { get; private init; } = 5;

    public double UpdatesPerSecond { get; private init; } = 30;

    public int FewConversations { get; private init; } = 1000;

    public int ManyConversations { get; private init; } = 100_000;

    /// <summary>Seconds until a connection that is not used is closed: the runtime does so after a minute, and looks every half minute.</summary>
    public int UntilConnectionsClose { get; private init; } = 100;

    public int FewAnswers { get; private init; } = 10_000;

    public int ManyAnswers { get; private init; } = 1_000_000;

    /// <summary>Of the commit path: updates in a batch, as many as one poll brings, and batches.</summary>
    public int Batch { get; private init; } = 100;

    public int Batches { get; private init; } = 220;

    /// <summary>Proves in seconds that everything works, and measures nothing.</summary>
    private static LoadOptions Tiny => new()
    {
        Teachers = 20,
        Seconds = 1,
        Warmup = 1,
        WarmupAnswers = 20,
        Pairs = 1,
        FewConversations = 20,
        ManyConversations = 60,
        UntilConnectionsClose = 1,
        FewAnswers = 100,
        ManyAnswers = 400,
        Batch = 10,
        Batches = 22,
    };

    /// <exception cref="ArgumentException">Something that is no argument of this run.</exception>
    public static LoadOptions Read(IReadOnlyList<string> arguments)
    {
        var options = arguments.Contains("--tiny") ? Tiny : new LoadOptions();
        var chosen = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--tiny" => options,
                "--teachers" => options with { Teachers = Number(arguments, ++i) },
                "--seconds" => options with { Seconds = Number(arguments, ++i) },
                "--warmup" => options with { Warmup = Number(arguments, ++i) },
                "--pairs" => options with { Pairs = Number(arguments, ++i) },
                "--rate" => options with { UpdatesPerSecond = Number(arguments, ++i) },
                "--conversations" => options with { ManyConversations = Number(arguments, ++i) },
                "--answers" => options with { ManyAnswers = Number(arguments, ++i) },
                _ when Parts.Contains(arguments[i]) => options,
                _ => throw new ArgumentException($"load: {arguments[i]} is neither one of {string.Join(", ", Parts)} nor an option"),
            };
            if (Parts.Contains(arguments[i]))
                chosen.Add(arguments[i]);
        }

        return chosen.Count == 0 ? options : options with { Chosen = [.. Parts.Where(chosen.Contains)] };
    }

    private static int Number(IReadOnlyList<string> arguments, int at) =>
        at < arguments.Count && int.TryParse(arguments[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"load: {arguments[at - 1]} needs a number");
}
