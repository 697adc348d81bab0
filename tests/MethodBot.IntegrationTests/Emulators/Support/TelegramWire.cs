using System.Net.Http.Json;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;

namespace MethodBot.IntegrationTests.Emulators.Support;

/// <summary>
/// A Telegram emulator with two people, and a bare HTTP client to talk to it: nothing of the project's own client takes part, so
/// the two cannot share a mistake.
/// </summary>
internal sealed class TelegramWire : IAsyncDisposable
{
    public const long Anna = 1001;
    public const long Oleg = 1002;

    private TelegramWire(TelegramEmulator emulator)
    {
        Emulator = emulator;
        Http = new HttpClient { BaseAddress = emulator.ApiUrl, Timeout = TimeSpan.FromMinutes(2) };
    }

    public TelegramEmulator Emulator { get; }

    public HttpClient Http { get; }

    public static async Task<TelegramWire> StartAsync(EmulatorOptions? options = null)
    {
        var emulator = await TelegramEmulator.StartAsync(options ?? new EmulatorOptions());
        emulator.AddPerson(Anna, "Анна", "Кузнецова");
        emulator.AddPerson(Oleg, "Олег", "");
        return new TelegramWire(emulator);
    }

    /// <summary>Starts with Anna having pressed «Start», and that update confirmed.</summary>
    public static async Task<TelegramWire> StartedAsync(EmulatorOptions? options = null)
    {
        var wire = await StartAsync(options);
        wire.Emulator.Start(Anna);
        var update = (await wire.UpdatesAsync(new { timeout = 0 })).Single();
        await wire.UpdatesAsync(new { offset = update.GetProperty("update_id").GetInt32() + 1 });
        return wire;
    }

    /// <summary>Sends a JSON body.</summary>
    public async Task<Answer> CallAsync(string method, object? parameters = null, CancellationToken cancellationToken = default)
    {
        using var response = await Http.PostAsJsonAsync($"/bot{Emulator.Token}/{method}", parameters ?? new { }, cancellationToken);
        return await Answer.ReadAsync(response, cancellationToken);
    }

    public async Task<Answer> PostAsync(string method, HttpContent content)
    {
        using var response = await Http.PostAsync($"/bot{Emulator.Token}/{method}", content);
        return await Answer.ReadAsync(response, default);
    }

    public async Task<JsonElement[]> UpdatesAsync(object parameters, CancellationToken cancellationToken = default) =>
        [.. (await CallAsync("getUpdates", parameters, cancellationToken)).Result.EnumerateArray()];

    /// <summary>Sends a text to Anna and returns the message's id.</summary>
    public async Task<int> SendAsync(string text, object? markup = null)
    {
        var answer = await CallAsync("sendMessage", markup is null ? new { chat_id = Anna, text } : new { chat_id = Anna, text, reply_markup = markup });
        return answer.Result.GetProperty("message_id").GetInt32();
    }

    public static object Buttons(params (string Text, string Data)[] buttons) =>
        new { inline_keyboard = new[] { buttons.Select(button => new { text = button.Text, callback_data = button.Data }).ToArray() } };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }
}

/// <summary>An answer of the Bot API as it came.</summary>
internal sealed record Answer(int Status, JsonElement Body, string? RetryAfter)
{
    public JsonElement Result => Body.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(Body.GetRawText());

    public string Description => Body.GetProperty("description").GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return new Answer((int)response.StatusCode, document.RootElement.Clone(), response.Headers.RetryAfter?.ToString());
    }

    /// <summary>Fails the test unless this is the refusal given.</summary>
    public void ShouldRefuse(int status, string description)
    {
        Description.ShouldBe(description);
        Status.ShouldBe(status);
        Body.GetProperty("ok").GetBoolean().ShouldBeFalse();
        Body.GetProperty("error_code").GetInt32().ShouldBe(status);
    }
}
