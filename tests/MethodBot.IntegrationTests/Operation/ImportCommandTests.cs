using System.Globalization;
using System.Text;
using System.Text.Json;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

public sealed class ImportCommandTests(ITestOutputHelper log) : IDisposable
{
    private const int Many = 30_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-import-").FullName;

    private string StorePath => Path.Combine(_folder, "data", "methodbot.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_store_takes_its_directories_and_gives_them_back()
    {
        var organizations = Write("школы.csv", "Вид;Название;Другие названия;Код\r\nшкола;Школа № 5;СОШ 5;105\r\nсад;Сад «Ёлочка»;;205\r\n", 1251);
        var exit = await RunAsync("import", "organizations", organizations);
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.Trim().ShouldBe("Готово. Строк 2: новых 2, изменено 0, без изменений 0.");

        var people = Write("люди.csv", "ФИО;Организация;Должность;Роль;Направления\r\nКотова Галина Степановна;СОШ 5;Завуч;координатор;\r\nБелова Ольга Ивановна;;;методист;Начальные классы\r\n");
        (await RunAsync("import", "people", people)).ShouldBeAMessageFor("строка 3: Белова Ольга Ивановна; Направления: нет такого: «Начальные классы».", "Ничего не записано");
        exit = await RunAsync("import", "people", people, "--new-directions");
        exit.Code.ShouldBe(0, exit.Output);

        foreach (var (what, count) in new[] { ("organizations", 2), ("people", 2) })
        {
            var table = Path.Combine(_folder, what + ".xlsx");
            (await RunAsync("export", what, "--out", table)).Code.ShouldBe(0);
            (await RunAsync("import", what, table)).Output.ShouldContain($"Записывать нечего. Строк {count}: новых 0, изменено 0, без изменений {count}.");
        }
    }

    [Fact]
    public async Task A_check_tells_every_row_and_writes_nothing()
    {
        var table = Write("школы.csv", "Название;Код\nШкола № 5;1\nТехникум;2\n");
        var exit = await RunAsync("import", "organizations", table, "--dry-run");
        exit.ShouldBeAMessageFor("строка 2: добавить: Школа № 5", "строка 3: Техникум; Вид", "Это проверка, ничего не записано.");
        TownStore.Count(StorePath, "SELECT count(*) FROM organization").ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_told_in_words()
    {
        (await RunAsync("import", "organizations", Path.Combine(_folder, "нет.xlsx"))).ShouldBeAMessageFor("Нет такого файла");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "старый.xls"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        (await RunAsync("import", "organizations", Path.Combine(_folder, "старый.xls"))).ShouldBeAMessageFor("старый формат Excel (.xls)");
    }

    [Fact]
    public async Task Without_a_token_it_is_said_where_the_directories_would_go()
    {
        var table = Write("школы.csv", "Название\nШкола № 5\n");
        (await BotProcess.RunAsync(_folder, ["import", "organizations", table])).ShouldBeAMessageFor("would go into the sandbox", "--store FILE", "methodbot demo-data");
    }

    [Fact]
    public async Task Killed_in_the_middle_of_writing_it_leaves_nothing_half_done()
    {
        await ImportSchoolAsync();
        var table = WritePeople(Many);
        await using (var import = BotProcess.Start(_folder, ["import", "people", table, "--store", StorePath]))
        {
            await Waiting.UntilAsync(() => import.Output.Contains("Записываю: 3000 из", StringComparison.Ordinal), "rows being written", () => import.Output);
            await import.KillAsync();
            import.Output.ShouldNotContain("Готово");
        }

        TownStore.Count(StorePath, "SELECT count(*) FROM person").ShouldBe(0);
        TownStore.Count(StorePath, "SELECT count(*) FROM job").ShouldBe(0);
        TownStore.Count(StorePath, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'").ShouldBe(0);

        var exit = await RunAsync("import", "people", table);
        exit.Code.ShouldBe(0, exit.Output);
        TownStore.Count(StorePath, "SELECT count(*) FROM person JOIN job ON job.person_id = person.id").ShouldBe(Many);
    }

    [Fact]
    public async Task A_bad_row_at_the_end_of_a_long_file_keeps_everything_out()
    {
        await ImportSchoolAsync();
        var table = WritePeople(2000, "Лебедева М. П.;Школа № 5;Учитель\n");
        (await RunAsync("import", "people", table)).ShouldBeAMessageFor("строка 2002: не понял имя", "Ничего не записано: с ошибками 1 из 2001.");
        TownStore.Count(StorePath, "SELECT count(*) FROM person").ShouldBe(0);
    }

    [MountFact]
    public async Task A_full_disk_is_told_and_nothing_is_half_done()
    {
        await ImportSchoolAsync();
        TownStore.Change(StorePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        var mount = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        var small = Path.Combine(mount, "methodbot.db");
        // The mount is seen by this one shell only and goes with it: what became of the store is asked there.
        string[] before =
        [
            "unshare", "-rm", "sh", "-c",
            $"mount -t tmpfs -o size=1500k tmpfs '{mount}' && cp '{StorePath}' '{small}' && \"$@\"; code=$?; cat /dev/null > '{mount}/x'; \"$1\" \"$2\" export people --store '{small}' --out '{_folder}/after.json'; exit $code", "sh",
        ];
        var exit = await BotProcess.RunAsync(_folder, ["import", "people", WritePeople(Many), "--store", small], before);
        exit.ShouldBeAMessageFor($"the disk of {small} is full", "Nothing was imported");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "after.json"))).ShouldBe("[]");
    }

    [MountFact]
    public async Task A_store_on_a_read_only_mount_is_told()
    {
        var mount = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        string[] before = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro tmpfs \"$0\" && exec \"$@\"", mount];
        var exit = await BotProcess.RunAsync(
            _folder, ["import", "organizations", Write("школы.csv", "Название\nШкола № 5\n"), "--store", Path.Combine(mount, "methodbot.db")], before);
        exit.ShouldBeAMessageFor($"cannot write to {Path.Combine(mount, "methodbot.db")}", "not read-only");
    }

