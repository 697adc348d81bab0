using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MethodBot.Conversations.Storage;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>What <c>doctor</c> finds, and that it says what to do and no secret with it.</summary>
public sealed partial class DoctorCommandTests(ITestOutputHelper log) : IDisposable
{
    // Of the right shape, and nobody's.
    private const string TelegramToken = "7000000009:AAH-nobodys-token-but-secret";
    private const string VkToken = "vk1.a.nobodys-token-but-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-doctor-").FullName;

    private string StorePath => Path.Combine(_folder, "data", "methodbot.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task A_bot_that_runs_is_found_well_and_is_not_disturbed() => Town.PlayAsync(log, new TownOptions { Admins = ["telegram:1001"] }, async town =>
    {
        await SettingsFile.WriteAsync(town.Folder, town.Settings());
        var exit = await town.RunAsync("doctor");
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain($"the token is accepted: @{TelegramEmulator.BotUsername}");
        exit.Output.ShouldContain($"the token is accepted: «{VkEmulator.GroupName}»");
        exit.Output.ShouldContain("the token has the rights it needs");
        exit.Output.ShouldContain("the Long Poll is on");
        exit.Output.ShouldContain($"it is served by process {town.Bot.Id}");
        exit.Output.ShouldContain("no message waits to be sent");
        exit.Output.ShouldContain("Everything is well.");
        // What the README promises, but for the addresses, and what is heard only while the bot is stopped.
        foreach (var line in PromisedLines().Where(line => !line.Contains("answers", StringComparison.Ordinal) && !line.Contains("no other program", StringComparison.Ordinal)))
        {
            foreach (var part in line.Split('…', StringSplitOptions.RemoveEmptyEntries))
                exit.Output.ShouldContain(part, Case.Sensitive);
        }

        ShouldKeepSecrets(exit, town.TelegramServer!.Token, town.VkServer!.Token);
        await town.WithMenuAsync(town.InTelegram(2001));
        town.BotOutput.ShouldNotContain("another program receives");
    });

    [Fact]
    public Task Events_that_somebody_switched_off_under_a_running_bot_are_told_with_the_way_to_switch_them_on() =>
        Town.PlayAsync(log, new TownOptions { WithTelegram = false }, async town =>
        {
            await SettingsFile.WriteAsync(town.Folder, town.Settings());
            await CallVkAsync(town.VkServer!, "groups.setLongPollSettings?group_id=201&message_event=0");
            (await town.RunAsync("doctor")).ShouldBeAMessageFor("events are off: message_event", "Long Poll API", "«Типы событий»");
        });

    [Fact]
    public async Task A_token_that_Telegram_refuses_is_told_with_where_to_get_another()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        (await ExamineAsync(("Telegram:Token", TelegramToken), ("Telegram:ApiUrl", telegram.ApiUrl.ToString())))
            .ShouldBeAMessageFor("BROKEN  Telegram refuses the token", "@BotFather");
    }

    [Fact]
    public async Task A_token_that_VK_refuses_is_told_with_where_to_make_another()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        (await ExamineAsync(("Vk:Token", VkToken), ("Vk:GroupId", "201"), ("Vk:ApiUrl", vk.ApiUrl.ToString())))
            .ShouldBeAMessageFor("BROKEN  VK refuses the token", "Ключи доступа");
    }

    [Fact]
    public async Task A_token_of_another_community_is_told_with_both_numbers()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        (await ExamineAsync(OfVk(vk, vk.ApiUrl, "202"))).ShouldBeAMessageFor("belongs to the community 201", "GroupId is 202");
    }

    [Fact]
    public async Task Every_further_community_is_examined_with_its_own_token()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        var exit = await ExamineAsync([.. OfVk(vk, vk.ApiUrl), ("Vk:Communities:0:Token", VkToken), ("Vk:Communities:0:GroupId", "202")]);
        exit.ShouldBeAMessageFor("VK, community 201", "VK, community 202", "VK refuses the token");
        exit.Output.ShouldContain($"the token is accepted: «{VkEmulator.GroupName}»");
    }

    [Fact]
    public async Task Rights_that_a_token_lacks_are_named_as_VK_names_them()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        await using var between = await Interposer.StartAsync(vk, (path, answer) => path.EndsWith("getTokenPermissions", StringComparison.Ordinal)
            ? """{"response":{"mask":4100,"permissions":[{"name":"photos","setting":4},{"name":"messages","setting":4096}]}}"""
            : answer);
        (await ExamineAsync(OfVk(vk, between.ApiUrl))).ShouldBeAMessageFor(
            "the token lacks rights: manage (to receive), docs (to send files)", "«Управление сообществом», «Сообщения сообщества», «Фотографии», «Документы»");
    }

    [Fact]
    public async Task Messages_of_a_community_that_are_off_are_told_with_where_to_switch_them_on()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        await using var between = await Interposer.StartAsync(vk, (path, answer) => path.EndsWith("getConversations", StringComparison.Ordinal)
            ? """{"error":{"error_code":15,"error_msg":"Access denied: group messages are disabled"}}"""
            : answer);
        (await ExamineAsync(OfVk(vk, between.ApiUrl))).ShouldBeAMessageFor("messages of the community cannot be read", "Сообщения сообщества", "«Возможности ботов»");
    }

    [Fact]
    public async Task A_long_poll_that_is_off_before_the_first_start_is_only_to_look_at()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        var exit = await ExamineAsync(OfVk(vk, vk.ApiUrl));
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("look    the Long Poll: it is off");
        exit.Output.ShouldContain("The bot switches this on when it starts");
    }

    [Fact]
    public async Task A_webhook_left_over_is_told_without_its_secret_path()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        await using var between = await Interposer.StartAsync(telegram, (path, answer) => path.EndsWith("getWebhookInfo", StringComparison.Ordinal)
            ? """{"ok":true,"result":{"url":"https://other.example/hook/path-secret","has_custom_certificate":false,"pending_update_count":12}}"""
            : answer);
        var exit = await ExamineAsync(OfTelegram(telegram, between.ApiUrl));
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("look    a webhook is set to other.example");
        exit.Output.ShouldContain("12 updates wait at Telegram");
        exit.Output.ShouldNotContain("path-secret");
        telegram.RequestCounts.ContainsKey("deleteWebhook").ShouldBeFalse();
    }

    [Fact]
    public async Task Addresses_to_which_messengers_post_are_looked_at_where_the_settings_ask_for_them()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        var port = FreePort();
        (string, string)[] settings =
        [
            .. OfTelegram(telegram, telegram.ApiUrl), ("Telegram:Receive", "webhook"), .. OfVk(vk, vk.ApiUrl), ("Vk:Receive", "callback"),
            ("Web:Url", $"http://127.0.0.1:{port}"), ("Web:PublicUrl", $"http://127.0.0.1:{port}"),
        ];
        var before = await ExamineAsync(settings);
        before.Code.ShouldBe(0, before.Output);
        before.Output.ShouldContain("look    no webhook is set, though Telegram:Receive is webhook");
        before.Output.ShouldContain("look    the bot's callback server is not registered");

        await using var bot = BotProcess.Start(_folder, ["run"]);
        await Waiting.UntilAsync(
            () => telegram.RequestCounts.ContainsKey("setWebhook") && vk.RequestCounts.ContainsKey("groups.setCallbackSettings"), "the bot's addresses", () => bot.Output);
        var after = await ExamineAsync(settings);
        after.Code.ShouldBe(0, after.Output);
        after.Output.ShouldContain("updates are posted to 127.0.0.1");
        after.Output.ShouldContain("events are posted to 127.0.0.1");
        (await bot.StopAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Deliveries_that_messengers_could_not_make_are_told_with_their_reason()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        await using var telegramBetween = await Interposer.StartAsync(telegram, (path, answer) => path.EndsWith("getWebhookInfo", StringComparison.Ordinal)
            ? """{"ok":true,"result":{"url":"https://bot.example.ru/webhooks/telegram","has_custom_certificate":false,"pending_update_count":3,"last_error_date":1790000000,"last_error_message":"Connection refused","allowed_updates":["message"]}}"""
            : answer);
        await using var vkBetween = await Interposer.StartAsync(vk, (path, answer) => path.EndsWith("getCallbackServers", StringComparison.Ordinal)
            ? """{"response":{"count":2,"items":[{"id":1,"title":"other","url":"https://other.example/vk","status":"ok"},{"id":2,"title":"MethodBot","url":"https://bot.example.ru/webhooks/vk/201","status":"failed"}]}}"""
            : answer);
        (await ExamineAsync(
            [
                .. OfTelegram(telegram, telegramBetween.ApiUrl), ("Telegram:Receive", "webhook"), .. OfVk(vk, vkBetween.ApiUrl), ("Vk:Receive", "callback"),
                ("Web:PublicUrl", "https://bot.example.ru"),
            ])).ShouldBeAMessageFor(
            "look    Telegram could not deliver at 2026-09-21 14:13 UTC: Connection refused",
            "BROKEN  the webhook leaves out edited_message, callback_query, my_chat_member",
            "BROKEN  VK does not reach the callback server at bot.example.ru (its status is failed)");
    }

    [Fact]
    public async Task The_bot_that_starts_while_the_doctor_listens_is_not_taken_for_another_program()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        using var stop = new CancellationTokenSource();
        var exam = ExamineAsync(["--listen", "20"], OfTelegram(telegram, telegram.ApiUrl));
        await Waiting.UntilAsync(() => telegram.RequestCounts.ContainsKey("getUpdates"), "the doctor's poll", () => "");
        Directory.CreateDirectory(Path.GetDirectoryName(StorePath)!);
        using var served = Store.Hold(StorePath);
        var bot = PollAsync(telegram, stop.Token);
        var exit = await exam;
        exit.Output.ShouldContain("the bot has just begun to receive its updates");
        exit.Output.ShouldNotContain("BROKEN", Case.Sensitive);
        await stop.CancelAsync();
        await bot;
    }

    [Fact]
    public async Task A_second_program_that_receives_is_heard_while_the_bot_is_stopped()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        using var stop = new CancellationTokenSource();
        var other = PollAsync(telegram, stop.Token);
        await Waiting.UntilAsync(() => telegram.RequestCounts.ContainsKey("getUpdates"), "the other program's poll", () => "");
        (await ExamineAsync(["--listen", "20"], OfTelegram(telegram, telegram.ApiUrl))).ShouldBeAMessageFor("another program receives this bot's updates", "/revoke");
        await stop.CancelAsync();
        await other;
    }

    [Fact]
    public async Task A_server_that_is_no_messenger_and_a_clock_that_differs_are_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = AnswerAsync(listener, "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", stop.Token);
        var exit = await ExamineAsync(("Telegram:Token", TelegramToken), ("Telegram:ApiUrl", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        exit.ShouldBeAMessageFor("BROKEN  the clock of this machine differs", "timedatectl", "an answer that is not the Bot API's");
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_damaged_store_is_told_and_one_of_a_newer_program_too()
    {
        TownStore.Fill(StorePath);
        TownStore.Change(StorePath, "UPDATE schema_version SET version = 99 WHERE part = 'people'");
        (await ExamineAsync()).ShouldBeAMessageFor("made by a newer methodbot", "Install the newer version");

        await File.WriteAllTextAsync(StorePath, string.Concat(Enumerable.Repeat("Это не база данных. ", 2000)));
        (await ExamineAsync()).ShouldBeAMessageFor($"the file {StorePath} is no store, or is damaged");
    }

    [Fact]
    public async Task Messages_that_wait_for_long_are_told_with_the_reason()
    {
        TownStore.Fill(StorePath);
        TownStore.Change(
            StorePath,
            "INSERT INTO outbox (messenger, channel, chat, kind, payload, priority, state, error, created_at) VALUES ('vk', '201', '7001', 1, '{}', 0, 0, 'error 912: chat bot feature', 1)");
        var exit = await ExamineAsync();
        exit.Output.ShouldContain("look    messages wait to be sent: vk:201 1 (the oldest for");
        exit.Output.ShouldContain("error 912");
    }

    [Fact]
    public async Task Faults_of_the_dialogs_are_told_with_the_first_of_them()
    {
        var dialogs = Repository.CopyDialogs(_folder);
        await File.WriteAllTextAsync(Path.Combine(dialogs, "more.yaml"), "dialog: more\nsteps:\n  - nonsense: 1\n");
        (await ExamineAsync(("Dialogs:Path", dialogs))).ShouldBeAMessageFor("fault(s) in the dialogs of", "methodbot check");
    }

    private static List<string> PromisedLines()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "README.md")).Select(line => line.Trim()).Where(line => line.StartsWith("ok  ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeGreaterThan(10);
        return lines;
    }

    private static (string, string)[] OfTelegram(TelegramEmulator emulator, Uri apiUrl) => [("Telegram:Token", emulator.Token), ("Telegram:ApiUrl", apiUrl.ToString())];

    private static (string, string)[] OfVk(VkEmulator emulator, Uri apiUrl, string group = "201") =>
        [("Vk:Token", emulator.Token), ("Vk:GroupId", group), ("Vk:ApiUrl", apiUrl.ToString())];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task CallVkAsync(VkEmulator vk, string call)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{vk.ApiUrl}/{call}&v=5.199"));
        request.Headers.Add("Authorization", $"Bearer {vk.Token}");
        (await (await http.SendAsync(request)).Content.ReadAsStringAsync()).ShouldContain("response");
    }

    private static async Task PollAsync(TelegramEmulator telegram, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        try
        {
            while (true)
            {
                // Cut off, it comes again: that is how it is noticed.
                using var response = await http.GetAsync(new Uri($"{telegram.ApiUrl}bot{telegram.Token}/getUpdates?timeout=50"), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 })
                {
                    // The rest of the request's head.
                }

                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private Task<BotExit> ExamineAsync(params (string Key, string Value)[] settings) => ExamineAsync(["--listen", "0"], settings);

    private async Task<BotExit> ExamineAsync(string[] words, (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Storage:Path"] = StorePath,
            ["Dialogs:Path"] = Path.Combine(Repository.Root, "dialogs"),
            ["Service:Phone"] = "8 (38475) 2-00-00",
            ["Service:Admins:0"] = "telegram:1001",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        // Without a token the sandbox's store would be meant.
        if (!all.ContainsKey("Telegram:Token") && !all.ContainsKey("Vk:Token"))
            words = [.. words, "--store", StorePath];
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), JsonSerializer.Serialize(all));
        var exit = await RunAsync(["doctor", .. words]);
        ShouldKeepSecrets(exit, TelegramToken, VkToken, TelegramEmulator.BotToken, ProxyPassword);
        return exit;
    }

    private async Task<BotExit> RunAsync(params string[] words)
    {
        if (words is ["doctor", "discard" or "retry", ..])
            words = [.. words, "--store", StorePath];
        var exit = await BotProcess.RunAsync(_folder, words);
        log.WriteLine(exit.Output);
        return exit;
    }

    private static void ShouldKeepSecrets(BotExit exit, params string[] secrets)
    {
        foreach (var secret in secrets)
        {
            exit.Output.ShouldNotContain(secret);
            exit.Output.ShouldNotContain(Uri.EscapeDataString(secret));
        }
    }
}
