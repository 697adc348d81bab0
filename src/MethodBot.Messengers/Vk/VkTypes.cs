using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MethodBot.Messengers.Vk;

// Shapes of the VK API 5.199, only the fields used here. Names on the wire are the snake_case of these.

/// <summary>Either <see cref="Response"/> or <see cref="Error"/>; HTTP says 200 in both cases.</summary>
/// <param name="ExecuteErrors">Of execute: why calls of the code have failed, in their order.</param>
internal sealed record VkEnvelope(JsonElement? Response, VkError? Error, ImmutableArray<VkError>? ExecuteErrors);

internal sealed record VkError(int ErrorCode, string? ErrorMsg);

internal sealed record VkLongPollServer(string? Key, string? Server, JsonElement Ts)
{
    /// <summary>A string here, a number in some answers of the poll.</summary>
    public string TsText => VkJson.Text(Ts);
}

internal sealed record VkPollAnswer(JsonElement Ts, ImmutableArray<JsonElement>? Updates, int? Failed)
{
    public string TsText => VkJson.Text(Ts);
}

internal sealed record VkConfirmationCode(string? Code);

internal sealed record VkCallbackServers(ImmutableArray<VkCallbackServer>? Items);

/// <param name="Status"><c>unconfigured</c>, <c>failed</c>, <c>wait</c>, <c>ok</c>.</param>
internal sealed record VkCallbackServer(long Id, string? Url, string? Status);

internal sealed record VkAddedServer(long ServerId);

internal sealed record VkUpdate(string? Type, string? EventId, JsonElement Object);

internal sealed record VkMessage
{
    public long Id { get; init; }

    public long ConversationMessageId { get; init; }

    /// <summary>Unix seconds.</summary>
    public long Date { get; init; }

    public long? UpdateTime { get; init; }

    public long FromId { get; init; }

    public long PeerId { get; init; }

    /// <summary>1 for the community's own messages.</summary>
    public int Out { get; init; }

    public string? Text { get; init; }

    /// <summary>JSON in a string: of the button that was pressed.</summary>
    public JsonElement Payload { get; init; }

    /// <summary>Of the link that the person came by.</summary>
    public string? Ref { get; init; }

    public ImmutableArray<VkAttachment>? Attachments { get; init; }

    public ImmutableArray<VkMessage>? FwdMessages { get; init; }

    public VkMessage? ReplyMessage { get; init; }

    /// <summary>A place on the map: <see cref="VkGeo"/> reads it, so that one of an unknown shape does not cost the message.</summary>
    public JsonElement Geo { get; init; }

    /// <summary>A service message of a chat: somebody joined, the title changed.</summary>
    public JsonElement Action { get; init; }
}

/// <summary>message_new: the message, and what the person's application can show.</summary>
internal sealed record VkNewMessage(VkMessage? Message, VkClientInfo? ClientInfo);

/// <param name="ButtonActions">Kinds of buttons; unknown ones among them.</param>
internal sealed record VkClientInfo(ImmutableArray<string>? ButtonActions, bool? Keyboard, bool? InlineKeyboard);

internal sealed record VkAttachment(string? Type, VkPhoto? Photo, VkDocument? Doc, VkAudioMessage? AudioMessage, VkVideo? Video);

internal sealed record VkPhoto(long Id, long OwnerId, string? AccessKey, ImmutableArray<VkPhotoSize>? Sizes);

internal sealed record VkPhotoSize(string? Url, long Width, long Height);

internal sealed record VkDocument(long Id, long OwnerId, string? AccessKey, string? Title, string? Ext, string? Url, long? Size);

internal sealed record VkAudioMessage(long Id, long OwnerId, string? AccessKey, string? LinkOgg);

/// <summary>A film in VK's own player: a community is given no address of its content.</summary>
internal sealed record VkVideo(long Id, long OwnerId, string? Title);

/// <param name="Coordinates">Two numbers in 5.199, «latitude longitude» in a string in old versions.</param>
/// <param name="Place">What stands there, where the person chose it from a list.</param>
internal sealed record VkPoint(JsonElement Coordinates, VkPlace? Place);

internal sealed record VkCoordinates(double? Latitude, double? Longitude);

internal sealed record VkPlace(string? Title);

