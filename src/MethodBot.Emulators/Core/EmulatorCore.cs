using System.Collections.Concurrent;
using System.Collections.Immutable;
using MethodBot.Emulators.Recording;
using MethodBot.Emulators.State;

namespace MethodBot.Emulators.Core;

/// <summary>What both emulators stand on: the lock, the clock, what is kept, what is told and what is counted.</summary>
internal sealed class EmulatorCore : IDisposable
{
    /// <summary>A client that repeats one fault for hours must not fill the memory with it.</summary>
    private const int MaxViolations = 1000;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, int> requests = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private ImmutableList<string> violations = [];

    /// <param name="channelId">Id of the bot's channel unless the options name another; <paramref name="token"/> likewise.</param>
    public EmulatorCore(string messenger, long channelId, string token, Faults faults, EmulatorOptions options)
    {
        Messenger = messenger;
        ChannelId = options.ChannelId ?? channelId;
        Token = options.Token ?? token;
        Faults = faults;
        Options = options;
        State = StateJournal.Open(options.StateFile, messenger);
        Files = new FileShelf(options.StateFile);
        Recorder = options.RecordTo is { } folder ? new RequestRecorder(folder, messenger, Token) : null;
        Stopping = stopping.Token;
    }

    public string Messenger { get; }

    public Faults Faults { get; }

    public long ChannelId { get; }

    public string Token { get; }

    public EmulatorOptions Options { get; }

    public TimeProvider Time => Options.Time;

    public StateJournal State { get; }

    public FileShelf Files { get; }

    public RequestRecorder? Recorder { get; }

    public ChangeFeed Changes { get; } = new();

    public CancellationToken Stopping { get; }

    public IReadOnlyDictionary<string, int> RequestCounts => requests.ToImmutableDictionary(StringComparer.Ordinal);

    public IReadOnlyList<string> Violations => violations;

    /// <summary>Set once, by the API that serves the methods.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Checked { get; set; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    public long UnixNow => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>
    /// Takes the lock for one operation. At its end what has changed is kept, then told. No await in between.
    /// </summary>
    public Turn Enter()
    {
        gate.Enter();
        return new Turn(this);
    }

    public void Count(string method) => requests.AddOrUpdate(method, 1, (_, count) => count + 1);

    /// <summary>Notes something that the real server lets pass and a careful client does not do.</summary>
    public void Violation(string text) =>
        ImmutableInterlocked.Update(ref violations, (all, added) => all.Count < MaxViolations ? all.Add(added) : all, text);

    /// <summary>Ends waiting polls, so that the server can stop.</summary>
    public Task StopAsync() => stopping.CancelAsync();

    public void Dispose()
    {
        lock (gate)
            State.Dispose();
        Recorder?.Dispose();
        stopping.Dispose();
    }

    internal readonly struct Turn(EmulatorCore core) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                core.State.Flush();
            }
            finally
            {
                core.gate.Exit();
            }
            core.Changes.Drain();
        }
    }
}
