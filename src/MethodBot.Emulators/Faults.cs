using System.Collections.Immutable;
using System.Globalization;

namespace MethodBot.Emulators;

/// <summary>What can be made to go wrong between a messenger and the bot.</summary>
public enum FaultKind
{
    /// <summary>The request is refused: Telegram 429 with <see cref="Faults.RetryAfter"/>, VK error 6. No effect.</summary>
    TooManyRequests,

    /// <summary>VK: error 9, flood control. No effect.</summary>
    FloodControl,

    /// <summary>VK: error 10, internal server error. No effect.</summary>
    InternalError,

    /// <summary>VK: error 1, unknown error. No effect.</summary>
    UnknownError,

    /// <summary>Status 500: Telegram with its JSON, VK without. No effect.</summary>
    Status500,

    /// <summary>Status 502 with a page in HTML, as a proxy before the messenger answers. No effect.</summary>
    Status502,

    /// <summary>Status 503 with an empty body. No effect.</summary>
    Status503,

    /// <summary>Status 200 with a body that is no JSON. No effect.</summary>
    NotJson,

    /// <summary>The request is held until the client gives up or <see cref="Faults.HoldFor"/> has passed. No effect.</summary>
    TimeoutBeforeEffect,

    /// <summary>The request takes effect, and its answer is held until the client gives up or <see cref="Faults.HoldFor"/> has passed, and lost.</summary>
    TimeoutAfterEffect,

    /// <summary>The connection breaks. No effect.</summary>
    DropBeforeEffect,

    /// <summary>The request takes effect, and the connection breaks before its answer.</summary>
    DropAfterEffect,

    /// <summary>An update comes twice with the same number or event_id: when the bot polls, once more in the answer after the one that told it.</summary>
    DuplicatedUpdate,

    /// <summary>
    /// An update is overtaken by the next one of another chat, or by a press of the same chat; what somebody says in one chat keeps its
    /// order. Where nothing follows within <see cref="Faults.OvertakenWithin"/>, it is only late.
    /// </summary>
    ReorderedUpdate,

    /// <summary>VK's long poll: the events that were to be told are lost and <c>failed: 1</c> is told; messages stay in the history.</summary>
    LongPollHistoryLost,

    /// <summary>VK's long poll: the key expires, <c>failed: 2</c>.</summary>
    LongPollKeyExpired,

    /// <summary>VK's long poll: the events that were to be told are lost with the key, <c>failed: 3</c>; messages stay in the history.</summary>
    LongPollInformationLost,
}

/// <summary>
/// Faults on a switch. Which requests are struck follows from the seed, the kind, the method and how often that method was called:
/// the same calls are struck in the same way again, whatever else goes on beside them. Safe for use from several threads.
/// </summary>
public sealed class Faults
{
    /// <summary>Kinds that befall a request as a whole, in the order in which they are tried.</summary>
    private static readonly ImmutableArray<FaultKind> OfRequests =
    [
        FaultKind.DropBeforeEffect, FaultKind.TimeoutBeforeEffect, FaultKind.Status500, FaultKind.Status502, FaultKind.Status503, FaultKind.NotJson,
        FaultKind.TooManyRequests, FaultKind.FloodControl, FaultKind.InternalError, FaultKind.UnknownError, FaultKind.TimeoutAfterEffect, FaultKind.DropAfterEffect,
    ];

    private readonly Lock gate = new();
    private readonly ImmutableHashSet<FaultKind> known;
    private readonly List<Rule> rules = [];
    private readonly Dictionary<(FaultKind, string), int> calls = [];
    private ImmutableDictionary<FaultKind, int> injected = ImmutableDictionary<FaultKind, int>.Empty;

    internal Faults(params IEnumerable<FaultKind> unknown) => known = [.. Enum.GetValues<FaultKind>().Except(unknown)];