internal sealed record VkMessageEvent(long UserId, long PeerId, string? EventId, JsonElement Payload, long? ConversationMessageId);

internal sealed record VkPermission(long UserId);

/// <summary>What our buttons bear; comes back as it went.</summary>
internal sealed record VkPayload(string D);

internal sealed record VkKeyboard(bool OneTime, bool Inline, ImmutableArray<ImmutableArray<VkButton>> Buttons);

/// <param name="Color">Of text and callback buttons only.</param>
internal sealed record VkButton(VkButtonAction Action, string? Color);

/// <param name="Label">A location button has none: VK names it.</param>
internal sealed record VkButtonAction(string Type, string? Label, string? Payload);

internal sealed record VkForward(long PeerId, ImmutableArray<long> ConversationMessageIds, bool IsReply);

internal sealed record VkSnackbar(string Type, string Text);

/// <param name="Error">An object in 5.199, a string in older documents.</param>
internal sealed record VkSent(long PeerId, long MessageId, long? ConversationMessageId, JsonElement Error);

internal sealed record VkConversations(ImmutableArray<VkConversationItem>? Items);

internal sealed record VkConversationItem(JsonElement LastMessage);

internal sealed record VkItems(ImmutableArray<JsonElement>? Items);

internal sealed record VkGroups(ImmutableArray<VkGroup>? Groups);

internal sealed record VkGroup(long Id, string? Name);

/// <summary>Rights by name; the schema calls the list «settings», the server «permissions».</summary>
internal sealed record VkTokenRights(ImmutableArray<VkTokenRight>? Permissions, ImmutableArray<VkTokenRight>? Settings)
{
    public IEnumerable<string> Names => (Permissions ?? []).Concat(Settings ?? []).Select(right => right.Name).OfType<string>();
}

internal sealed record VkTokenRight(string? Name);

/// <param name="IsEnabled">true or 1, by whichever server answers.</param>
/// <param name="Events">By name: 1 for those that are sent.</param>
internal sealed record VkLongPollSettings(JsonElement IsEnabled, string? ApiVersion, Dictionary<string, JsonElement>? Events)
{
    public bool Enabled => VkJson.IsTrue(IsEnabled);

    public bool Sends(string name) => Events is not null && Events.TryGetValue(name, out var value) && VkJson.IsTrue(value);
}

internal sealed record VkUploadServer(string? UploadUrl);

internal sealed record VkSavedDocument(string? Type, VkDocument? Doc, VkDocument? AudioMessage);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(VkEnvelope))]
[JsonSerializable(typeof(VkLongPollServer))]
[JsonSerializable(typeof(VkPollAnswer))]
[JsonSerializable(typeof(VkConfirmationCode))]
[JsonSerializable(typeof(VkCallbackServers))]
[JsonSerializable(typeof(VkAddedServer))]
[JsonSerializable(typeof(VkUpdate))]
[JsonSerializable(typeof(VkMessage))]
[JsonSerializable(typeof(VkNewMessage))]
[JsonSerializable(typeof(VkPoint))]
[JsonSerializable(typeof(VkCoordinates))]
[JsonSerializable(typeof(VkMessageEvent))]
[JsonSerializable(typeof(VkPermission))]
[JsonSerializable(typeof(VkPayload))]
[JsonSerializable(typeof(VkKeyboard))]
[JsonSerializable(typeof(VkForward))]
[JsonSerializable(typeof(VkSnackbar))]
[JsonSerializable(typeof(ImmutableArray<VkSent>))]
[JsonSerializable(typeof(VkConversations))]
[JsonSerializable(typeof(VkItems))]
[JsonSerializable(typeof(VkGroups))]
[JsonSerializable(typeof(VkTokenRights))]
[JsonSerializable(typeof(VkLongPollSettings))]
[JsonSerializable(typeof(VkUploadServer))]
[JsonSerializable(typeof(ImmutableArray<VkPhoto>))]
[JsonSerializable(typeof(VkSavedDocument))]
internal sealed partial class VkJson : JsonSerializerContext
{
    /// <summary>Cyrillic as it is: payloads and keyboards have limits.</summary>
    public static readonly VkJson Wire = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>A string or a number as text; empty for anything else.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };
    public static bool IsTrue(JsonElement value) =>
        value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number == 1);
}
