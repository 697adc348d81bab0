using System.Text.Json;
using MethodBot.IntegrationTests.Emulators.Specifications;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>
/// Checks what an emulator has recorded against the published tables of both APIs: every request's parameters (names, types,
/// what is required, bounds) and every answer's and update's shape. What was refused is checked in its answer only. Deviations that
/// are known to be the tables' own are listed, with reasons, in <c>KnownDeviations</c>.
/// </summary>
public sealed class SpecificationCheck(string specificationFolder)
{
    /// <summary>Checks every <c>*.jsonl</c> of a folder (see <c>EmulatorOptions.RecordTo</c>) and returns the faults, none when all is well.</summary>
    public IReadOnlyList<string> Check(string recordFolder)
    {
        var faults = new SpecificationFaults();
        using var telegram = Read("tg-spec.json");
        using var vk = Read("vk-spec.json");
        var telegramTables = new TelegramTables(telegram.RootElement, faults);
        var vkTables = new VkTables(vk.RootElement, faults);
        foreach (var file in Directory.EnumerateFiles(recordFolder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var (line, number) in File.ReadLines(file).Select((line, index) => (line, index + 1)))
            {
                using var record = JsonDocument.Parse(line);
                var method = record.RootElement.GetProperty("method").GetString()!;
                faults.Request = $"{Path.GetFileName(file)}:{number} {method}";
                var parameters = record.RootElement.GetProperty("parameters");
                var response = record.RootElement.GetProperty("response");
                if (record.RootElement.GetProperty("messenger").GetString() == "vk")
                    vkTables.Check(method, parameters, response);
                else
                    telegramTables.Check(method, parameters, response);
            }
        }
        return faults.Found;
    }

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(specificationFolder, name)));
}
