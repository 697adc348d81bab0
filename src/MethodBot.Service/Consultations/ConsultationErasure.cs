using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// What consultations hold of a person, and its erasure. Of a teacher everything that was written goes, theirs and the answers to it; that there was
/// a question stays, without words or a name. What a methodist has taken goes back to the colleagues.
/// </summary>
internal sealed class ConsultationErasure(ConsultationCards cards, ConsultationReturns returns)
{
    private const int ClosedAtATime = 20;

    public static IEnumerable<PersonalSection> Describe(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var consultation in ConsultationTable.ReadAll(connection, person).Where(item => !item.IsErased))
        {
            lines.Add(context.Texts.Plain(
                ConsultationTexts.HeldConsultation,
                ("title", ConsultationCards.Title(context, consultation)),
                ("date", Answer.OfText(context.Clock.Format(consultation.CreatedAt, context.Today)))));
            lines.AddRange(ReadWritten(context, consultation.Id, person));
        }

        if (lines.Count > 0)
            yield return new PersonalSection(context.Texts.Plain(ConsultationTexts.HeldHeading), lines.ToImmutable());
    }

    public IEnumerable<ErasedCount> Erase(ServiceContext context, long person)
    {
        var asked = ConsultationTable.ReadAll(context.Transaction.Connection, person).Where(item => !item.IsErased).ToList();
        var (messages, files) = (0, 0);
        foreach (var consultation in asked)
        {
            var answering = ThoseWhoAnswer(context, consultation);
            // Before anything is queued that has to leave: what waits to leave are the words. Rows that are gone give their numbers to new ones.
            context.EraseMessages(ConsultationCards.Tag(consultation));
            MessageTable.ForgetErased(context, consultation.Id);
            TellThoseWhoAnswer(context, consultation, answering);
            files += EraseFiles(context, "consultation_file", "message_id", "SELECT id FROM consultation_message WHERE consultation_id = @id", consultation.Id);
            messages += EraseWords(context, consultation);
            cards.Update(context, ConsultationTable.Find(context.Transaction.Connection, consultation.Id)!);
        }

        files += EraseFiles(context, "consultation_pending_file", "pending_id", "SELECT id FROM consultation_pending WHERE person_id = @id", person);
        PendingTable.ForgetPerson(context.Transaction, person);
        ExpectedTable.ForgetPerson(context.Transaction, person);
        foreach (var taken in ConsultationTable.ReadOf(context.Transaction.Connection, person))
            returns.GiveBack(context, taken, person);
        context.Transaction.Connection.Execute("DELETE FROM consultation_card WHERE person_id = @person", new { person });
        return [new ErasedCount("consultations", asked.Count), new ErasedCount("messages of consultations", messages), new ErasedCount("files of consultations", files)];
    }

    /// <summary>Erases the words and files of what was closed so long ago; that there was a question, and how soon it was answered, stays.</summary>
    /// <returns>True when there is more.</returns>
    public static bool EraseClosed(ServiceContext context, DateTimeOffset before)
    {
        var closed = ConsultationTable.ReadClosed(context.Transaction.Connection, before, ClosedAtATime);
        foreach (var consultation in closed)
        {
            context.EraseMessages(ConsultationCards.Tag(consultation));
            MessageTable.ForgetErased(context, consultation.Id);
            EraseFiles(context, "consultation_file", "message_id", "SELECT id FROM consultation_message WHERE consultation_id = @id", consultation.Id);
            EraseWords(context, consultation);
        }

        return closed.Count == ClosedAtATime;
    }

    private static List<long> ThoseWhoAnswer(ServiceContext context, Consultation consultation) =>
        consultation.Methodist is { } methodist ? [methodist] : MessageTable.Offered(context.Transaction.Connection, consultation);

    private static void TellThoseWhoAnswer(ServiceContext context, Consultation consultation, List<long> people)
    {
        if (consultation.IsClosed)
            return;
        // By its number alone: the subject is the teacher's words.
        foreach (var holder in people)
            Voice.Tell(context, consultation, holder, ConsultationTexts.ErasedForMethodist, ("number", Answer.OfText(consultation.Number)));
        ConsultationTable.Close(context, consultation.Id);
        HandoverQuestions.Withdraw(context, consultation);
        Silence.Stop(context, consultation, Awaits.Nothing);
    }

    private static int EraseWords(ServiceContext context, Consultation consultation)
    {
        var connection = context.Transaction.Connection;
        var subject = context.Texts.Plain(ConsultationTexts.ErasedSubject);
        connection.Execute(
            "UPDATE consultation SET subject = @subject, rating_words = NULL, erased_at = @now WHERE id = @Id",
            new { subject, now = context.Now.ToUnixTimeMilliseconds(), consultation.Id });
        return connection.Execute("UPDATE consultation_message SET text = '', source_id = NULL, album = NULL WHERE consultation_id = @Id", new { consultation.Id });
    }

    private static int EraseFiles(ServiceContext context, string table, string column, string owners, long id)
    {
        var connection = context.Transaction.Connection;
        var files = connection.Query<long>($"SELECT file_id FROM {table} WHERE {column} IN ({owners})", new { id }).ToList();
        foreach (var file in files)
            context.EraseFile(file);
        connection.Execute($"DELETE FROM {table} WHERE {column} IN ({owners})", new { id });
        return files.Count;
    }

    private static IEnumerable<string> ReadWritten(ServiceContext context, long consultation, long person) => context.Transaction.Connection
        .Query<(string Text, long Files, long WrittenAt)>(
            """
            SELECT m.text, (SELECT count(*) FROM consultation_file f WHERE f.message_id = m.id), m.written_at
            FROM consultation_message m WHERE m.consultation_id = @consultation AND m.author_id = @person ORDER BY m.id
            """,
            new { consultation, person })
        .Select(row => context.Texts.Plain(
            row.Files > 0 ? ConsultationTexts.HeldWithFiles : ConsultationTexts.HeldMessage,
            ("date", Answer.OfText(context.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(row.WrittenAt), context.Today))),
            ("text", Answer.OfText(row.Text)),
            ("files", Answer.OfNumber(row.Files))));
}
