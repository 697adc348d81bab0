using MethodBot.Host.DialogFiles;

namespace MethodBot.Host.Transcripts;

/// <summary>
/// A transcript being written: a scenario at the end of its file, one directive after another, so that whatever ends the program leaves
/// a whole one behind. What stands in the file already is never rewritten.
/// </summary>
internal sealed class TranscriptRecording
{
    private readonly string _title;
    private bool _begun;

    private TranscriptRecording(string path, string title) => (Path, _title) = (path, title);

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>What a recorded scenario is called when nobody says otherwise.</summary>
    public static string TitleOf(string dialog) => $"Запись {dialog}";

    /// <summary>Nothing is written before the first directive.</summary>
    /// <exception cref="OperatorException">The file is no transcript, or cannot be written.</exception>
    public static TranscriptRecording Open(string path, string title)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (System.IO.Path.GetExtension(full) != DialogFolder.TranscriptExtension)
            throw new OperatorException($"{path} is not named as a transcript. Write for example {System.IO.Path.ChangeExtension(path, DialogFolder.TranscriptExtension)}.");
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(full)))
            throw new OperatorException($"there is no folder {System.IO.Path.GetDirectoryName(full)} to record into.");
        if (title.AsSpan().Trim().IsEmpty || title.AsSpan().ContainsAny('\n', '\r'))
            throw new OperatorException("the title of a scenario is one line. Give another --title.");
        try
        {
            if (System.IO.Path.Exists(full))
                File.Open(full, FileMode.Open, FileAccess.ReadWrite).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(full, e);
        }

        return new TranscriptRecording(full, title.Trim());
    }

    /// <param name="written">A directive and what the bot did, every line ended.</param>
    /// <exception cref="OperatorException">The file cannot be written.</exception>
    public async Task AppendAsync(string written, CancellationToken cancellationToken)
    {
        try
        {
            var before = _begun ? "\n" : await HeadAsync(cancellationToken);
            await File.AppendAllTextAsync(Path, before + written, cancellationToken);
            _begun = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(Path, e);
        }
    }

    private async Task<string> HeadAsync(CancellationToken cancellationToken)
    {
        var before = File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : "";
        var gap = before.Length == 0 ? "" : before.EndsWith('\n') ? "\n" : "\n\n";
        return $"{gap}# {_title}\n";
    }

    private static OperatorException CannotWrite(string path, Exception e) => new($"{path} cannot be written: {e.Message}");
}
