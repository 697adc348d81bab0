using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MethodBot.Conversations.Health;

/// <summary>
/// What the program tells of its work to whoever collects it: names and numbers, never words of people, and no accounts or chats.
/// Durations are milliseconds.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the source of traces, and of the meter.</summary>
    public const string Name = "MethodBot";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    /// <summary>Updates taken, by messenger, kind and outcome (<c>done</c>, <c>ignored</c>, <c>repeated</c>, <c>set_aside</c>).</summary>
    internal static readonly Counter<long> Updates = Meter.CreateCounter<long>("methodbot.updates", "{update}", "Updates taken");

    internal static readonly Histogram<double> TurnDuration = Meter.CreateHistogram<double>("methodbot.turn.duration", "ms", "A turn, without its commit");

    internal static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("methodbot.commit.duration", "ms", "A transaction of the writer, from its begin to the disk");

    internal static readonly Histogram<int> CommitBatch = Meter.CreateHistogram<int>("methodbot.commit.batch", "{job}", "Jobs in one transaction");

    /// <summary>Attempts to send, by messenger, kind of row and class of result.</summary>
    internal static readonly Counter<long> Sends = Meter.CreateCounter<long>("methodbot.sends", "{send}", "Attempts to send");

    internal static readonly Histogram<double> SendDuration = Meter.CreateHistogram<double>("methodbot.send.duration", "ms", "A request to a messenger");
}
