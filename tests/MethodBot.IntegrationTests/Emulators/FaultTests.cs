using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>Faults that befall requests of either messenger, and how they are chosen and counted.</summary>
public sealed class FaultTests
{
    private static EmulatorOptions Free => new() { RequestsPerSecond = 0 };

    [Fact]
    public async Task Telegram_asks_to_wait()
    {
        await using var wire = await TelegramWire.StartedAsync(Free);
        wire.Emulator.Faults.Next(FaultKind.TooManyRequests, methods: "sendMessage");
        (await wire.CallAsync("getMe")).Status.ShouldBe(200);
        var refused = await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x" });
        refused.ShouldRefuse(429, "Too Many Requests: retry after 1");
        refused.Body.GetProperty("parameters").GetProperty("retry_after").GetRawText().ShouldBe("1");
        refused.RetryAfter.ShouldBe("1");
        wire.Emulator.Faults.RetryAfter = TimeSpan.FromSeconds(0.25);
        wire.Emulator.Faults.Next(FaultKind.TooManyRequests);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x" })).Body.GetProperty("parameters").GetProperty("retry_after").GetRawText().ShouldBe("0.25");
        wire.Emulator.Messages(TelegramWire.Anna).Length.ShouldBe(1);
        wire.Emulator.Faults.Injected.ShouldBe(new Dictionary<FaultKind, int> { [FaultKind.TooManyRequests] = 2 });
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 6)]
    [InlineData(FaultKind.FloodControl, 9)]
    [InlineData(FaultKind.InternalError, 10)]
    [InlineData(FaultKind.UnknownError, 1)]
    public async Task Vk_refuses_by_its_codes(FaultKind kind, int code)
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Start(VkWire.Anna);
        wire.Emulator.Faults.Next(kind);
        (await wire.PollAsync()).TryGetProperty("updates", out _).ShouldBeTrue();
        (await wire.SendAsync("x")).ErrorCode().ShouldBe(code);
        (await wire.SendAsync("x")).Response().GetInt32().ShouldBeGreaterThan(0);
        wire.Emulator.Faults.Injected[kind].ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultKind.Status500, 500, null)]
    [InlineData(FaultKind.Status502, 502, "text/html")]
    [InlineData(FaultKind.Status503, 503, "text/plain")]
    [InlineData(FaultKind.NotJson, 200, "text/html")]
    public async Task Servers_on_the_way_answer_in_their_own_manner(FaultKind kind, int status, string? contentType)
    {
        await using var telegram = await TelegramWire.StartedAsync(Free);
        await using var vk = await VkWire.StartAsync(Free);
        vk.Emulator.Start(VkWire.Anna);
        foreach (var emulator in new IMessengerEmulator[] { telegram.Emulator, vk.Emulator })
        {
            emulator.Faults.Next(kind);
            using var response = await SendAsync(emulator, telegram.Http);
            ((int)response.StatusCode).ShouldBe(status);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(contentType ?? (emulator.Messenger == "vk" ? "text/html" : "application/json"));
            if (contentType is not null)
            {
                var text = await response.Content.ReadAsStringAsync();
                Should.Throw<JsonException>(() => JsonDocument.Parse(text));
            }
            Sent(emulator).ShouldBe(0);
            using var next = await SendAsync(emulator, telegram.Http);
            Sent(emulator).ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(FaultKind.DropBeforeEffect, 0)]
    [InlineData(FaultKind.DropAfterEffect, 1)]
    [InlineData(FaultKind.TimeoutBeforeEffect, 0)]
    [InlineData(FaultKind.TimeoutAfterEffect, 1)]
    public async Task An_answer_is_lost_before_or_after_the_effect(FaultKind kind, int sent)
    {
        await using var telegram = await TelegramWire.StartedAsync(Free);
        await using var vk = await VkWire.StartAsync(Free);
        vk.Emulator.Start(VkWire.Anna);
        foreach (var emulator in new IMessengerEmulator[] { telegram.Emulator, vk.Emulator })
        {
            emulator.Faults.HoldFor = TimeSpan.FromMilliseconds(50);
            emulator.Faults.Next(kind);
            await Should.ThrowAsync<HttpRequestException>(() => SendAsync(emulator, telegram.Http));
            Sent(emulator).ShouldBe(sent);
            emulator.Faults.HoldFor = TimeSpan.FromMinutes(10);
            emulator.Faults.Next(kind);
            using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(500) };
            if (kind is FaultKind.TimeoutBeforeEffect or FaultKind.TimeoutAfterEffect)
                await Should.ThrowAsync<TaskCanceledException>(() => SendAsync(emulator, impatient));
            else
                await Should.ThrowAsync<HttpRequestException>(() => SendAsync(emulator, impatient));
            Sent(emulator).ShouldBe(2 * sent);
            emulator.Faults.Injected[kind].ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_share_strikes_the_same_calls_for_the_same_seed()
    {
        var first = await StruckAsync(seed: 7, between: 0);
        var again = await StruckAsync(seed: 7, between: 1);
        var other = await StruckAsync(seed: 8, between: 0);
        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first.Count(isStruck => isStruck).ShouldBeInRange(40, 80);
    }

    [Fact]
    public async Task Faults_end_when_they_are_cleared_and_a_messenger_has_its_own_only()
    {
        await using var wire = await TelegramWire.StartedAsync(Free);
        wire.Emulator.Faults.Set(FaultKind.Status500, 1);
        (await wire.CallAsync("getMe")).Status.ShouldBe(500);
        wire.Emulator.Faults.Clear();
        (await wire.CallAsync("getMe")).Status.ShouldBe(200);
        Should.Throw<ArgumentException>(() => wire.Emulator.Faults.Set(FaultKind.FloodControl, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => wire.Emulator.Faults.Set(FaultKind.Status500, 1.5));
    }

    [Fact]
    public async Task Downloads_and_uploads_are_struck_too()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Start(VkWire.Anna);
        var server = (await wire.CallAsync("photos.getMessagesUploadServer", new { peer_id = VkWire.Anna })).Response().GetProperty("upload_url").GetString();
        wire.Emulator.Faults.Next(FaultKind.Status503, 1, "upload.photo");
        wire.Emulator.Faults.Next(FaultKind.TooManyRequests);
        using var parts = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(10, 10)), "photo", "a.png" } };
        using var response = await wire.Http.PostAsync(server, parts);
        ((int)response.StatusCode).ShouldBe(503);
        wire.Emulator.Faults.Injected.Keys.ShouldBe([FaultKind.Status503]);
    }

    private static async Task<bool[]> StruckAsync(int seed, int between)
    {
        await using var wire = await TelegramWire.StartedAsync(Free);
        wire.Emulator.Faults.Seed = seed;
        wire.Emulator.Faults.Set(FaultKind.Status500, 0.3);
        var struck = new bool[200];
        for (var call = 0; call < struck.Length; call++)
        {
            for (var other = 0; other < between; other++)
                await wire.CallAsync("getMyCommands");
            struck[call] = (await wire.CallAsync("getMe")).Status == 500;
        }
        return struck;
    }

    private static int Sent(IMessengerEmulator emulator) => emulator.Messages(Person(emulator)).Count(message => message.FromBot);

    private static long Person(IMessengerEmulator emulator) => emulator.Messenger == "vk" ? VkWire.Anna : TelegramWire.Anna;

    private static async Task<HttpResponseMessage> SendAsync(IMessengerEmulator emulator, HttpClient http)
    {
        var fields = new Dictionary<string, string> { ["v"] = "5.199", ["access_token"] = emulator.Token, ["random_id"] = "0", ["peer_id"] = $"{VkWire.Anna}", ["message"] = "x" };
        if (emulator.Messenger == "telegram")
            fields = new Dictionary<string, string> { ["chat_id"] = $"{TelegramWire.Anna}", ["text"] = "x" };
        using var content = new FormUrlEncodedContent(fields);
        return await http.PostAsync(emulator.Messenger == "vk" ? $"{emulator.ApiUrl}/messages.send" : $"{emulator.ApiUrl}bot{emulator.Token}/sendMessage", content);
    }
}
