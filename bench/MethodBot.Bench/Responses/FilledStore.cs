using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Bench.Inputs;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Service;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Bench.Responses;

/// <summary>A store on the disk in which teachers of sixty organizations have answered «Потребности 2026», the same in every run.</summary>
internal sealed class FilledStore : IDisposable
{
    private const string Questionnaire = "needs-2026";
    private const int Organizations = 60;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-bench").FullName;
    private readonly ServiceProvider _services;
    private readonly SliceSet _slices;
    private readonly DialogSet _dialogs;
    private readonly Store _store;
    private readonly StoreTransaction _transaction;
    private readonly Random _random = new(7);

    /// <param name="answers">At least so many rows.</param>
    public FilledStore(int answers)
    {
        _services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        _slices = _services.GetRequiredService<SliceSet>();
        _dialogs = BenchDialogs.Shipped(_slices.Vocabulary);
        _store = Store.Open(Path.Combine(_folder, "methodbot.db"), _slices.Schemas, exclusive: false);
        Connection = _store.OpenConnection();
        _transaction = new StoreTransaction(Connection);
        Fill(answers);
    }

    public SqliteConnection Connection { get; }

    public ServiceClock Clock { get; } = new(TimeZoneInfo.Utc);

    public Machine Machine => _dialogs.Find(Questionnaire)!;

    public long CountAnswers() => Connection.ExecuteScalar<long>("SELECT count(*) FROM response_answer");

    /// <summary>One page of the summary, as a methodist sees it in the chat.</summary>
    public string ShowSummary(string place, string? kind = null)
    {
        var arguments = ImmutableDictionary<string, Answer>.Empty.Add("questionnaire", Answer.OfText(Questionnaire)).Add("place", Answer.OfText(place));
        if (kind is not null)
            arguments = arguments.Add("kind", Answer.OfText(kind));
        return Do("questionnaires.summary", Account(0), arguments, []).Results["body"].Text!;
    }

    public void Dispose()
    {
        _transaction.Dispose();
        Connection.Dispose();
        _store.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static AccountId Account(int person) => new("telegram", person.ToString(CultureInfo.InvariantCulture));

    private ActionOutcome Do(string action, AccountId account, ImmutableDictionary<string, Answer> arguments, ImmutableArray<GivenAnswer> given)
    {
        var update = new InboundUpdate { Key = "bench", Kind = InboundKind.Message, Chat = account.Id, Account = account.Id, MessageId = "m" };
        var turn = new TurnContext(_transaction, Now, Clock, _dialogs, new ChatAddress(new ChannelId(account.Messenger, "1"), account.Id), account, update);
        return _slices.Action(action).Run(turn, new ActionCall(action, arguments, Questionnaire, Machine.Revision, given));
    }

    private void Fill(int answers)
    {
        Connection.Execute("BEGIN;");
        for (var i = 1; i <= Organizations; i++)
        {
            Connection.Execute(
                "INSERT INTO organization (id, kind, name, search, sort) VALUES (@i, @kind, @name, '', @i)",
                new { i, kind = i % 3 == 0 ? "kindergarten" : "school", name = string.Create(CultureInfo.InvariantCulture, $"Организация {i}") });
        }

        Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
        Connection.Execute("INSERT INTO methodist (person_id, direction_id) VALUES (@person, 'primary')", new { person = AddPerson(0) });
        for (var person = 1; CountAnswers() < answers; person++)
        {
            AddPerson(person);
            Do("questionnaires.submit", Account(person), ImmutableDictionary<string, Answer>.Empty, AnswerAll());
        }

        Connection.Execute("COMMIT;");
    }

    private long AddPerson(int number)
    {
        var person = PeopleTable.Add(_transaction, Account(number), Now);
        PeopleTable.AddConsent(_transaction, person, Account(number), "bench", Now);
        PeopleTable.SaveName(_transaction, person, new FullName("Лебедева", "Мария", "Петровна"));
        PeopleTable.SaveJob(_transaction, person, (number % Organizations) + 1, null, "Учитель-предметник", "Математика");
        return person;
    }

    private ImmutableArray<GivenAnswer> AnswerAll() =>
    [
        One("experience", "lt3", "3to10", "10to20", "gt20"),
        new("difficulties", AnswerType.OptionSet, Several(2, "assess", "functional", "ict", "special", "gifted", "discipline", "parents")),
        One("program", "sure", "mostly", "unsure", "lost"),
        One("courses", "year", "last", "three", "never"),
        new("confidence", AnswerType.Matrix, Cells("planning", "feedback", "levels", "conflict", "parents", "papers")),
        One("classes", "primary", "basic", "secondary"),
        One("diagnostics", "always", "sometimes", "unclear", "no"),
        One("attestation", "this", "next", "later", "no"),
        new("time", AnswerType.Number, Answer.OfNumber(_random.Next(1, 6))),
        new("support", AnswerType.Number, Answer.OfNumber(_random.Next(1, 6))),
        new("ways", AnswerType.Ranking, Several(3, "lessons", "practice", "talk", "expert", "reading")),
        One("community", "often", "some", "no"),
        new("hours", AnswerType.Number, Answer.OfNumber(_random.Next(0, 30))),
        One("form", "offline", "online", "mixed"),
        new("day", AnswerType.OptionSet, Several(2, "mon", "tue", "wed", "thu", "fri")),
        new("theme", AnswerType.Text, Answer.OfText("Читательская грамотность на каждом уроке, от сказки до задачи")),
        new("contact", AnswerType.Flag, Answer.OfFlag(_random.Next(2) == 0)),
    ];

    private GivenAnswer One(string question, params string[] options)
    {
        var option = options[_random.Next(options.Length)];
        return new GivenAnswer(question, AnswerType.Option, Answer.OfOption(option, $"Вариант {option}"));
    }

    private Answer Several(int count, params string[] options)
    {
        _random.Shuffle(options);
        return new Answer { Options = [.. options.Take(count)], Labels = [.. options.Take(count).Select(option => $"Вариант {option}")] };
    }

    private Answer Cells(params string[] rows)
    {
        string[] columns = ["easy", "fine", "hard", "help"];
        return new Answer
        {
            Options = [.. rows.Select(row => $"{row}:{columns[_random.Next(columns.Length)]}")],
            Labels = [.. rows.Select(_ => "Бывает трудно")],
            Rows = [.. rows],
        };
    }
}
