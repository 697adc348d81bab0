using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Questionnaires;

/// <summary>Responses to questionnaires: one a person, kept answer by answer with the ids of questions and options.</summary>
public sealed class QuestionnairesSlice : ISlice
{
    public string Name => "questionnaires";

    public SchemaPart Schema { get; } = new("questionnaires", [
        """
        CREATE TABLE response (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
            revision TEXT NOT NULL, submitted_at INTEGER NOT NULL, messenger TEXT NOT NULL, UNIQUE (questionnaire, person_id)) STRICT;

        -- A row for each chosen option; for other answers one row whose option_id is empty.
        CREATE TABLE response_answer (response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE, question_id TEXT NOT NULL,
            option_id TEXT NOT NULL, text TEXT, number TEXT, PRIMARY KEY (response_id, question_id, option_id)) STRICT, WITHOUT ROWID;
        CREATE INDEX response_answer_option ON response_answer (question_id, option_id, response_id);

        CREATE TABLE response_file (response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE, question_id TEXT NOT NULL,
            file_id INTEGER NOT NULL, PRIMARY KEY (response_id, question_id, file_id)) STRICT, WITHOUT ROWID;
        """,
    ]);

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading("questionnaires.begin", Roles.Registered, [], ["ok", "answered", "not_yet", "closed"], Begin, ("date", AnswerType.Date)),
        DialogAction.Changing("questionnaires.submit", Roles.Registered, [], [], ["ok", "answered", "closed"], Submit),
    ];

    private static ActionOutcome Begin(TurnContext turn, ActionCall call)
    {
        var terms = turn.Dialogs.Find(call.Dialog)?.Questionnaire;
        if (terms?.Opens is { } opens && turn.Today < opens)
            return ActionOutcome.Of("not_yet", changed: false).With("date", Answer.OfDate(opens));
        if (terms?.Closes is { } closes && turn.Today > closes)
            return ActionOutcome.Of("closed", changed: false).With("date", Answer.OfDate(closes));
        if (terms?.Once == true && FindResponse(turn, call.Dialog) is { } submitted)
            return ActionOutcome.Of("answered", changed: false).With("date", Answer.OfDate(turn.Clock.DateOf(submitted)));
        return ActionOutcome.Of("ok", changed: false);
    }

    private static ActionOutcome Submit(TurnContext turn, ActionCall call)
    {
        // It may have closed, or been answered in the person's other messenger, while this chat was under way.
        var begun = Begin(turn, call);
        if (begun.Name != "ok")
            return begun with { Name = begun.Name == "answered" ? "answered" : "closed" };
        var connection = turn.Transaction.Connection;
        var person = turn.RequirePerson().Id;
        // Where it may be answered again (once: false), the new answers take the place of the old.
        connection.Execute("DELETE FROM response WHERE questionnaire = @Dialog AND person_id = @person", new { call.Dialog, person });
        var response = connection.ExecuteScalar<long>(
            """
            INSERT INTO response (questionnaire, person_id, revision, submitted_at, messenger)
            VALUES (@Dialog, @person, @Revision, @now, @Messenger) RETURNING id
            """,
            new { call.Dialog, person, call.Revision, now = turn.Now.ToUnixTimeMilliseconds(), turn.Account.Messenger });
        foreach (var given in call.Given)
            Save(turn, response, given);
        return ActionOutcome.Of("ok");
    }

    private static void Save(TurnContext turn, long response, GivenAnswer given)
    {
        var answer = given.Answer;
        if (answer.Options.IsDefaultOrEmpty)
        {
            var number = answer.Files.IsDefaultOrEmpty ? answer.Number : answer.Files.Length;
            Insert(given.Question, answer.Flag is null ? "" : answer.Key, TextOf(answer), number?.ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; !answer.Options.IsDefault && i < answer.Options.Length; i++)
        {
            var label = answer.Labels.IsDefault ? null : answer.Labels[i];
            switch (given.Type)
            {
                case AnswerType.Matrix:
                    // A row of a matrix is a question of its own for whoever counts.
                    var colon = answer.Options[i].IndexOf(':', StringComparison.Ordinal);
                    Insert($"{given.Question}.{answer.Options[i][..colon]}", answer.Options[i][(colon + 1)..], label, null);
                    break;
                case AnswerType.Ranking:
                    Insert(given.Question, answer.Options[i], label, (i + 1).ToString(CultureInfo.InvariantCulture));
                    break;
                default:
                    Insert(given.Question, answer.Options[i], label, null);
                    break;
            }
        }

        if (answer.Files.IsDefaultOrEmpty)
            return;
        foreach (var file in answer.Files)
        {
            turn.Transaction.Statement("INSERT INTO response_file (response_id, question_id, file_id) VALUES ($response, $question, $file)")
                .Bind("$response", response).Bind("$question", given.Question).Bind("$file", file.Id).ExecuteNonQuery();
        }

        void Insert(string question, string option, string? text, string? number) => turn.Transaction
            .Statement("INSERT INTO response_answer (response_id, question_id, option_id, text, number) VALUES ($response, $question, $option, $text, $number)")
            .Bind("$response", response).Bind("$question", question).Bind("$option", option).Bind("$text", text).Bind("$number", number)
            .ExecuteNonQuery();
    }

    private static string? TextOf(Answer answer) => answer switch
    {
        { Date: not null } or { Time: not null } => answer.Key,
        { Place: { } place } => answer.Text is null ? place.ToString() : $"{answer.Text} ({place})",
        _ => answer.Text,
    };

    private static DateTimeOffset? FindResponse(TurnContext turn, string questionnaire)
    {
        if (turn.Person() is not { } person)
            return null;
        var submitted = turn.Transaction.Connection.ExecuteScalar<long?>(
            "SELECT submitted_at FROM response WHERE questionnaire = @questionnaire AND person_id = @Id", new { questionnaire, person.Id });
        return submitted is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
