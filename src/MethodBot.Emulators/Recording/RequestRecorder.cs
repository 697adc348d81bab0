using System.Text.Encodings.Web;
using System.Text.Json;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Recording;

/// <summary>
/// Appends a JSON line <c>{messenger, method, parameters, status, response}</c> for each request, and for each call that one makes. Parameters keep the form in which
/// they came (a JSON body keeps its types, everything else is text), a file is <c>{"$file": name, "size": bytes}</c>, the token is left out.
/// </summary>
internal sealed class RequestRecorder : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();
    private readonly FileStream stream;
    private readonly string messenger;
    private readonly string secret;

    public RequestRecorder(string folder, string messenger, string secret)
    {
        this.messenger = messenger;
        this.secret = secret;
        Directory.CreateDirectory(folder);
        stream = new FileStream(Path.Combine(folder, messenger + ".jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    public void Record(ApiCall call, ApiReply reply)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("messenger", messenger);
            json.WriteString("method", call.Method);
            json.WriteStartObject("parameters");
            foreach (var (name, value) in call.Parameters)
            {
                if (string.Equals(name, "access_token", StringComparison.Ordinal))
                    continue;
                json.WritePropertyName(name);
                if (value.IsJson)
                    json.WriteRawValue(Redact(value.Raw));
                else
                    json.WriteStringValue(Redact(value.Raw));
            }
            foreach (var (name, file) in call.Files)
            {
                json.WriteStartObject(name);
                json.WriteString("$file", file.FileName);
                json.WriteNumber("size", file.Content.Length);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteNumber("status", reply.Status);
            json.WritePropertyName("response");
            json.WriteRawValue(Redact(reply.Json));
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        lock (gate)
        {
            stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            stream.Flush();
        }
    }

    public void Dispose() => stream.Dispose();

    private string Redact(string text) => text.Replace(secret, "***", StringComparison.Ordinal);
}
