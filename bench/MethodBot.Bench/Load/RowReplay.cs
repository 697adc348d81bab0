using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Bench.Load;

/// <summary>
/// A bare loop over a store of the same tables: it writes what <see cref="LoadStore"/> wrote of a batch, in as many transactions and
/// with prepared statements, and knows beforehand every value but the keys.
/// </summary>
internal sealed class RowReplay : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PreparedStatements _statements;
    private readonly IReadOnlyList<WrittenStage> _stages;
    private long _person;
    private long _update;

    /// <param name="store">Where to write.</param>
    /// <param name="stages">What one person's turns left, in their order.</param>
    /// <param name="firstPerson">Numbers of people and updates begin here: two may write into one store.</param>
    public RowReplay(Store store, IReadOnlyList<WrittenStage> stages, long firstPerson = 0)
    {
        _stages = stages;
        _person = _update = firstPerson;
        _connection = store.OpenConnection();
        _statements = new PreparedStatements(_connection);
    }

    /// <summary>Lets so many new people answer the whole questionnaire.</summary>
    public void Answer(int people)
    {
        var first = _person;
        _person += people;
        var conversations = new long[people];
        var screens = new long[people];
        var rows = new long[people];
        foreach (var stage in _stages)
        {
            Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < people; i++)
                rows[i] = WriteTurn(stage, (first + i).ToString(System.Globalization.CultureInfo.InvariantCulture), ref conversations[i], ref screens[i]);
            Execute("COMMIT");
            Execute("BEGIN IMMEDIATE");
            foreach (var row in rows)
                _statements.Get("UPDATE outbox SET state = 1, attempts = attempts + 1 WHERE id = $id").Bind("$id", row).ExecuteNonQuery();
            Execute("COMMIT");
            Execute("BEGIN IMMEDIATE");
            foreach (var row in rows)
            {
                _statements.Get("UPDATE outbox SET state = 2, message_id = $message, finished_at = 1 WHERE id = $id")
                    .Bind("$message", stage.Target ? null : "1").Bind("$id", row).ExecuteNonQuery();
            }

            Execute("COMMIT");
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private long WriteTurn(WrittenStage stage, string chat, ref long conversation, ref long screen)
    {
        _statements.Get("INSERT INTO inbox (messenger, channel, update_key, received_at, state) VALUES ('telegram', '7000000001', $key, 1, 1)")
            .Bind("$key", (++_update).ToString(System.Globalization.CultureInfo.InvariantCulture)).ExecuteNonQuery();
        if (conversation == 0)
        {
            conversation = _statements.Get(
                    "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES ('telegram', '7000000001', $chat, $chat, '{}', 1)")
                .Bind("$chat", chat).ExecuteInsert()!.Value;
            _statements.Get("INSERT INTO draft (owner, name, conversation_id) VALUES ($chat, 'start', $id)").Bind("$chat", chat).Bind("$id", conversation).ExecuteNonQuery();
        }

        var row = _statements.Get(
                """
                INSERT INTO outbox (messenger, channel, chat, kind, target_id, payload, priority, state, created_at)
                VALUES ('telegram', '7000000001', $chat, $kind, $target, $payload, 0, 0, 1)
                """)
            .Bind("$chat", chat).Bind("$kind", stage.Target ? 2 : 1).Bind("$target", stage.Target ? screen : null).Bind("$payload", stage.Payload).ExecuteInsert()!.Value;
        if (!stage.Target)
            screen = row;
        _statements.Get("UPDATE conversation SET state = $state, screen_id = $screen, screen_last = 1, screen_open = 1, reachable = 1, updated_at = 2 WHERE id = $id")
            .Bind("$state", stage.State).Bind("$screen", screen).Bind("$id", conversation).ExecuteNonQuery();
        if (stage.Answers.Count == 0)
            return row;
        _statements.Get("DELETE FROM draft WHERE owner = $chat AND name = 'start' AND conversation_id = $id").Bind("$chat", chat).Bind("$id", conversation).ExecuteNonQuery();
        stage.WriteAnswers(_statements.Get);
        return row;
    }

    private void Execute(string statement) => _statements.Get(statement).ExecuteNonQuery();
}

