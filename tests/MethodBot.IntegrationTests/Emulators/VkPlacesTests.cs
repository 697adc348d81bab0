using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkPlacesTests
{
    private const string AskingButton = """[[{"action":{"type":"location","payload":"{\"step\":7}"}}]]""";

    private static async Task<VkWire> StartedAsync()
    {
        var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        await wire.TakeAsync();
        return wire;
    }

    private static async Task<JsonElement> TakeMessageAsync(VkWire wire) => (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message");

    private static (double Latitude, double Longitude) Point(JsonElement message)
    {
        var coordinates = message.GetProperty("geo").GetProperty("coordinates");
        return (coordinates.GetProperty("latitude").GetDouble(), coordinates.GetProperty("longitude").GetDouble());
    }

    [Fact]
    public async Task A_bare_point_is_geo_without_a_place()
    {
        await using var wire = await StartedAsync();
        var seen = wire.Emulator.SendLocation(VkWire.Anna, new EmulatedLocation(58.25, -56.5));
        seen.Location.ShouldBe(new EmulatedLocation(58.25, -56.5));
        var message = await TakeMessageAsync(wire);
        Point(message).ShouldBe((58.25, -56.5));
        message.GetProperty("geo").GetProperty("type").GetString().ShouldBe("point");
        message.GetProperty("geo").TryGetProperty("place", out _).ShouldBeFalse();
        message.GetProperty("text").GetString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_with_a_title_bears_it_and_the_history_too()
    {
        await using var wire = await StartedAsync();
        var place = wire.Emulator.SendLocation(VkWire.Anna, new EmulatedLocation(58.25, 56.5, "Школа № 5", "Лесная улица, 3"));
        var message = await TakeMessageAsync(wire);
        message.GetProperty("geo").GetProperty("place").GetProperty("title").GetString().ShouldBe("Школа № 5");
        message.GetProperty("geo").GetProperty("place").GetProperty("address").GetString().ShouldBe("Лесная улица, 3");
        var history = (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, count = 1 })).Response().GetProperty("items")[0];
        Point(history).ShouldBe((58.25, 56.5));
        wire.Emulator.SendText(VkWire.Anna, "вот сюда", replyTo: place.Id);
        Point((await TakeMessageAsync(wire)).GetProperty("reply_message")).ShouldBe((58.25, 56.5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_button_that_asks_for_a_place_sends_it_with_the_buttons_payload(bool inline)
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("Где Вы?", $$"""{"inline":{{(inline ? "true" : "false")}},"buttons":{{AskingButton}}}""");
        if (inline)
        {
            var asked = wire.Emulator.Messages(VkWire.Anna)[^1];
            wire.Emulator.Press(VkWire.Anna, asked.Id, asked.Buttons.Single().Single()).ShouldBeEmpty();
        }
        else
        {
            wire.Emulator.PressStanding(VkWire.Anna, wire.Emulator.StandingKeyboard(VkWire.Anna).Single().Single()).ShouldBeNull();
        }
        var message = await TakeMessageAsync(wire);
        Point(message).ShouldBe((EmulatedLocation.Here.Latitude, EmulatedLocation.Here.Longitude));
        message.GetProperty("payload").GetString().ShouldBe("""{"step":7}""");
        message.GetProperty("text").GetString().ShouldBeEmpty();
    }

    [Fact]
    public async Task There_are_no_contacts_to_share()
    {
        await using var wire = await StartedAsync();
        Should.Throw<NotSupportedException>(() => wire.Emulator.SendContact(VkWire.Anna, "+79001234567"));
    }
}
