using System.Net;
using System.Net.Sockets;
using System.Text;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>What an operator can have got wrong is told in one message that says what to do, with exit code 1 and no trace.</summary>
public sealed class OperatorFaultTests : IDisposable
{
    // Of the right shape, and nobody's.
    private const string TelegramToken = "7000000009:AAH-nobodys-token-but-secret";
    private const string VkToken = "vk1.a.nobodys-token-but-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-faults-").FullName;

    private string Dialogs => Path.Combine(_folder, "dialogs");

    private string StorePath => Path.Combine(_folder, "data", "methodbot.db");

    public OperatorFaultTests() => Repository.CopyDialogs(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_bad_setting_is_told_at_once_and_no_secret_with_it()
    {
        var exit = await RunAsync(
            "--Telegram:Token=my secret, mistyped",
            "--Telegram:MessagesPerSecond=много",
            $"--Vk:Token={VkToken}",
            "--Vk:GroupId=club201",
            "--Service:TimeZone=Asia/Mezhdurechensk",
            "--Service:QuietHours=ночью",
            "--Service:WorkingHours:0=Mon-Fri 22:00-06:00",
            "--Service:AnswerWithin=четыре часа",
            "--Service:Admins:0=Ольга",
            "--Service:Holidays:0=9 мая",
            "--Web:Url=localhost");
        exit.ShouldBeAMessageFor(
            "Telegram:Token", "Telegram:MessagesPerSecond", "Vk:GroupId", "Service:TimeZone", "Service:QuietHours", "Service:WorkingHours", "Service:AnswerWithin", "Service:Admins", "Service:Holidays", "Web:Url");
        exit.Output.ShouldNotContain("mistyped");
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_are_told_with_their_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{ \"Service\": { \"Name\": \"Центр\", ");
        (await RunAsync()).ShouldBeAMessageFor("settings cannot be read", "appsettings.json");
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_the_setting_that_chooses_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        (await RunAsync([$"--Web:Url={url}", .. WithToken()])).ShouldBeAMessageFor($"{url} cannot be served", "address already in use", "Set Web:Url to another address");
    }

    [Fact]
    public async Task A_store_below_a_regular_file_cannot_be_made_and_that_is_told()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        var path = Path.Combine(file, "methodbot.db");
        (await RunAsync([$"--Storage:Path={path}", .. WithToken()])).ShouldBeAMessageFor($"cannot write to {path}", "Storage:Path");
    }

    [MountFact]
    public async Task A_store_on_a_read_only_mount_is_told()
    {
        var mount = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        var path = Path.Combine(mount, "methodbot.db");
        // The mount is seen by this one process only and goes with it.
        string[] before = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro tmpfs \"$0\" && exec \"$@\"", mount];
        var exit = await BotProcess.RunAsync(_folder, ["run", $"--Storage:Path={path}", $"--Dialogs:Path={Dialogs}", "--Web:Url=http://127.0.0.1:0", .. WithToken()], before);
        exit.ShouldBeAMessageFor($"cannot write to {path}", "not read-only");
    }

    [MountFact]
    public async Task A_full_disk_at_the_start_is_told_and_not_taken_for_a_read_only_or_a_broken_one()
    {
        foreach (var folder in new[] { "new", "old" })
        {
            var path = Path.Combine(_folder, folder, "methodbot.db");
            if (folder == "old")
                TownStore.Fill(path);
            string[] before = [.. SmallDisk.Under(Path.GetDirectoryName(path)!, 4), "sh", "-c", "head -c 9000000 /dev/zero >\"$0/ballast\" 2>/dev/null; exec \"$@\"", Path.GetDirectoryName(path)!];
            var exit = await BotProcess.RunAsync(_folder, ["run", $"--Storage:Path={path}", $"--Dialogs:Path={Dialogs}", "--Web:Url=http://127.0.0.1:0", .. WithToken()], before);
            exit.ShouldBeAMessageFor($"the disk of the store {path} is full", "Free some space");
        }
    }

    [Fact]
    public async Task A_broken_dialog_is_told_with_file_line_and_column_all_faults_at_once()
    {
        var path = Path.Combine(Dialogs, "events", "events.yaml");
        await File.WriteAllTextAsync(path, "dialog: events\ntitle: Семинары\nsteps:\n  - ask: event\n    text: Ближайшие\n    from: events.opened\n  - call: event-card\n    with: { event: event }\n  - goo: event\n");
        var exit = await RunAsync(WithToken());
        exit.ShouldBeAMessageFor("dialogs/events/events.yaml:6:11:", "dialogs/events/events.yaml:9:5:", "fault(s) in the dialogs");
    }

    [Fact]
    public async Task A_folder_without_dialogs_is_told() =>
        (await BotProcess.RunAsync(_folder, ["run", "--Dialogs:Path=nowhere", .. WithToken()])).ShouldBeAMessageFor("there is no folder of dialogs at", "Dialogs:Path");

    [Fact]
    public async Task A_demonstration_store_does_not_serve_with_a_token()
    {
        TownStore.Fill(StorePath, asDemonstration: true);
        (await RunAsync(WithToken())).ShouldBeAMessageFor("holds the demonstration's invented people", "Storage:Path");
    }

    [Fact]
    public async Task A_damaged_store_is_told_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StorePath)!);
        var damaged = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Это не база данных. ", 2000)));
        await File.WriteAllBytesAsync(StorePath, damaged);
        (await RunAsync(WithToken())).ShouldBeAMessageFor($"the file {StorePath} is no store, or is damaged", "restore a backup");
        (await File.ReadAllBytesAsync(StorePath)).ShouldBe(damaged);
    }

    [Fact]
    public async Task A_store_whose_first_pages_were_overwritten_is_told()
    {
        TownStore.Fill(StorePath);
        await using (var file = File.OpenWrite(StorePath))
        {
            file.Seek(100, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 8000).ToArray());
        }

        (await RunAsync(WithToken())).ShouldBeAMessageFor($"the file {StorePath} is no store, or is damaged");
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("conversation")]
    [InlineData("dialog_revision")]
    public async Task A_store_with_a_damaged_page_that_the_start_comes_to_is_told(string table)
    {
        TownStore.Fill(StorePath);
        var page = TownStore.Count(StorePath, $"SELECT rootpage FROM sqlite_master WHERE name = '{table}'");
        var size = TownStore.Count(StorePath, "PRAGMA page_size");
        TownStore.Change(StorePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = File.OpenWrite(StorePath))
        {
            file.Seek((page - 1) * size, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)size).ToArray());
        }

        (await RunAsync(WithToken())).ShouldBeAMessageFor($"the file {StorePath} is no store, or is damaged", "restore a backup");
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        TownStore.Fill(StorePath);
        TownStore.Change(StorePath, "UPDATE schema_version SET version = 99 WHERE part = 'people'");
        (await RunAsync(WithToken())).ShouldBeAMessageFor("newer than this program", "Install the newer version");
    }

    private static string[] WithToken() => [$"--Telegram:Token={TelegramToken}", "--Telegram:ApiUrl=http://127.0.0.1:9", "--Service:Phone=8 (38475) 2-00-00"];

    private async Task<BotExit> RunAsync(params string[] settings)
    {
        // What is given twice counts as given last.
        var exit = await BotProcess.RunAsync(_folder, ["run", $"--Storage:Path={StorePath}", $"--Dialogs:Path={Dialogs}", "--Web:Url=http://127.0.0.1:0", .. settings]);
        exit.Output.ShouldNotContain(TelegramToken);
        exit.Output.ShouldNotContain(VkToken);
        return exit;
    }
}
