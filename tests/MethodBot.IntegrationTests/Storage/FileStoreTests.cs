using System.Text;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Storage;

namespace MethodBot.IntegrationTests.Storage;

public sealed class FileStoreTests : IDisposable
{
    private const long NoLimit = long.MaxValue;

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_the_stores_fault_not_the_files()
    {
        using var store = _temporary.Open();
        await File.WriteAllTextAsync(store.FilesFolder, "a file stands where the folder should be");

        await Should.ThrowAsync<StoreException>(() => new FileStore(store).SaveAsync(Content(), NoLimit, CancellationToken.None));
    }

    [Fact]
    public async Task A_download_that_breaks_off_leaves_nothing_and_says_so()
    {
        using var store = _temporary.Open();
        await using var broken = new BrokenStream();

        await Should.ThrowAsync<IOException>(() => new FileStore(store).SaveAsync(broken, NoLimit, CancellationToken.None));

        Directory.EnumerateFileSystemEntries(store.FilesFolder).ShouldBeEmpty();
    }

    private static MemoryStream Content() => new(Encoding.UTF8.GetBytes("photo"));

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("the connection is gone");
    }
}
