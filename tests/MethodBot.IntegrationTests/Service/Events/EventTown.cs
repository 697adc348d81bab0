using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Events;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service.Events;

/// <summary>A service with events, teachers and an organiser, for the tests of what may happen to them.</summary>
internal sealed class EventTown : IDisposable
{
    // Moscow, as the rig's service: Thursday of the week after the rig's Tuesday.
    public static readonly DateTimeOffset Thursday = new(2026, 12, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RigPerson _organizer;
    private int _people;

    public EventTown()
    {
        _organizer = Rig.AddPerson("Белова Ольга Ивановна");
        Rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
        RoleTable.AppointMethodist(Rig.Transaction, _organizer.Id, "primary", [], isDeputy: false);
    }

    public ServiceRig Rig { get; } = new();

    public RigPerson Organizer => _organizer;

    public EventEditing Editing => Rig.Service<EventEditing>();

    public EventDraft Seminar => new()
    {
        Kind = EventKinds.Seminar,
        Title = "Оценивание",
        Place = "Школа № 3",
        Sessions = [new SessionDraft(Thursday, Thursday.AddHours(2))],
        Organizer = _organizer.Id,
    };

    public long Add(EventDraft draft)
    {
        var saving = Editing.Save(Rig.Context, draft);
        saving.State.ShouldBe(EventSaveState.Created, string.Join(' ', saving.Faults));
        return saving.Id!.Value;
    }

    public RigPerson AddTeacher(string? organization = "Школа № 5", string messenger = "telegram") =>
        Rig.AddPerson($"{Surname(_people++)} Анна Ивановна", organization, messenger: messenger);

    public RigPerson AddCoordinator(string organization)
    {
        var coordinator = AddTeacher(organization);
        RoleTable.Grant(Rig.Transaction, coordinator.Id, RoleTable.Coordinator, Rig.AddOrganization(organization), Rig.Now);
        return coordinator;
    }

    public ActionOutcome Register(RigPerson person, long id) => Do(person, "events.register", id);

    public ActionOutcome Cancel(RigPerson person, long id) => Do(person, "events.cancel", id);

    public ActionOutcome Do(RigPerson person, string action, long id, params (string Name, Answer Value)[] arguments) =>
        Rig.Do(person.Account, action, [("event", Answer.OfNumber(id)), .. arguments]);

    /// <summary>Texts that came to a person and contain this.</summary>
    public List<string> Told(RigPerson person, string text) => [.. Rig.SentTo(person.Account).Where(sent => sent.Contains(text, StringComparison.Ordinal))];

    public long Registration(RigPerson person, long id) => Rig.Connection.ExecuteScalar<long>(
        "SELECT id FROM registration WHERE person_id = @person AND event_id = @id AND cancelled_at IS NULL", new { person = person.Id, id });

    public bool HasPlace(RigPerson person, long id) => Rig.Connection.ExecuteScalar<long>(
        "SELECT count(*) FROM registration WHERE person_id = @person AND event_id = @id AND cancelled_at IS NULL AND placed_at IS NOT NULL",
        new { person = person.Id, id }) > 0;

    public void Dispose() => Rig.Dispose();

    // Letters only: a name has no digits.
    private static string Surname(int number) => "Ива" + string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('а' + (digit - '0')))) + "нова";
}
