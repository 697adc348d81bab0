using Dapper;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.IntegrationTests.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.IntegrationTests.Outbox;

public sealed class OutboxTableTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);
    private static readonly ChannelId Channel = new("telegram", "1");
    private static readonly ChatAddress Anna = new(Channel, "7");
    private static readonly ChatAddress Boris = new(Channel, "8");

    private readonly TemporaryStore _temporary = new();
    private readonly Store _store;
    private readonly SqliteConnection _connection;
    private readonly StoreTransaction _transaction;

    public OutboxTableTests()
    {
        _store = _temporary.Open();
        _connection = _store.OpenConnection();
        _transaction = new StoreTransaction(_connection);
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void Rows_of_one_chat_leave_in_order_and_chats_do_not_wait_for_each_other()
    {
        var first = Send(Anna, "one");
        Send(Anna, "two");
        var other = Send(Boris, "one");

        Ready().ShouldBe([first, other]);
    }

    [Fact]
    public void What_is_long_over_is_forgotten_but_not_what_somebody_may_still_answer()
    {
        var (old, tagged, screen, waiting) = (Send(Anna, "old"), OutboxTable.Add(_transaction, Anna, OutboxKind.Send, null, Text("relay"), OutboxPriority.Relay, "consultations:1", Now), Send(Anna, "question"), Send(Boris, "waits"));
        _connection.Execute("UPDATE outbox SET state = 2, finished_at = 1 WHERE id <> @waiting", new { waiting });
        _connection.Execute(
            "INSERT INTO conversation (messenger, channel, chat, account, state, screen_id, updated_at) VALUES ('telegram', '1', '7', '7', '{}', @screen, 1)", new { screen });

        OutboxTable.Forget(_transaction, Now, 100).ShouldBe(1);

        _connection.Query<long>("SELECT id FROM outbox ORDER BY id").ShouldBe([tagged, screen, waiting]);
        _connection.ExecuteScalar<long>("SELECT count(*) FROM outbox WHERE id = @old", new { old }).ShouldBe(0);
    }

    [Fact]
    public void A_reply_leaves_before_an_announcement_that_was_queued_earlier()
    {
        var announcement = OutboxTable.Add(_transaction, Anna, OutboxKind.Send, null, Text("all"), OutboxPriority.Announcement, null, Now);
        var reply = Send(Boris, "you");

        Ready().ShouldBe([reply, announcement]);
    }

    [Fact]
    public void A_change_of_a_message_not_sent_yet_changes_it_where_it_lies()
    {
        var question = Send(Anna, "question 1");

        Edit(question, "question 2").ShouldBe(question);

        var row = OutboxTable.BeginSending(_transaction, ReadReady().ShouldHaveSingleItem())!.Open();
        row.Kind.ShouldBe(OutboxKind.Send);
        Read(row.Message).ShouldBe("question 2");
    }

    [Fact]
    public void An_unsent_change_gives_way_to_its_successor()
    {
        var question = Delivered(Send(Anna, "question 1"), "100");
        var change = Edit(question, "question 2");

        Edit(question, "question 3").ShouldBe(change);

        var row = OutboxTable.BeginSending(_transaction, ReadReady().ShouldHaveSingleItem())!.Open();
        row.Kind.ShouldBe(OutboxKind.Edit);
        row.TargetMessageId.ShouldBe("100");
        Read(row.Message).ShouldBe("question 3");
    }

    [Fact]
    public void A_change_under_way_is_not_touched_its_successor_waits_behind_it()
    {
        var question = Delivered(Send(Anna, "question 1"), "100");
        var change = Edit(question, "question 2");
        var underWay = OutboxTable.BeginSending(_transaction, ReadReady()[0])!.Open();

        var successor = Edit(question, "question 3");

        successor.ShouldNotBe(change);
        Read(underWay.Message).ShouldBe("question 2");
        Ready().ShouldBeEmpty();
        OutboxTable.Finish(_transaction, underWay, OutboxState.Delivered, "100", null, Now);
        Ready().ShouldBe([successor]);
    }

    [Fact]
    public void A_message_that_may_have_arrived_keeps_its_words_and_its_change_follows_behind_it()
    {
        var question = Send(Anna, "question 1");
        OutboxTable.BeginSending(_transaction, ReadReady()[0]);
        OutboxTable.Postpone(_transaction, question, Now, "no answer in time");

        var change = Edit(question, "question 2");

        change.ShouldNotBe(question);
        var again = OutboxTable.Find(_transaction, ReadReady().ShouldHaveSingleItem())!.Open();
        again.Id.ShouldBe(question);
        Read(again.Message).ShouldBe("question 1");
        Delivered(question, "100");
        Ready().ShouldBe([change]);
    }

    [Fact]
    public void A_change_of_text_that_then_loses_its_buttons_still_changes_the_text()
    {
        var question = Delivered(Send(Anna, "question 1"), "100");
        Edit(question, "question 2");

        OutboxTable.Add(_transaction, Anna, OutboxKind.RemoveButtons, question, Text("question 2"), OutboxPriority.Reply, null, Now);

        ReadReady().ShouldHaveSingleItem().Kind.ShouldBe(OutboxKind.Edit);
    }

    [Fact]
    public void An_edit_that_had_to_be_sent_anew_moves_the_message_for_later_edits()
    {
        var question = Delivered(Send(Anna, "question 1"), "100");
        Edit(question, "question 2");
        var row = OutboxTable.BeginSending(_transaction, ReadReady()[0])!.Open();
        OutboxTable.Finish(_transaction, row, OutboxState.Delivered, "200", null, Now);

        Edit(question, "question 3");

        OutboxTable.BeginSending(_transaction, ReadReady()[0])!.Header.TargetMessageId.ShouldBe("200");
    }

    [Fact]
    public void A_postponed_row_holds_its_chat_until_its_time_and_no_other()
    {
        var first = Send(Anna, "one");
        Send(Anna, "two");
        var other = Send(Boris, "one");
        OutboxTable.BeginSending(_transaction, ReadReady()[0]);
        OutboxTable.Postpone(_transaction, first, Now.AddSeconds(17), "retry after 17");

        Ready().ShouldBe([other]);
        OutboxTable.NextPause(_transaction, Channel, Now).ShouldBe(Now.AddSeconds(17));
        Ready(Now.AddSeconds(17)).ShouldBe([first, other]);
    }

    [Fact]
    public void A_look_for_what_may_leave_or_gives_way_sorts_nothing_and_passes_by_what_has_left()
    {
        foreach (var (sql, index) in new[]
        {
            (OutboxTable.Ready, "SEARCH o USING INDEX outbox_ready"), (OutboxTable.Pause, "INDEX outbox_paused"),
            (OutboxTable.Waiting, "INDEX outbox_waiting (messenger=? AND channel=? AND chat=?)"), (OutboxTable.Current, "SEARCH o USING INDEX outbox_chat"),
        })
        {
            var plan = string.Join('\n', _connection.Query<Step>(
                "EXPLAIN QUERY PLAN " + sql, new { messenger = "telegram", channel = "1", chat = "1", now = 0, target = 1, payload = "", kind = 2 }).Select(step => step.Detail));

            plan.ShouldContain(index);
            plan.ShouldNotContain("TEMP B-TREE");
            plan.ShouldNotContain("SCAN");
        }
    }

    [Fact]
    public void A_row_found_under_way_at_start_is_sent_again_and_counted()
    {
        var row = Send(Anna, "one");
        OutboxTable.BeginSending(_transaction, ReadReady()[0]);
        Ready().ShouldBeEmpty();

        OutboxTable.ReviveUnknown(_transaction).ShouldBe(1);

        Ready().ShouldBe([row]);
    }

    [Fact]
    public void A_message_that_waited_for_its_file_overtakes_the_question_shown_meanwhile()
    {
        var file = FileTable.Add(_transaction, Channel, new InboundAttachment(AttachmentKind.Photo, "photo"), Now).Id;
        var withFile = OutboxTable.Add(
            _transaction,
            Anna,
            OutboxKind.Send,
            null,
            Text("photo") with { Attachments = [new OutboundAttachment(file, AttachmentKind.Photo, null)] },
            OutboxPriority.Relay,
            null,
            Now);
        var question = Send(Anna, "question");
        var conversation = ConversationTable.Load(_transaction, Anna, "7", Now);
        ConversationTable.Save(_transaction, conversation with { ScreenId = question, ScreenIsLast = true }, Now);
        Delivered(question, "100");
        ConversationTable.Load(_transaction, Anna, "7", Now).ScreenIsLast.ShouldBeTrue();

        FileTable.MarkStored(_transaction, file, "hash", 1);
        Delivered(withFile, "101");

        ConversationTable.Load(_transaction, Anna, "7", Now).ScreenIsLast.ShouldBeFalse();
    }

    [Fact]
    public void A_reply_finds_the_tag_of_the_message_it_answers()
    {
        var row = OutboxTable.Add(_transaction, Anna, OutboxKind.Send, null, Text("card"), OutboxPriority.Relay, "consultations:5", Now);
        Delivered(row, "300");

        OutboxTable.FindTag(_transaction, Anna, "300").ShouldBe("consultations:5");
        OutboxTable.FindTag(_transaction, Boris, "300").ShouldBeNull();
    }

    [Fact]
    public void A_reply_to_any_part_of_a_long_message_finds_its_tag()
    {
        OutboxTable.Add(_transaction, Anna, OutboxKind.Send, null, Text("long"), OutboxPriority.Relay, "consultations:6", Now);
        var row = OutboxTable.BeginSending(_transaction, ReadReady()[0])!.Open();

        OutboxTable.Finish(_transaction, row, OutboxState.Delivered, "402", null, Now);
        OutboxTable.AddParts(_transaction, row, ["400", "401", "402"]);

        OutboxTable.FindTag(_transaction, Anna, "400").ShouldBe("consultations:6");
        OutboxTable.FindTag(_transaction, Anna, "402").ShouldBe("consultations:6");
        OutboxTable.FindTag(_transaction, Anna, "403").ShouldBeNull();
        OutboxTable.FindTag(_transaction, Boris, "400").ShouldBeNull();
    }

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }

    private static OutboundMessage Text(string text) => new() { Text = [new TextSpan(text)] };

    private static string Read(OutboundMessage message) => string.Concat(message.Text.Select(span => span.Text));

    private long Send(ChatAddress chat, string text) => OutboxTable.Add(_transaction, chat, OutboxKind.Send, null, Text(text), OutboxPriority.Reply, null, Now);

    private long Edit(long target, string text) => OutboxTable.Add(_transaction, Anna, OutboxKind.Edit, target, Text(text), OutboxPriority.Reply, null, Now);

    private long Delivered(long id, string message)
    {
        var row = OutboxTable.BeginSending(_transaction, ReadReady()[0])!.Open();
        row.Id.ShouldBe(id);
        OutboxTable.Finish(_transaction, row, OutboxState.Delivered, message, null, Now);
        return id;
    }

    private List<ReadyRow> ReadReady() => [.. OutboxTable.ReadReady(_transaction, Channel, Now)];

    private List<long> Ready(DateTimeOffset? now = null) => [.. OutboxTable.ReadReady(_transaction, Channel, now ?? Now).Select(row => row.Id)];
}
