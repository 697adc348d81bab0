using System.Net;
using System.Text;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramTransportTests
{
    [Fact]
    public async Task GetMe_tells_who_the_bot_is()
    {
        await using var wire = await TelegramWire.StartAsync();
        var me = (await wire.CallAsync("getMe")).Result;
        me.GetProperty("id").GetInt64().ShouldBe(7_000_000_001);
        me.GetProperty("is_bot").GetBoolean().ShouldBeTrue();
        me.GetProperty("username").GetString().ShouldBe("metodist_sandbox_bot");
        wire.Emulator.ChannelId.ShouldBe(7_000_000_001);
        wire.Emulator.Token.ShouldMatch("^[0-9]+:.+$");
    }

    [Fact]
    public async Task The_server_listens_on_loopback_only()
    {
        await using var wire = await TelegramWire.StartAsync();
        IPAddress.IsLoopback(IPAddress.Parse(wire.Emulator.ApiUrl.Host)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("7000000001:something-else", "Unauthorized")]
    [InlineData("nonsense", "Unauthorized: invalid token specified")]
    public async Task A_wrong_token_is_refused(string token, string description)
    {
        await using var wire = await TelegramWire.StartAsync();
        using var response = await wire.Http.GetAsync($"/bot{token}/getMe");
        (await Answer.ReadAsync(response, default)).ShouldRefuse(401, description);
    }

    [Fact]
    public async Task An_unknown_method_is_not_found()
    {
        await using var wire = await TelegramWire.StartAsync();
        (await wire.CallAsync("sendEverything")).ShouldRefuse(404, "Not Found: method not found");
    }

    [Fact]
    public async Task Method_names_may_have_any_case()
    {
        await using var wire = await TelegramWire.StartAsync();
        (await wire.CallAsync("GETME")).Status.ShouldBe(200);
        wire.Emulator.RequestCounts["getMe"].ShouldBe(1);
    }

    [Fact]
    public async Task Every_form_of_a_body_is_read()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var path = $"/bot{wire.Emulator.Token}/sendMessage";
        using (await wire.Http.GetAsync($"{path}?chat_id={TelegramWire.Anna}&text=query"))
        {
        }
        using (var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["chat_id"] = "1001", ["text"] = "form" }))
            await wire.PostAsync("sendMessage", form);
        using (var parts = new MultipartFormDataContent { { new StringContent("1001"), "chat_id" }, { new StringContent("multipart"), "text" } })
            await wire.PostAsync("sendMessage", parts);
        await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "json" });

        wire.Emulator.Messages(TelegramWire.Anna).Where(message => message.FromBot).Select(message => message.Text)
            .ShouldBe(["query", "form", "multipart", "json"]);
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused()
    {
        await using var wire = await TelegramWire.StartAsync();
        using var content = new StringContent("{", Encoding.UTF8, "application/json");
        (await wire.PostAsync("getMe", content)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task What_the_real_server_lets_pass_is_noted()
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x", disable_web_page_preview = true, protect_content = "yes" })).Status.ShouldBe(200);
        wire.Emulator.Violations.ShouldBe(
            ["sendMessage: unknown parameter 'disable_web_page_preview'", "sendMessage: parameter 'protect_content' is no Boolean: \"yes\""],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Commands_are_checked_and_kept()
    {
        await using var wire = await TelegramWire.StartAsync();
        (await wire.CallAsync("setMyCommands", new { commands = new[] { new { command = "menu", description = "Меню" } } })).Result.GetBoolean().ShouldBeTrue();
        (await wire.CallAsync("setMyCommands", new { commands = new[] { new { command = "Меню", description = "Меню" } } })).ShouldRefuse(400, "Bad Request: BOT_COMMAND_INVALID");
        (await wire.CallAsync("getMyCommands")).Result[0].GetProperty("command").GetString().ShouldBe("menu");
    }
}
