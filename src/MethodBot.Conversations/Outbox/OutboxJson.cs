using System.Text.Json;
using System.Text.Json.Serialization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Outbox;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboundMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext
{
    public static string Write(OutboundMessage message) => JsonSerializer.Serialize(message, Default.OutboundMessage);

    public static OutboundMessage Read(string payload) => JsonSerializer.Deserialize(payload, Default.OutboundMessage)!;
}
