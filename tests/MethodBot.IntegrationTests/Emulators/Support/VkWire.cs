using System.Globalization;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.Emulators.Vk;

namespace MethodBot.IntegrationTests.Emulators.Support;

/// <summary>A VK emulator with two people, and a bare HTTP client to talk to it.</summary>
internal sealed class VkWire : IAsyncDisposable
{
    public const long Anna = 7001;
    public const long Oleg = 7002;

    private int nextRandomId = 1;

    private VkWire(VkEmulator emulator)
    {
        Emulator = emulator;
        Http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
    }

    public VkEmulator Emulator { get; }

    public HttpClient Http { get; }

    public string Key { get; private set; } = "";

    public string Server { get; private set; } = "";

    public string Ts { get; set; } = "";

    /// <summary>Starts with the long poll on for everything that a bot wants.</summary>
    public static async Task<VkWire> StartAsync(EmulatorOptions? options = null)
    {
        var wire = await StartBareAsync(options);
        await wire.ConnectAsync();
        return wire;
    }

    /// <summary>Starts with the long poll off, as a new community has it.</summary>
    public static async Task<VkWire> StartBareAsync(EmulatorOptions? options = null)
    {
        var emulator = await VkEmulator.StartAsync(options ?? new EmulatorOptions());
        emulator.AddPerson(Anna, "Анна", "Кузнецова");
        emulator.AddPerson(Oleg, "Олег", "Петров");
        return new VkWire(emulator);
    }

    public async Task ConnectAsync(params string[] kinds)
    {
        var settings = new Dictionary<string, object> { ["group_id"] = VkEmulator.GroupId, ["enabled"] = 1, ["api_version"] = "5.199" };
        foreach (var kind in kinds.Length > 0 ? kinds : ["message_new", "message_edit", "message_allow", "message_deny", "message_event"])
            settings[kind] = 1;
        (await PostAsync("groups.setLongPollSettings", settings)).GetProperty("response").GetInt32().ShouldBe(1);
        await RenewAsync();
    }

    public async Task RenewAsync()
    {
        var server = (await CallAsync("groups.getLongPollServer", new { group_id = VkEmulator.GroupId })).GetProperty("response");
        Key = server.GetProperty("key").GetString()!;
        Server = server.GetProperty("server").GetString()!;
        Ts = server.GetProperty("ts").GetString()!;
    }

    public Task<JsonElement> CallAsync(string method, object? parameters = null) =>
        PostAsync(method, (parameters ?? new { }).GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(parameters)!));

    public async Task<JsonElement> PostAsync(string method, IReadOnlyDictionary<string, object> parameters)
    {
        var form = parameters.ToDictionary(pair => pair.Key, pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!, StringComparer.Ordinal);
        form["access_token"] = Emulator.Token;
        form["v"] = "5.199";
        using var content = new FormUrlEncodedContent(form);
        return await RawAsync(method, content);
    }

    public async Task<JsonElement> RawAsync(string method, HttpContent content)
    {
        using var response = await Http.PostAsync($"{Emulator.ApiUrl}/{method}", content);
        ((int)response.StatusCode).ShouldBe(200);
        return await ReadAsync(response);
    }

    /// <summary>One poll from <see cref="Ts"/>, which is not moved.</summary>
    public async Task<JsonElement> PollAsync(int wait = 0, string? ts = null, string? key = null, CancellationToken cancellationToken = default)
    {
        using var response = await Http.GetAsync($"{Server}?act=a_check&key={key ?? Key}&ts={ts ?? Ts}&wait={wait}", cancellationToken);
        return await ReadAsync(response);
    }

    /// <summary>Takes what has come and confirms it.</summary>
    public async Task<JsonElement[]> TakeAsync()
    {
        var answer = await PollAsync();
        Ts = answer.GetProperty("ts").GetString()!;
        await PollAsync();
        return [.. answer.GetProperty("updates").EnumerateArray()];
    }

    /// <summary>Sends to Anna with a fresh random_id.</summary>
    public Task<JsonElement> SendAsync(string message, string? keyboard = null, long peer = Anna)
    {
        var parameters = new Dictionary<string, object> { ["peer_id"] = peer, ["message"] = message, ["random_id"] = nextRandomId++ };
        if (keyboard is not null)
            parameters["keyboard"] = keyboard;
        return PostAsync("messages.send", parameters);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }
}

internal static class VkAnswers
{
    public static JsonElement Response(this JsonElement answer) =>
        answer.TryGetProperty("response", out var response) ? response : throw new InvalidOperationException(answer.GetRawText());

    public static int ErrorCode(this JsonElement answer) => answer.GetProperty("error").GetProperty("error_code").GetInt32();

    public static string ErrorText(this JsonElement answer) => answer.GetProperty("error").GetProperty("error_msg").GetString()!;
}
