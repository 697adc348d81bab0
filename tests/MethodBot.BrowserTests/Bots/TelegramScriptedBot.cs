using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators;

namespace MethodBot.BrowserTests.Bots;

/// <summary>A bot that speaks the Bot API over plain HTTP and does what tests of the page need: questions, edits, notices, files, echo.</summary>
internal sealed class TelegramScriptedBot : IAsyncDisposable
{
    public const string Question = "Сколько лет вы работаете с детьми?";
    public const string Notice = "Записано: до трёх лет";

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, bool> _marked = new();
    private readonly TaskCompletionSource _answerPresses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private readonly Uri _files;
    private volatile bool _holdPresses;

    public TelegramScriptedBot(IMessengerEmulator emulator)
    {
        var root = emulator.ApiUrl.ToString().TrimEnd('/');
        _files = new Uri($"{root}/file/bot{emulator.Token}/");
        _http = new HttpClient { BaseAddress = new Uri($"{root}/bot{emulator.Token}/") };
        _running = RunAsync(_stop.Token);
    }

    /// <summary>Contents of the files received, by name.</summary>
    public ConcurrentDictionary<string, byte[]> Received { get; } = new();

    /// <summary>From now on presses wait for <see cref="AnswerPresses"/>.</summary>
    public void HoldPresses() => _holdPresses = true;

    public void AnswerPresses() => _answerPresses.TrySetResult();

    public Task SayAsync(long chat, string text) => CallAsync("sendMessage", new { chat_id = chat, text });

    public Task TypeAsync(long chat) => CallAsync("sendChatAction", new { chat_id = chat, action = "typing" });

    public async Task SendDocumentAsync(long chat, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent($"{chat}"), "chat_id" }, { new ByteArrayContent(content), "document", fileName } };
        using var response = await _http.PostAsync("sendDocument", form);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        AnswerPresses();
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
    }

    private static object Keyboard(bool marked) => new
    {
        inline_keyboard = new object[][]
        {
            [new { text = "до трёх", callback_data = "notice" }, new { text = marked ? "✅ 3–10" : "3–10", callback_data = "mark" }],
            [new { text = "Другой вопрос", callback_data = "next" }],
            [new { text = "Сайт службы", url = "https://example.org/" }],
        },
    };

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var offset = 0L;
            while (true)
            {
                var updates = await CallAsync("getUpdates", new { offset, timeout = 20 }, cancel);
                foreach (var update in updates!.AsArray())
                {
                    offset = update!["update_id"]!.GetValue<long>() + 1;
                    if (update["message"] is { } message)
                        await OnMessageAsync(message, cancel);
                    if (update["callback_query"] is { } press)
                        await OnPressAsync(press, cancel);
                }
            }
        }
        catch (Exception over) when (cancel.IsCancellationRequested && over is OperationCanceledException or HttpRequestException)
        {
            // The test is over.
        }
    }

    private async Task OnMessageAsync(JsonNode message, CancellationToken cancel)
    {
        var chat = message["chat"]!["id"]!.GetValue<long>();
        var text = (message["text"] ?? message["caption"])?.GetValue<string>() ?? "";
        if (text.StartsWith("/start", StringComparison.Ordinal))
        {
            await CallAsync("sendMessage", new
            {
                chat_id = chat,
                text = $"<b>Здравствуйте!</b> Вы пришли по ссылке: {(text.Length > 7 ? text[7..] : "без ссылки")}. Коллегам: https://t.me/metodist?start=colleague, список команд: /help",
                parse_mode = "HTML",
                reply_markup = new { keyboard = new object[][] { ["Меню", "Мои записи"] }, resize_keyboard = true },
            }, cancel);
            await CallAsync("sendMessage", new { chat_id = chat, text = Question, reply_markup = Keyboard(false) }, cancel);
            return;
        }

        await StoreFileAsync(message, cancel);
        var reply = message["reply_to_message"]?["text"]?.GetValue<string>();
        await CallAsync("sendMessage", new { chat_id = chat, text = reply is null ? $"Вы написали: {text}" : $"Вы ответили на «{reply}»: {text}" }, cancel);
    }

    private async Task StoreFileAsync(JsonNode message, CancellationToken cancel)
    {
        var file = message["document"] ?? message["photo"]?.AsArray().LastOrDefault();
        if (file is null)
            return;
        var found = await CallAsync("getFile", new { file_id = file["file_id"]!.GetValue<string>() }, cancel);
        var content = await _http.GetByteArrayAsync(new Uri(_files, found!["file_path"]!.GetValue<string>()), cancel);
        Received[file["file_name"]?.GetValue<string>() ?? "photo"] = content;
    }

    private async Task OnPressAsync(JsonNode press, CancellationToken cancel)
    {
        if (_holdPresses)
            await _answerPresses.Task;
        var chat = press["message"]!["chat"]!["id"]!.GetValue<long>();
        var message = press["message"]!["message_id"]!.GetValue<long>();
        var data = press["data"]!.GetValue<string>();
        if (data == "mark")
        {
            var marked = _marked.AddOrUpdate(message, true, (_, was) => !was);
            await CallAsync("editMessageText", new { chat_id = chat, message_id = message, text = Question + (marked ? " Отмечено." : ""), reply_markup = Keyboard(marked) }, cancel);
        }
        else if (data == "next")
        {
            object other = new { inline_keyboard = new object[][] { [new { text = "Начальная школа", callback_data = "notice" }], [new { text = "Основная школа", callback_data = "notice" }] } };
            await CallAsync("editMessageText", new { chat_id = chat, message_id = message, text = "Какие классы вы ведёте?", reply_markup = other }, cancel);
        }

        await CallAsync("answerCallbackQuery", new { callback_query_id = press["id"]!.GetValue<string>(), text = data == "notice" ? Notice : null }, cancel);
    }

    private async Task<JsonNode?> CallAsync(string method, object parameters, CancellationToken cancel = default)
    {
        using var response = await _http.PostAsJsonAsync(method, parameters, cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!;
        return answer["ok"]!.GetValue<bool>() ? answer["result"] : throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
    }
}
