using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.Consultations;

/// <summary>A message that a button has asked for: it goes where the button stood, whatever else is open.</summary>
/// <param name="Target">Of a note: to whom the consultation is handed over.</param>
internal sealed record Expected(long Consultation, ExpectedKind Kind, string? Target = null);

internal enum ExpectedKind
{
    /// <summary>An answer, or more about the question.</summary>
    Words,

    /// <summary>The methodist asks back.</summary>
    Question,

    /// <summary>Goes with a consultation that is handed over.</summary>
    Note,

    /// <summary>Beside a rating.</summary>
    Rating,
}

/// <summary>SQL of messages that buttons have asked for.</summary>
internal static class ExpectedTable
{
    public static void Set(TurnContext turn, long person, Expected expected) => turn.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_expected (messenger, account, person_id, consultation_id, kind, target)
        VALUES (@Messenger, @Id, @person, @Consultation, @kind, @Target)
        ON CONFLICT (messenger, account) DO UPDATE SET person_id = excluded.person_id, consultation_id = excluded.consultation_id,
            kind = excluded.kind, target = excluded.target
        """,
        new { turn.Account.Messenger, turn.Account.Id, person, expected.Consultation, kind = NameOf(expected.Kind), expected.Target });

    /// <summary>Null where no button has asked this person for anything.</summary>
    public static Expected? Find(TurnContext turn, long person)
    {
        using var reader = turn.Transaction.Statement(
                "SELECT consultation_id, kind, target FROM consultation_expected WHERE messenger = $messenger AND account = $account AND person_id = $person")
            .Bind("$messenger", turn.Account.Messenger).Bind("$account", turn.Account.Id).Bind("$person", person)
            .ExecuteReader();
        return reader.Read()
            ? new Expected(reader.GetInt64(0), KindOf(reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetString(2))
            : null;
    }

    public static void Forget(StoreTransaction transaction, AccountId account) =>
        transaction.Statement("DELETE FROM consultation_expected WHERE messenger = $messenger AND account = $account")
            .Bind("$messenger", account.Messenger).Bind("$account", account.Id).ExecuteNonQuery();

    public static void ForgetPerson(StoreTransaction transaction, long person) =>
        transaction.Connection.Execute("DELETE FROM consultation_expected WHERE person_id = @person", new { person });

    private static string NameOf(ExpectedKind kind) => kind switch
    {
        ExpectedKind.Question => "question",
        ExpectedKind.Note => "note",
        ExpectedKind.Rating => "rating",
        _ => "words",
    };

    private static ExpectedKind KindOf(string name) => name switch
    {
        "question" => ExpectedKind.Question,
        "note" => ExpectedKind.Note,
        "rating" => ExpectedKind.Rating,
        _ => ExpectedKind.Words,
    };
}
