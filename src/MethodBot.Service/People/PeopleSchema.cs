using MethodBot.Conversations.Storage;

namespace MethodBot.Service.People;

internal static class PeopleSchema
{
    public static SchemaPart Part { get; } = new("people", [
        """
        CREATE TABLE organization (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, search TEXT NOT NULL,
            sort INTEGER NOT NULL) STRICT;

        CREATE TABLE person (id INTEGER PRIMARY KEY, surname TEXT, first_name TEXT, patronymic TEXT, created_at INTEGER NOT NULL) STRICT;

        CREATE TABLE account (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
            linked_at INTEGER NOT NULL, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
        CREATE INDEX account_person ON account (person_id);

        -- organization_text: what a person typed when the directory lacks theirs.
        CREATE TABLE job (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
            organization_id INTEGER REFERENCES organization (id), organization_text TEXT, position TEXT NOT NULL, area TEXT,
            is_main INTEGER NOT NULL) STRICT;
        CREATE INDEX job_person ON job (person_id);

        -- revision: which wording was agreed to; dialog_revision keeps its text.
        CREATE TABLE consent (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), messenger TEXT NOT NULL,
            account TEXT NOT NULL, revision TEXT NOT NULL, given_at INTEGER NOT NULL, withdrawn_at INTEGER) STRICT;
        CREATE INDEX consent_person ON consent (person_id);

        CREATE TABLE direction (id TEXT PRIMARY KEY, name TEXT NOT NULL, sort INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE methodist (person_id INTEGER NOT NULL REFERENCES person (id), direction_id TEXT NOT NULL REFERENCES direction (id),
            PRIMARY KEY (person_id, direction_id)) STRICT, WITHOUT ROWID;
        """,
    ]);
}
