using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators;

namespace MethodBot.BrowserTests.Bots;

/// <summary>A community that speaks the VK API over plain HTTP: a question with coloured buttons, an edit, a snackbar, echo.</summary>
internal sealed class VkScriptedBot : IAsyncDisposable
{
    public const string Question = "В чём вам нужна помощь?";
    public const string Notice = "Это кнопка прошлого вопроса.";

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IMessengerEmulator _emulator;
    private readonly Task _running;
    private int _sent;

    public VkScriptedBot(IMessengerEmulator emulator)
    {
        _emulator = emulator;
        _running = RunAsync(_stop.Token);
    }

    /// <summary>Completes when the bot listens.</summary>
    public async Task ReadyAsync() => await await Task.WhenAny(_ready.Task, _running);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
    }

    private static string Keyboard(bool marked) => JsonSerializer.Serialize(new
    {
        inline = true,
        buttons = new object[][]
        {
            [Callback(marked ? "✅ Оценивание" : "Оценивание", "mark", "secondary"), Callback("Цифровые инструменты", "notice", "primary")],
            [Callback("Отправить", "notice", "positive"), Callback("Отменить", "notice", "negative")],
        },
    });

    private static object Callback(string label, string act, string color) =>
        new { action = new { type = "callback", label, payload = $$"""{"a":"{{act}}"}""" }, color };

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var group = _emulator.ChannelId.ToString(CultureInfo.InvariantCulture);
            await CallAsync("groups.setLongPollSettings", new() { ["group_id"] = group, ["enabled"] = "1", ["api_version"] = "5.199", ["message_new"] = "1", ["message_event"] = "1" }, cancel);
            var poll = await CallAsync("groups.getLongPollServer", new() { ["group_id"] = group }, cancel);
            var ts = poll!["ts"]!.ToString();
            _ready.TrySetResult();
            while (true)
            {
                var answer = JsonNode.Parse(await _http.GetStringAsync(new Uri($"{poll["server"]}?act=a_check&key={poll["key"]}&ts={ts}&wait=20"), cancel))!;
                ts = answer["ts"]!.ToString();
                foreach (var update in answer["updates"]!.AsArray())
                    await OnUpdateAsync(update!["type"]!.ToString(), update["object"]!, cancel);
            }
        }
        catch (Exception over) when (cancel.IsCancellationRequested && over is OperationCanceledException or HttpRequestException)
        {
            // The test is over.
        }
    }

    private async Task OnUpdateAsync(string type, JsonNode update, CancellationToken cancel)
    {
        if (type == "message_new")
        {
            var message = update["message"]!;
            var text = message["text"]!.ToString();
            await CallAsync("messages.send", text == "Начать"
                ? new() { ["peer_id"] = message["peer_id"]!.ToString(), ["random_id"] = Next(), ["message"] = Question, ["keyboard"] = Keyboard(false) }
                : new() { ["peer_id"] = message["peer_id"]!.ToString(), ["random_id"] = Next(), ["message"] = $"Вы написали: {text}" }, cancel);
        }
        else if (type == "message_event")
        {
            var peer = update["peer_id"]!.ToString();
            var act = update["payload"]!["a"]!.ToString();
            if (act == "mark")
                await CallAsync("messages.edit", new() { ["peer_id"] = peer, ["cmid"] = update["conversation_message_id"]!.ToString(), ["message"] = Question + " Отмечено.", ["keyboard"] = Keyboard(true) }, cancel);
            Dictionary<string, string> answer = new() { ["event_id"] = update["event_id"]!.ToString(), ["user_id"] = update["user_id"]!.ToString(), ["peer_id"] = peer };
            if (act == "notice")
                answer["event_data"] = JsonSerializer.Serialize(new { type = "show_snackbar", text = Notice });
            await CallAsync("messages.sendMessageEventAnswer", answer, cancel);
        }
    }

    private string Next() => (++_sent).ToString(CultureInfo.InvariantCulture);

    private async Task<JsonNode?> CallAsync(string method, Dictionary<string, string> parameters, CancellationToken cancel)
    {
        parameters["access_token"] = _emulator.Token;
        parameters["v"] = "5.199";
        using var form = new FormUrlEncodedContent(parameters);
        using var response = await _http.PostAsync(new Uri($"{_emulator.ApiUrl.ToString().TrimEnd('/')}/{method}"), form, cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!;
        return answer["error"] is null ? answer["response"] : throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
    }
}
