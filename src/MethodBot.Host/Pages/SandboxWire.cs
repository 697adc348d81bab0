using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using MethodBot.Emulators;

namespace MethodBot.Host.Pages;

// What the page and the server say to each other, as JSON with camel-case names.

internal sealed record WireSnapshot(
    long Cursor, string BotName, IReadOnlyList<string> Hints, IReadOnlyList<string> Messengers, IReadOnlyList<WireChat> Chats);

internal sealed record WireChat(
    WirePerson Person, IReadOnlyList<WireMessage> Messages, bool HasEarlier, IReadOnlyList<IReadOnlyList<string>> Keyboard, bool Blocked);

internal sealed record WirePerson(string Messenger, long Id, string FirstName, string LastName, string Caption, string Role);

internal sealed record WireEarlier(IReadOnlyList<WireMessage> Messages, bool HasEarlier);

internal sealed record WireMessage(
    string Id,
    bool FromBot,
    DateTimeOffset At,
    string Text,
    ImmutableArray<EmulatedEntity> Entities,
    ImmutableArray<ImmutableArray<EmulatedButton>> Buttons,
    ImmutableArray<EmulatedFile> Files,
    EmulatedLocation? Location,
    string? ReplyTo,
    bool Edited,
    bool Received)
{
    public static WireMessage Of(EmulatedMessage message) => new(
        message.Id,
        message.FromBot,
        message.At,
        message.Text,
        message.Entities,
        message.Buttons,
        message.Files,
        message.Location,
        message.ReplyTo,
        message.Edited,
        message.Delivery == DeliveryState.Received);
}

internal sealed record WireReady(long Cursor, bool Continues);

internal sealed record WireChange(long Number, string Messenger, long PersonId)
{
    public WireMessage? Message { get; init; }

    public string? Deleted { get; init; }

    public WirePress? Press { get; init; }

    public bool? Typing { get; init; }

    public ImmutableArray<ImmutableArray<string>>? Keyboard { get; init; }

    public bool? Blocked { get; init; }
}

internal sealed record WirePress(string Token, string? Notice);

internal sealed record WireError(string Error);

internal sealed record StartRequest(string? Payload);

internal sealed record TextRequest(string? Text, string? ReplyTo);

internal sealed record EditRequest(string? MessageId, string? Text);

internal sealed record StandingRequest(string? Label);

internal sealed record ContactRequest(string? Phone);

internal sealed record LocationRequest(double Latitude, double Longitude, string? Title, string? Address);

internal sealed record PressRequest(string? MessageId, string? Label, string? Data, string? Kind);

internal sealed record BlockRequest(bool Blocked);

internal sealed record NewcomerRequest(string? FirstName, string? LastName);

[JsonSerializable(typeof(WireSnapshot))]
[JsonSerializable(typeof(WireEarlier))]
[JsonSerializable(typeof(WireReady))]
[JsonSerializable(typeof(WireChange))]
[JsonSerializable(typeof(WirePress))]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WirePerson))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(TextRequest))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(StandingRequest))]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(LocationRequest))]
[JsonSerializable(typeof(PressRequest))]
[JsonSerializable(typeof(BlockRequest))]
[JsonSerializable(typeof(NewcomerRequest))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Camel case, no nulls, and Russian as letters: whoever asks from a terminal reads it too.</summary>
    public static WireJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
