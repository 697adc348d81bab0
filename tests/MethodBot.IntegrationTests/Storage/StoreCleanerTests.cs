using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Retention;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>What a store that serves for years forgets, and what it does not.</summary>
public sealed class StoreCleanerTests : IAsyncLifetime, IDisposable
{
    private static readonly ChannelId Channel = new("telegram", "1");
    private static readonly ChatAddress Anna = new(Channel, "7");

    private readonly TemporaryStore _temporary = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
    private readonly Store _store;
    private readonly StoreWriter _writer;
    private readonly SqliteConnection _connection;
    private readonly StoreCleaner _cleaner;

    public StoreCleanerTests()
    {
        var slices = _services.GetRequiredService<SliceSet>();
        _store = _temporary.Open(exclusive: false, [.. slices.Schemas]);
        _writer = new StoreWriter(_store);
        _connection = _store.OpenConnection();
        var dialogs = new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!);
        _cleaner = new StoreCleaner(
            _store, _writer, new FileStore(_store), slices, dialogs, new ServiceClock(TimeZoneInfo.Utc), RetentionTerms.Default, new CommitSignal(), TimeProvider.System, NullLogger<StoreCleaner>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    public void Dispose()
    {
        _connection.Dispose();
        _store.Dispose();
        _services.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_file_that_nothing_names_any_more_goes_with_its_content_and_one_that_a_question_holds_stays()
    {
        var (loose, held, sent, fresh) = (await AddFileAsync(40), await AddFileAsync(40), await AddFileAsync(40), await AddFileAsync(1));
        await AddFileAsync(0);
        await _writer.WriteAsync(
            transaction =>
            {
                // An answer in a dialog that is not finished, and a message that carries one.
                var answer = new Answer { Files = [new AnswerFile(held, "photo", null)] };
                var frame = new Frame { Dialog = "d", Revision = "r", Answers = ImmutableDictionary<string, Answer>.Empty.Add("photo", answer) };
                transaction.Connection.Execute(
                    "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES ('telegram', '1', '7', '7', @state, 1)",
                    new { state = (ConversationState.Empty with { Stack = [frame] }).ToJson() });
                OutboxTable.Add(
                    transaction, Anna, OutboxKind.Send, null, new OutboundMessage { Attachments = [new OutboundAttachment(sent, AttachmentKind.Document, "a")] }, OutboxPriority.Reply, null, Now);
            },
            CancellationToken.None);

        await _cleaner.CleanAsync(CancellationToken.None);

        _connection.Query<long>("SELECT id FROM file ORDER BY id LIMIT 3").ShouldBe([held, sent, fresh]);
        _connection.Query<string>("SELECT hash FROM erased_file").ShouldBe([$"hash-{loose}"]);
    }

    [Fact]
    public async Task What_a_kill_left_half_written_goes_after_a_day_and_what_is_being_written_stays()
    {
        Directory.CreateDirectory(_store.FilesFolder);
        var (old, young) = (Path.Combine(_store.FilesFolder, "old.part"), Path.Combine(_store.FilesFolder, "young.part"));
        await File.WriteAllTextAsync(old, "half");
        await File.WriteAllTextAsync(young, "half");
        File.SetLastWriteTimeUtc(old, Now.AddDays(-2).UtcDateTime);

        await _cleaner.CleanAsync(CancellationToken.None);

        Directory.GetFiles(_store.FilesFolder).ShouldBe([young]);
    }

    [Fact]
    public void Whatever_names_a_file_calls_it_file_id() => _connection
        .Query<string>("SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE '%file%' AND c.name <> 'file_id'")
        .ShouldBeEmpty();

    [Fact]
    public async Task A_message_to_which_a_reply_may_come_is_kept_for_a_year_and_the_youngest_of_all_for_ever()
    {
        foreach (var days in new[] { 500, 401, 399 })
        {
            await _writer.WriteAsync(
                transaction =>
                {
                    var row = OutboxTable.Add(transaction, Anna, OutboxKind.Send, null, new OutboundMessage(), OutboxPriority.Relay, "consultations:1", Now);
                    transaction.Connection.Execute("UPDATE outbox SET state = 2, finished_at = @at WHERE id = @row", new { row, at = Now.AddDays(-days).ToUnixTimeMilliseconds() });
                },
                CancellationToken.None);
        }

        await _cleaner.CleanAsync(CancellationToken.None);
        _connection.Query<long>("SELECT id FROM outbox").ShouldBe([3]);

        _connection.Execute("UPDATE outbox SET finished_at = 1, tag = NULL");
        await _cleaner.CleanAsync(CancellationToken.None);
        _connection.Query<long>("SELECT id FROM outbox").ShouldBe([3]);
    }

    [Fact]
    public async Task What_was_told_and_codes_that_are_over_are_forgotten()
    {
        var (old, young) = (Now.AddDays(-31).ToUnixTimeMilliseconds(), Now.AddDays(-6).ToUnixTimeMilliseconds());
        _connection.Execute("INSERT INTO person (id, created_at) VALUES (1, 1)");
        _connection.Execute("INSERT INTO notice (person_id, kind, state, sent_at) VALUES (1, 2, 1, @old), (1, 2, 1, @young), (1, 1, 2, NULL), (1, 1, 0, NULL)", new { old, young });
        _connection.Execute("INSERT INTO check_in_try (person_id, tried_at) VALUES (1, @old)", new { old });
        _connection.Execute("INSERT INTO link_code (code, person_id, messenger, expires_at) VALUES ('a', 1, 'vk', @young)", new { young });
        _connection.Execute("INSERT INTO invitation (code, role, created_at, expires_at, used_at) VALUES ('never', 'head', 1, @old, NULL), ('lately', 'head', 1, @young, NULL), ('used', 'head', 1, @old, @old)", new { old, young });

        await _cleaner.CleanAsync(CancellationToken.None);

        _connection.Query<long>("SELECT state FROM notice ORDER BY id").ShouldBe([1, 0]);
        _connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM check_in_try) + (SELECT count(*) FROM link_code)").ShouldBe(0);
        _connection.Query<string>("SELECT code FROM invitation ORDER BY code").ShouldBe(["lately", "used"]);
    }

    [Fact]
    public void A_file_that_is_mostly_holes_gives_its_space_back_at_the_next_start()
    {
        using var temporary = new TemporaryStore();
        using (var store = temporary.Open(exclusive: true))
        {
            using var connection = store.OpenConnection();
            connection.Execute("CREATE TABLE heap (content BLOB NOT NULL)");
            connection.Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO heap SELECT zeroblob(1000000) FROM n");
            connection.Execute("DROP TABLE heap");
        }

        var before = new FileInfo(temporary.Path).Length;
        temporary.Open(exclusive: true).Dispose();
        before.ShouldBeGreaterThan(90_000_000);
        new FileInfo(temporary.Path).Length.ShouldBeLessThan(2_000_000);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private Task<long> AddFileAsync(int days) => _writer.WriteAsync(
        transaction =>
        {
            var file = FileTable.Add(transaction, Channel, new InboundAttachment(AttachmentKind.Photo, "r", null, null, 1), Now.AddDays(-days)).Id;
            FileTable.MarkStored(transaction, file, $"hash-{file}", 1);
            return file;
        },
        CancellationToken.None);
}
