using System.Diagnostics;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>
/// <c>deploy/upgrade.sh</c>, with its folders moved into one of the test's own, and with commands of the machine that only note that they
/// were called.
/// </summary>
public sealed class UpgradeScriptTests : IDisposable
{
    private const string Changed = "stays as it was changed here; the new version has another: dialogs/";
    private const string Removed = "stays away, because it was removed here: dialogs/";

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-upgrade-").FullName;

    public UpgradeScriptTests()
    {
        foreach (var folder in new[] { "commands", "usr/local/bin", "etc/systemd/system" })
            Directory.CreateDirectory(Path.Combine(_folder, folder));

        // The program under test is the script: the bot says about the dialogs what a file beside it says.
        Command("methodbot", """[ "$1" != check ] || ! grep -rqs broken "$FOLDER/var/lib/methodbot/dialogs" || { echo "faults in the dialogs"; exit 1; }""");
        Command("systemctl", "");
        Command("chown", "");
        Command("id", "echo 0");
        Installed("opt/methodbot", "the earlier program");
        Write("opt/methodbot/dialogs/menu.yaml", "menu of 1.0");
        Write("opt/methodbot/dialogs/needs/needs-2026.yaml", "questions of 1.0");
        Write("opt/methodbot/dialogs/gone.yaml", "in 1.0 alone");
        Write("opt/methodbot/dialogs/festival.yaml", "festival of 1.0");
        Write("var/lib/methodbot/dialogs/menu.yaml", "menu of 1.0");
        Write("var/lib/methodbot/dialogs/needs/needs-2026.yaml", "questions of our own");
        Write("var/lib/methodbot/dialogs/gone.yaml", "in 1.0 alone");
        Write("var/lib/methodbot/dialogs/our.yaml", "made here");
        Installed("brought/methodbot", "the new program");
        Write("brought/methodbot/dialogs/menu.yaml", "menu of 1.1");
        Write("brought/methodbot/dialogs/needs/needs-2026.yaml", "questions of 1.1");
        Write("brought/methodbot/dialogs/festival.yaml", "festival of 1.1");
        Write("brought/methodbot/dialogs/new.yaml", "in 1.1 alone");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ShellFact]
    public async Task Untouched_dialogs_become_those_of_the_new_version_and_what_was_changed_here_stays()
    {
        var (exit, output) = await UpgradeAsync();

        exit.ShouldBe(0, output);
        Read("opt/methodbot/program").ShouldBe("the new program");
        Read("opt/methodbot.before/program").ShouldBe("the earlier program");
        Dialogs().ShouldBe(["menu.yaml: menu of 1.1", "needs/needs-2026.yaml: questions of our own", "new.yaml: in 1.1 alone", "our.yaml: made here"]);
        output.ShouldContain($"{Changed}needs/needs-2026.yaml");
        output.ShouldContain($"{Removed}festival.yaml");
        output.Split('\n').Count(line => line.Contains("dialogs/", StringComparison.Ordinal) && line.StartsWith("stays", StringComparison.Ordinal)).ShouldBe(2);
        Calls().ShouldBe(["methodbot check", "methodbot backup", "systemctl stop methodbot", "methodbot check", "systemctl daemon-reload", "systemctl start methodbot"]);
    }

    [ShellFact]
    public async Task A_new_version_that_finds_faults_is_taken_back_with_everything_that_it_changed()
    {
        Write("brought/methodbot/dialogs/new.yaml", "broken");
        var before = Dialogs();

        var (exit, output) = await UpgradeAsync();

        exit.ShouldBe(1, output);
        output.ShouldContain("faults in the dialogs");
        output.ShouldContain("the earlier one is put back");
        Read("opt/methodbot/program").ShouldBe("the earlier program");
        Dialogs().ShouldBe(before);
        Calls()[^1].ShouldBe("systemctl start methodbot");
    }

    [ShellFact]
    public async Task With_faults_from_before_nothing_is_touched_and_the_bot_goes_on()
    {
        Write("var/lib/methodbot/dialogs/our.yaml", "broken");

        var (exit, output) = await UpgradeAsync();

        exit.ShouldBe(1, output);
        output.ShouldContain("before the upgrade: mend them first");
        Read("opt/methodbot/program").ShouldBe("the earlier program");
        Calls().ShouldBe(["methodbot check"]);
    }

    [ShellFact]
    public async Task A_second_upgrade_goes_as_the_first()
    {
        (await UpgradeAsync()).Exit.ShouldBe(0);
        Installed("brought/methodbot", "a newer program");
        Write("brought/methodbot/dialogs/menu.yaml", "menu of 1.2");

        var (exit, output) = await UpgradeAsync();

        exit.ShouldBe(0, output);
        Read("opt/methodbot/program").ShouldBe("a newer program");
        Dialogs()[0].ShouldBe("menu.yaml: menu of 1.2");
    }

    private void Installed(string folder, string program)
    {
        Write($"{folder}/program", program);
        foreach (var file in new[] { "methodbot.sh", "methodbot.service" })
            Write($"{folder}/deploy/{file}", "");
        var script = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "upgrade.sh"));
        foreach (var place in new[] { "/opt/", "/var/lib/", "/usr/local/", "/etc/systemd/" })
        {
            script.ShouldContain(place);
            script = script.Replace(place, _folder + place, StringComparison.Ordinal);
        }

        Write($"{folder}/deploy/upgrade.sh", script);
    }

    private void Command(string name, string body)
    {
        var file = Path.Combine(_folder, "commands", name);
        File.WriteAllText(file, $"#!/bin/sh\nFOLDER='{_folder}'\n[ {name} = id ] || [ {name} = chown ] || echo {name} \"$@\" >>\"$FOLDER/calls\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    private List<string> Dialogs()
    {
        var folder = Path.Combine(_folder, "var/lib/methodbot/dialogs");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(folder, file)}: {File.ReadAllText(file)}").Order(StringComparer.Ordinal)];
    }

    // The name of a backup bears the time.
    private List<string> Calls() => [.. File.ReadAllLines(Path.Combine(_folder, "calls")).Select(line => line.Split(" data/")[0])];

    private async Task<(int Exit, string Output)> UpgradeAsync()
    {
        var start = new ProcessStartInfo("sh", [Path.Combine(_folder, "brought/methodbot/deploy/upgrade.sh")])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_folder, "commands")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync();
        var errors = script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, await output + await errors);
    }
}
