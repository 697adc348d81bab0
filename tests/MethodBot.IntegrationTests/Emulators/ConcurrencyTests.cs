using System.Collections.Concurrent;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class ConcurrencyTests
{
    private const int Writers = 4;
    private const int Texts = 100;

    private static Task[] Write(IMessengerEmulator emulator, long person) =>
    [
        .. Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Texts; i++)
                emulator.SendText(person, $"{writer}-{i}");
        })),
    ];

    [Fact]
    public async Task Telegram_delivers_every_message_once_and_in_order_whoever_writes_at_the_same_time()
    {
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { RequestsPerSecond = 0 });
        var told = new ConcurrentQueue<int>();
        wire.Emulator.Changed += change =>
        {
            if (change.Message is { FromBot: false, Delivery: DeliveryState.Sent } message)
                told.Enqueue(int.Parse(message.Id));
        };
        var writing = Write(wire.Emulator, TelegramWire.Anna);
        var received = new List<(int Id, string Text)>();
        var offset = 0;
        while (received.Count < Writers * Texts)
        {
            foreach (var update in await wire.UpdatesAsync(new { offset, timeout = 30 }))
            {
                offset = update.GetProperty("update_id").GetInt32() + 1;
                var message = update.GetProperty("message");
                received.Add((message.GetProperty("message_id").GetInt32(), message.GetProperty("text").GetString()!));
                await wire.SendAsync("ответ");
            }
        }
        await Task.WhenAll(writing);
        received.Select(message => message.Text).Distinct().Count().ShouldBe(Writers * Texts);
        received.Select(message => message.Id).ShouldBe(received.Select(message => message.Id).Order());
        told.ShouldBe(told.Order());
        wire.Emulator.Messages(TelegramWire.Anna).Count(message => message.FromBot).ShouldBe(Writers * Texts);
    }

    [Fact]
    public async Task Vk_delivers_every_message_once_and_in_order_whoever_writes_at_the_same_time()
    {
        await using var wire = await VkWire.StartAsync(new EmulatorOptions { RequestsPerSecond = 0 });
        var writing = Write(wire.Emulator, VkWire.Anna);
        var received = new List<(int Cmid, string Text)>();
        while (received.Count < Writers * Texts)
        {
            var answer = await wire.PollAsync(wait: 25);
            wire.Ts = answer.GetProperty("ts").GetString()!;
            foreach (var update in answer.GetProperty("updates").EnumerateArray())
            {
                var message = update.GetProperty("object").GetProperty("message");
                received.Add((message.GetProperty("conversation_message_id").GetInt32(), message.GetProperty("text").GetString()!));
                (await wire.SendAsync("ответ")).Response();
            }
        }
        await Task.WhenAll(writing);
        received.Select(message => message.Text).Distinct().Count().ShouldBe(Writers * Texts);
        received.Select(message => message.Cmid).ShouldBe(received.Select(message => message.Cmid).Order());
        wire.Emulator.Messages(VkWire.Anna).Count(message => message.FromBot).ShouldBe(Writers * Texts);
    }
}
