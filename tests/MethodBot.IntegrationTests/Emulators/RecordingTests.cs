using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class RecordingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("methodbot-recordings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_request_is_recorded_with_its_answer_and_without_the_token()
    {
        await using (var wire = await TelegramWire.StartedAsync(new EmulatorOptions { RecordTo = folder }))
        {
            await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = $"токен {wire.Emulator.Token}" });
            using var parts = new MultipartFormDataContent { { new StringContent("1001"), "chat_id" }, { new ByteArrayContent([1, 2, 3]), "document", "a.bin" } };
            await wire.PostAsync("sendDocument", parts);
        }
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "telegram.jsonl"));
        text.ShouldNotContain("7000000001:");
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        lines.Select(line => line.GetProperty("method").GetString()).ShouldBe(["getUpdates", "getUpdates", "sendMessage", "sendDocument"]);
        lines.ShouldAllBe(line => line.GetProperty("messenger").GetString() == "telegram" && line.GetProperty("status").GetInt32() == 200);
        lines[2].GetProperty("parameters").GetProperty("chat_id").GetInt64().ShouldBe(TelegramWire.Anna);
        lines[2].GetProperty("response").GetProperty("ok").GetBoolean().ShouldBeTrue();
        lines[3].GetProperty("parameters").GetProperty("chat_id").GetString().ShouldBe("1001");
        lines[3].GetProperty("parameters").GetProperty("document").GetProperty("size").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Vk_records_methods_and_the_long_poll()
    {
        await using (var wire = await VkWire.StartAsync(new EmulatorOptions { RecordTo = folder }))
            await wire.TakeAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "vk.jsonl"));
        text.ShouldNotContain("vk1.sandbox");
        text.Split('\n').Count(line => line.Contains("\"a_check\"", StringComparison.Ordinal)).ShouldBe(2);
        text.ShouldContain("groups.setLongPollSettings");
    }
}
