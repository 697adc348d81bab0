using MethodBot.Service;
using MethodBot.Service.Events;
using MethodBot.Service.Imports;
using MethodBot.Service.Notices;
using MethodBot.Service.People;
using MethodBot.Tests.Architecture;
using MethodBot.Tests.Dialogs.Kit;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Docs;

/// <summary>The tables that the guide gives as examples, imported one after the other as it says.</summary>
public sealed class TableExamplesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "методисту", "примеры");

    private readonly ImportStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Every_example_of_the_guide_is_imported_without_a_word_of_doubt()
    {
        var options = new ServiceOptions();
        Import("организации.csv", new OrganizationImport(), 5);
        Import("люди.csv", new PersonImport(addsDirections: true), 7);
        Import("мероприятия.csv", new EventImport(new EventEditing(options, new NoticeDesk(options)), RealDialogs.Set), 5);
        Directory.GetFiles(Folder).Length.ShouldBe(3);
        _store.Query<long>("SELECT count(*) FROM organization WHERE closed_at IS NOT NULL").ShouldBe([1]);
        _store.Query<long>("SELECT count(*) FROM event_session").ShouldBe([5]);
    }

    private void Import(string file, DirectoryImport kind, int rows)
    {
        var report = _store.ImportFile(kind, Path.Combine(Folder, file));
        report.Columns.Unknown.ShouldBeEmpty();
        report.Lines().Where(line => line.StartsWith("строка", StringComparison.Ordinal)).ShouldBeEmpty();
        (report.IsWritten, report.Count(RowChange.Added)).ShouldBe((true, rows));
        _store.ImportFile(kind, Path.Combine(Folder, file)).Count(RowChange.Unchanged).ShouldBe(rows);
    }
}
