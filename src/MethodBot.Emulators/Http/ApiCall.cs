namespace MethodBot.Emulators.Http;

/// <summary>One request to a bot API, whatever form its body had.</summary>
internal sealed record ApiCall(
    string Method,
    string Token,
    IReadOnlyDictionary<string, ApiValue> Parameters,
    IReadOnlyDictionary<string, UploadedFile> Files)
{
    /// <summary>It is a method of the API, not a poll, an upload or a file.</summary>
    public bool IsMethod { get; init; } = true;

    /// <summary>The chat that it is about, as either API names it; null where it names none.</summary>
    public string? Chat => ChatNames.Where(Parameters.ContainsKey).Select(name => Parameters[name].Text).FirstOrDefault();

    private static readonly string[] ChatNames = ["chat_id", "peer_ids", "peer_id"];

    /// <summary>A request of a file, which has no parameters.</summary>
    public static ApiCall ForFile(string method, string token) =>
        new(method, token, new Dictionary<string, ApiValue>(StringComparer.Ordinal), new Dictionary<string, UploadedFile>(StringComparer.Ordinal)) { IsMethod = false };
}

/// <param name="Raw">As written: the text of a form field, or the JSON of a member of a JSON body.</param>
/// <param name="Text">As a bot API reads it: a JSON string without its quotes, any other JSON as written.</param>
/// <param name="IsJson">It came in a JSON body.</param>
internal readonly record struct ApiValue(string Raw, string Text, bool IsJson)
{
    public static ApiValue FromForm(string text) => new(text, text, IsJson: false);
}

internal sealed record UploadedFile(string FileName, string ContentType, byte[] Content);
