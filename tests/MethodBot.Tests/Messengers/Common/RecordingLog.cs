using Microsoft.Extensions.Logging;

namespace MethodBot.Tests.Messengers.Common;

internal sealed class RecordingLog<T> : ILogger<T>
{
    private readonly Lock _gate = new();

    public List<(LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
            Lines.Add((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
