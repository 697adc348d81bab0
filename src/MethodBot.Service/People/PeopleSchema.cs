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
        """
        -- code: INN or the service's own number; the key of an import. aliases: separated by semicolons.
        ALTER TABLE organization ADD COLUMN code TEXT;
        ALTER TABLE organization ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
        ALTER TABLE organization ADD COLUMN municipality TEXT;
        ALTER TABLE organization ADD COLUMN closed_at INTEGER;
        CREATE UNIQUE INDEX organization_code ON organization (code) WHERE code IS NOT NULL;

        -- preferred: messenger for notices. invited: 0 = wants no invitations and reminders that are not about own affairs.
        ALTER TABLE person ADD COLUMN preferred TEXT;
        ALTER TABLE person ADD COLUMN invited INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE person ADD COLUMN search TEXT NOT NULL DEFAULT '';
        ALTER TABLE person ADD COLUMN erased_at INTEGER;

        -- Everybody who writes from an account; account.person_id is who does so now.
        CREATE TABLE account_sharer (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
            linked_at INTEGER NOT NULL, PRIMARY KEY (messenger, account, person_id)) STRICT, WITHOUT ROWID;
        CREATE INDEX account_sharer_person ON account_sharer (person_id);
        INSERT INTO account_sharer (messenger, account, person_id, linked_at) SELECT messenger, account, person_id, linked_at FROM account;

        CREATE INDEX job_organization ON job (organization_id);

        -- role: administrator, head, coordinator (of an organization).
        CREATE TABLE role (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), role TEXT NOT NULL,
            organization_id INTEGER REFERENCES organization (id), granted_at INTEGER NOT NULL) STRICT;
        CREATE UNIQUE INDEX role_once ON role (person_id, role, ifnull(organization_id, 0));

        -- Accounts that the settings name administrators: written anew at each start.
        CREATE TABLE administrator_account (messenger TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;

        ALTER TABLE methodist ADD COLUMN is_deputy INTEGER NOT NULL DEFAULT 0;

        -- level: preschool, primary, basic, secondary. No row: all of them.
        CREATE TABLE methodist_level (person_id INTEGER NOT NULL, direction_id TEXT NOT NULL, level TEXT NOT NULL,
            PRIMARY KEY (person_id, direction_id, level),
            FOREIGN KEY (person_id, direction_id) REFERENCES methodist (person_id, direction_id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

        -- role as above, or methodist, or person (no role: who was imported gets their own row). directions and levels: separated by spaces.
        CREATE TABLE invitation (code TEXT PRIMARY KEY, role TEXT NOT NULL, person_id INTEGER REFERENCES person (id),
            organization_id INTEGER REFERENCES organization (id), directions TEXT, levels TEXT, is_deputy INTEGER NOT NULL DEFAULT 0,
            created_by INTEGER REFERENCES person (id), created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_by INTEGER REFERENCES person (id),
            used_at INTEGER) STRICT, WITHOUT ROWID;

        -- One-time code by which a person's other messenger joins.
        CREATE TABLE link_code (code TEXT PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), messenger TEXT NOT NULL,
            expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX link_code_person ON link_code (person_id);

        -- Codes that an account typed wrongly.
        CREATE TABLE code_attempt (messenger TEXT NOT NULL, account TEXT NOT NULL, tried_at INTEGER NOT NULL) STRICT;
        CREATE INDEX code_attempt_of ON code_attempt (messenger, account, tried_at);

        -- Files with everything held of a person, as they were given it.
        CREATE TABLE data_copy (file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE, person_id INTEGER NOT NULL REFERENCES person (id)) STRICT;
        CREATE INDEX data_copy_person ON data_copy (person_id);

        -- The act of a destruction: what was erased, in numbers, and when. Kept three years.
        CREATE TABLE erasure (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, erased_at INTEGER NOT NULL, act TEXT NOT NULL) STRICT;
        """,
    ]);
}
