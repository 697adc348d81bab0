using MethodBot.Conversations.Storage;

namespace MethodBot.Bench.Load;

/// <summary>What one turn of one person wrote.</summary>
/// <param name="Target">The message changes another.</param>
/// <param name="Answers">Of the last turn: what was submitted.</param>
internal sealed record WrittenStage(string State, string Payload, bool Target, string Revision, IReadOnlyList<(string Question, string Option, string? Text)> Answers)
{
    private static readonly Random Ids = new(7);

    /// <summary>Writes what was submitted, under a new number.</summary>
    public void WriteAnswers(Func<string, Statement> statement)
    {
        var response = Ids.NextInt64();
        statement("INSERT INTO response (id, questionnaire, subject, revision, submitted_at, messenger, skipped) VALUES ($id, 'start', '', $revision, 1, '', '')")
            .Bind("$id", response).Bind("$revision", Revision).ExecuteNonQuery();
        foreach (var (question, option, text) in Answers)
        {
            statement("INSERT INTO response_answer (response_id, question_id, option_id, text) VALUES ($response, $question, $option, $text)")
                .Bind("$response", response).Bind("$question", question).Bind("$option", option).Bind("$text", text).ExecuteNonQuery();
        }
    }
}
