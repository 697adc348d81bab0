using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>Those who fetch, keep and erase files are woken by the commit that left them work, and by no other.</summary>
public sealed class FilesWaitingTests : IDisposable
{
    private static readonly ChannelId Channel = new("telegram", "1");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_photo_that_somebody_sent_wakes_them() =>
        (await WakesAsync(transaction => FileTable.Add(transaction, Channel, new InboundAttachment(AttachmentKind.Photo, "photo-1"), Now))).ShouldBeTrue();

    [Fact]
    public async Task A_table_that_the_service_made_wakes_them() =>
        (await WakesAsync(transaction => FileTable.AddOwn(transaction, "table.xlsx", "application/octet-stream", [1], Now))).ShouldBeTrue();

    [Fact]
    public async Task A_file_that_was_erased_wakes_them() => (await WakesAsync(transaction => FileTable.Erase(transaction, 1))).ShouldBeTrue();

    [Fact]
    public async Task A_file_that_was_erased_while_it_was_fetched_wakes_them() =>
        (await WakesAsync(transaction => FileTable.MarkStored(transaction, 1, "00", 1))).ShouldBeTrue();

    [Fact]
    public async Task What_has_no_file_lets_them_sleep() =>
        (await WakesAsync(transaction => transaction.Statement("INSERT INTO note (text) VALUES ('kept')").ExecuteNonQuery())).ShouldBeFalse();

    [Fact]
    public async Task What_was_rolled_back_lets_them_sleep() => (await WakesAsync(transaction =>
    {
        FileTable.Add(transaction, Channel, new InboundAttachment(AttachmentKind.Photo, "photo-1"), Now);
        throw new InvalidOperationException("the turn failed");
    })).ShouldBeFalse();

    private async Task<bool> WakesAsync(Action<StoreTransaction> work)
    {
        using var store = _temporary.Open();
        await using var writer = new StoreWriter(store);
        var woken = writer.FilesWaiting.Next;
        await writer.WriteAsync(work, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return woken.IsCompleted;
    }
}
