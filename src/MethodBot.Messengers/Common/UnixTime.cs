namespace MethodBot.Messengers.Common;

/// <summary>Reads the clock of a messenger; what cannot be a time is none.</summary>
internal static class UnixTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static DateTimeOffset? Read(long seconds) =>
        seconds > 0 && seconds <= Latest ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
