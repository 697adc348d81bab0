namespace MethodBot.Host.Commands;

/// <summary>Writes a file whole or not at all: who opens it never sees a half, and a failure leaves the file that was there.</summary>
internal static class WholeFile
{
    /// <exception cref="OperatorException">The file cannot be written.</exception>
    public static void Write(FileInfo target, Action<Stream> write)
    {
        // Beside the target, so that it only has to change its name.
        var draft = Path.Combine(target.DirectoryName!, $".{target.Name}.{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(target.DirectoryName!);
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, target.FullName, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{target.FullName} cannot be written: {e.Message}");
        }
        finally
        {
            Remove(draft);
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be made cannot be removed either; the first fault is the one to tell.
        }
    }
}
