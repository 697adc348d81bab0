using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace MethodBot.Emulators.Http;

/// <summary>One part of a form.</summary>
/// <param name="FileName">Null for a plain field.</param>
internal sealed record FormPart(string Name, string? FileName, string ContentType, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);
}

/// <summary>
/// Reads multipart/form-data as leniently as the messengers do: clients write a file's name with or without quotes, in plain UTF-8.
/// </summary>
internal static partial class MultipartBody
{
    /// <summary>Throws <see cref="InvalidDataException"/> when the body is no form.</summary>
    public static async Task<IReadOnlyList<FormPart>> ReadAsync(string contentType, Stream body, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            throw new InvalidDataException("no boundary of the parts");
        var reader = new MultipartReader(boundary.ToString(), body);
        var parts = new List<FormPart>();
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                var members = Members(section.ContentDisposition ?? "");
                if (!members.TryGetValue("name", out var name))
                    throw new InvalidDataException("a part has no name");
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content, cancellationToken);
                parts.Add(new FormPart(name, FileName(members), section.ContentType ?? "application/octet-stream", content.ToArray()));
            }
        }
        catch (IOException fault) when (fault is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
        return parts;
    }

    private static string? FileName(Dictionary<string, string> members)
    {
        if (!members.TryGetValue("filename*", out var encoded))
            return members.GetValueOrDefault("filename");
        var text = encoded.LastIndexOf('\'');
        return Uri.UnescapeDataString(encoded[(text + 1)..]);
    }

    private static Dictionary<string, string> Members(string disposition)
    {
        var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Member().Matches(disposition))
        {
            var value = match.Groups["quoted"];
            members[match.Groups["name"].Value] = value.Success
                ? Escape().Replace(value.Value, "${escaped}")
                : match.Groups["plain"].Value.Trim();
        }
        return members;
    }

    [GeneratedRegex(""";\s*(?<name>[A-Za-z]+\*?)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^;]*))""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Member();

    [GeneratedRegex("""\\(?<escaped>["\\])""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
