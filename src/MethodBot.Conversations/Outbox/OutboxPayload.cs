using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Outbox;

/// <summary>How a message is written in a row of the store.</summary>
public static class OutboxPayload
{
    // Russian letters as they are: half the size of their escapes, and readable in the file.
    private static readonly OutboxJson Json = new(new JsonSerializerOptions(OutboxJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(OutboundMessage message) => JsonSerializer.Serialize(message, Json.OutboundMessage);

    public static OutboundMessage Read(string payload) => JsonSerializer.Deserialize(payload, Json.OutboundMessage)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboundMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