    [Fact]
    public Task A_running_bot_knows_at_once_what_was_imported_and_what_was_closed() => Town.PlayAsync(log, new TownOptions { WithTelegram = false }, async town =>
    {
        var maria = town.InVk(7001);
        maria.Start();
        await maria.ChooseAsync("Вы даёте согласие?", "Даю согласие");
        await maria.WriteAsync("фамилию, имя и отчество", "Лебедева Мария Петровна");
        await maria.SeesAsync("Где Вы работаете?");
        var table = Write("школы.csv", "Вид;Название;Другие названия;Закрыта\nшкола;Школа № 5;;да\nшкола;Лицей «Горизонт»;новый лицей пять;\n");
        var exit = await town.RunAsync("import", "organizations", table, "--store", town.StorePath);
        exit.Code.ShouldBe(0, exit.Output);

        await maria.ChooseAsync("Где Вы работаете?", "В школе");
        await maria.WriteAsync("В какой организации?", "5 школа");
        (await maria.SeesAsync("5 школа")).Text.ShouldNotContain("Школа № 5");
        maria.Type("новый лицей");
        await maria.ChooseAsync("новый лицей", "Лицей «Горизонт»");
        await maria.SeesAsync("Кем Вы работаете?");
    });

    [Fact]
    public Task A_teacher_signed_up_is_told_of_a_new_time_that_a_table_brought() => Town.PlayAsync(log, new TownOptions { WithVk = false }, async town =>
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(20);
        var exit = await ImportPlanAsync(town, $"Код;Название;Дата;Время;Место\nТ-1;Разговор о таблицах;{day:dd.MM.yyyy};14:30;Лицей № 2\n");
        exit.Output.ShouldContain("новых 1");

        var elena = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        var person = town.Count("SELECT person_id FROM account WHERE messenger = 'telegram' AND account = '2001'");
        var id = town.Count("SELECT id FROM event WHERE code = 'Т-1'");
        TownStore.Change(town.StorePath, $"INSERT INTO registration (event_id, person_id, registered_at, placed_at) VALUES ({id}, {person}, 1, 1)");
        (await ImportPlanAsync(town, $"Код;Название;Дата;Время\nТ-1;Разговор о таблицах;{day:dd.MM.yyyy};16:00\n")).Output.ShouldContain("изменено 1");
        // By day it is told within half a minute, at night it waits for the morning: told or waiting, it is not forgotten.
        await Waiting.UntilAsync(
            () => town.Count("SELECT (SELECT count(*) FROM outbox WHERE payload LIKE '%16:00%') + (SELECT count(*) FROM notice)") > 0, "the news of the change", () => elena.Transcript);

        var table = Path.Combine(_folder, "записи.json");
        (await town.RunAsync("export", "registrations", "--event", "Т-1", "--out", table, "--store", town.StorePath)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(table)).ShouldContain("Соколова Елена Викторовна");
        (await town.RunAsync("export", "registrations", "--event", "нет такого", "--out", table, "--store", town.StorePath)).ShouldBeAMessageFor("there is no event");
    });

    private async Task<BotExit> ImportPlanAsync(Town town, string csv)
    {
        // A command takes its settings from appsettings.json of the folder where it is given.
        await File.WriteAllTextAsync(Path.Combine(town.Folder, "appsettings.json"), JsonSerializer.Serialize(new { Dialogs = new { Path = town.Dialogs } }));
        var exit = await town.RunAsync("import", "events", Write("план.csv", csv), "--store", town.StorePath);
        exit.Code.ShouldBe(0, exit.Output);
        return exit;
    }

    private async Task ImportSchoolAsync()
    {
        var exit = await RunAsync("import", "organizations", Write("школа.csv", "Название\nШкола № 5\n"));
        exit.Code.ShouldBe(0, exit.Output);
    }

    private string WritePeople(int count, string last = "")
    {
        var rows = new StringBuilder("ФИО;Организация;Должность\n");
        for (var i = 0; i < count; i++)
            rows.Append(CultureInfo.InvariantCulture, $"Лебедев{Letters(i)} Мария Петровна;Школа № 5;Учитель\n");
        return Write("люди.csv", rows.Append(last).ToString());
    }

    private static string Letters(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('а' + digit - '0')));

    private string Write(string name, string text, int codePage = 65001)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, (codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!).GetBytes(text));
        return path;
    }

    private Task<BotExit> RunAsync(params string[] words) => BotProcess.RunAsync(_folder, [.. words, "--store", StorePath]);
}
