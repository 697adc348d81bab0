using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Bench.Load;

/// <summary>
/// The commit path alone: the writer and the tables of the guarantees take turns that were computed beforehand, a batch of them in a job as
/// a poll brings them, then their messages marked together and recorded each in a job of its own, as the dispatcher does.
/// </summary>
internal sealed class CommitReplay : IAsyncDisposable
{
    private static readonly ChannelId Channel = new("telegram", "7000000001");

    private readonly StoreWriter _writer;
    private readonly IReadOnlyList<(WrittenStage Written, ConversationState State, OutboundMessage Message)> _stages;
    private long _person;
    private long _update;

    /// <inheritdoc cref="RowReplay(Store, IReadOnlyList{WrittenStage}, long)"/>
    public CommitReplay(Store store, IReadOnlyList<WrittenStage> stages, long firstPerson = 0)
    {
        _person = _update = firstPerson;
        _writer = new StoreWriter(store);
        _stages = [.. stages.Select(stage => (stage, ConversationState.FromJson(stage.State), OutboxPayload.Read(stage.Payload)))];
    }

    /// <inheritdoc cref="RowReplay.Answer"/>
    public async Task AnswerAsync(int people)
    {
        var chats = Enumerable.Range(0, people).Select(_ => new ChatAddress(Channel, (_person++).ToString(CultureInfo.InvariantCulture))).ToList();
        var conversations = new ConversationRow[people];
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (written, state, message) in _stages)
        {
            var rows = await _writer.WriteAsync(
                transaction =>
                {
                    var added = new List<ReadyRow>(people);
                    for (var i = 0; i < people; i++)
                        added.Add(WriteTurn(transaction, chats[i], ref conversations[i], written, state, message, now));
                    return added;
                },
                CancellationToken.None);
            var marked = await _writer.WriteAsync(transaction => rows.ConvertAll(row => OutboxTable.BeginSending(transaction, row)!), CancellationToken.None);
            await Task.WhenAll(marked.Select(row => row.Open()).Select(row => _writer.WriteAsync(
                transaction => OutboxTable.Finish(transaction, row, OutboxState.Delivered, row.TargetMessageId ?? "1", null, now), CancellationToken.None)));
        }
    }

    /// <summary>One job that changes one row.</summary>
    public Task TouchAsync() => _writer.WriteAsync(transaction => InboxTable.SaveCursor(transaction, Channel, $"{++_update}"), CancellationToken.None);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private ReadyRow WriteTurn(
        StoreTransaction transaction, ChatAddress chat, ref ConversationRow conversation, WrittenStage written, ConversationState state, OutboundMessage message, DateTimeOffset now)
    {
        InboxTable.Accept(transaction, Channel, (++_update).ToString(CultureInfo.InvariantCulture), InboxState.Done, now);
        conversation ??= ConversationTable.Load(transaction, chat, chat.Chat, now);
        DraftTable.Follow(transaction, conversation.Id, chat.Chat, conversation.State, state);
        if (written.Answers.Count > 0)
            written.WriteAnswers(transaction.Statement);
        var kind = written.Target ? OutboxKind.Edit : OutboxKind.Send;
        var id = OutboxTable.Add(transaction, chat, kind, written.Target ? conversation.ScreenId : null, message, OutboxPriority.Reply, null, now);
        conversation = conversation with { State = state, ScreenId = written.Target ? conversation.ScreenId : id, ScreenIsLast = true, ScreenIsOpen = true };
        ConversationTable.Save(transaction, conversation, now);
        return new ReadyRow(id, chat, kind, OutboxPriority.Reply, HasFiles: false, Attempts: 0);
    }
}
