using System.Globalization;
using System.IO.Compression;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>What a town hall has when its machine is gone.</summary>
public sealed class BackupTests(ITestOutputHelper log)
{
    private const int Questions = 6;

    private static readonly TownOptions Poll = new() { Start = PlainDialogs.Questions(Questions), Populated = false };

    [Fact]
    public Task A_backup_made_under_load_brings_back_answers_files_and_whoever_stood_in_the_middle() => Town.PlayAsync(log, new TownOptions(), async town =>
    {
        var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        var belova = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        await teacher.ChooseAsync("чем помочь?", "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
        await teacher.SeesAsync("Напишите вопрос одним сообщением");
        var photo = Files.Photo("work.png", seed: 3);
        teacher.Send(photo, asPhoto: true, "Как оценить работу?");
        await belova.HearsAsync("Как оценить работу?");
        await SettingsFile.WriteAsync(town.Folder, town.Settings());
        var archive = Path.Combine(town.Folder, "copy", "methodbot.zip");

        // Somebody talks all the while.
        using var over = new CancellationTokenSource();
        var talk = TalkAsync(town, over.Token);
        var made = await town.RunAsync("backup", archive);
        await over.CancelAsync();
        await talk;
        made.Code.ShouldBe(0, made.Output);
        made.Output.ShouldContain("written and verified");
        (await town.RunAsync("restore", archive)).ShouldBeAMessageFor("already served");

        // The machine is gone; another one takes over with nothing but the archive.
        await town.StopBotAsync();
        Directory.Delete(Path.GetDirectoryName(town.StorePath)!, recursive: true);
        var restored = await town.RunAsync("restore", archive);
        restored.Code.ShouldBe(0, restored.Output);
        await town.StartBotAsync();
        belova.PressOld(await belova.HearsAsync("Как оценить работу?"), "Взять");
        await teacher.HearsAsync("На Ваш вопрос ответит Ольга Ивановна");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photo.Content));
        File.Exists(Path.Combine(Path.GetDirectoryName(town.StorePath)!, "files", hash[..2], hash)).ShouldBeTrue();
    });

    [Fact]
    public Task What_stood_there_is_moved_aside_and_not_lost() => Town.PlayAsync(log, Poll, async town =>
    {
        var anna = town.InTelegram(2001);
        anna.Start();
        await anna.ChooseAsync("№ 1?", "Средне");
        await anna.SeesAsync("№ 2?");
        await SettingsFile.WriteAsync(town.Folder, town.Settings());
        var archive = Path.Combine(town.Folder, "methodbot.zip");
        (await town.RunAsync("backup", archive)).Code.ShouldBe(0);
        await anna.ChooseAsync("№ 2?", "Средне");
        await anna.SeesAsync("№ 3?");
        await town.StopBotAsync();
        var restored = await town.RunAsync("restore", archive, "--dialogs");
        restored.Code.ShouldBe(0, restored.Output);
        var aside = Directory.EnumerateDirectories(Path.GetDirectoryName(town.StorePath)!, "before-restore-*").ShouldHaveSingleItem();
        TownStore.Count(Path.Combine(aside, "methodbot.db"), "SELECT count(*) FROM inbox").ShouldBeGreaterThan(town.Count("SELECT count(*) FROM inbox"));
        File.Exists(Path.Combine(aside, "dialogs", "start.yaml")).ShouldBeTrue();

        // She is asked again what the backup does not know; what stands on her screen is an old button that says so.
        await town.StartBotAsync();
        anna.Type("привет");
        await anna.SeesAsync("№ 2?");
    });

    [Fact]
    public Task A_file_that_is_no_backup_or_a_damaged_or_a_newer_one_is_refused_and_changes_nothing() => Town.PlayAsync(log, Poll, async town =>
    {
        await SettingsFile.WriteAsync(town.Folder, town.Settings());
        var archive = Path.Combine(town.Folder, "methodbot.zip");
        (await town.RunAsync("backup", archive)).Code.ShouldBe(0);
        await town.StopBotAsync();
        var before = await File.ReadAllBytesAsync(town.StorePath);
        var whole = await File.ReadAllBytesAsync(archive);

        await RefusedAsync("text.zip", "no backup"u8.ToArray(), "no backup of methodbot");
        await RefusedAsync("half.zip", whole[..(whole.Length / 2)], "broke off");
        var bent = (byte[])whole.Clone();
        for (var i = 200; i < 400; i++)
            bent[i] ^= 0x5A;
        await RefusedAsync("bent.zip", bent, "damaged");
        await RefusedAsync("other.zip", Rewrite(whole, manifest => null), "no backup of methodbot");
        await RefusedAsync("newer.zip", Rewrite(whole, manifest => manifest.Replace("\"conversations\": ", "\"conversations\": 9", StringComparison.Ordinal)), "newer methodbot");
        (await town.RunAsync("restore", Path.Combine(town.Folder, "absent.zip"))).ShouldBeAMessageFor("cannot be read");
        (await File.ReadAllBytesAsync(town.StorePath)).ShouldBe(before);
        await town.StartBotAsync();

        async Task RefusedAsync(string name, byte[] content, string words)
        {
            var file = Path.Combine(town.Folder, name);
            await File.WriteAllBytesAsync(file, content);
            (await town.RunAsync("restore", file)).ShouldBeAMessageFor(words);
        }
    });

    [Fact]
    public Task Every_day_a_backup_is_written_and_the_oldest_go() => Town.PlayAsync(
        log,
        Poll with { Settings = ["--Storage:BackupsKept=2", "--Storage:BackupAt=00:00", "--Service:TimeZone=UTC"] },
        async town =>
        {
            var folder = Path.Combine(Path.GetDirectoryName(town.StorePath)!, "backups");
            var today = Path.Combine(folder, $"methodbot-{TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.zip");
            await Waiting.UntilAsync(() => File.Exists(today), "today's backup", () => town.BotOutput);
            await town.StopBotAsync();
            foreach (var day in new[] { "2026-01-01", "2026-01-02", "2026-01-03" })
                File.Copy(today, Path.Combine(folder, $"methodbot-{day}.zip"));
            File.Delete(today);
            File.WriteAllText(Path.Combine(folder, "methodbot-мой.zip"), "");
            await town.StartBotAsync();
            await Waiting.UntilAsync(() => File.Exists(today) && Directory.GetFiles(folder).Length == 3, "rotation", () => string.Join(", ", Directory.GetFiles(folder)));
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["methodbot-2026-01-03.zip", Path.GetFileName(today), "methodbot-мой.zip"]);
        });

    [Fact]
    public Task Where_the_clock_was_set_back_the_backup_just_written_is_not_taken_for_the_oldest() => Town.PlayAsync(
        log,
        Poll with { Settings = ["--Storage:BackupsKept=2", "--Storage:BackupAt=00:00", "--Service:TimeZone=UTC"] },
        async town =>
        {
            var folder = Path.Combine(Path.GetDirectoryName(town.StorePath)!, "backups");
            await Waiting.UntilAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.zip").Length == 1, "today's backup", () => town.BotOutput);
            await town.StopBotAsync();
            var today = Directory.GetFiles(folder).ShouldHaveSingleItem();
            foreach (var day in new[] { "2098-01-01", "2098-01-02", "2098-01-03" })
                File.Copy(today, Path.Combine(folder, $"methodbot-{day}.zip"));
            File.Delete(today);
            await town.StartBotAsync();
            await Waiting.UntilAsync(() => Directory.GetFiles(folder, "*.zip").Length == 2, "rotation", () => string.Join(", ", Directory.GetFiles(folder)));
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe([Path.GetFileName(today), "methodbot-2098-01-03.zip"]);
        });

    private static async Task TalkAsync(Town town, CancellationToken cancellationToken)
    {
        var anna = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        while (!cancellationToken.IsCancellationRequested)
        {
            anna.Type("меню");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private static byte[] Rewrite(byte[] archive, Func<string, string?> manifest)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("manifest.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = reader.ReadToEnd();
            entry.Delete();
            if (manifest(text) is { } changed)
            {
                using var writer = new StreamWriter(zip.CreateEntry("manifest.json").Open());
                writer.Write(changed);
            }
        }

        return stream.ToArray();
    }
}
