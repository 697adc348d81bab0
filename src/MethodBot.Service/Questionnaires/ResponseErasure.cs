using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>What questionnaires hold of a person. Anonymous responses are nobody's: of those only that the person answered is held.</summary>
internal static class ResponseErasure
{
    private const string OwnFiles = "SELECT f.file_id FROM response_file f JOIN response r ON r.id = f.response_id WHERE r.person_id = @person";

    public static IEnumerable<PersonalSection> Describe(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (id, questionnaire, subject, submitted) in connection.Query<(long Id, string Questionnaire, string Subject, long Submitted)>(
            "SELECT id, questionnaire, subject, submitted_at FROM response WHERE person_id = @person ORDER BY id", new { person }).ToList())
        {
            lines.Add(context.Texts.Plain(
                QuestionnaireTexts.HeldResponse,
                ("title", Answer.OfText(TitleOf(context, questionnaire, subject))),
                ("date", Answer.OfText(context.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(submitted), context.Today)))));
            lines.AddRange(ReadAnswers(context, questionnaire, id));
        }

        foreach (var (questionnaire, subject) in connection.Query<(string Questionnaire, string Subject)>(
            "SELECT questionnaire, subject FROM response_receipt WHERE person_id = @person ORDER BY questionnaire, subject", new { person }).ToList())
        {
            lines.Add(context.Texts.Plain(QuestionnaireTexts.HeldReceipt, ("title", Answer.OfText(TitleOf(context, questionnaire, subject)))));
        }

        if (lines.Count > 0)
            yield return new PersonalSection(context.Texts.Plain(QuestionnaireTexts.HeldHeading), lines.ToImmutable());
    }

    public static IEnumerable<ErasedCount> Erase(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var files = EraseFiles(context, OwnFiles, new { person });
        connection.Execute("DELETE FROM response_receipt WHERE person_id = @person; DELETE FROM response_start WHERE person_id = @person", new { person });
        return [new ErasedCount("responses", connection.Execute("DELETE FROM response WHERE person_id = @person", new { person })), new ErasedCount("files of responses", files)];
    }

    /// <summary>Where both have answered the same, the later response stays.</summary>
    public static void Merge(ServiceContext context, long from, long to)
    {
        var connection = context.Transaction.Connection;
        var earlier = connection.Query<long>(
            """
            SELECT CASE WHEN coalesce(one.updated_at, one.submitted_at) > coalesce(other.updated_at, other.submitted_at) THEN other.id ELSE one.id END
            FROM response one JOIN response other ON other.questionnaire = one.questionnaire AND other.subject = one.subject
            WHERE one.person_id = @from AND other.person_id = @to
            """,
            new { from, to }).ToList();
        EraseFiles(context, "SELECT file_id FROM response_file WHERE response_id IN @earlier", new { earlier });
        connection.Execute("DELETE FROM response WHERE id IN @earlier", new { earlier });
    }

    private static int EraseFiles(ServiceContext context, string select, object parameters)
    {
        var files = context.Transaction.Connection.Query<long>(select, parameters).ToList();
        foreach (var file in files)
            context.EraseFile(file);
        return files.Count;
    }

    private static IEnumerable<string> ReadAnswers(ServiceContext context, string questionnaire, long response)
    {
        var titles = context.Dialogs.Find(questionnaire) is { } machine
            ? QuestionColumn.Of(machine).ToDictionary(column => column.Id, column => column.Title, StringComparer.Ordinal)
            : [];
        return context.Transaction.Connection
            .Query<(string Question, string Option, string? Text, string? Number)>(
                "SELECT question_id, option_id, text, number FROM response_answer WHERE response_id = @response ORDER BY question_id, CAST(number AS INTEGER), option_id",
                new { response })
            .GroupBy(row => row.Question, StringComparer.Ordinal)
            .Select(rows => context.Texts.Plain(
                QuestionnaireTexts.HeldAnswer,
                ("question", Answer.OfText(titles.GetValueOrDefault(rows.Key, rows.Key))),
                ("answer", Answer.OfText(string.Join("; ", rows.Select(row => WordsOf(context, row.Option, row.Text, row.Number)))))));
    }

    private static string WordsOf(ServiceContext context, string option, string? text, string? number) => text ?? number ?? option switch
    {
        Dialogs.Questions.YesNoQuestion.Yes => context.Texts.Plain(Dialogs.Texts.TextKeys.Yes),
        Dialogs.Questions.YesNoQuestion.No => context.Texts.Plain(Dialogs.Texts.TextKeys.No),
        _ => option,
    };

    private static string TitleOf(ServiceContext context, string questionnaire, string subject)
    {
        var title = context.Dialogs.Find(questionnaire)?.Title ?? questionnaire;
        return subject.Length > 0 && FindEvent(context.Transaction.Connection, subject) is { } name ? $"{title}: {name}" : title;
    }

    private static string? FindEvent(SqliteConnection connection, string subject) =>
        long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? EventSubjects.Find(connection, id)?.Title : null;
}
