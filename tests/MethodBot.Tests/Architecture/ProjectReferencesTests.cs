namespace MethodBot.Tests.Architecture;

public sealed class ProjectReferencesTests
{
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

    [Fact]
    public void Every_project_references_only_what_the_design_lets_it() =>
        Files.SelectMany(file => ProjectReferences.Violations(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))).ShouldBeEmpty();

    [Fact]
    public void The_projects_are_those_of_the_design() =>
        Files.Select(Path.GetFileNameWithoutExtension).ShouldBe(ProjectReferences.Projects, ignoreOrder: true);

    [Fact]
    public void Nothing_references_tests_or_benchmarks() => new[] { "tests", "bench" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .SelectMany(file => ProjectReferences.OutsideSource(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
        .ShouldBeEmpty();

    [Fact]
    public void A_reference_to_tests_is_found() =>
        ProjectReferences.OutsideSource("MethodBot.Bench", Made(@"..\..\tests\MethodBot.Tests\MethodBot.Tests.csproj")).ShouldBe(["MethodBot.Bench → MethodBot.Tests"]);

    [Theory]
    [InlineData("MethodBot.Dialogs", @"..\MethodBot.Conversations\MethodBot.Conversations.csproj", "MethodBot.Dialogs → MethodBot.Conversations")]
    [InlineData("MethodBot.Service", "../MethodBot.Messengers/MethodBot.Messengers.csproj", "MethodBot.Service → MethodBot.Messengers")]
    [InlineData("MethodBot.Service", @"..\MethodBot.Dialogs\MethodBot.Dialogs.csproj", "MethodBot.Service → MethodBot.Dialogs")]
    [InlineData("MethodBot.Elsewhere", @"..\MethodBot.Dialogs\MethodBot.Dialogs.csproj", "MethodBot.Elsewhere → MethodBot.Dialogs")]
    public void A_reference_against_the_arrows_is_found(string project, string include, string expected) =>
        ProjectReferences.Violations(project, Made(include)).ShouldBe([expected]);

    [Fact]
    public void A_reference_along_the_arrows_is_not() =>
        ProjectReferences.Violations("MethodBot.Service", Made(@"..\MethodBot.Conversations\MethodBot.Conversations.csproj")).ShouldBeEmpty();

    [Fact]
    public void An_old_project_file_with_a_namespace_is_read_too() => ProjectReferences.Violations(
        "MethodBot.Dialogs",
        """<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup><ProjectReference Include="..\X\X.csproj" /></ItemGroup></Project>""")
        .ShouldBe(["MethodBot.Dialogs → X"]);

    private static string Made(string include) =>
        $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="{include}" /></ItemGroup></Project>""";
}
