using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Host.DialogFiles;
using MethodBot.Service;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>The slices on a real store of their own, without messengers: actions, lists and presses as one person or another.</summary>
internal sealed class ServiceRig : IDisposable
{
    private const string Channel = "1";
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-rig").FullName;
    private readonly ServiceProvider _services;
    private readonly Store _store;
    private readonly StoreTransaction _transaction;
    private int _updates;

    public ServiceRig(Action<ServiceOptions>? configure = null)
    {
        Options = new ServiceOptions { TimeZone = "Europe/Moscow" };
        configure?.Invoke(Options);
        _services = new ServiceCollection().AddService(Options).AddSingleton<SliceSet>().BuildServiceProvider();
        Slices = _services.GetRequiredService<SliceSet>();
        Dialogs = DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), Slices.Vocabulary).Set!;
        _store = Store.Open(Path.Combine(_folder, "methodbot.db"), Slices.Schemas, exclusive: false);
        Connection = _store.OpenConnection();
        _transaction = new StoreTransaction(Connection);
        foreach (var slice in Slices.All)
            slice.NoticeDialogs(Context);
    }

    public ServiceOptions Options { get; }

    public SliceSet Slices { get; }

    public DialogSet Dialogs { get; }

    public SqliteConnection Connection { get; }

    public StoreTransaction Transaction => _transaction;

    public ServiceClock Clock { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));

    /// <summary>A working Tuesday's noon.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public ServiceContext Context => new(_transaction, Now, Clock, Dialogs);

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An account that has opened the bot and not consented.</summary>
    public AccountId AddStranger(string messenger = "telegram")
    {
        var account = new AccountId(messenger, $"{9000 + ++_updates}");
        Connection.Execute(
            "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES (@Messenger, @Channel, @Id, @Id, '{}', @now)",
            new { account.Messenger, Channel, account.Id, now = Now.ToUnixTimeMilliseconds() });
        return account;
    }

    /// <summary>Somebody with consent and profile.</summary>
    /// <param name="organization">Of the directory; made when it is not there.</param>
    public RigPerson AddPerson(string name, string? organization = null, string position = "Учитель-предметник", string messenger = "telegram")
    {
        var account = AddStranger(messenger);
        var person = PeopleTable.Add(_transaction, account, Now);
        PeopleTable.AddConsent(_transaction, person, account, "rig", Now);
        PeopleTable.SaveName(_transaction, person, FullName.Parse(name)!);
        if (organization is not null)
            PeopleTable.SaveJob(_transaction, person, AddOrganization(organization), null, position, null);
        return new RigPerson(person, account);
    }

    public long AddOrganization(string name, string kind = "school") =>
        Connection.ExecuteScalar<long?>("SELECT id FROM organization WHERE name = @name", new { name })
        ?? Connection.ExecuteScalar<long>(
            "INSERT INTO organization (kind, name, search, sort) VALUES (@kind, @name, @search, 0) RETURNING id", new { kind, name, search = SearchText.Index(name) });

    /// <summary>A turn of this account, as a press or a message would open it.</summary>
    /// <param name="dialogs">Others than those that ship.</param>
    public TurnContext Turn(AccountId account, DialogSet? dialogs = null) => new(
        _transaction,
        Now,
        Clock,
        dialogs ?? Dialogs,
        ChatOf(account),
        account,
        new InboundUpdate { Key = $"rig-{++_updates}", Kind = InboundKind.Message, Chat = account.Id, Account = account.Id, MessageId = $"m{_updates}" });

    public static ChatAddress ChatOf(AccountId account) => new(new ChannelId(account.Messenger, Channel), account.Id);

    public ActionOutcome Do(AccountId account, string action, params (string Name, Answer Value)[] arguments) => Slices.Action(action).Run(
        Turn(account),
        new ActionCall(action, arguments.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), "start", "rig", []));

    public ImmutableArray<Choice> List(AccountId account, string source, params (string Name, Answer Value)[] arguments) => Slices.Source(source).List(
        Turn(account), arguments.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), null, 0, 1000).Items;

    public string? Press(AccountId account, string slice, string verb, string subject) => Slices.Find(slice)!.TakePress(Turn(account), verb, subject);

    /// <summary>Runs the timers that are due at <see cref="Now"/>, those that they set too.</summary>
    public void FireTimers()
    {
        while (Connection.QueryFirstOrDefault<(long Id, string Kind, string Subject)?>(
            "SELECT id, kind, subject FROM timer WHERE due_at <= @now ORDER BY due_at, id LIMIT 1", new { now = Now.ToUnixTimeMilliseconds() }) is { } timer)
        {
            Connection.Execute("DELETE FROM timer WHERE id = @Id", new { timer.Id });
            var dot = timer.Kind.IndexOf('.', StringComparison.Ordinal);
            Slices.Find(timer.Kind[..dot])!.TakeTimer(new TimerContext(_transaction, Now, Clock, Dialogs, late: false), timer.Kind[(dot + 1)..], timer.Subject);
        }
    }

    /// <summary>What was queued for an account since the store was opened, as plain text, in order.</summary>
    public List<string> SentTo(AccountId account) =>
        [.. Connection.Query<string>(
            "SELECT payload FROM outbox WHERE messenger = @Messenger AND chat = @Id ORDER BY id", new { account.Messenger, account.Id })
            .Select(payload => string.Concat(Conversations.Outbox.OutboxPayload.Read(payload).Text.Select(span => span.Text)))];

    public void Dispose()
    {
        _transaction.Dispose();
        Connection.Dispose();
        _store.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <param name="Id">Row of the person.</param>
internal sealed record RigPerson(long Id, AccountId Account);
