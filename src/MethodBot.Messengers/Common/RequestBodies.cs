using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>
/// Bodies of requests in the shape that both platforms read: quoted names, file names in plain UTF-8 (the encoded-word form that
/// .NET would write arrives as gibberish), streams left open for their owner.
/// </summary>
internal static class RequestBodies
{
    // VK advises multipart for anything longer: urlencoded Cyrillic is three times its size.
    private const int LongestUrlEncoded = 2048;

    /// <summary>A form: urlencoded while short, multipart otherwise.</summary>
    public static HttpContent Form(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var length = fields.Sum(f => f.Key.Length + Encoding.UTF8.GetByteCount(f.Value) + 2);
        return length <= LongestUrlEncoded ? new FormUrlEncodedContent(fields) : Multipart(fields, []);
    }

    public static MultipartFormDataContent Multipart(
        IEnumerable<KeyValuePair<string, string>> fields, IEnumerable<(string Field, OpenAttachment File)> files)
    {
        var form = new MultipartFormDataContent
        {
            HeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        };
        foreach (var (name, value) in fields)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"");
            form.Add(part);
        }

        foreach (var (name, file) in files)
        {
            var part = new OpenStreamContent(file.Content, file.Size);
            part.Headers.TryAddWithoutValidation(
                "Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{SafeFileName(file.FileName)}\"");
            part.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.MimeType, out var type)
                ? type
                : new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part);
        }

        return form;
    }

    private static string SafeFileName(string name)
    {
        var safe = new string([.. name.Select(c => char.IsControl(c) || c is '"' or '\\' or '/' ? '_' : c)]).Trim();
        return safe.Length == 0 ? "file" : safe;
    }

    /// <summary>Unlike <see cref="StreamContent"/>, leaves the stream open: it belongs to the caller.</summary>
    private sealed class OpenStreamContent(Stream stream, long size) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => stream.CopyToAsync(target);

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken) =>
            stream.CopyToAsync(target, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = size;
            return size > 0;
        }
    }
}
