using MethodBot.Conversations.Storage;

namespace MethodBot.Service.Consultations;

internal static class ConsultationSchema
{
    public static SchemaPart Part { get; } = new("consultations", [
        """
        CREATE TABLE consultation (id INTEGER PRIMARY KEY AUTOINCREMENT, teacher_id INTEGER NOT NULL REFERENCES person (id),
            direction_id TEXT NOT NULL REFERENCES direction (id), subject TEXT NOT NULL, methodist_id INTEGER REFERENCES person (id),
            created_at INTEGER NOT NULL, taken_at INTEGER, closed_at INTEGER) STRICT;
        CREATE INDEX consultation_open ON consultation (direction_id) WHERE closed_at IS NULL;
        CREATE INDEX consultation_teacher ON consultation (teacher_id);

        CREATE TABLE consultation_message (id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            author_id INTEGER NOT NULL REFERENCES person (id), text TEXT NOT NULL, written_at INTEGER NOT NULL, messenger TEXT NOT NULL,
            channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT) STRICT;
        CREATE INDEX consultation_message_of ON consultation_message (consultation_id);
        CREATE INDEX consultation_message_source ON consultation_message (messenger, channel, chat, source_id);

        CREATE TABLE consultation_file (message_id INTEGER NOT NULL REFERENCES consultation_message (id), file_id INTEGER NOT NULL,
            PRIMARY KEY (message_id, file_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE consultation_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            person_id INTEGER NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
        CREATE INDEX consultation_card_of ON consultation_card (consultation_id);

        -- Where plain messages of an account go while no question waits for them.
        CREATE TABLE consultation_current (messenger TEXT NOT NULL, account TEXT NOT NULL, consultation_id INTEGER NOT NULL,
            PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
        """,
        """
        -- level: as of methodist_level, null where it makes no difference. awaits: answer (the teacher waits), teacher (was asked back),
        -- nothing (was answered). waiting_since: of the first word of the teacher that is not answered. counted_from: where the working time
        -- begins after which somebody else is asked; null = nobody is, any more. clock: grows with each change of it, so that a timer set before
        -- does nothing. escalation: 0 nobody was asked besides, 1 a deputy, 2 the head. promised_until: when work begins that the teacher was told of.
        ALTER TABLE consultation ADD COLUMN level TEXT;
        ALTER TABLE consultation ADD COLUMN awaits TEXT NOT NULL DEFAULT 'answer';
        ALTER TABLE consultation ADD COLUMN waiting_since INTEGER;
        ALTER TABLE consultation ADD COLUMN counted_from INTEGER;
        ALTER TABLE consultation ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE consultation ADD COLUMN escalation INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE consultation ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE consultation ADD COLUMN promised_until INTEGER;
        ALTER TABLE consultation ADD COLUMN answered_at INTEGER;
        ALTER TABLE consultation ADD COLUMN rating INTEGER;
        ALTER TABLE consultation ADD COLUMN rating_words TEXT;
        ALTER TABLE consultation ADD COLUMN erased_at INTEGER;
        UPDATE consultation SET waiting_since = coalesce(taken_at, created_at) WHERE closed_at IS NULL;
        CREATE INDEX consultation_methodist ON consultation (methodist_id) WHERE closed_at IS NULL;

        -- kind: words, note (for the service's people only).
        ALTER TABLE consultation_message ADD COLUMN kind TEXT NOT NULL DEFAULT 'words';
        CREATE INDEX consultation_message_album ON consultation_message (messenger, channel, chat, album) WHERE album IS NOT NULL;

        DROP TABLE consultation_current;

        -- The message of an account that a button has asked for. kind: words, question, note (to target: person:5, direction:primary), rating.
        CREATE TABLE consultation_expected (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL, consultation_id INTEGER NOT NULL,
            kind TEXT NOT NULL, target TEXT, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;

        -- Messages of a person who has yet to say which consultation they belong to.
        CREATE TABLE consultation_pending (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, text TEXT NOT NULL, messenger TEXT NOT NULL,
            channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT) STRICT;
        CREATE INDEX consultation_pending_of ON consultation_pending (messenger, channel, chat, person_id);
        CREATE TABLE consultation_pending_file (pending_id INTEGER NOT NULL REFERENCES consultation_pending (id) ON DELETE CASCADE, file_id INTEGER NOT NULL,
            PRIMARY KEY (pending_id, file_id)) STRICT, WITHOUT ROWID;

        -- The question which it is, as it stands in a chat.
        CREATE TABLE consultation_prompt (messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, outbox_id INTEGER NOT NULL,
            PRIMARY KEY (messenger, channel, chat)) STRICT, WITHOUT ROWID;

        -- The question how helpful it was, as it stands in a chat.
        CREATE TABLE consultation_rating (consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id), messenger TEXT NOT NULL, channel TEXT NOT NULL,
            chat TEXT NOT NULL, outbox_id INTEGER NOT NULL) STRICT;
        """,
        """
        -- offered: it was sent to be answered; 0 = somebody has only had a look.
        ALTER TABLE consultation_card ADD COLUMN offered INTEGER NOT NULL DEFAULT 1;

        -- Of the first schema, where nothing told whose word is awaited: what was answered last waits for nobody.
        UPDATE consultation SET awaits = 'nothing', waiting_since = NULL
        WHERE closed_at IS NULL AND awaits = 'answer' AND counted_from IS NULL AND escalation = 0 AND teacher_id <> (
            SELECT m.author_id FROM consultation_message m WHERE m.consultation_id = consultation.id ORDER BY m.id DESC LIMIT 1);

        -- Whoever takes a duty away, in a turn or in an import beside the running bot: what the person had taken is looked at in the next moment.
        CREATE TRIGGER consultation_direction_taken AFTER DELETE ON methodist
        WHEN EXISTS (SELECT 1 FROM consultation WHERE methodist_id = OLD.person_id AND closed_at IS NULL)
        BEGIN
            INSERT INTO timer (due_at, kind, subject) VALUES (0, 'consultations.dismissed', OLD.person_id || ':' || OLD.direction_id);
        END;
        CREATE TRIGGER consultation_role_taken AFTER DELETE ON role
        WHEN EXISTS (SELECT 1 FROM consultation WHERE methodist_id = OLD.person_id AND closed_at IS NULL)
        BEGIN
            INSERT INTO timer (due_at, kind, subject) VALUES (0, 'consultations.dismissed', OLD.person_id || ':');
        END;
        """,
        """
        -- Cards in groups of the service's people.
        CREATE TABLE consultation_group_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
        CREATE INDEX consultation_group_card_of ON consultation_group_card (consultation_id);
        """,
        """
        -- Questions to whom it is handed over, as they stand in chats.
        CREATE TABLE consultation_handover (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
        CREATE INDEX consultation_handover_of ON consultation_handover (consultation_id);
        """,
    ]);
}
