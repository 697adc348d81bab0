using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Emulators.Specifications;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>The strict reading of every request, which the whole test run passes, against the published tables: the same names, of the same types.</summary>
public sealed class CheckerTests
{
    // Known to the platforms, not to the tables; each with its reason.
    private static readonly Dictionary<string, string> Beyond = new(StringComparer.Ordinal)
    {
        ["execute.code"] = "the table knows no parameter of execute",
        ["execute.func_v"] = "the table knows no parameter of execute",
        ["messages.edit.conversation_message_id"] = "the older name of cmid, still taken",
    };

    [SpecificationFact]
    public async Task Telegrams_checker_knows_the_published_parameters_by_their_types()
    {
        using var table = Read("tg-spec.json");
        await using var emulator = await TelegramEmulator.StartAsync(new EmulatorOptions());
        Compare(
            emulator,
            table.RootElement.GetProperty("methods"),
            method => method.EnumerateArray().ToDictionary(
                parameter => parameter.GetProperty("n").GetString()!,
                parameter => parameter.GetProperty("t").EnumerateArray().Select(type => type.GetString()!).ToList(),
                StringComparer.Ordinal),
            Fits).ShouldBeEmpty();

        static bool Fits(string known, List<string> published) => known switch
        {
            "Integer" => published.Contains("Integer"),
            "Boolean" => published.Contains("Boolean") || published.Contains("True"),
            "Chat" => published.Contains("Integer") && published.Contains("String"),
            "Text" => published.Contains("String"),
            "File" => published.Contains("InputFile"),
            _ => published.Exists(type => type.StartsWith("Array of ", StringComparison.Ordinal) || type is not ("Integer" or "String" or "Boolean" or "Float")),
        };
    }

    [SpecificationFact]
    public async Task Vks_checker_knows_the_published_parameters_by_their_types()
    {
        using var table = Read("vk-spec.json");
        await using var emulator = await VkEmulator.StartAsync(new EmulatorOptions());
        Compare(
            emulator,
            table.RootElement.GetProperty("methods"),
            method => method.GetProperty("p").EnumerateArray().ToDictionary(
                parameter => parameter.GetProperty("name").GetString()!,
                parameter => new List<string> { parameter.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "any" },
                StringComparer.Ordinal),
            Fits).ShouldBeEmpty();

        static bool Fits(string known, List<string> published) => published[0] == "any" || known switch
        {
            "Integer" => published[0] == "integer",
            "Boolean" => published[0] is "boolean" or "integer",
            "Number" => published[0] == "number",
            "List" => published[0] is "array" or "string",
            _ => published[0] is "string" or "integer" or "object",
        };
    }

    private static List<string> Compare(
        IMessengerEmulator emulator, JsonElement methods, Func<JsonElement, Dictionary<string, List<string>>> read, Func<string, List<string>, bool> fits)
    {
        var faults = new List<string>();
        emulator.Checked.Count.ShouldBeGreaterThan(15);
        foreach (var (method, parameters) in emulator.Checked)
        {
            if (!methods.TryGetProperty(method, out var published))
            {
                faults.Add($"{method}: not in the table");
                continue;
            }

            var table = read(published);
            foreach (var (name, type) in parameters)
            {
                if (!table.TryGetValue(name, out var types))
                {
                    if (!Beyond.ContainsKey($"{method}.{name}"))
                        faults.Add($"{method}.{name}: not in the table");
                }
                else if (!fits(type, types))
                {
                    faults.Add($"{method}.{name}: {type}, in the table {string.Join(" or ", types)}");
                }
            }
        }

        return faults;
    }

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SpecificationFolder.Find()!, name)));
}
