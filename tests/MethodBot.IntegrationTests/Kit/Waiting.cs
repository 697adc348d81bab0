using System.Diagnostics.CodeAnalysis;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Waits for what another process does: looks again and again, never longer than patience lasts.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <param name="look">What is waited for, or null while it is not there.</param>
    /// <param name="wanted">For the failure's message.</param>
    /// <param name="seen">What there is instead, for the failure's message.</param>
    /// <param name="patience">Null: long enough for anything that a person waits for.</param>
    [SuppressMessage("Usage", "MA0040", Justification = "A test's wait ends by its own patience.")]
    public static async Task<T> UntilAsync<T>(Func<T?> look, string wanted, Func<string> seen, TimeSpan? patience = null)
        where T : class
    {
        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        while (true)
        {
            if (look() is { } found)
                return found;
            if (time.GetElapsedTime(begun) > (patience ?? Patience))
                throw new TimeoutException($"Waited in vain for: {wanted}{Environment.NewLine}{seen()}");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="UntilAsync{T}"/>
    public static Task UntilAsync(Func<bool> isSo, string wanted, Func<string> seen, TimeSpan? patience = null) =>
        UntilAsync(() => isSo() ? wanted : null, wanted, seen, patience);
}
