using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramPlacesTests
{
    private static async Task<JsonElement> TakeMessageAsync(TelegramWire wire) =>
        (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("message");

    private static (double Latitude, double Longitude) Point(JsonElement location) =>
        (location.GetProperty("latitude").GetDouble(), location.GetProperty("longitude").GetDouble());

    [Fact]
    public async Task A_bare_point_is_a_location_without_text()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var seen = wire.Emulator.SendLocation(TelegramWire.Anna, new EmulatedLocation(58.25, -56.5));
        seen.Location.ShouldBe(new EmulatedLocation(58.25, -56.5));
        seen.Text.ShouldBeEmpty();
        var message = await TakeMessageAsync(wire);
        Point(message.GetProperty("location")).ShouldBe((58.25, -56.5));
        message.TryGetProperty("venue", out _).ShouldBeFalse();
        message.TryGetProperty("text", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_place_with_a_title_is_a_venue_and_its_point_besides()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var asked = await wire.SendAsync("Где встретимся?");
        wire.Emulator.SendLocation(TelegramWire.Anna, new EmulatedLocation(58.25, 56.5, "Школа № 5", "Лесная улица, 3"), replyTo: $"{asked}");
        var message = await TakeMessageAsync(wire);
        var venue = message.GetProperty("venue");
        venue.GetProperty("title").GetString().ShouldBe("Школа № 5");
        venue.GetProperty("address").GetString().ShouldBe("Лесная улица, 3");
        Point(venue.GetProperty("location")).ShouldBe((58.25, 56.5));
        Point(message.GetProperty("location")).ShouldBe((58.25, 56.5));
        message.GetProperty("reply_to_message").GetProperty("message_id").GetInt32().ShouldBe(asked);
    }

    [Fact]
    public async Task A_button_that_asks_for_a_place_gets_a_bare_point()
    {
        await using var wire = await TelegramWire.StartedAsync();
        await wire.SendAsync("Где Вы?", new { keyboard = new[] { new[] { new { text = "Я здесь", request_location = true } } }, one_time_keyboard = true });
        wire.Emulator.PressStanding(TelegramWire.Anna, "Я здесь").ShouldBeNull();
        wire.Emulator.Messages(TelegramWire.Anna)[^1].Location.ShouldBe(EmulatedLocation.Here);
        (await TakeMessageAsync(wire)).TryGetProperty("location", out _).ShouldBeTrue();
        wire.Emulator.StandingKeyboard(TelegramWire.Anna).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_has_no_text_to_correct()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var place = wire.Emulator.SendLocation(TelegramWire.Anna, EmulatedLocation.Here);
        Should.Throw<InvalidOperationException>(() => wire.Emulator.EditText(TelegramWire.Anna, place.Id, "не здесь"));
    }

    [Theory]
    [InlineData(90.5, 0)]
    [InlineData(0, -180.5)]
    [InlineData(double.NaN, 0)]
    public void A_place_is_on_the_Earth(double latitude, double longitude) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new EmulatedLocation(latitude, longitude));

    [Fact]
    public void An_address_without_a_title_is_none() => Should.Throw<ArgumentException>(() => new EmulatedLocation(1, 2, address: "Лесная улица, 3"));
}
