namespace MethodBot.Conversations.Storage;

/// <summary>Wakes those who serve a table when a commit may have left something for them.</summary>
public sealed class CommitSignal
{
    private volatile TaskCompletionSource _raised = NewSource();

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking for work, wait on it after.</summary>
    public Task Next => _raised.Task;

    public void Raise() => Interlocked.Exchange(ref _raised, NewSource()).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
