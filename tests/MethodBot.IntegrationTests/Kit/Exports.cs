using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Reads what <c>export</c> has written, by other means than those that wrote it.</summary>
internal static class Exports
{
    private const string Needs = "needs-2026";
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Exports the responses beside whatever runs, and returns them by question.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadResponsesAsync(this Town town, string questionnaire = Needs)
    {
        var file = await town.ExportAsync("json", questionnaire);
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        return
        [
            .. document.RootElement.EnumerateArray().Select(row => row.EnumerateObject()
                .ToDictionary(cell => cell.Name, cell => cell.Value.GetString(), StringComparer.Ordinal)),
        ];
    }

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadCsvAsync(this Town town)
    {
        var text = await File.ReadAllTextAsync(await town.ExportAsync("csv"));
        return [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];
    }

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadXlsxAsync(this Town town)
    {
        await using var archive = await ZipFile.OpenReadAsync(await town.ExportAsync("xlsx"));
        var part = archive.Entries.Single(entry => entry.FullName.Contains("/worksheets/", StringComparison.Ordinal));
        await using var stream = await part.OpenAsync();
        var sheet = await XDocument.LoadAsync(stream, LoadOptions.PreserveWhitespace, CancellationToken.None);
        return [.. sheet.Descendants(Sheet + "row").Select(row => row.Elements(Sheet + "c").Select(cell => cell.Value).ToList())];
    }

    private static async Task<string> ExportAsync(this Town town, string format, string questionnaire = Needs)
    {
        var file = Path.Combine(town.Folder, "responses." + format);
        // A command takes its settings from appsettings.json of the folder where it is given.
        await File.WriteAllTextAsync(Path.Combine(town.Folder, "appsettings.json"), JsonSerializer.Serialize(new { Dialogs = new { Path = town.Dialogs } }));
        var exit = await town.RunAsync([
            "export", "responses", "--questionnaire", questionnaire, "--format", format, "--out", file, "--store", town.StorePath]);
        exit.Code.ShouldBe(0, exit.Output);
        return file;
    }

    private static List<string> ReadLine(string line)
    {
        var cells = new List<string>();
        var cell = "";
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] == '"':
                    cell += line[i++];
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ';' when !quoted:
                    cells.Add(cell);
                    cell = "";
                    break;
                default:
                    cell += line[i];
                    break;
            }
        }

        return [.. cells, cell];
    }
}
