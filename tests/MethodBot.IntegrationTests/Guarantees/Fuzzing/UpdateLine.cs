using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Guarantees.Fuzzing;

/// <summary>
/// The line on which updates come to a bot that polls: hears what goes over it, and slips further ones in before those of the emulator,
/// which stay the last and so confirm the whole.
/// </summary>
internal sealed class UpdateLine(string messenger)
{
    private const int LargestAnswer = 12 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly List<string> _heard = [];
    private readonly Queue<string> _waiting = new();

    /// <summary>Updates as the emulator wrote them, in their order.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0;
        }
    }

    public void Add(IEnumerable<string> updates)
    {
        lock (_gate)
        {
            foreach (var update in updates)
                _waiting.Enqueue(update);
        }
    }

    public Task<Interposer> StandBeforeAsync(IMessengerEmulator emulator) => Interposer.StartAsync(emulator, Pass);

    private string Pass(string path, string answer)
    {
        var isPoll = messenger == "vk" ? answer.Contains("\"updates\":[{", StringComparison.Ordinal) : path.EndsWith("/getUpdates", StringComparison.OrdinalIgnoreCase) && answer.Contains("\"result\":[{", StringComparison.Ordinal);
        if (!isPoll)
            return answer;
        var list = messenger == "vk" ? "updates" : "result";
        lock (_gate)
        {
            _heard.AddRange(JsonNode.Parse(answer)![list]!.AsArray().Select(update => update!.ToJsonString(new JsonSerializerOptions())));
            var slipped = new List<string>();
            for (var size = 0; size < LargestAnswer && slipped.Count < 50 && _waiting.TryDequeue(out var update); size += update.Length)
                slipped.Add(update);
            var start = $"\"{list}\":[";
            return slipped.Count == 0 ? answer : answer.Replace(start, start + string.Join(',', slipped) + ",", StringComparison.Ordinal);
        }
    }
}
