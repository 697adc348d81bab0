using System.Collections.Immutable;
using System.Security.Cryptography;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.Conversations.Files;

/// <summary>
/// Files that people sent, in the store's folder under the hash of their content: the same file is kept once, and a half-written one
/// never bears a name.
/// </summary>
public sealed class FileStore(Store store)
{
    private const int BufferSize = 81920;
    private const string Unfinished = ".part";

    public string PathOf(string hash) => Path.Combine(store.FilesFolder, hash[..2], hash);

    /// <summary>Copies a stream into the folder.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="StoreException">The folder cannot be written: that is not the file's fault.</exception>
    public async Task<(string Hash, long Size)> SaveAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var reading = false;
        var part = Path.Combine(store.FilesFolder, Path.GetRandomFileName() + Unfinished);
        try
        {
            Directory.CreateDirectory(store.FilesFolder);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true))
            {
                var buffer = new byte[BufferSize];
                while (true)
                {
                    reading = true;
                    var read = await content.ReadAsync(buffer, cancellationToken);
                    reading = false;
                    if (read == 0)
                        break;
                    size += read;
                    if (size > maxBytes)
                        throw new InvalidDataException($"the file is larger than {maxBytes} bytes");
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            var name = Convert.ToHexStringLower(hash.GetHashAndReset());
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.Move(part, PathOf(name), overwrite: true);
            return (name, size);
        }
        catch (Exception e) when (!reading && e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the folder of files {store.FilesFolder} could not be written ({e.Message})", e);
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

    /// <summary>Deletes what a kill left half-written before the given instant; what is being written now is younger.</summary>
    /// <exception cref="StoreException">The folder cannot be read or written.</exception>
    internal void ForgetUnfinished(DateTimeOffset before)
    {
        try
        {
            var folder = new DirectoryInfo(store.FilesFolder);
            foreach (var part in folder.Exists ? folder.GetFiles("*" + Unfinished) : [])
            {
                if (part.LastWriteTimeUtc < before.UtcDateTime)
                    part.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the folder of files {store.FilesFolder} could not be cleaned ({e.Message})", e);
        }
    }

    /// <summary>Opens what a message carries. Files that could not be fetched are told in a note instead.</summary>
    /// <param name="channel">Where they are to be sent: what was sent there before bears its name.</param>
    public async Task<OpenedFiles> OpenAsync(
        ImmutableArray<OutboundAttachment> attachments, ChannelId channel, string missingNote, CancellationToken cancellationToken)
    {
        if (attachments.IsDefaultOrEmpty)
            return OpenedFiles.None;
        await using var connection = store.OpenConnection();
        var files = new List<OpenAttachment>();
        var hashes = new List<string>();
        string? note = null;
        foreach (var attachment in attachments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = FileTable.Find(connection, attachment.FileId);
            if (row?.Hash is { } hash && File.Exists(PathOf(hash)))
            {
                var stream = new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
                files.Add(new OpenAttachment(
                    attachment.Kind, attachment.FileName ?? row.Name ?? DefaultName(attachment.Kind), row.MimeType, stream.Length, stream)
                {
                    KnownAs = UploadTable.Find(connection, channel, hash, attachment.Kind),
                });
                hashes.Add(hash);
            }
            else
            {
                note = missingNote;
            }
        }

        return new OpenedFiles(files, hashes, note);
    }

    private static string DefaultName(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Photo => "photo.jpg",
        AttachmentKind.Voice => "voice.ogg",
        AttachmentKind.Video => "video.mp4",
        _ => "file",
    };
}

/// <summary>Files opened for one send.</summary>
/// <param name="Hashes">Of their contents, in order.</param>
/// <param name="MissingNote">A sentence for the message when some could not be had.</param>
public sealed record OpenedFiles(IReadOnlyList<OpenAttachment> Files, IReadOnlyList<string> Hashes, string? MissingNote) : IAsyncDisposable
{
    public static readonly OpenedFiles None = new([], [], null);

    /// <summary>What the messenger's answer teaches: names that were not known before.</summary>
    internal IReadOnlyList<UploadedFile> NewNames(SendResult result) =>
        result is SendResult.Delivered { Files: { } names } && names.Count == Files.Count
            ? [.. names.Select((name, index) => (Name: name, Index: index))
                .Where(file => file.Name is not null && file.Name != Files[file.Index].KnownAs)
                .Select(file => new UploadedFile(Hashes[file.Index], Files[file.Index].Kind, file.Name!))]
            : [];

    public async ValueTask DisposeAsync()
    {
        foreach (var file in Files)
            await file.Content.DisposeAsync();
    }
}
