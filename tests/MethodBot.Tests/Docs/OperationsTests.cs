using System.Text.RegularExpressions;
using MethodBot.Tests.Architecture;

namespace MethodBot.Tests.Docs;

/// <summary>What docs/operations.md names is there: whoever follows it is not a programmer and cannot guess.</summary>
public sealed partial class OperationsTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    private static readonly string Commands = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "MethodBot.Host", "Commands"), "*.cs").Select(File.ReadAllText));

    private static readonly string Source = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

    [Fact]
    public void Every_command_is_one_of_the_program()
    {
        var known = Named().Matches(Commands).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var given = Called().Matches(Guide).Select(match => match.Groups["name"].Value).Distinct().ToList();
        given.ShouldContain("restore");
        given.Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_of_a_command_is_known() => Option().Matches(Guide)
        .Select(match => match.Groups["name"].Value).Distinct()
        .Where(name => !Commands.Contains($"\"{name}\"", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_setting_is_one_that_the_program_reads() => Setting().Matches(Guide)
        .Select(match => match.Groups["key"].Value).Distinct()
        .Where(key => !Regex.IsMatch(Source, $@"\b{key}\b", RegexOptions.None, TimeSpan.FromSeconds(1))).ShouldBeEmpty();

    [Fact]
    public void Every_file_to_install_is_in_the_repository_and_goes_along_when_it_is_published()
    {
        var files = Deployed().Matches(Guide).Select(match => match.Value).Distinct().ToList();
        files.Count.ShouldBeGreaterThan(3);
        files.Where(file => !File.Exists(Path.Combine(Repository.Root, file))).ShouldBeEmpty();
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src", "MethodBot.Host", "MethodBot.Host.csproj"));
        foreach (var published in new[] { "deploy/methodbot.service", "deploy/*.sh", "appsettings.example.json", "dialogs/**" })
            project.ShouldContain(published);
    }

    [Fact]
    public void Unit_wrapper_and_upgrade_mean_the_folders_of_the_guide()
    {
        foreach (var file in new[] { "methodbot.service", "methodbot.sh", "upgrade.sh" })
        {
            foreach (Match path in Folder().Matches(File.ReadAllText(Path.Combine(Repository.Root, "deploy", file))))
                Guide.ShouldContain(path.Value);
        }
    }

    [GeneratedRegex("""\("(?<name>[a-z]+(?:-[a-z]+)*)", "[A-Z]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?m)(?:^|[`( ])(?:program\\)?methodbot(?:\.exe)? (?<name>[a-z]+(?:-[a-z]+)*)(?=[ `\r\n])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Called();

    [GeneratedRegex(@"methodbot (?:backup|restore|import|export|doctor|check)[^`\n]*?(?<name>--[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();

    [GeneratedRegex("`(?:Service|Storage|Dialogs|Telegram|Vk|Web|Telemetry):(?<key>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"deploy/(?:Dockerfile|[a-z]+\.[a-z]+)|appsettings\.example\.json", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deployed();

    [GeneratedRegex("/(?:opt|var/lib|etc)/methodbot(?:/secrets|/dialogs)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folder();
}
