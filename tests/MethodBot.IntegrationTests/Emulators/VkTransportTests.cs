using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkTransportTests
{
    [Fact]
    public async Task The_community_tells_its_name()
    {
        await using var wire = await VkWire.StartBareAsync();
        var group = (await wire.CallAsync("groups.getById")).Response().GetProperty("groups")[0];
        group.GetProperty("id").GetInt64().ShouldBe(201);
        group.GetProperty("name").GetString().ShouldBe("Методический центр");
        wire.Emulator.ApiUrl.AbsolutePath.ShouldBe("/method");
        IPAddress.IsLoopback(IPAddress.Parse(wire.Emulator.ApiUrl.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_token_goes_in_the_query_the_body_or_the_header()
    {
        await using var wire = await VkWire.StartBareAsync();
        using (var response = await wire.Http.GetAsync($"{wire.Emulator.ApiUrl}/groups.getById?v=5.199&access_token={wire.Emulator.Token}"))
            (await response.Content.ReadAsStringAsync()).ShouldContain("response");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{wire.Emulator.ApiUrl}/groups.getById?v=5.199");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", wire.Emulator.Token);
        using (var response = await wire.Http.SendAsync(request))
            (await response.Content.ReadAsStringAsync()).ShouldContain("response");
        using var parts = new MultipartFormDataContent { { new StringContent("5.199"), "v" }, { new StringContent(wire.Emulator.Token), "access_token" } };
        (await wire.RawAsync("groups.getById", parts)).Response().GetProperty("groups").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("groups.getById", "access_token=wrong&v=5.199", 5)]
    [InlineData("groups.getById", "v=5.199", 5)]
    [InlineData("groups.getById", "access_token=vk1.sandbox", 8)]
    [InlineData("groups.getById", "access_token=vk1.sandbox&v=5.80", 8)]
    [InlineData("Groups.getById", "access_token=vk1.sandbox&v=5.199", 3)]
    [InlineData("messages.send", "access_token=vk1.sandbox&v=5.199&random_id=1&message=x", 100)]
    [InlineData("messages.send", "access_token=vk1.sandbox&v=5.199&random_id=1&message=x&peer_id=abc", 100)]
    public async Task Errors_come_with_status_200_and_the_parameters_of_the_request(string method, string query, int code)
    {
        await using var wire = await VkWire.StartBareAsync();
        using var content = new StringContent(query, Encoding.UTF8, "application/x-www-form-urlencoded");
        var answer = await wire.RawAsync(method, content);
        answer.ErrorCode().ShouldBe(code);
        var parameters = answer.GetProperty("error").GetProperty("request_params").EnumerateArray().ToDictionary(pair => pair.GetProperty("key").GetString()!, pair => pair.GetProperty("value").GetString());
        parameters["method"].ShouldBe(method);
        parameters.ShouldNotContainKey("access_token");
    }

    [Fact]
    public async Task A_JSON_body_is_not_read()
    {
        await using var wire = await VkWire.StartBareAsync();
        using var content = new StringContent("""{"access_token":"vk1.sandbox","v":"5.199"}""", Encoding.UTF8, "application/json");
        (await wire.RawAsync("groups.getById", content)).ErrorCode().ShouldBe(8);
        wire.Emulator.Violations.ShouldBe(["groups.getById: a JSON body is not read by VK"]);
    }

    [Fact]
    public async Task Unknown_parameters_and_wrong_types_are_noted()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, random_id = 1, message = "x", parse_mode = "html", dont_parse_links = "true" })).Response();
        wire.Emulator.Violations.ShouldBe(["messages.send: unknown parameter 'parse_mode'", "messages.send: parameter 'dont_parse_links' is no Boolean"], ignoreOrder: true);
    }

    [Fact]
    public async Task More_than_twenty_requests_a_second_are_refused()
    {
        var time = new ManualTime();
        await using var wire = await VkWire.StartBareAsync(new MethodBot.Emulators.EmulatorOptions { Time = time });
        for (var i = 0; i < 22; i++)
            (await wire.CallAsync("groups.getById")).Response();
        (await wire.CallAsync("groups.getById")).ErrorCode().ShouldBe(6);
        time.Advance(TimeSpan.FromSeconds(1));
        (await wire.CallAsync("groups.getById")).Response();
    }

    [Fact]
    public async Task The_limit_can_be_switched_off()
    {
        await using var wire = await VkWire.StartBareAsync(new MethodBot.Emulators.EmulatorOptions { Time = new ManualTime(), RequestsPerSecond = 0 });
        for (var i = 0; i < 60; i++)
            (await wire.CallAsync("groups.getById")).Response();
    }
}
