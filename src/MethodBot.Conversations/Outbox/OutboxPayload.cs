using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Outbox;

/// <summary>How a message is written in a row of the store.</summary>
public static class OutboxPayload
{
    // Russian letters as they are: half the size of their escapes, and readable in the file.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // The generated writer itself: a serializer with an encoder of its own goes round it.
    private static readonly Action<Utf8JsonWriter, OutboundMessage> WriteMessage = OutboxJson.Default.OutboundMessage.SerializeHandler!;

    public static string Write(OutboundMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Written);
        WriteMessage(writer, message);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static OutboundMessage Read(string payload) => JsonSerializer.Deserialize(payload, OutboxJson.Default.OutboundMessage)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboundMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
