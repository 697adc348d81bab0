namespace MethodBot.Emulators.Core;

/// <summary>
/// The last stretch of an update on its way to the queue, where <see cref="FaultKind.ReorderedUpdate"/> lets another one pass. The
/// core's lock is held around every call.
/// </summary>
internal sealed class Overtaking
{
    private readonly EmulatorCore core;
    private readonly List<(string Lane, Action Add)> held = [];
    private ITimer? patience;

    public Overtaking(EmulatorCore core)
    {
        this.core = core;
        // What is late when the server stops is kept with the rest.
        core.Stopping.Register(ReleaseLate);
    }

    /// <summary>Adds an update to its queue now or a little later; in one lane the order holds.</summary>
    public void Pass(string lane, Action add)
    {
        var isOrdered = held.Exists(other => other.Lane == lane);
        if (isOrdered)
            Release();
        if (!isOrdered && held.Count == 0 && core.Faults.Strikes(FaultKind.ReorderedUpdate))
        {
            held.Add((lane, add));
            patience?.Dispose();
            patience = core.Time.CreateTimer(_ => ReleaseLate(), null, core.Faults.OvertakenWithin, Timeout.InfiniteTimeSpan);
            return;
        }
        add();
        Release();
    }

    private void Release()
    {
        foreach (var (_, add) in held)
            add();
        held.Clear();
    }

    private void ReleaseLate()
    {
        using (core.Enter())
            Release();
    }
}
