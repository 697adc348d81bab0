using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Service.Authoring;

namespace MethodBot.Host.DialogFiles;

/// <summary>
/// Takes the folder of dialogs as it is now: a set without faults serves from then on; with faults the old set keeps serving, and
/// administrators are told once what is wrong, and once that it is mended.
/// </summary>
internal sealed partial class DialogReloader(
    ServedFolder folder, DialogLibrary library, DialogRenewal renewal, AuthoringSlice authoring, ILogger<DialogReloader> logger) : IDisposable
{
    private const string Unreadable = "unreadable";
    private readonly SemaphoreSlim _gate = new(1);
    private string? _told;

    /// <summary>Reads the folder, and lets what it holds serve.</summary>
    /// <param name="tell">What is wrong is told; otherwise nothing happens then.</param>
    /// <returns>False with faults.</returns>
    /// <exception cref="Conversations.Storage.StoreException">The storage failed; nothing changed.</exception>
    public async Task<bool> ReloadAsync(bool tell, CancellationToken cancellationToken)
    {
        // One at a time, reading included: what was read first must not come to serve last.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var state = Look();
            if (state.Set is { } set)
                await ServeAsync(set, cancellationToken);
            else if (tell)
                await TellBrokenAsync(state, cancellationToken);
            return state.Set is not null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private FolderState Look()
    {
        try
        {
            var (set, faults) = folder.Load();
            return new FolderState(set, faults, null);
        }
        catch (OperatorException e)
        {
            return new FolderState(null, [], string.Join(' ', e.Messages));
        }
    }

    private async Task ServeAsync(DialogSet set, CancellationToken cancellationToken)
    {
        if (Difference(library.Dialogs, set) is { Length: > 0 } changes)
        {
            await renewal.ServeAsync(set, cancellationToken);
            LogReloaded(logger, string.Join(", ", changes));
        }

        if (_told is null)
            return;
        await renewal.WriteAsync(authoring.TellMended, cancellationToken);
        _told = null;
    }

    /// <summary>Which files differ, for the log: <c>changed dialogs/start.yaml</c>.</summary>
    internal static ImmutableArray<string> Difference(DialogSet old, DialogSet now)
    {
        var before = Sources(old);
        var after = Sources(now);
        return
        [
            .. after.Where(file => before.TryGetValue(file.Key, out var text) && text != file.Value).Select(file => $"changed {file.Key}").Order(StringComparer.Ordinal),
            .. after.Keys.Where(path => !before.ContainsKey(path)).Select(path => $"added {path}").Order(StringComparer.Ordinal),
            .. before.Keys.Where(path => !after.ContainsKey(path)).Select(path => $"removed {path}").Order(StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, string> Sources(DialogSet set) =>
        set.Files.Append(set.TextsFile).ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);

    private async Task TellBrokenAsync(FolderState state, CancellationToken cancellationToken)
    {
        var now = state.Unreadable is null ? string.Join('\n', state.Faults) : Unreadable;
        if (now == _told)
            return;
        await renewal.WriteAsync(
            context =>
            {
                if (state.Unreadable is null)
                    authoring.TellBroken(context, state.Faults);
                else
                    authoring.TellUnreadable(context);
            },
            cancellationToken);
        _told = now;
        foreach (var fault in state.Faults)
            LogFault(logger, fault.ToString());
        LogRefused(logger, state.Unreadable ?? $"{state.Faults.Length} fault(s)");
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "the dialogs were reloaded: {Changes}")]
    private static partial void LogReloaded(ILogger logger, string changes);

    [LoggerMessage(EventId = 502, Level = LogLevel.Error, Message = "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error, Message = "the changed dialogs are not taken, those of before keep serving: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    /// <summary>What the folder holds at one moment.</summary>
    /// <param name="Set">Null with any fault.</param>
    /// <param name="Unreadable">Why the folder cannot be read at all, for the log.</param>
    private sealed record FolderState(DialogSet? Set, ImmutableArray<Fault> Faults, string? Unreadable);
}
