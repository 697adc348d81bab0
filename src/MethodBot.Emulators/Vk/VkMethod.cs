using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

internal enum VkType
{
    Integer,
    Text,
    Boolean,
    Number,

    /// <summary>Items with commas between them.</summary>
    List,
}

/// <summary>A method as this emulator serves it: its parameters, and what it does. The lock is held while it serves.</summary>
internal sealed class VkMethod
{
    private readonly FrozenDictionary<string, VkType> parameters;

    public VkMethod(string name, Func<VkArguments, JsonNode> serve, IEnumerable<(string Name, VkType Type)> parameters)
        : this(name, parameters, arguments => new JsonObject { ["response"] = serve(arguments) })
    {
    }

    /// <param name="answer">Makes the whole answer, not its <c>response</c> alone.</param>
    public VkMethod(string name, IEnumerable<(string Name, VkType Type)> parameters, Func<VkArguments, JsonObject> answer)
    {
        Name = name;
        Answer = answer;
        this.parameters = parameters.ToFrozenDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.Ordinal);
    }

    public string Name { get; }

    /// <summary>Names of the parameters' types.</summary>
    public IReadOnlyDictionary<string, string> Types => parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString(), StringComparer.Ordinal);

    public Func<VkArguments, JsonObject> Answer { get; }

    /// <summary>Notes what the real server would let pass: names that it does not know and values of another type.</summary>
    public void Inspect(ApiCall call, EmulatorCore core)
    {
        foreach (var (name, value) in call.Parameters)
        {
            if (name is "v" or "access_token" or "lang")
                continue;
            if (!parameters.TryGetValue(name, out var type))
                core.Violation($"{Name}: unknown parameter '{name}'");
            else if (!Fits(type, value.Text))
                core.Violation($"{Name}: parameter '{name}' is no {type}");
        }
        foreach (var name in call.Files.Keys)
            core.Violation($"{Name}: takes no file '{name}'");
    }

    private static bool Fits(VkType type, string text) => type switch
    {
        VkType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        VkType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        VkType.Boolean => text is "0" or "1",
        VkType.List => text.Length > 0,
        _ => true,
    };
}
