using System.Globalization;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>An error of the Bot API, thrown where a rule is broken and turned into its answer in one place.</summary>
internal sealed class TelegramRefusal(int code, string description, double? retryAfter = null, long? migrateTo = null) : Exception(description)
{
    public static TelegramRefusal Bad(string description) => new(400, "Bad Request: " + description);

    public static TelegramRefusal TooManyRequests(double seconds) => new(429, string.Create(CultureInfo.InvariantCulture, $"Too Many Requests: retry after {seconds}"), seconds);

    public ApiReply ToReply()
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = Message };
        if (retryAfter is { } seconds)
            body["parameters"] = new JsonObject { ["retry_after"] = JsonValue.Create((decimal)seconds) };
        if (migrateTo is { } heir)
            body["parameters"] = new JsonObject { ["migrate_to_chat_id"] = heir };
        return new ApiReply(code, body.ToJsonString(TelegramJson.Options), retryAfter is { } wait ? (int)Math.Ceiling(wait) : null);
    }
}
