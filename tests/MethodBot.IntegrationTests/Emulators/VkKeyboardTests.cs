using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkKeyboardTests
{
    private static string Keyboard(bool inline, int rows, int columns, string label = "Да", string payload = "{}")
    {
        var row = Enumerable.Range(0, columns).Select(_ => new { action = new { type = "text", label, payload }, color = "primary" }).ToArray();
        return JsonSerializer.Serialize(new { one_time = false, inline, buttons = Enumerable.Repeat(row, rows) });
    }

    private static async Task<VkWire> StartedAsync()
    {
        var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        await wire.TakeAsync();
        return wire;
    }

    [Theory]
    [InlineData(true, 2, 5, true)]
    [InlineData(true, 6, 1, true)]
    [InlineData(true, 7, 1, false)]
    [InlineData(true, 1, 6, false)]
    [InlineData(true, 3, 4, false)]
    [InlineData(false, 10, 4, true)]
    [InlineData(false, 11, 1, false)]
    [InlineData(false, 9, 5, false)]
    public async Task Rows_and_buttons_are_counted(bool inline, int rows, int columns, bool isGood)
    {
        await using var wire = await StartedAsync();
        var answer = await wire.SendAsync("x", Keyboard(inline, rows, columns));
        if (isGood)
            answer.Response();
        else
            answer.ErrorCode().ShouldBe(911);
        // A faulty keyboard costs the whole message.
        wire.Emulator.Messages(VkWire.Anna).Count(message => message.FromBot).ShouldBe(isGood ? 1 : 0);
    }

    [Theory]
    [InlineData(40, 251, true)]
    [InlineData(41, 2, false)]
    [InlineData(2, 252, false)]
    public async Task Labels_and_payloads_have_limits(int label, int filler, bool isGood)
    {
        await using var wire = await StartedAsync();
        // The payload is ["xxx…"]: four characters more than the filler.
        var answer = await wire.SendAsync("x", Keyboard(true, 1, 1, new string('я', label), $"[\"{new string('x', filler)}\"]"));
        if (isGood)
            answer.Response();
        else
            answer.ErrorCode().ShouldBe(911);
    }

    [Theory]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"callback","label":"","payload":"{}"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"callback","label":"a","payload":null}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"callback","label":"a","payload":"null"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"callback","label":"a","payload":"не JSON"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"callback","label":"a","payload":{"a":1}}}]]}""")]
    [InlineData("""{"inline":true,"one_time":true,"buttons":[[{"action":{"type":"text","label":"a"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"text","label":"a"},"color":"pink"}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"phone","label":"a"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"open_link","label":"a","link":"сайт"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[{"action":{"type":"location"}},{"action":{"type":"text","label":"a"}}]]}""")]
    [InlineData("""{"inline":true,"buttons":[[]]}""")]
    [InlineData("""{"inline":true}""")]
    [InlineData("не JSON")]
    public async Task Faulty_keyboards_are_refused(string keyboard)
    {
        await using var wire = await StartedAsync();
        var answer = await wire.SendAsync("x", keyboard);
        answer.ErrorCode().ShouldBe(911);
        answer.ErrorText().ShouldStartWith("Keyboard format is invalid: ");
    }

    [Fact]
    public async Task Obsolete_or_useless_colours_are_noted()
    {
        await using var wire = await StartedAsync();
        (await wire.SendAsync("x", """{"inline":true,"buttons":[[{"action":{"type":"text","label":"a"},"color":"default"}],[{"action":{"type":"open_link","label":"b","link":"https://example.org"},"color":"primary"}]]}""")).Response();
        wire.Emulator.Violations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Buttons_under_a_message_are_shown_and_pressed()
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("x", """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{\"a\":\"ok\",\"id\":17}"},"color":"positive"},{"action":{"type":"text","label":"Нет","payload":"{\"a\":\"no\"}"}}],[{"action":{"type":"open_link","label":"Сайт","link":"https://example.org"}}]]}""");
        var rows = wire.Emulator.Messages(VkWire.Anna)[^1].Buttons;
        rows[0].ShouldBe([new EmulatedButton("Да", "{\"a\":\"ok\",\"id\":17}", "callback", "positive"), new EmulatedButton("Нет", "{\"a\":\"no\"}", "text")]);
        rows[1].ShouldBe([new EmulatedButton("Сайт", "https://example.org", "link")]);

        var token = wire.Emulator.Press(VkWire.Anna, "2", rows[0][0]);
        wire.Emulator.Press(VkWire.Anna, "2", rows[0][1]).ShouldBe("");
        var updates = await wire.TakeAsync();
        var press = updates[0].GetProperty("object");
        updates[0].GetProperty("type").GetString().ShouldBe("message_event");
        press.GetProperty("event_id").GetString().ShouldBe(token);
        press.GetProperty("payload").GetProperty("id").GetInt32().ShouldBe(17);
        press.GetProperty("conversation_message_id").GetInt32().ShouldBe(2);
        var text = updates[1].GetProperty("object").GetProperty("message");
        text.GetProperty("text").GetString().ShouldBe("Нет");
        text.GetProperty("payload").GetString().ShouldBe("{\"a\":\"no\"}");
    }

    [Fact]
    public async Task A_keyboard_under_the_input_field_stays_until_hidden()
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("x", """{"buttons":[[{"action":{"type":"text","label":"Меню","payload":"{\"command\":\"menu\"}"}},{"action":{"type":"callback","label":"Ещё","payload":"{}"}}]]}""");
        await wire.SendAsync("с кнопкой", Keyboard(true, 1, 1));
        wire.Emulator.StandingKeyboard(VkWire.Anna).Single().ShouldBe(["Меню", "Ещё"]);
        wire.Emulator.Messages(VkWire.Anna)[1].Buttons.ShouldBeEmpty();

        wire.Emulator.PressStanding(VkWire.Anna, "Меню").ShouldBeNull();
        var token = wire.Emulator.PressStanding(VkWire.Anna, "Ещё");
        var updates = await wire.TakeAsync();
        updates[0].GetProperty("object").GetProperty("message").GetProperty("payload").GetString().ShouldBe("""{"command":"menu"}""");
        updates[1].GetProperty("object").GetProperty("event_id").GetString().ShouldBe(token);
        updates[1].GetProperty("object").TryGetProperty("conversation_message_id", out _).ShouldBeFalse();

        await wire.SendAsync("спрятано", """{"buttons":[]}""");
        wire.Emulator.StandingKeyboard(VkWire.Anna).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_keyboard_for_one_time_goes_after_a_press()
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("x", """{"one_time":true,"buttons":[[{"action":{"type":"text","label":"Меню"}}]]}""");
        wire.Emulator.PressStanding(VkWire.Anna, "Меню");
        wire.Emulator.StandingKeyboard(VkWire.Anna).ShouldBeEmpty();
        (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message").TryGetProperty("payload", out _).ShouldBeFalse();
    }
}
