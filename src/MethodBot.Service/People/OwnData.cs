using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>A person gets everything that is held of them, and withdraws the consent to it.</summary>
internal sealed class OwnData(IEnumerable<IPersonalData> holders, ServiceOptions options)
{
    private const string MimeType = "text/plain";

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("people.send_data", Roles.Consented, [], [], ["ok"], Send),
        DialogAction.Changing("people.withdraw", Roles.Consented, [], [], ["ok"], Withdraw),
    ];

    private ActionOutcome Send(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var texts = turn.Texts;
        var text = new StringBuilder(texts.Plain(
            PeopleTexts.DataIntro, ("service", Answer.OfText(options.Name)), ("date", Answer.OfText(turn.Clock.Format(turn.Now, turn.Today)))));
        foreach (var section in new[] { DescribeProfile(turn, person), DescribeConsents(turn, person) }.Concat(holders.SelectMany(holder => holder.Describe(turn, person.Id))))
        {
            text.Append("\r\n\r\n").Append(section.Heading).Append("\r\n");
            foreach (var line in section.Lines.DefaultIfEmpty(texts.Plain(PeopleTexts.DataNothing)))
                text.Append("\r\n- ").Append(line.ReplaceLineEndings("\r\n  "));
        }

        // The mark at the beginning: so that an old Windows shows Russian letters.
        var content = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        var file = turn.AddFile(texts.Plain(PeopleTexts.DataFile), MimeType, [.. content.GetPreamble(), .. content.GetBytes(text.ToString())]);
        EraseCopies(turn, person.Id);
        turn.Transaction.Connection.Execute("INSERT INTO data_copy (file_id, person_id) VALUES (@FileId, @Id)", new { file.FileId, person.Id });
        turn.Send(turn.Chat, new OutboundMessage { Attachments = [file] });
        return ActionOutcome.Of("ok", changed: false);
    }

    // The file names the person: it is held no longer than the next one, or the person themselves.
    private static int EraseCopies(ServiceContext context, long person)
    {
        var files = context.Transaction.Connection.Query<long>("DELETE FROM data_copy WHERE person_id = @person RETURNING file_id", new { person }).ToList();
        foreach (var file in files)
            context.EraseFile(file);
        return files.Count;
    }

    private static PersonalSection DescribeProfile(TurnContext turn, Person person)
    {
        var connection = turn.Transaction.Connection;
        var texts = turn.Texts;
        return new PersonalSection(
            texts.Plain(PeopleTexts.DataProfile),
            [
                texts.Plain(PeopleTexts.DataName, ("name", Answer.OfText(person.Full))),
                .. Jobs.Read(connection, person.Id).Select(job => job.ToString()),
                .. PeopleTable.Accounts(connection, person.Id).Select(account => texts.Plain(
                    PeopleTexts.DataAccount, ("messenger", Answer.OfText(texts.Plain(PeopleTexts.Messenger(account.Messenger)))), ("account", Answer.OfText(account.Id)))),
                .. Staff.Duties(turn, person.Id).Select(duty => texts.Plain(PeopleTexts.DataRole, ("role", Answer.OfText(duty.Name)))),
            ]);
    }

    private static PersonalSection DescribeConsents(TurnContext turn, Person person) => new(
        turn.Texts.Plain(PeopleTexts.DataConsents),
        [
            .. turn.Transaction.Connection.Query<(long Given, long? Withdrawn)>(
                "SELECT given_at, withdrawn_at FROM consent WHERE person_id = @Id ORDER BY id", new { person.Id })
                .Select(row => turn.Texts.Plain(
                    PeopleTexts.DataConsent,
                    ("date", Answer.OfText(turn.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(row.Given), turn.Today))),
                    ("state", Answer.OfText(turn.Texts.Plain(row.Withdrawn is null ? "people.consent_stands" : "people.consent_withdrawn"))))),
        ]);

    /// <summary>
    /// Erases: who consented to which wording and when stays as the proof of it, and the act says in numbers what was destroyed. A
    /// person who shares the account stays in it.
    /// </summary>
    private ActionOutcome Withdraw(TurnContext turn, ActionCall call)
    {
        var suspended = Erase(turn, turn.RequirePerson().Id, turn.Account, "withdrawn");
        turn.ForgetPerson();
        turn.Reply(turn.Texts.Rich(PeopleTexts.Withdrawn));
        return ActionOutcome.Of("ok") with { HandedOver = suspended };
    }

    /// <summary>The term of the consent is over for whoever has not written for so long: erased as if it were withdrawn.</summary>
    public void EraseSilent(ServiceContext context, long person) => Erase(context, person, null, "term over");

    private ImmutableArray<Suspended> Erase(ServiceContext context, long person, AccountId? here, string reason)
    {
        var connection = context.Transaction.Connection;
        var now = context.Now.ToUnixTimeMilliseconds();
        // First: whoever looks for somebody to take over what the person had must not find the person.
        var roles = connection.Execute("DELETE FROM role WHERE person_id = @person", new { person });
        RoleTable.DismissMethodist(context.Transaction, person);
        var counts = holders.SelectMany(holder => holder.Erase(context, person)).ToList();
        counts.Add(new ErasedCount("jobs", connection.Execute("DELETE FROM job WHERE person_id = @person", new { person })));
        counts.Add(new ErasedCount("roles", roles));
        connection.Execute("DELETE FROM link_code WHERE person_id = @person", new { person });
        connection.Execute("DELETE FROM notice WHERE person_id = @person", new { person });
        connection.Execute("UPDATE consent SET withdrawn_at = @now WHERE person_id = @person AND withdrawn_at IS NULL", new { person, now });
        var (accounts, suspended) = EraseAccounts(context, person, here);
        counts.Add(new ErasedCount("accounts", accounts));
        counts.Add(new ErasedCount("copies", EraseCopies(context, person)));
        context.EraseMessages(PersonOfTurn.TagOf(person));
        connection.Execute(
            "UPDATE person SET surname = NULL, first_name = NULL, patronymic = NULL, search = '', preferred = NULL, erased_at = @now WHERE id = @person", new { person, now });
        connection.Execute(
            "INSERT INTO erasure (person_id, erased_at, act) VALUES (@person, @now, @act)",
            new { person, now, act = $"{reason}: {string.Join(", ", counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.What}: {count.Count}")))}" });
        return suspended;
    }

    private static (int Count, ImmutableArray<Suspended> Here) EraseAccounts(ServiceContext context, long person, AccountId? at)
    {
        ImmutableArray<Suspended> here = [];
        var connection = context.Transaction.Connection;
        var accounts = PeopleTable.Accounts(connection, person);
        foreach (var account in accounts)
        {
            connection.Execute("DELETE FROM account_sharer WHERE messenger = @Messenger AND account = @Id AND person_id = @person", new { account.Messenger, account.Id, person });
            var wrote = connection.Execute("DELETE FROM account WHERE messenger = @Messenger AND account = @Id AND person_id = @person", new { account.Messenger, account.Id, person }) > 0;
            var heir = PeopleTable.SharersOf(connection, account).FirstOrDefault(other => other.FirstName is not null);
            if (wrote && heir is not null)
                PeopleTable.SwitchAccount(context.Transaction, heir.Id, account, context.Now);
            var inherited = context.EraseAccount(account, PersonOfTurn.KeyOf(person), wrote ? heir is null ? "" : PersonOfTurn.KeyOf(heir.Id) : null);
            if (account == at)
                here = inherited;
        }

        return (accounts.Count, here);
    }
}
