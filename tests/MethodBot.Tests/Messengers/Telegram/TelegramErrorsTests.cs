using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Telegram;

namespace MethodBot.Tests.Messengers.Telegram;

public sealed class TelegramErrorsTests
{
    [Theory]
    [InlineData(400, "Bad Request: chat not found", typeof(SendResult.Unreachable))]
    [InlineData(400, "Bad Request: have no rights to send a message", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: bot was blocked by the user", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: user is deactivated", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", typeof(SendResult.Unreachable))]
    [InlineData(400, "Bad Request: message text is empty", typeof(SendResult.Rejected))]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", typeof(SendResult.Rejected))]
    [InlineData(400, "Bad Request: reply markup is too long", typeof(SendResult.Rejected))]
    [InlineData(400, "Bad Request: message thread not found", typeof(SendResult.Rejected))]
    [InlineData(413, "Request Entity Too Large", typeof(SendResult.Rejected))]
    [InlineData(404, "Not Found: method not found", typeof(SendResult.Rejected))]
    [InlineData(401, "Unauthorized", typeof(SendResult.Unauthorized))]
    [InlineData(401, "Unauthorized: invalid token specified", typeof(SendResult.Unauthorized))]
    [InlineData(404, "Not Found", typeof(SendResult.Unauthorized))]
    [InlineData(429, "Too Many Requests: retry after 17", typeof(SendResult.Retry))]
    [InlineData(409, "Conflict: terminated by other getUpdates request", typeof(SendResult.Retry))]
    [InlineData(500, "Internal Server Error: restart", typeof(SendResult.Retry))]
    [InlineData(0, "network: ConnectionError", typeof(SendResult.Retry))]
    public void Every_documented_error_of_a_send_has_its_class(int code, string description, Type result) =>
        TelegramErrors.ToSendResult(new TelegramFailure { Code = code, Description = description }).ShouldBeOfType(result);

    [Theory]
    [InlineData("Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message", typeof(SendResult.Delivered))]
    [InlineData("Bad Request: message to edit not found", typeof(SendResult.CannotEdit))]
    [InlineData("Bad Request: message can't be edited", typeof(SendResult.CannotEdit))]
    [InlineData("Bad Request: there is no text in the message to edit", typeof(SendResult.CannotEdit))]
    [InlineData("Bad Request: there is no caption in the message to edit", typeof(SendResult.CannotEdit))]
    [InlineData("Bad Request: BUTTON_DATA_INVALID", typeof(SendResult.Rejected))]
    [InlineData("Bad Request: chat not found", typeof(SendResult.Unreachable))]
    public void Every_documented_error_of_an_edit_has_its_class(string description, Type result) =>
        TelegramErrors.ToEditResult(new TelegramFailure { Code = 400, Description = description }, "58").ShouldBeOfType(result);

    [Fact]
    public void Not_modified_keeps_the_messages_id() =>
        TelegramErrors.ToEditResult(new TelegramFailure { Code = 400, Description = "Bad Request: message is not modified" }, "58")
            .ShouldBe(new SendResult.Delivered("58"));

    [Theory]
    [InlineData(403)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(502)]
    public void A_gateways_page_is_never_a_verdict_about_a_person_or_the_token(int status) =>
        TelegramErrors.ToSendResult(new TelegramFailure { Code = status, Description = "not the API's", Foreign = true }).ShouldBeOfType<SendResult.Retry>();

    [Fact]
    public void An_edit_whose_outcome_is_unknown_is_simply_repeated() =>
        TelegramErrors.ToEditResult(new TelegramFailure { Description = "network", OutcomeUnknown = true }, "58")
            .ShouldBe(new SendResult.Retry("network"));
}
