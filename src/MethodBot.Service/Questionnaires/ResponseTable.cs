using System.Collections.Immutable;
using System.Security.Cryptography;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>A person's response, without its answers.</summary>
/// <param name="Skipped">Ids of questions, separated by spaces.</param>
internal sealed record ResponseRow(long Id, long SubmittedAt, string Skipped);

/// <summary>What is being answered: a questionnaire, and the event it is about.</summary>
/// <param name="Subject">Id of the event, or empty.</param>
internal sealed record ResponseKey(string Questionnaire, string Subject, long Person);

/// <summary>SQL of responses.</summary>
internal static class ResponseTable
{
    // Ids of a program that reads JSON numbers as doubles stay exact.
    private const long MaxId = 1L << 52;

    public static ResponseRow? Find(SqliteConnection connection, ResponseKey key) => connection.QuerySingleOrDefault<ResponseRow>(
        """
        SELECT id, submitted_at AS SubmittedAt, skipped FROM response
        WHERE questionnaire = @Questionnaire AND subject = @Subject AND person_id = @Person
        """,
        key);

    /// <summary>The person answered while it was anonymous: which response is theirs, nobody knows.</summary>
    public static bool HasReceipt(SqliteConnection connection, ResponseKey key) => connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM response_receipt WHERE questionnaire = @Questionnaire AND subject = @Subject AND person_id = @Person)
        """,
        key);

    public static void MarkBegun(SqliteConnection connection, ResponseKey key, DateTimeOffset? now) => connection.Execute(
        """
        INSERT INTO response_start (questionnaire, subject, person_id, begun_at) VALUES (@Questionnaire, @Subject, @Person, @now)
        ON CONFLICT DO NOTHING
        """,
        new { key.Questionnaire, key.Subject, key.Person, now = now?.ToUnixTimeMilliseconds() ?? 0 });

    public static long Add(SqliteConnection connection, ResponseKey key, ActionCall call, string messenger, DateTimeOffset now) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO response (questionnaire, subject, person_id, revision, submitted_at, messenger, skipped)
            VALUES (@Questionnaire, @Subject, @Person, @Revision, @now, @messenger, @skipped) RETURNING id
            """,
            new { key.Questionnaire, key.Subject, key.Person, call.Revision, now = now.ToUnixTimeMilliseconds(), messenger, skipped = Join(call) });

    /// <summary>Nothing in the row leads to the person. That they answered stands apart.</summary>
    public static long AddAnonymous(SqliteConnection connection, ResponseKey key, ActionCall call, ServiceClock clock, DateOnly today)
    {
        connection.Execute("INSERT INTO response_receipt (questionnaire, subject, person_id) VALUES (@Questionnaire, @Subject, @Person)", key);
        return AddUnsigned(connection, key.Questionnaire, key.Subject, call, clock, today);
    }

    /// <summary>Of nobody: the row tells neither the hour nor, by its id, its place among others.</summary>
    public static long AddUnsigned(SqliteConnection connection, string questionnaire, string subject, ActionCall call, ServiceClock clock, DateOnly today)
    {
        var id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & (MaxId - 1);
        connection.Execute(
            """
            INSERT INTO response (id, questionnaire, subject, revision, submitted_at, messenger, skipped)
            VALUES (@id, @questionnaire, @subject, @Revision, @day, '', @skipped)
            """,
            new { id, questionnaire, subject, call.Revision, day = clock.At(today, TimeOnly.MinValue).ToUnixTimeMilliseconds(), skipped = Join(call) });
        return id;
    }

    /// <summary>Makes room for changed answers: when it was first sent stays. Files that are not among them are erased.</summary>
    public static void Renew(ServiceContext context, long id, ActionCall call, string messenger)
    {
        var connection = context.Transaction.Connection;
        var earlier = connection.Query<long>("SELECT file_id FROM response_file WHERE response_id = @id", new { id }).ToList();
        connection.Execute(
            """
            UPDATE response SET revision = @Revision, updated_at = @now, messenger = @messenger, skipped = @skipped WHERE id = @id
            """,
            new { id, call.Revision, now = context.Now.ToUnixTimeMilliseconds(), messenger, skipped = Join(call) });
        connection.Execute("DELETE FROM response_answer WHERE response_id = @id", new { id });
        connection.Execute("DELETE FROM response_file WHERE response_id = @id", new { id });
        foreach (var file in earlier.Except(call.Given.SelectMany(given => FilesOf(given)).Select(file => file.Id)))
            context.EraseFile(file);
    }

    public static void AddAnswers(StoreTransaction transaction, long response, ActionCall call, Machine? questionnaire)
    {
        foreach (var given in call.Given)
        {
            foreach (var row in AnswerRows.Of(given, questionnaire?.ById.GetValueOrDefault(given.Question) as AskNode))
            {
                transaction.Statement(
                        """
                        INSERT INTO response_answer (response_id, question_id, option_id, text, number, deficit)
                        VALUES ($response, $question, $option, $text, $number, $deficit)
                        """)
                    .Bind("$response", response).Bind("$question", row.Question).Bind("$option", row.Option)
                    .Bind("$text", row.Text).Bind("$number", row.Number).Bind("$deficit", row.Deficit)
                    .ExecuteNonQuery();
            }

            foreach (var file in FilesOf(given))
            {
                transaction.Statement("INSERT INTO response_file (response_id, question_id, file_id) VALUES ($response, $question, $file)")
                    .Bind("$response", response).Bind("$question", given.Question).Bind("$file", file.Id).ExecuteNonQuery();
            }
        }
    }

    private static ImmutableArray<AnswerFile> FilesOf(GivenAnswer given) => given.Answer.Files is { IsDefault: false } files ? files : [];

    private static string Join(ActionCall call) => string.Join(' ', call.Skipped);
}
