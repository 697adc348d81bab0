using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Host.DialogFiles;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>Files of dialogs as the running bot reads and writes them.</summary>
public sealed class ServedFolderTests : IDisposable
{
    private const string Path1 = "dialogs/a/one.yaml";
    private readonly string _root = Directory.CreateTempSubdirectory("methodbot-served-").FullName;

    public ServedFolderTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "dialogs", "a"));
        File.WriteAllText(Path.Combine(_root, "dialogs", "texts.yaml"), "");
        File.WriteAllText(Path.Combine(_root, Path1), "old");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_is_written_whole_and_leaves_nothing_beside_it()
    {
        var folder = Served();
        var stamp = folder.Stamp();
        folder.Write(new DialogFile(Path1, "dialog: новый\n"));
        folder.ReadFile(Path1).ShouldBe("dialog: новый\n");
        folder.Stamp().ShouldNotBe(stamp);
        folder.Write(new DialogFile("dialogs/published/two.yaml", "два"));
        Files("dialogs").ShouldBe(["dialogs/a/one.yaml", "dialogs/published/two.yaml", "dialogs/texts.yaml"]);
        File.ReadAllBytes(Path.Combine(_root, Path1))[0].ShouldBe((byte)'d');
        folder.ReadFile("dialogs/none.yaml").ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_folder_as_it_was()
    {
        Directory.CreateDirectory(Path.Combine(_root, "dialogs", "taken.yaml"));
        Should.Throw<Exception>(() => Served().Write(new DialogFile("dialogs/taken.yaml", "text"))).ShouldBeAssignableTo<IOException>();
        Files("dialogs").ShouldBe(["dialogs/a/one.yaml", "dialogs/texts.yaml"]);
    }

    [Fact]
    public void In_the_sandbox_a_published_file_stands_for_the_folders_own_until_that_is_saved_anew()
    {
        var aside = Path.Combine(_root, "published");
        var folder = Served(aside);
        folder.ReadFile(Path1).ShouldBe("old");
        var stamp = folder.Stamp();
        folder.Write(new DialogFile(Path1, "published"));
        folder.Stamp().ShouldNotBe(stamp);
        folder.ReadFile(Path1).ShouldBe("published");
        File.ReadAllText(Path.Combine(_root, Path1)).ShouldBe("old");
        folder.LoadWith(new DialogFile("dialogs/b.yaml", "")).Faults.Select(fault => fault.File).ShouldContain(Path1);

        File.WriteAllText(Path.Combine(_root, Path1), "saved");
        File.SetLastWriteTimeUtc(Path.Combine(_root, Path1), File.GetLastWriteTimeUtc(Path.Combine(aside, Path1)).AddSeconds(1));
        folder.ReadFile(Path1).ShouldBe("saved");
    }

    private ServedFolder Served(string? aside = null) => new(Path.Combine(_root, "dialogs"), DialogVocabulary.Empty, aside);

    private IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(_root, folder), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_root, path)).Order(StringComparer.Ordinal);
}
