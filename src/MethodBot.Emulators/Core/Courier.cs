using System.Net.Sockets;

namespace MethodBot.Emulators.Core;

/// <summary>One update on its way to the bot's own address.</summary>
/// <param name="Id">Its number with the office that sends it.</param>
/// <param name="Lane">Parcels of one lane go one after another, in their order.</param>
internal sealed record Parcel(long Id, string Lane);

/// <summary>What the bot's address answered, or why it did not.</summary>
/// <param name="Status">0 when there was no answer.</param>
/// <param name="Fault">Why there was none.</param>
internal sealed record ParcelAnswer(int Status, string Reason, string Body, TimeSpan? RetryAfter, string? Fault)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Who has parcels to deliver. All but <see cref="ReceiveAsync"/> is called with the core's lock held.</summary>
internal interface ICourierOffice
{
    /// <summary>What waits, oldest first.</summary>
    IEnumerable<Parcel> Waiting { get; }

    /// <summary>How many may be on their way at once.</summary>
    int MaxAtOnce { get; }

    /// <param name="failures">How often it was tried in vain.</param>
    HttpRequestMessage Pack(Parcel parcel, int failures);

    /// <summary>What an answer asks for, before the parcel is settled.</summary>
    Task ReceiveAsync(ParcelAnswer answer, CancellationToken cancellationToken);

    /// <summary>Takes the parcel away, or returns how long to wait before it goes again.</summary>
    /// <param name="failures">How often it was tried in vain before this time.</param>
    TimeSpan? Settle(Parcel parcel, ParcelAnswer answer, int failures);
}

/// <summary>
/// Posts updates to the bot's own address: lanes side by side, the parcels of a lane in order, each again until its office is content.
/// </summary>
internal sealed class Courier : IAsyncDisposable
{
    private readonly EmulatorCore core;
    private readonly ICourierOffice office;
    private readonly HttpClient http;
    private readonly Dictionary<long, Attempt> attempts = [];
    private readonly HashSet<Task> underWay = [];
    private TaskCompletionSource woken = NewSignal();
    private Task? running;

    public Courier(EmulatorCore core, ICourierOffice office)
    {
        this.core = core;
        this.office = office;
        // The bot's own address is on this machine: no proxy, and what it answers is taken as it is.
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>There is something new to deliver. The lock is held.</summary>
    public void Wake()
    {
        running ??= Task.Run(RunAsync);
        woken.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Task[] left;
        using (core.Enter())
            left = running is null ? [] : [running, .. underWay];
        await Task.WhenAll(left);
        http.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!core.Stopping.IsCancellationRequested)
            {
                Task next;
                TimeSpan wait;
                using (core.Enter())
                {
                    if (woken.Task.IsCompleted)
                        woken = NewSignal();
                    next = woken.Task;
                    wait = Dispatch();
                }
                try
                {
                    await next.WaitAsync(wait, core.Time, core.Stopping);
                }
                catch (TimeoutException)
                {
                    // Something is due again.
                }
            }
        }
        catch (OperationCanceledException) when (core.Stopping.IsCancellationRequested)
        {
            // This server stops; what was not delivered waits for its next start.
        }
    }

    /// <summary>Sends what may go now. Returns how long until something else may.</summary>
    private TimeSpan Dispatch()
    {
        var now = core.Time.GetUtcNow();
        var wait = Timeout.InfiniteTimeSpan;
        var lanes = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<long>();
        foreach (var parcel in office.Waiting.ToList())
        {
            seen.Add(parcel.Id);
            var attempt = attempts.GetValueOrDefault(parcel.Id);
            if (!lanes.Add(parcel.Lane) || attempt is { IsUnderWay: true } || underWay.Count >= office.MaxAtOnce)
                continue;
            if (attempt is not null && attempt.NotBefore > now)
            {
                var left = attempt.NotBefore - now;
                wait = wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
                continue;
            }
            attempts[parcel.Id] = attempt ??= new Attempt();
            attempt.IsUnderWay = true;
            var request = office.Pack(parcel, attempt.Failures);
            Task? delivery = null;
            delivery = Task.Run(async () =>
            {
                try
                {
                    await DeliverAsync(parcel, attempt, request);
                }
                finally
                {
                    using (core.Enter())
                    {
                        attempt.IsUnderWay = false;
                        underWay.Remove(delivery!);
                        woken.TrySetResult();
                    }
                }
            });
            underWay.Add(delivery);
        }
        foreach (var gone in attempts.Where(one => !one.Value.IsUnderWay && !seen.Contains(one.Key)).Select(one => one.Key).ToList())
            attempts.Remove(gone);
        return wait;
    }

    private async Task DeliverAsync(Parcel parcel, Attempt attempt, HttpRequestMessage request)
    {
        try
        {
            var answer = await PostAsync(request);
            await office.ReceiveAsync(answer, core.Stopping);
            using (core.Enter())
            {
                if (office.Settle(parcel, answer, attempt.Failures) is not { } delay)
                {
                    attempts.Remove(parcel.Id);
                    return;
                }
                attempt.Failures++;
                attempt.NotBefore = core.Time.GetUtcNow() + delay;
            }
        }
        catch (OperationCanceledException) when (core.Stopping.IsCancellationRequested)
        {
            // Whether the bot got it is unknown: it goes again after the next start.
        }
    }

    private async Task<ParcelAnswer> PostAsync(HttpRequestMessage request)
    {
        using var patience = new CancellationTokenSource(core.Options.DeliveryTimeout, core.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, core.Stopping);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, ending.Token);
                var body = await response.Content.ReadAsStringAsync(ending.Token);
                var after = response.Headers.RetryAfter?.Delta;
                return new ParcelAnswer((int)response.StatusCode, response.ReasonPhrase ?? "", body, after, null);
            }
        }
        catch (OperationCanceledException) when (!core.Stopping.IsCancellationRequested)
        {
            return new ParcelAnswer(0, "", "", null, "Read timeout expired");
        }
        catch (HttpRequestException fault)
        {
            var isRefused = fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
            return new ParcelAnswer(0, "", "", null, isRefused ? "Connection refused" : "Connection closed");
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Attempt
    {
        public bool IsUnderWay { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}
