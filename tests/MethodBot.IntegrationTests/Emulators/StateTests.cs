using System.Text;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class StateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("methodbot-emulators-").FullName;

    private EmulatorOptions Options(string name) => new() { StateFile = Path.Combine(folder, name), RequestsPerSecond = 0 };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Telegram_finds_its_chats_queue_and_files_after_a_restart()
    {
        EmulatedMessage[] before;
        string fileId;
        await using (var wire = await TelegramWire.StartedAsync(Options("telegram.state")))
        {
            await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
            await wire.SendAsync("Меню", new { keyboard = new[] { new[] { "Меню" } } });
            fileId = wire.Emulator.SendFile(TelegramWire.Anna, "план.pdf", "application/pdf", [1, 2, 3], asPhoto: false).Files.Single().FileId;
            before = [.. wire.Emulator.Messages(TelegramWire.Anna)];
        }
        await using (var wire = await TelegramWire.StartAsync(Options("telegram.state")))
        {
            Comparable(wire.Emulator.Messages(TelegramWire.Anna)).ShouldBe(Comparable(before));
            wire.Emulator.StandingKeyboard(TelegramWire.Anna).Single().Single().ShouldBe("Меню");
            wire.Emulator.ReadFile(fileId)!.Value.Content.ShouldBe([1, 2, 3]);
            (await wire.UpdatesAsync(new { limit = 10 })).Single().GetProperty("message").TryGetProperty("document", out _).ShouldBeTrue();
            // Ids go on: none is given twice.
            var last = int.Parse(before[^1].Id);
            (await wire.SendAsync("дальше")).ShouldBeGreaterThan(last);
        }
    }

    [Fact]
    public async Task Telegram_ids_of_updates_go_on_after_a_restart()
    {
        int last;
        await using (var wire = await TelegramWire.StartAsync(Options("ids.state")))
        {
            wire.Emulator.Start(TelegramWire.Anna);
            last = (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("update_id").GetInt32();
            await wire.UpdatesAsync(new { offset = last + 1 });
        }
        await using (var wire = await TelegramWire.StartAsync(Options("ids.state")))
        {
            wire.Emulator.SendText(TelegramWire.Anna, "дальше");
            (await wire.UpdatesAsync(new { offset = last + 1 })).Single().GetProperty("update_id").GetInt32().ShouldBe(last + 1);
        }
    }

    [Fact]
    public async Task Places_contacts_and_recordings_are_found_after_a_restart()
    {
        var place = new EmulatedLocation(58.25, 56.5, "Школа № 5", "Лесная улица, 3");
        EmulatedMessage[] inTelegram, inVk;
        await using (var telegram = await TelegramWire.StartedAsync(Options("telegram-places.state")))
        await using (var vk = await VkWire.StartAsync(Options("vk-places.state")))
        {
            foreach (IMessengerEmulator emulator in new IMessengerEmulator[] { telegram.Emulator, vk.Emulator })
            {
                var anna = emulator.People[0].Id;
                emulator.SendLocation(anna, place);
                emulator.SendLocation(anna, EmulatedLocation.Here);
                emulator.SendFile(anna, "голос.ogg", "audio/ogg", [1], asPhoto: false);
                emulator.SendFile(anna, "урок.mp4", "video/mp4", [2], asPhoto: false);
            }
            telegram.Emulator.SendContact(TelegramWire.Anna, "+79001234567");
            inTelegram = [.. telegram.Emulator.Messages(TelegramWire.Anna)];
            inVk = [.. vk.Emulator.Messages(VkWire.Anna)];
        }
        await using (var telegram = await TelegramWire.StartAsync(Options("telegram-places.state")))
        await using (var vk = await VkWire.StartBareAsync(Options("vk-places.state")))
        {
            Comparable(telegram.Emulator.Messages(TelegramWire.Anna)).ShouldBe(Comparable(inTelegram));
            telegram.Emulator.Messages(TelegramWire.Anna)[1].Location.ShouldBe(place);
            (await telegram.UpdatesAsync(new { limit = 10 })).Count(update => update.GetProperty("message").TryGetProperty("location", out _)).ShouldBe(2);
            Comparable(vk.Emulator.Messages(VkWire.Anna)).ShouldBe(Comparable(inVk));
            vk.Emulator.Messages(VkWire.Anna)[0].Location.ShouldBe(place);
            vk.Emulator.Messages(VkWire.Anna).SelectMany(message => message.Files).Select(file => file.Kind).ShouldBe(["voice", "video"]);
        }
    }

    [Fact]
    public async Task A_press_can_be_answered_after_a_restart()
    {
        string token;
        await using (var wire = await TelegramWire.StartedAsync(Options("press.state")))
        {
            var id = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
            token = wire.Emulator.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"));
        }
        await using (var wire = await TelegramWire.StartAsync(Options("press.state")))
            (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Vk_finds_its_chats_key_history_and_dedup_after_a_restart()
    {
        EmulatedMessage[] before;
        string key, ts;
        await using (var wire = await VkWire.StartAsync(Options("vk.state")))
        {
            (key, ts) = (wire.Key, wire.Ts);
            wire.Emulator.Start(VkWire.Anna);
            wire.Emulator.SendFile(VkWire.Anna, "a.png", "image/png", Pictures.Png(10, 10), asPhoto: true);
            await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 77 });
            before = [.. wire.Emulator.Messages(VkWire.Anna)];
        }
        await using (var wire = await VkWire.StartBareAsync(Options("vk.state")))
        {
            Comparable(wire.Emulator.Messages(VkWire.Anna)).ShouldBe(Comparable(before));
            await wire.RenewAsync();
            wire.Key.ShouldBe(key);
            var updates = (await wire.PollAsync(ts: ts)).GetProperty("updates");
            updates.GetArrayLength().ShouldBe(2);
            // Addresses are those of the server as it runs now.
            var url = updates[1].GetProperty("object").GetProperty("message").GetProperty("attachments")[0].GetProperty("photo").GetProperty("sizes")[0].GetProperty("url").GetString()!;
            (await wire.Http.GetByteArrayAsync(url)).ShouldBe(Pictures.Png(10, 10));
            await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 77 });
            wire.Emulator.Messages(VkWire.Anna).Length.ShouldBe(before.Length);
        }
    }

    [Fact]
    public async Task What_was_told_is_in_the_file_before_the_emulator_is_closed()
    {
        var options = Options("killed.state");
        await using var wire = await TelegramWire.StartedAsync(options);
        await wire.SendAsync("до смерти");
        // A copy taken now is what a killed process leaves.
        var copy = options with { StateFile = Path.Combine(folder, "copy.state") };
        File.Copy(options.StateFile!, copy.StateFile!);
        await using var again = await TelegramWire.StartAsync(copy);
        again.Emulator.Messages(TelegramWire.Anna)[^1].Text.ShouldBe("до смерти");
    }

    [Fact]
    public async Task A_line_torn_by_a_kill_costs_that_line_only()
    {
        var options = Options("torn.state");
        await using (var wire = await TelegramWire.StartedAsync(options))
        {
            await wire.SendAsync("цело");
            await wire.SendAsync("порвано");
        }
        var bytes = await File.ReadAllBytesAsync(options.StateFile!);
        var cut = bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes("порвано"));
        await File.WriteAllBytesAsync(options.StateFile!, bytes[..(cut + 3)]);
        await using var again = await TelegramWire.StartAsync(options);
        again.Emulator.Messages(TelegramWire.Anna).Select(message => message.Text).ShouldBe(["/start", "цело"]);
        (await again.SendAsync("дальше")).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task The_file_stays_small_though_much_was_changed()
    {
        var options = Options("small.state");
        await using var wire = await TelegramWire.StartedAsync(options);
        for (var i = 0; i < 3000; i++)
        {
            wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: true);
            wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: false);
            if (i % 10 == 0)
                await wire.UpdatesAsync(new { offset = -1 });
        }
        (await File.ReadAllLinesAsync(options.StateFile!)).Length.ShouldBeLessThan(4300);
        File.Exists(options.StateFile + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_another_emulator_is_not_taken()
    {
        await using (await VkWire.StartAsync(Options("vk2.state")))
        {
        }
        await Should.ThrowAsync<InvalidDataException>(() => TelegramEmulator.StartAsync(Options("vk2.state")));
    }

    [Fact]
    public async Task Without_a_file_nothing_is_kept()
    {
        await using (var wire = await TelegramWire.StartedAsync())
            wire.Emulator.Messages(TelegramWire.Anna).Length.ShouldBe(1);
        await using (var wire = await TelegramWire.StartAsync())
            wire.Emulator.Messages(TelegramWire.Anna).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_may_be_given()
    {
        await using var first = await VkEmulator.StartAsync(new EmulatorOptions());
        var port = first.ApiUrl.Port;
        await first.DisposeAsync();
        await using var second = await VkEmulator.StartAsync(new EmulatorOptions { Port = port });
        second.ApiUrl.Port.ShouldBe(port);
    }

    /// <summary>Arrays in records compare by reference, so compare what they hold.</summary>
    private static string[] Comparable(IEnumerable<EmulatedMessage> messages) =>
        [.. messages.Select(message => System.Text.Json.JsonSerializer.Serialize(message))];
}
