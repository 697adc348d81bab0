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
using MethodBot.Service.Notices;

namespace MethodBot.Service.People;

/// <summary>Who writes to the service: consent, profile, roles, the accounts they write from, and what is held of them.</summary>
public sealed class PeopleSlice : ISlice
{
    private readonly ServiceOptions _options;
    private readonly Profile _profile;
    private readonly Joining _joining;
    private readonly Invitations _invitations;
    private readonly OwnData _ownData;

    internal PeopleSlice(ServiceOptions options, IEnumerable<IPersonalData> holders, NoticeDesk notices, DeepLinks links, IOneTimeCodeSource codes)
    {
        var merge = new PersonMerge(holders);
        _options = options;
        _profile = new Profile(merge);
        _joining = new Joining(merge, codes);
        _invitations = new Invitations(merge, notices, links, codes);
        _ownData = new OwnData(holders, options);
    }

    public string Name => "people";

    public ImmutableArray<TextKey> TextKeys => PeopleTexts.All;

    public SchemaPart Schema => PeopleSchema.Part;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("people.consent", Roles.Everyone, [], [], ["ok"], Consent),
        .. _profile.Actions,
        .. Jobs.Actions,
        .. _joining.Actions,
        .. SharedAccounts.Actions,
        .. _invitations.Actions,
        .. Staff.Actions,
        .. _ownData.Actions,
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("people.organizations", ["kind"]), Roles.Consented, (turn, arguments) => turn.Transaction.Connection.Query<(long Id, string Name, string Search)>(
            "SELECT id, name, search FROM organization WHERE (kind = @kind OR @kind = 'any') AND closed_at IS NULL ORDER BY sort, name", new { kind = arguments["kind"].Key })
            .Select(row => new ListItem(row.Id.ToString(CultureInfo.InvariantCulture), row.Name, row.Search))),
        new ListSource(new SourceSignature("people.directions", []), Roles.Registered, (turn, _) => turn.Transaction.Connection.Query<(string Id, string Name)>(
            "SELECT d.id, d.name FROM direction d WHERE EXISTS (SELECT 1 FROM methodist m WHERE m.direction_id = d.id) ORDER BY d.sort")
            .Select(row => new ListItem(row.Id, row.Name, SearchText.Index(row.Name)))),
        .. Jobs.Sources,
        .. SharedAccounts.Sources,
        .. Staff.Sources,
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
        ["person.shares"] = AnswerType.Flag,
        ["person.kind"] = AnswerType.Text,
        ["person.area"] = AnswerType.Text,
        ["person.position"] = AnswerType.Text,
        ["service.name"] = AnswerType.Text,
        ["service.phone"] = AnswerType.Text,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public void NoticeDialogs(ServiceContext context) => RoleTable.SaveSettings(
        context.Transaction,
        _options.Admins.Select(admin => admin.Split(':')).Where(parts => parts.Length == 2).Select(parts => new AccountId(parts[0], parts[1])).Distinct());

    public bool Forget(ServiceContext context)
    {
        ForgottenPeople.ForgetCodes(context);
        ForgottenPeople.ForgetProofs(context);
        foreach (var person in ForgottenPeople.ReadSilent(context, _options))
            _ownData.EraseSilent(context, person);
        // Not all at once, even if there is more: a clock that went wrong for an hour must not cost everybody.
        return false;
    }

    public Redirection? Redirect(ServiceContext context, UndeliveredMessage undelivered)
    {
        var connection = context.Transaction.Connection;
        // Whose message it was, of several who share the account, nobody knows here.
        if (context.FindAccount(undelivered.Chat) is not { } account || PeopleTable.SharersOf(connection, account) is not [var person])
            return null;
        // Another community of the same messenger helps who has closed this chat, but not where the messenger itself is away.
        var isClosed = !context.IsReachable(undelivered.Chat);
        var other = PeopleTable.Accounts(connection, person.Id).Select(context.FindChat).OfType<ChatAddress>()
            .Where(chat => chat.Channel.Messenger != undelivered.Chat.Channel.Messenger || (isClosed && chat.Channel != undelivered.Chat.Channel))
            .Where(context.IsReachable)
            .OrderBy(chat => chat.Channel.Messenger == undelivered.Chat.Channel.Messenger)
            .FirstOrDefault();
        return other == default ? null : new Redirection(other, context.Send(other, undelivered.Message, undelivered.Tag, undelivered.Priority));
    }

    public string? PersonKey(TurnContext turn) => turn.Person() is { } person ? PersonOfTurn.KeyOf(person.Id) : null;

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
            "person.shares" => Answer.OfFlag(SharedAccounts.Others(turn).Any()),
            "person.kind" => OfText(person?.OrganizationKind),
            "person.area" => OfText(person?.Area),
            "person.position" => OfText(person?.Position),
            "service.name" => OfText(_options.Name),
            "service.phone" => OfText(_options.Phone is { Length: > 0 } phone ? phone : turn.Texts.Plain(PeopleTexts.NoPhone)),
            _ => null,
        };
    }

    private static Answer? OfText(string? text) => string.IsNullOrEmpty(text) ? null : Answer.OfText(text);

    private static ActionOutcome Consent(TurnContext turn, ActionCall call)
    {
        if (turn.Person()?.Id is not { } person)
        {
            person = PeopleTable.Add(turn.Transaction, turn.Account, turn.Now);
            turn.MergeOwners(turn.Account.ToString(), PersonOfTurn.KeyOf(person));
        }

        // The revision of the dialog tells which wording was agreed to: the store keeps the source of every revision that ever served.
        PeopleTable.AddConsent(turn.Transaction, person, turn.Account, call.Revision, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }
}
