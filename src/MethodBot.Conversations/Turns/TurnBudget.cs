namespace MethodBot.Conversations.Turns;

/// <summary>How long one turn may take: all others wait meanwhile.</summary>
public sealed record TurnBudget(TimeSpan Time)
{
    /// <summary>Turns take milliseconds: what comes near to this has no end.</summary>
    public static TurnBudget Default { get; } = new(TimeSpan.FromSeconds(5));
}

/// <summary>The time of one turn, and where its dialog is.</summary>
internal sealed class TurnTime(TurnBudget budget, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>The step that was taken last; null where no dialog was under way.</summary>
    public (string Dialog, string Step)? Place { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public bool IsSpent => Elapsed > budget.Time;

    /// <exception cref="TurnTimeException">It is spent.</exception>
    public void Check()
    {
        if (IsSpent)
            throw new TurnTimeException(budget.Time);
    }
}

/// <summary>A turn took so long that everybody else would have waited: nothing of it is kept.</summary>
internal sealed class TurnTimeException(TimeSpan budget) : Exception($"the turn took more than {budget.TotalSeconds} s");
