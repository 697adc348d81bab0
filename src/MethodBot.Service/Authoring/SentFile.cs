using System.Text;

namespace MethodBot.Service.Authoring;

/// <summary>Reads what an administrator sent as text.</summary>
internal static class SentFile
{
    public const int MaxBytes = 1_000_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>By its name: worth reading as a dialog.</summary>
    public static bool IsCandidate(string? name) => name is not null
        && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    /// <returns>The text, or the key of the sentence that says why there is none.</returns>
    public static (string? Text, string? Refusal) Read(Stream content)
    {
        var bytes = new byte[MaxBytes + 1];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
            return (null, AuthoringTexts.TooBig);
        try
        {
            var text = Strict.GetString(bytes, 0, length).TrimStart('\uFEFF');
            return text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) ? (null, AuthoringTexts.NotYaml) : (text, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, AuthoringTexts.NotUtf8);
        }
    }
}
