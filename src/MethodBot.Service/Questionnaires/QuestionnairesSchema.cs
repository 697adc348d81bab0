using MethodBot.Conversations.Storage;

namespace MethodBot.Service.Questionnaires;

internal static class QuestionnairesSchema
{
    public static SchemaPart Part { get; } = new("questionnaires", [
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
        """
        -- subject: what the questionnaire is about (an event's id), or empty. person_id: null where it is anonymous; then submitted_at is
        -- the beginning of the day, messenger is empty, and the id is drawn, so that neither order nor hour tells who it was.
        -- skipped: optional questions that were left out, separated by spaces.
        CREATE TABLE response_next (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, subject TEXT NOT NULL,
            person_id INTEGER REFERENCES person (id), revision TEXT NOT NULL, submitted_at INTEGER NOT NULL, updated_at INTEGER,
            messenger TEXT NOT NULL, skipped TEXT NOT NULL, UNIQUE (questionnaire, subject, person_id)) STRICT;
        INSERT INTO response_next (id, questionnaire, subject, person_id, revision, submitted_at, messenger, skipped)
            SELECT id, questionnaire, '', person_id, revision, submitted_at, messenger, '' FROM response;

        -- deficit: which one this answer shows, as the dialog tagged it when it was given.
        CREATE TABLE response_answer_next (response_id INTEGER NOT NULL REFERENCES response_next (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL, option_id TEXT NOT NULL, text TEXT, number TEXT, deficit TEXT,
            PRIMARY KEY (response_id, question_id, option_id)) STRICT, WITHOUT ROWID;
        INSERT INTO response_answer_next (response_id, question_id, option_id, text, number)
            SELECT response_id, question_id, option_id, text, number FROM response_answer;

        CREATE TABLE response_file_next (response_id INTEGER NOT NULL REFERENCES response_next (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL, file_id INTEGER NOT NULL, PRIMARY KEY (response_id, question_id, file_id)) STRICT, WITHOUT ROWID;
        INSERT INTO response_file_next (response_id, question_id, file_id) SELECT response_id, question_id, file_id FROM response_file;

        -- Children first: dropping a parent deletes what refers to it.
        DROP TABLE response_file;
        DROP TABLE response_answer;
        DROP TABLE response;
        ALTER TABLE response_next RENAME TO response;
        ALTER TABLE response_answer_next RENAME TO response_answer;
        ALTER TABLE response_file_next RENAME TO response_file;
        CREATE INDEX response_answer_option ON response_answer (question_id, option_id, response_id);
        CREATE INDEX response_answer_deficit ON response_answer (deficit, response_id) WHERE deficit IS NOT NULL;
        CREATE INDEX response_person ON response (person_id);

        -- Who answered an anonymous questionnaire: that they did, and nothing by which their answers could be found.
        CREATE TABLE response_receipt (questionnaire TEXT NOT NULL, subject TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
            PRIMARY KEY (questionnaire, subject, person_id)) STRICT, WITHOUT ROWID;

        -- Who opened a questionnaire. begun_at: 0 where it is anonymous.
        CREATE TABLE response_start (questionnaire TEXT NOT NULL, subject TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
            begun_at INTEGER NOT NULL, PRIMARY KEY (questionnaire, subject, person_id)) STRICT, WITHOUT ROWID;

        -- When a coordinator last had the colleagues reminded.
        CREATE TABLE response_reminder (questionnaire TEXT NOT NULL, organization_id INTEGER NOT NULL REFERENCES organization (id),
            reminded_at INTEGER NOT NULL, PRIMARY KEY (questionnaire, organization_id)) STRICT, WITHOUT ROWID;

        CREATE VIEW response_participant AS
            SELECT questionnaire, subject, person_id FROM response WHERE person_id IS NOT NULL
            UNION ALL SELECT questionnaire, subject, person_id FROM response_receipt;
        """,
        """
        -- Each answer of a response landed on another page of it: among a million answers half of all that the bot wrote. A summary
        -- finds the answers by their responses, and faster.
        DROP INDEX response_answer_option;
        """,
    ]);
}
