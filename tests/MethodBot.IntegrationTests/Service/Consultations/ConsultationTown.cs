using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>
/// A teacher, methodists, a deputy and a head around the slice of consultations: messages come as the turn loop would bring them, while
/// every dialog rests at its menu.
/// </summary>
internal sealed class ConsultationTown : IDisposable
{
    private const string Slice = "consultations";
    private int _messages;

    public ConsultationTown(Action<ServiceOptions>? configure = null)
    {
        Rig = new ServiceRig(configure);
        Direction("primary", "Начальные классы");
        Direction("preschool", "Дошкольное образование");
        Teacher = Rig.AddPerson("Лебедева Мария Петровна", "Школа № 5", messenger: "vk");
        Olga = Methodist("Белова Ольга Ивановна", "primary");
        Deputy = Methodist("Крылова Анна Сергеевна", "primary", isDeputy: true);
        Head = Rig.AddPerson("Громова Татьяна Павловна");
        RoleTable.Grant(Rig.Transaction, Head.Id, RoleTable.Head, null, Rig.Now);
    }

    public ServiceRig Rig { get; }

    public RigPerson Teacher { get; }

    public RigPerson Olga { get; }

    public RigPerson Deputy { get; }

    public RigPerson Head { get; }

    private ISlice Consultations => Rig.Slices.Find(Slice)!;

    /// <summary>By the town's clock.</summary>
    public void At(string time)
    {
        var local = DateTime.Parse(time, CultureInfo.InvariantCulture);
        Rig.Now = new DateTimeOffset(local, Rig.Clock.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Lets time pass to a moment, minute by minute, as the timers see it.</summary>
    /// <returns>The minutes at which something was sent to somebody, by the town's clock.</returns>
    public List<string> PassTo(string time, RigPerson watched)
    {
        var end = DateTime.Parse(time, CultureInfo.InvariantCulture);
        var heard = new List<string>();
        var before = Heard(watched).Count;
        while (Rig.Clock.ToLocal(Rig.Now).DateTime < end)
        {
            Rig.Now += TimeSpan.FromMinutes(1);
            Rig.FireTimers();
            if (Heard(watched).Count > before)
                heard.Add(Rig.Clock.ToLocal(Rig.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            before = Heard(watched).Count;
        }

        return heard;
    }

    public RigPerson Methodist(string name, string direction, bool isDeputy = false, string messenger = "telegram", params string[] levels)
    {
        var person = Rig.AddPerson(name, messenger: messenger);
        RoleTable.AppointMethodist(Rig.Transaction, person.Id, direction, levels, isDeputy);
        return person;
    }

    public void Direction(string id, string name) =>
        Rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES (@id, @name, 0)", new { id, name });

    /// <summary>Asks, and gives the number.</summary>
    public string Ask(string question, RigPerson? teacher = null, string direction = "primary", string? level = null)
    {
        (string, Answer)[] arguments = [("direction", Answer.OfOption(direction, direction)), ("message", new Answer { Text = question, Files = [] })];
        var outcome = Rig.Do(
            (teacher ?? Teacher).Account, "consultations.create", level is null ? arguments : [.. arguments, ("level", Answer.OfOption(level, level))]);
        LastOutcome = outcome.Name;
        return outcome.Results["number"].Text!;
    }

    public string? LastOutcome { get; private set; }

    public string? Press(RigPerson person, string verb, string subject) => Rig.Press(person.Account, Slice, verb, subject);

    /// <summary>Writes a plain message. False: nobody took it.</summary>
    public bool Write(RigPerson person, string text, string? album = null)
    {
        var turn = Turn(person, album);
        var message = new PersonMessage(text, []);
        return Consultations.TakeExpected(turn, message) || Consultations.TakeMessage(turn, message);
    }

    /// <summary>Replies to a message about a consultation.</summary>
    public bool Reply(RigPerson person, string number, string text, string? album = null) =>
        Consultations.TakeReply(Turn(person, album), number, new PersonMessage(text, []));

    public void PressDialog(RigPerson person) => Consultations.NoticeDialogInput(Turn(person, null));

    public List<string> Heard(RigPerson person) => Rig.SentTo(person.Account);

    /// <summary>Buttons of the latest message that had any, as they would be pressed: verb and subject.</summary>
    public List<(string Verb, string Subject, string Label)> ButtonsOf(RigPerson person)
    {
        var payload = Rig.Connection.Query<string>(
            "SELECT payload FROM outbox WHERE messenger = @Messenger AND chat = @Id AND kind = 1 ORDER BY id DESC", new { person.Account.Messenger, person.Account.Id })
            .Select(OutboxPayload.Read).FirstOrDefault(message => !message.Buttons.IsEmpty);
        return payload is null
            ? []
            : [.. payload.Buttons.Select(button => (Read: SliceButton.Read(button.Data)!.Value, button.Label)).Select(button => (button.Read.Verb, button.Read.Subject, button.Label))];
    }

    /// <summary>What stands in a consultation, in order.</summary>
    public List<string> Thread(string number) =>
        [.. Rig.Connection.Query<string>("SELECT text FROM consultation_message WHERE consultation_id = @number ORDER BY id", new { number })];

    public T Value<T>(string sql) => Rig.Connection.ExecuteScalar<T>(sql)!;

    public void Dispose() => Rig.Dispose();

    private TurnContext Turn(RigPerson person, string? album) => new(
        Rig.Transaction,
        Rig.Now,
        Rig.Clock,
        Rig.Dialogs,
        ServiceRig.ChatOf(person.Account),
        person.Account,
        new InboundUpdate
        {
            Key = $"town-{++_messages}",
            Kind = InboundKind.Message,
            Chat = person.Account.Id,
            Account = person.Account.Id,
            MessageId = $"t{_messages}",
            AlbumId = album,
        });
}
