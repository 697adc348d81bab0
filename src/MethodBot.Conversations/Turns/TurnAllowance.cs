using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Turns;

/// <summary>What becomes of an update of an account that has had many turns.</summary>
public enum TurnVerdict
{
    /// <summary>It has its turn.</summary>
    Allowed,

    /// <summary>It is ignored, and the person is told so.</summary>
    Refused,

    /// <summary>It is ignored; the person knows.</summary>
    RefusedAgain,
}

/// <summary>
/// How many turns one account may have within a minute: far more than any person needs, and few enough that somebody's program cannot fill
/// the store and the outbox and make everybody else wait. Kept in memory; used by the writer's thread alone.
/// </summary>
/// <param name="perMinute">0: as many as come.</param>
public sealed class TurnAllowance(int perMinute)
{
    /// <summary>So many are remembered one by one.</summary>
    private const int ManyAccounts = 2_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromHours(1);

    private readonly Dictionary<AccountId, Use> _uses = [];

    /// <summary>Counts an update of an account.</summary>
    public TurnVerdict Take(AccountId account, DateTimeOffset now)
    {
        if (perMinute <= 0)
            return TurnVerdict.Allowed;
        if (!_uses.TryGetValue(account, out var use))
        {
            Forget(now);
            _uses[account] = use = new Use { Since = now };
        }

        // A clock that was set back must not hold anybody.
        if (now - use.Since >= Window || now < use.Since)
            (use.Since, use.Count) = (now, 0);
        if (++use.Count <= perMinute)
            return TurnVerdict.Allowed;
        if (use.ToldAt is { } told && now - told < Reminder && now >= told)
            return TurnVerdict.RefusedAgain;
        use.ToldAt = now;
        return TurnVerdict.Refused;
    }

    /// <summary>An update that was counted was not kept: its messenger brings it again.</summary>
    public void GiveBack(AccountId account, TurnVerdict verdict)
    {
        if (!_uses.TryGetValue(account, out var use))
            return;
        use.Count = Math.Max(0, use.Count - 1);
        if (verdict == TurnVerdict.Refused)
            use.ToldAt = null;
    }

    // A crowd within one minute, or somebody with a thousand accounts: who is far from the bound begins anew, so that memory stays small
    // whatever comes.
    private void Forget(DateTimeOffset now)
    {
        if (_uses.Count < ManyAccounts)
            return;
        Remove(use => now - use.Since >= Window);
        if (_uses.Count > ManyAccounts / 2)
            Remove(use => use.Count <= perMinute / 2);
    }

    private void Remove(Func<Use, bool> isForgotten)
    {
        foreach (var (account, use) in _uses)
        {
            if (isForgotten(use))
                _uses.Remove(account);
        }
    }

    private sealed class Use
    {
        public DateTimeOffset Since { get; set; }

        public int Count { get; set; }

        public DateTimeOffset? ToldAt { get; set; }
    }
}
