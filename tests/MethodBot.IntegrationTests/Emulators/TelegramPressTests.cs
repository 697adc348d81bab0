using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramPressTests
{
    private static readonly EmulatedButton Yes = new("Да", "yes");

    private static async Task<(string Id, string Token)> AskAndPressAsync(TelegramWire wire)
    {
        var id = $"{await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")))}";
        return (id, wire.Emulator.Press(TelegramWire.Anna, id, Yes));
    }

    [Fact]
    public async Task A_press_arrives_with_its_message()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var (id, token) = await AskAndPressAsync(wire);
        var query = (await wire.UpdatesAsync(new { limit = 5 })).Single().GetProperty("callback_query");
        query.GetProperty("id").GetString().ShouldBe(token);
        query.GetProperty("data").GetString().ShouldBe("yes");
        query.GetProperty("from").GetProperty("id").GetInt64().ShouldBe(TelegramWire.Anna);
        query.GetProperty("message").GetProperty("message_id").GetInt32().ToString().ShouldBe(id);
        query.GetProperty("message").GetProperty("reply_markup").GetProperty("inline_keyboard").GetArrayLength().ShouldBe(1);
        query.GetProperty("chat_instance").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_answer_is_seen_once_and_a_second_one_is_refused()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var (_, token) = await AskAndPressAsync(wire);
        var answers = new List<(string, string?)>();
        wire.Emulator.Changed += change =>
        {
            if (change.Press is { } press)
                answers.Add(press);
        };
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token, text = "Записали" })).Result.GetBoolean().ShouldBeTrue();
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token }))
            .ShouldRefuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
        answers.ShouldBe([(token, "Записали")]);
    }

    [Fact]
    public async Task An_answer_without_words_only_stops_the_spinner()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var (_, token) = await AskAndPressAsync(wire);
        string? notice = "?";
        wire.Emulator.Changed += change => notice = change.Press?.Notice;
        await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token });
        notice.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_after_150_seconds_is_too_late()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        var (_, token) = await AskAndPressAsync(wire);
        time.Advance(TimeSpan.FromSeconds(151));
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token }))
            .ShouldRefuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    [Fact]
    public async Task A_notice_of_more_than_200_characters_is_refused()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var (_, token) = await AskAndPressAsync(wire);
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token, text = new string('я', 201) })).ShouldRefuse(400, "Bad Request: MESSAGE_TOO_LONG");
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token, text = new string('я', 200) })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Only_a_button_that_is_there_can_be_pressed()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var id = $"{await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")))}";
        Should.Throw<InvalidOperationException>(() => wire.Emulator.Press(TelegramWire.Anna, id, new EmulatedButton("Да", "другое")));
        Should.Throw<InvalidOperationException>(() => wire.Emulator.Press(TelegramWire.Anna, "9999", Yes));
    }

    [Fact]
    public async Task A_client_with_an_old_drawing_presses_what_is_gone()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var id = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        await wire.CallAsync("deleteMessage", new { chat_id = TelegramWire.Anna, message_id = id });
        wire.Emulator.Press(TelegramWire.Anna, $"{id}", Yes, evenIfGone: true);
        var message = (await wire.UpdatesAsync(new { limit = 5 })).Single().GetProperty("callback_query").GetProperty("message");
        // An InaccessibleMessage.
        message.GetProperty("date").GetInt64().ShouldBe(0);
        message.EnumerateObject().Select(member => member.Name).ShouldBe(["chat", "message_id", "date"], ignoreOrder: true);
    }
}
