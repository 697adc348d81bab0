using MethodBot.Conversations.Files;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Outbox;

/// <summary>Makes one attempt of what rows of one channel say, whatever kind they are; it never fails but by a result.</summary>
internal sealed partial class RowSender(
    IMessengerSender sender, Store store, FileStore files, DialogLibrary library, TimeProvider time, ILogger logger)
{
    public Task<(SendResult Result, IReadOnlyList<UploadedFile> Uploaded)> SendAsync(OutboxRow row, CancellationToken cancellationToken) =>
        AttemptAsync(
            row,
            async () => row.Kind switch
            {
                OutboxKind.RemoveButtons when row.TargetMessageId is null => (new SendResult.Delivered(""), []),
                OutboxKind.RemoveButtons => (await sender.RemoveButtonsAsync(row.Chat.Chat, row.TargetMessageId, row.Message, cancellationToken), []),
                OutboxKind.Edit when row.TargetMessageId is not null => await EditAsync(row, cancellationToken),
                _ => await SendNewAsync(row, cancellationToken),
            },
            retry => (retry, (IReadOnlyList<UploadedFile>)[]));

    /// <summary>Rows without files, in one request. What nobody knows of the request nobody knows of each of them.</summary>
    /// <returns>A result for each row, in order.</returns>
    public Task<IReadOnlyList<SendResult>> SendTogetherAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken) =>
        AttemptAsync(
            rows[0],
            async () =>
            {
                var sent = await sender.SendTogetherAsync([.. rows.Select(row => new MessageToChat(row.Chat.Chat, row.Message, Deduplication(row.Id)))], cancellationToken);
                // Whose result is missing nobody could tell.
                return sent.Count == rows.Count ? sent : throw new InvalidOperationException($"{sent.Count} results for {rows.Count} messages.");
            },
            retry => [.. rows.Select(_ => retry)]);

    /// <returns>The chats of the batch that had no final result yet, and a result for each of them.</returns>
    public async Task<(List<string> Chats, IReadOnlyList<SendResult> Results, IReadOnlyList<UploadedFile> Uploaded)> SendBatchAsync(OutboxRow batch, CancellationToken cancellationToken)
    {
        List<string> chats;
        await using (var connection = store.OpenConnection())
            chats = MailingTable.ReadWaiting(connection, batch.Id);
        IReadOnlyList<UploadedFile> uploaded = [];
        var results = chats.Count == 0 ? [] : await AttemptAsync(
            batch,
            async () =>
            {
                await using var opened = await OpenFilesAsync(batch, cancellationToken);
                var sent = await sender.SendToManyAsync(chats, Noted(batch.Message, opened), opened.Files, Deduplication(batch.Id), cancellationToken);
                uploaded = sent.Select(opened.NewNames).FirstOrDefault(names => names.Count > 0, []);
                return sent;
            },
            retry => [.. chats.Select(_ => retry)]);
        return (chats, results, uploaded);
    }

    /// <param name="failed">What it comes to when the messenger did not answer, or the adapter has a fault.</param>
    private async Task<T> AttemptAsync<T>(OutboxRow row, Func<Task<T>> attempt, Func<SendResult, T> failed)
    {
        using var activity = Telemetry.Source.StartActivity("send");
        activity?.SetTag("methodbot.messenger", sender.Channel.Messenger).SetTag("methodbot.row", row.Kind.ToString());
        var started = time.GetTimestamp();
        try
        {
            return await attempt();
        }
        catch (OperationCanceledException)
        {
            return failed(new SendResult.Retry("the messenger did not answer in time", OutcomeUnknown: true));
        }
        catch (Exception e)
        {
            // The row is «sending»: without a result it would stay so, and its chat silent, until the next start.
            LogFault(logger, row.Id, sender.Channel.Messenger, e);
            return failed(new SendResult.Retry(e.GetType().Name, OutcomeUnknown: true));
        }
        finally
        {
            Telemetry.SendDuration.Record(time.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("messenger", sender.Channel.Messenger));
        }
    }

    private async Task<(SendResult Result, IReadOnlyList<UploadedFile> Uploaded)> EditAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var result = await sender.EditAsync(row.Chat.Chat, row.TargetMessageId!, row.Message, cancellationToken);
        // A refused edit would leave the old question standing with its buttons.
        return result is SendResult.CannotEdit or SendResult.Rejected ? await SendNewAsync(row, cancellationToken) : (result, []);
    }

    private async Task<(SendResult Result, IReadOnlyList<UploadedFile> Uploaded)> SendNewAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var opened = await OpenFilesAsync(row, cancellationToken);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var activity = ShowActivityAsync(row.Chat.Chat, opened.Files, sending.Token);
        try
        {
            var result = await sender.SendAsync(row.Chat.Chat, Noted(row.Message, opened), opened.Files, Deduplication(row.Id), cancellationToken);
            return (result, opened.NewNames(result));
        }
        finally
        {
            // What has arrived is not on its way any more.
            await sending.CancelAsync();
            await activity;
        }
    }

    /// <summary>Beside an upload, which does not wait for it.</summary>
    private async Task ShowActivityAsync(string chat, IReadOnlyList<OpenAttachment> files, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => file.KnownAs is null) is not { } upload)
            return;
        try
        {
            await sender.ShowActivityAsync(chat, upload.Kind, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The upload was quicker.
        }
    }

    private Task<OpenedFiles> OpenFilesAsync(OutboxRow row, CancellationToken cancellationToken) =>
        files.OpenAsync(row.Message.Attachments, sender.Channel, library.Dialogs.Texts.Plain(TurnTexts.FileMissing), cancellationToken);

    private static OutboundMessage Noted(OutboundMessage message, OpenedFiles opened) =>
        opened.MissingNote is null ? message : message with { Text = message.Text.Add(new TextSpan("\n" + opened.MissingNote)) };

    /// <summary>
    /// An int32 for the messenger's own dedup: the same for each attempt, another for every row of this store; 64 apart, so that the
    /// adapter can number the parts of a split message. The epoch keeps two stores (a restored copy, say) from meeting.
    /// </summary>
    private int Deduplication(long row) => (int)((store.Epoch + (row * 64)) & 0x7fffffff);

    [LoggerMessage(EventId = 206, Level = LogLevel.Error, Message = "outbox row {Row} of {Messenger} met a fault of the program while it was sent")]
    private static partial void LogFault(ILogger logger, long row, string messenger, Exception exception);
}
