using System.Text;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// execute: the calls of a script in their order. To the limiter all of them are the one request that brought the script; one that
/// fails yields false, and the answer tells why. A script that breaks off, or returns too much, has made its calls all the same.
/// </summary>
internal sealed class VkExecution(EmulatorCore core, Func<string, VkMethod?> find)
{
    public const string Method = "execute";

    private const int MaxAnswerBytes = 5 * 1024 * 1024;

    public JsonObject Run(VkArguments arguments)
    {
        var errors = new JsonArray();
        var result = new VkScript(arguments.Required("code"), (name, parameters) =>
        {
            try
            {
                return Call(name, parameters, arguments.Required("v"));
            }
            catch (VkRefusal refusal)
            {
                errors.Add(new JsonObject { ["method"] = name, ["error_code"] = refusal.Code, ["error_msg"] = refusal.Message });
                return false;
            }
        }).Run();
        if (result is not null && Encoding.UTF8.GetByteCount(result.ToJsonString(VkJson.Options)) > MaxAnswerBytes)
            throw VkRefusal.BrokenOff("response size is too big");
        var answer = new JsonObject { ["response"] = result };
        if (errors.Count > 0)
            answer["execute_errors"] = errors;
        return answer;
    }

    private JsonNode Call(string name, JsonObject parameters, string version)
    {
        if (name == Method || find(name) is not { } method)
            throw new VkRefusal(3, "Unknown method passed");
        if (core.Faults.StrikeCall(name) is { } fault)
            throw VkRefusal.Of(fault);
        var given = parameters.ToDictionary(one => one.Key, one => ApiValue.FromForm(AsParameter(one.Value)), StringComparer.Ordinal);
        given.TryAdd("v", ApiValue.FromForm(version));
        var call = new ApiCall(name, core.Token, given, new Dictionary<string, UploadedFile>(StringComparer.Ordinal));
        method.Inspect(call, core);
        var answer = method.Answer(new VkArguments(name, call));
        core.Recorder?.Record(call, new ApiReply(200, answer.ToJsonString(VkJson.Options)));
        return answer["response"]!.DeepClone();
    }

    /// <summary>A value of a script as a parameter of a method: lists get commas, flags are 0 and 1.</summary>
    private static string AsParameter(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(',', list.Select(AsParameter)),
        JsonValue flag when flag.TryGetValue<bool>(out var isSet) => isSet ? "1" : "0",
        JsonValue => value.ToString(),
        _ => value.ToJsonString(VkJson.Options),
    };
}
