using MethodBot.Conversations.Storage;

namespace MethodBot.Service.Events;

internal static class EventsSchema
{
    public static SchemaPart Part { get; } = new("events", [
        """
        -- places: null = as many as come.
        CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, place TEXT NOT NULL,
            starts_at INTEGER NOT NULL, places INTEGER) STRICT;
        CREATE INDEX event_start ON event (starts_at);

        CREATE TABLE registration (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id),
            person_id INTEGER NOT NULL REFERENCES person (id), registered_at INTEGER NOT NULL, cancelled_at INTEGER) STRICT;
        CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE cancelled_at IS NULL;
        CREATE INDEX registration_person ON registration (person_id);
        """,
        """
        -- code: by which an import finds the event again. hours: academic ones. quota: places for one organization, null = no such limit.
        -- organization_kinds: separated by spaces, null = whoever wants. starts_at and ends_at: of the first and the last session.
        -- opens_at, closes_at: of the registration, null = at once, until the last session begins.
        ALTER TABLE event ADD COLUMN code TEXT;
        ALTER TABLE event ADD COLUMN link TEXT;
        ALTER TABLE event ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE event ADD COLUMN hours INTEGER;
        ALTER TABLE event ADD COLUMN quota INTEGER;
        ALTER TABLE event ADD COLUMN direction_id TEXT REFERENCES direction (id);
        ALTER TABLE event ADD COLUMN organization_kinds TEXT;
        ALTER TABLE event ADD COLUMN opens_at INTEGER;
        ALTER TABLE event ADD COLUMN closes_at INTEGER;
        ALTER TABLE event ADD COLUMN organizer_id INTEGER REFERENCES person (id);
        ALTER TABLE event ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE event ADD COLUMN cancelled_at INTEGER;
        ALTER TABLE event ADD COLUMN cancel_reason TEXT;
        UPDATE event SET ends_at = starts_at + 5400000;
        CREATE UNIQUE INDEX event_code ON event (code) WHERE code IS NOT NULL;
        CREATE INDEX event_end ON event (ends_at);

        -- An event has at least one session. reminded_for: the beginning for which its reminders are set.
        CREATE TABLE event_session (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id), number INTEGER NOT NULL,
            starts_at INTEGER NOT NULL, ends_at INTEGER, place TEXT, topic TEXT, code TEXT, reminded_for INTEGER, UNIQUE (event_id, number)) STRICT;
        CREATE INDEX event_session_start ON event_session (starts_at);
        INSERT INTO event_session (event_id, number, starts_at) SELECT id, 1, starts_at FROM event;

        -- options: one a line, null = in the person's own words.
        CREATE TABLE event_question (event_id INTEGER NOT NULL REFERENCES event (id), number INTEGER NOT NULL, text TEXT NOT NULL,
            options TEXT, PRIMARY KEY (event_id, number)) STRICT, WITHOUT ROWID;

        -- placed_at: null = in the waiting list. organization_*: where the person worked when they signed up, whose quota it counts for.
        -- registered_by: the coordinator who signed a colleague up, and stated that there is the colleague's consent.
        ALTER TABLE registration ADD COLUMN placed_at INTEGER;
        ALTER TABLE registration ADD COLUMN role TEXT NOT NULL DEFAULT 'participant';
        ALTER TABLE registration ADD COLUMN registered_by INTEGER REFERENCES person (id);
        ALTER TABLE registration ADD COLUMN consent_stated_at INTEGER;
        ALTER TABLE registration ADD COLUMN organization_id INTEGER REFERENCES organization (id);
        ALTER TABLE registration ADD COLUMN organization_text TEXT;
        UPDATE registration SET placed_at = registered_at;
        CREATE INDEX registration_event ON registration (event_id);

        CREATE TABLE registration_answer (registration_id INTEGER NOT NULL REFERENCES registration (id), number INTEGER NOT NULL,
            question TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (registration_id, number)) STRICT, WITHOUT ROWID;

        -- marked_by: the organiser who marked it; null = the person gave the code.
        CREATE TABLE attendance (registration_id INTEGER NOT NULL REFERENCES registration (id),
            session_id INTEGER NOT NULL REFERENCES event_session (id), marked_at INTEGER NOT NULL, marked_by INTEGER REFERENCES person (id),
            PRIMARY KEY (registration_id, session_id)) STRICT, WITHOUT ROWID;

        -- Codes that were none, so that nobody guesses one.
        CREATE TABLE check_in_try (person_id INTEGER NOT NULL REFERENCES person (id), tried_at INTEGER NOT NULL) STRICT;
        CREATE INDEX check_in_try_person ON check_in_try (person_id, tried_at);
        """,
    ]);
}
