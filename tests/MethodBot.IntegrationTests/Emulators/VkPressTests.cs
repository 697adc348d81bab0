using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkPressTests
{
    private static async Task<(VkWire Wire, string Token)> PressedAsync(EmulatorOptions? options = null)
    {
        var wire = await VkWire.StartAsync(options);
        wire.Emulator.Start(VkWire.Anna);
        await wire.SendAsync("x", """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{}"}}]]}""");
        return (wire, wire.Emulator.Press(VkWire.Anna, "2", new EmulatedButton("Да", "{}")));
    }

    private static Task<JsonElement> AnswerAsync(VkWire wire, string token, string? data = null) =>
        wire.PostAsync("messages.sendMessageEventAnswer", new Dictionary<string, object>
        {
            ["event_id"] = token,
            ["user_id"] = VkWire.Anna,
            ["peer_id"] = VkWire.Anna,
            ["event_data"] = data ?? "",
        });

    [Fact]
    public async Task The_answer_is_seen_once_and_a_second_one_is_refused()
    {
        var (wire, token) = await PressedAsync();
        await using var _ = wire;
        var answers = new List<(string, string?)>();
        wire.Emulator.Changed += change =>
        {
            if (change.Press is { } press)
                answers.Add(press);
        };
        (await AnswerAsync(wire, token, """{"type":"show_snackbar","text":"Записали"}""")).Response().GetInt32().ShouldBe(1);
        (await AnswerAsync(wire, token)).ErrorCode().ShouldBe(100);
        answers.ShouldBe([(token, "Записали")]);
    }

    [Fact]
    public async Task An_answer_without_data_only_stops_the_spinner()
    {
        var (wire, token) = await PressedAsync();
        await using var _ = wire;
        string? notice = "?";
        wire.Emulator.Changed += change => notice = change.Press?.Notice;
        (await AnswerAsync(wire, token)).Response();
        notice.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_after_a_minute_is_too_late()
    {
        var time = new ManualTime();
        var (wire, token) = await PressedAsync(new EmulatorOptions { Time = time });
        await using var _ = wire;
        time.Advance(TimeSpan.FromSeconds(61));
        (await AnswerAsync(wire, token)).ErrorCode().ShouldBe(100);
    }

    [Theory]
    [InlineData("""{"type":"show_snackbar"}""")]
    [InlineData("""{"type":"dance"}""")]
    [InlineData("не JSON")]
    public async Task Faulty_data_is_refused_and_the_press_still_waits(string data)
    {
        var (wire, token) = await PressedAsync();
        await using var _ = wire;
        (await AnswerAsync(wire, token, data)).ErrorCode().ShouldBe(100);
        (await AnswerAsync(wire, token, JsonSerializer.Serialize(new { type = "show_snackbar", text = new string('я', 91) }))).ErrorCode().ShouldBe(100);
        (await AnswerAsync(wire, token, JsonSerializer.Serialize(new { type = "show_snackbar", text = new string('я', 90) }))).Response();
    }

    [Fact]
    public async Task Somebody_elses_press_cannot_be_answered()
    {
        var (wire, token) = await PressedAsync();
        await using var _ = wire;
        (await wire.CallAsync("messages.sendMessageEventAnswer", new { event_id = token, user_id = VkWire.Oleg, peer_id = VkWire.Oleg })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task Only_a_button_that_is_there_can_be_pressed_unless_the_drawing_is_old()
    {
        var (wire, _) = await PressedAsync();
        await using var __ = wire;
        await wire.TakeAsync();
        await wire.CallAsync("messages.edit", new { peer_id = VkWire.Anna, cmid = 2, message = "без кнопок" });
        var button = new EmulatedButton("Да", "{}");
        Should.Throw<InvalidOperationException>(() => wire.Emulator.Press(VkWire.Anna, "2", button));
        wire.Emulator.Press(VkWire.Anna, "2", button, evenIfGone: true);
        (await wire.TakeAsync()).Single().GetProperty("type").GetString().ShouldBe("message_event");
    }
}
