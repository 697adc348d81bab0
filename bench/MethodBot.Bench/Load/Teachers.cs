using System.Diagnostics;
using System.Threading.Channels;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;

namespace MethodBot.Bench.Load;

/// <summary>
/// People who answer the questionnaire again and again. Each waits for the bot's question and presses one of its options: at once, or,
/// where a rate is given, when it is the next one's turn. At most so many are under way as a messenger keeps for a bot with room to spare:
/// what comes beyond is dropped there, and its person would wait for ever.
/// </summary>
internal sealed class Teachers : IAsyncDisposable
{
    private const long FirstId = 1;
    private const int AtOnce = 10_000;

    private readonly TelegramEmulator _emulator;
    private readonly int _answersEach;
    private readonly long[] _handedOut;
    private readonly int[] _answered;
    private readonly Channel<Move> _ready = Channel.CreateUnbounded<Move>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<double> _latencies = [];
    private readonly Lock _gate = new();
    private readonly Task _acting;
    private bool _measures;
    private int _begun;
    private int _answers;
    private int _updates;

    /// <param name="perSecond">Of all of them together; 0 = at once.</param>
    /// <param name="answersEach">After so many answers somebody falls silent.</param>
    public Teachers(TelegramEmulator emulator, int count, double perSecond = 0, int answersEach = int.MaxValue)
    {
        _emulator = emulator;
        PerSecond = perSecond;
        _answersEach = answersEach;
        _handedOut = new long[count];
        _answered = new int[count];
        for (var i = 0; i < count; i++)
            emulator.AddPerson(FirstId + i, "Мария", "Лебедева");
        emulator.HandedOut += NoteHandedOut;
        emulator.Changed += Notice;
        for (var i = 0; i < AtOnce; i++)
            BeginNext();
        _acting = ActAsync();
    }

    /// <summary>Updates of all of them together; 0 = at once.</summary>
    public double PerSecond { get; }

    /// <summary>Presses that the bot has acknowledged.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Updates to which the chat shows an answer.</summary>
    public int Updates => Volatile.Read(ref _updates);

    /// <summary>Begins to note how long answers take.</summary>
    public void Measure()
    {
        lock (_gate)
            _measures = true;
    }

    /// <summary>Milliseconds from the update handed out to the reply in the chat, of what was measured.</summary>
    public IReadOnlyList<double> TakeLatencies()
    {
        lock (_gate)
        {
            _measures = false;
            return [.. _latencies];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _emulator.HandedOut -= NoteHandedOut;
        _emulator.Changed -= Notice;
        await _stopping.CancelAsync();
        await _acting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private void NoteHandedOut(long personId) => Volatile.Write(ref _handedOut[personId - FirstId], Stopwatch.GetTimestamp());

    private void Notice(EmulatedChange change)
    {
        var teacher = (int)(change.PersonId - FirstId);
        if (change.Press is not null)
        {
            Interlocked.Increment(ref _answers);
            return;
        }

        if (change.Message is not { FromBot: true } message)
            return;
        var since = Interlocked.Exchange(ref _handedOut[teacher], 0);
        if (since == 0)
            return;
        Interlocked.Increment(ref _updates);
        lock (_gate)
        {
            if (_measures)
                _latencies.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        if (_answered[teacher]++ < _answersEach)
            _ready.Writer.TryWrite(new Move(teacher, message));
        else
            BeginNext();
    }

    private void BeginNext()
    {
        if (Interlocked.Increment(ref _begun) is var number && number <= _answered.Length)
            _ready.Writer.TryWrite(new Move(number - 1, null));
    }

    private async Task ActAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var acts = 0;
        await foreach (var move in _ready.Reader.ReadAllAsync(_stopping.Token))
        {
            if (PerSecond > 0)
            {
                var due = TimeSpan.FromSeconds(++acts / PerSecond) - Stopwatch.GetElapsedTime(began);
                if (due > TimeSpan.Zero)
                    await Task.Delay(due, TimeProvider.System, _stopping.Token);
            }

            Act(move);
        }
    }

    // The fourth of five options; where none is left, the questionnaire is over and begins anew.
    private void Act(Move move)
    {
        const int Option = 3;
        var person = FirstId + move.Teacher;
        if (move.Message is { Buttons.IsEmpty: false } question)
            _emulator.Press(person, question.Id, question.Buttons[Option][0]);
        else
            _emulator.Start(person);
    }

    /// <param name="Message">What the bot has said last; null before the first word.</param>
    private readonly record struct Move(int Teacher, EmulatedMessage? Message);
}
