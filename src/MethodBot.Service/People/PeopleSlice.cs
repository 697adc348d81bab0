using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>Who writes to the service: consent, profile, organizations, methodists and their directions.</summary>
public sealed class PeopleSlice(ServiceOptions options) : ISlice
{
    private const string NoPhone = "people.no_phone";

    public string Name => "people";

    public ImmutableArray<TextKey> TextKeys =>
    [
        NoPhone,
    ];

    public SchemaPart Schema => PeopleSchema.Part;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("people.consent", Roles.Everyone, [], [], ["ok"], Consent),
        DialogAction.Reading("people.read_name", Roles.Consented, ["text"], ["ok", "unclear"], ReadName, ("address", AnswerType.Text)),
        DialogAction.Changing("people.save_profile", Roles.Consented, ["name", "organization", "position"], ["area", "group"], ["ok"], SaveProfile, ("address", AnswerType.Text)),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("people.organizations", ["kind"]), Roles.Consented, (turn, arguments) => turn.Transaction.Connection.Query<(long Id, string Name, string Search)>(
            "SELECT id, name, search FROM organization WHERE (kind = @kind OR @kind = 'any') AND closed_at IS NULL ORDER BY sort, name", new { kind = arguments["kind"].Key })
            .Select(row => new ListItem(row.Id.ToString(CultureInfo.InvariantCulture), row.Name, row.Search))),
        new ListSource(new SourceSignature("people.directions", []), Roles.Registered, (turn, _) => turn.Transaction.Connection.Query<(string Id, string Name)>(
            "SELECT d.id, d.name FROM direction d WHERE EXISTS (SELECT 1 FROM methodist m WHERE m.direction_id = d.id) ORDER BY d.sort")
            .Select(row => new ListItem(row.Id, row.Name, SearchText.Index(row.Name)))),
    ];

    public ImmutableDictionary<string, AnswerType> Facts { get; } = new Dictionary<string, AnswerType>(StringComparer.Ordinal)
    {
        ["person.consented"] = AnswerType.Flag,
        ["person.registered"] = AnswerType.Flag,
        ["person.is_methodist"] = AnswerType.Flag,
        ["person.is_admin"] = AnswerType.Flag,
        ["person.is_coordinator"] = AnswerType.Flag,
        ["person.is_head"] = AnswerType.Flag,
        ["person.is_staff"] = AnswerType.Flag,
        ["person.address"] = AnswerType.Text,
        ["person.organization"] = AnswerType.Text,
        ["person.kind"] = AnswerType.Text,
        ["person.area"] = AnswerType.Text,
        ["person.position"] = AnswerType.Text,
        ["service.name"] = AnswerType.Text,
        ["service.phone"] = AnswerType.Text,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public void NoticeDialogs(ServiceContext context) => RoleTable.SaveSettings(
        context.Transaction,
        options.Admins.Select(admin => admin.Split(':')).Where(parts => parts.Length == 2).Select(parts => new AccountId(parts[0], parts[1])).Distinct());

    public Redirection? Redirect(ServiceContext context, UndeliveredMessage undelivered)
    {
        var connection = context.Transaction.Connection;
        if (context.FindAccount(undelivered.Chat) is not { } account || PeopleTable.FindByAccount(connection, account) is not { } person)
            return null;
        var other = PeopleTable.Accounts(connection, person.Id).Select(context.FindChat).OfType<ChatAddress>()
            .FirstOrDefault(chat => chat.Channel.Messenger != undelivered.Chat.Channel.Messenger && context.IsReachable(chat));
        return other == default ? null : new Redirection(other, context.Send(other, undelivered.Message, undelivered.Tag, undelivered.Priority));
    }

    public string? PersonKey(TurnContext turn) => turn.Person() is { } person ? string.Create(CultureInfo.InvariantCulture, $"person:{person.Id}") : null;

    public Answer? ReadFact(TurnContext turn, string name)
    {
        var person = turn.Person();
        return name switch
        {
            "person.consented" => Answer.OfFlag(person?.Consented == true),
            "person.registered" => Answer.OfFlag(person?.FirstName is not null),
            "person.is_methodist" => Answer.OfFlag(person?.IsMethodist == true),
            "person.is_admin" => Answer.OfFlag(turn.May(Roles.Administrator)),
            "person.is_coordinator" => Answer.OfFlag(turn.May(Roles.Coordinator)),
            "person.is_head" => Answer.OfFlag(turn.May(Roles.Head)),
            "person.is_staff" => Answer.OfFlag(turn.May(Roles.Staff)),
            "person.address" => OfText(person?.Address is { Length: > 0 } address ? address : turn.FirstName),
            "person.organization" => OfText(person?.Organization),
            "person.kind" => OfText(person?.OrganizationKind),
            "person.area" => OfText(person?.Area),
            "person.position" => OfText(person?.Position),
            "service.name" => OfText(options.Name),
            "service.phone" => OfText(options.Phone is { Length: > 0 } phone ? phone : turn.Texts.Plain(NoPhone)),
            _ => null,
        };
    }

    private static Answer? OfText(string? text) => string.IsNullOrEmpty(text) ? null : Answer.OfText(text);

    private static ActionOutcome Consent(TurnContext turn, ActionCall call)
    {
        var person = turn.Person()?.Id ?? PeopleTable.Add(turn.Transaction, turn.Account, turn.Now);
        // The revision of the dialog tells which wording was agreed to: the store keeps the source of every revision that ever served.
        PeopleTable.AddConsent(turn.Transaction, person, turn.Account, call.Revision, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome ReadName(TurnContext turn, ActionCall call) =>
        FullName.Parse(call.Arguments.GetValueOrDefault("text")?.Text ?? "") is { } name
            ? ActionOutcome.Of("ok", changed: false).With("address", name.Address)
            : ActionOutcome.Of("unclear", changed: false);

    private static ActionOutcome SaveProfile(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var name = FullName.Parse(call.Arguments["name"].Text ?? "") ?? throw new InvalidOperationException("the name was not read before it was saved");
        var organization = call.Arguments["organization"];
        var known = organization.Options is { IsDefaultOrEmpty: false } ? long.Parse(organization.Key, CultureInfo.InvariantCulture) : (long?)null;
        PeopleTable.SaveName(turn.Transaction, person.Id, name);
        PeopleTable.SaveJob(
            turn.Transaction,
            person.Id,
            known,
            known is null ? organization.Key : null,
            AnswerText.Format(call.Arguments["position"]),
            // A subject, or a group of the kindergarten: whichever the position asked for.
            (call.Arguments.GetValueOrDefault("area") ?? call.Arguments.GetValueOrDefault("group")) is { } area ? AnswerText.Format(area) : null);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok").With("address", name.Address);
    }
}
