using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;

namespace MethodBot.Bench.Load;

/// <summary>
/// The same questionnaire with the same client and the same two calls an answer, and nothing else: no turn, no store, no order, no
/// second try. What a bot on this client can do at best.
/// </summary>
internal static class BaselineBot
{
    public const string Command = "load-baseline";

    private static readonly ImmutableArray<string> Labels = ["Совсем нет", "Скорее нет", "Средне", "Скорее да", "Очень"];

    private static readonly ImmutableArray<string> Questions =
    [
        "Насколько Вам интересна тема семинара?", "Насколько удобно время занятий?", "Насколько понятны материалы?", "Насколько полезны примеры?",
        "Насколько хватает времени на практику?", "Насколько удобна площадка?", "Насколько полезно обсуждение с коллегами?",
        "Насколько Вы готовы применить услышанное?", "Насколько нужна Вам помощь методиста?", "Насколько Вы довольны службой в целом?",
    ];

    public static async Task RunAsync(string apiUrl, string token, CancellationToken cancellationToken)
    {
        using var client = new TelegramClient(MessengerHttp.CreateClient(MessengerHttp.CreateHandler(null)), apiUrl, token);
        long? offset = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (updates, failure) = await client.GetUpdatesAsync(offset, 100, TelegramUpdates.Wanted, cancellationToken);
            if (failure is not null)
                throw new InvalidOperationException(failure.Description);
            foreach (var update in updates)
            {
                offset = TelegramUpdates.ReadId(update) + 1 ?? offset;
                // The next batch is asked for at once, and confirms this one.
                _ = AnswerAsync(client, update.Deserialize(TelegramJson.Wire.TelegramUpdate)!, cancellationToken);
            }
        }
    }

    private static Task AnswerAsync(TelegramClient client, TelegramUpdate update, CancellationToken cancellationToken)
    {
        if (update.Message is { Chat: { } started })
        {
            return client.SendMessageAsync(
                new SendMessage { ChatId = started.Id, Text = Text(0), Entities = Bold(0), LinkPreviewOptions = new(true), ReplyMarkup = Keyboard(0) }, cancellationToken);
        }

        if (update.CallbackQuery is not { Message: { Chat: { } chat } message, Data: { } data } press)
            return Task.CompletedTask;
        var next = int.Parse(data.AsSpan(0, data.IndexOf(':', StringComparison.Ordinal)), CultureInfo.InvariantCulture) + 1;
        var acknowledged = client.AnswerCallbackQueryAsync(new AnswerCallbackQuery(press.Id!, null), cancellationToken);
        var edit = next < Questions.Length
            ? new EditMessageText
            {
                ChatId = chat.Id,
                MessageId = message.MessageId,
                Text = Text(next),
                Entities = Bold(next),
                LinkPreviewOptions = new(true),
                ReplyMarkup = Keyboard(next),
            }
            : new EditMessageText { ChatId = chat.Id, MessageId = message.MessageId, Text = "Спасибо! Ответы записаны.", ReplyMarkup = new ReplyMarkup { InlineKeyboard = [] } };
        return Task.WhenAll(acknowledged, client.EditMessageTextAsync(edit, cancellationToken));
    }

    private static string Progress(int question) => string.Create(CultureInfo.InvariantCulture, $"Вопрос {question + 1} из {Questions.Length}");

    private static string Text(int question) => $"{Progress(question)}\n\n{Questions[question]}";

    private static ImmutableArray<MessageEntity> Bold(int question) => [new MessageEntity("bold", 0, Progress(question).Length)];

    private static ReplyMarkup Keyboard(int question)
    {
        ImmutableArray<InlineButton> back = [new("← Назад", string.Create(CultureInfo.InvariantCulture, $"{question - 2}:back"))];
        return new ReplyMarkup
        {
            InlineKeyboard = [.. Labels.Select((label, i) => ImmutableArray.Create(new InlineButton(label, string.Create(CultureInfo.InvariantCulture, $"{question}:{i}")))), back],
        };
    }
}