    /// <summary>What the choice follows from.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Telegram: what a refusal asks the client to wait. Less than a second is for tests only; the real server tells whole ones.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request hangs whose client does not give up.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>Requests that name another chat, or none, are spared; null: all are struck alike. Not for updates.</summary>
    public long? OnlyChat { get; set; }

    /// <summary>How long an update waits for another one to overtake it.</summary>
    public TimeSpan OvertakenWithin { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often each kind was injected.</summary>
    public IReadOnlyDictionary<FaultKind, int> Injected => Volatile.Read(ref injected);

    /// <summary>Strikes this share of calls until <see cref="Clear"/>.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="methods">Names of methods (<c>sendMessage</c>, <c>messages.send</c>; VK's long poll is <c>a_check</c>, an upload <c>upload.photo</c>, a file <c>download</c>); none are all.</param>
    public void Set(FaultKind kind, double share, params IEnumerable<string> methods)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        Add(new Rule(kind, share, int.MaxValue, [.. methods]));
    }

    /// <summary>Strikes the next calls, so many of them.</summary>
    /// <param name="methods">As for <see cref="Set"/>.</param>
    public void Next(FaultKind kind, int times = 1, params IEnumerable<string> methods)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        Add(new Rule(kind, 1, times, [.. methods]));
    }

    /// <summary>Ends all faults; what was counted stays.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    /// <summary>The fault that befalls this request, if any.</summary>
    /// <param name="isMethod">It is a method of the API; others cannot answer with the API's errors.</param>
    /// <param name="chat">The chat that it names; several with commas between, where it is for several.</param>
    internal FaultKind? StrikeRequest(string method, bool isMethod, string? chat)
    {
        if (OnlyChat is { } only && chat?.Split(',').Contains(only.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal) != true)
            return null;
        foreach (var kind in OfRequests)
        {
            if ((isMethod || !IsError(kind)) && Strikes(kind, method))
                return kind;
        }
        return null;
    }

    /// <summary>The error that befalls one call of several that a request makes, if any.</summary>
    internal FaultKind? StrikeCall(string method)
    {
        foreach (var kind in OfRequests)
        {
            if (IsError(kind) && Strikes(kind, method))
                return kind;
        }
        return null;
    }

    /// <summary>The API answers with an error of its own, which other servers of a messenger do not know.</summary>
    internal static bool IsError(FaultKind kind) =>
        kind is FaultKind.TooManyRequests or FaultKind.FloodControl or FaultKind.InternalError or FaultKind.UnknownError;

    /// <summary>Whether this kind strikes here and now. It is counted then.</summary>
    internal bool Strikes(FaultKind kind, string method = "")
    {
        lock (gate)
        {
            if (rules.Count == 0 || rules.Find(rule => rule.Kind == kind && (rule.Methods.IsEmpty || rule.Methods.Contains(method))) is not { } rule)
                return false;
            var number = calls.GetValueOrDefault((kind, method));
            calls[(kind, method)] = number + 1;
            if (Draw(kind, method, number) >= rule.Share)
                return false;
            if (--rule.Left == 0)
                rules.Remove(rule);
            injected = injected.SetItem(kind, injected.GetValueOrDefault(kind) + 1);
            return true;
        }
    }

    private void Add(Rule rule)
    {
        if (!known.Contains(rule.Kind))
            throw new ArgumentException($"This messenger has no {rule.Kind}.", nameof(rule));
        lock (gate)
            rules.Add(rule);
    }

    /// <summary>A number from 0 to 1 that follows from all of this (FNV-1a, then the finish of SplitMix64).</summary>
    private double Draw(FaultKind kind, string method, int number)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in string.Create(CultureInfo.InvariantCulture, $"{Seed}/{kind}/{method}/{number}"))
            hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return ((hash ^ (hash >> 31)) >> 11) / (double)(1UL << 53);
    }

    private sealed class Rule(FaultKind kind, double share, int times, ImmutableArray<string> methods)
    {
        public FaultKind Kind => kind;

        public double Share => share;

        public ImmutableArray<string> Methods => methods;

        public int Left { get; set; } = times;
    }
}
