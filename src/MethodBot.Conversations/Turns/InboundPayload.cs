using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Turns;

/// <summary>How an update that is set aside is written in its row, so that its turn can run again whatever messenger it came from.</summary>
internal static class InboundPayload
{
    // Russian letters as they are: half the size of their escapes, and readable in the file.
    private static readonly InboundJson Json = new(new JsonSerializerOptions(InboundJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Without the raw text, which has a column of its own, and without the spinner, which is over by then.</summary>
    public static string Write(InboundUpdate update) => JsonSerializer.Serialize(update with { Raw = null, PressToken = null }, Json.InboundUpdate);

    public static InboundUpdate Read(string payload) => JsonSerializer.Deserialize(payload, Json.InboundUpdate)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InboundUpdate))]
internal sealed partial class InboundJson : JsonSerializerContext;
