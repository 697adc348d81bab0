namespace MethodBot.Conversations.Storage;

/// <summary>Tables of the guarantees. Times are Unix milliseconds, UTC.</summary>
internal static class ConversationSchema
{
    public static SchemaPart Part { get; } = new("conversations", [
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE cursor (messenger TEXT NOT NULL, channel TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (messenger, channel)) STRICT, WITHOUT ROWID;

        -- state: 1 done, 2 set aside, 3 ignored. raw and error only while set aside.
        CREATE TABLE inbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, update_key TEXT NOT NULL,
            received_at INTEGER NOT NULL, state INTEGER NOT NULL, raw TEXT, error TEXT,
            UNIQUE (messenger, channel, update_key)) STRICT;
        CREATE INDEX inbox_received ON inbox (received_at);

        CREATE TABLE conversation (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
            account TEXT NOT NULL, state TEXT NOT NULL, screen_id INTEGER, screen_last INTEGER NOT NULL DEFAULT 0,
            screen_open INTEGER NOT NULL DEFAULT 0, reachable INTEGER NOT NULL DEFAULT 1, updated_at INTEGER NOT NULL,
            UNIQUE (messenger, channel, chat)) STRICT;
        CREATE INDEX conversation_account ON conversation (messenger, account);

        -- kind: 1 send, 2 edit, 3 remove buttons. state: 0 pending, 1 sending, 2 delivered, 3 refused, 4 unreachable.
        CREATE TABLE outbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
            kind INTEGER NOT NULL, target_id INTEGER, payload TEXT NOT NULL, priority INTEGER NOT NULL, state INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, message_id TEXT, tag TEXT, error TEXT,
            created_at INTEGER NOT NULL, finished_at INTEGER) STRICT;
        CREATE INDEX outbox_waiting ON outbox (messenger, channel, chat, id) WHERE state < 2;
        CREATE INDEX outbox_message ON outbox (messenger, channel, chat, message_id) WHERE message_id IS NOT NULL;

        CREATE INDEX outbox_target ON outbox (target_id) WHERE target_id IS NOT NULL;

        -- Of rows with a tag that became several messages: all of them, so that a reply to any finds its tag.
        CREATE TABLE outbox_part (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, messenger TEXT NOT NULL,
            channel TEXT NOT NULL, chat TEXT NOT NULL, message_id TEXT NOT NULL,
            PRIMARY KEY (messenger, channel, chat, message_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox_file (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, file_id INTEGER NOT NULL,
            PRIMARY KEY (outbox_id, file_id)) STRICT, WITHOUT ROWID;

        -- state: 0 wanted, 1 stored, 2 refused.
        CREATE TABLE file (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL,
            reference TEXT NOT NULL, name TEXT, mime_type TEXT, size INTEGER, hash TEXT, state INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, error TEXT, created_at INTEGER NOT NULL) STRICT;
        CREATE INDEX file_wanted ON file (not_before) WHERE state = 0;

        CREATE TABLE timer (id INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
        CREATE INDEX timer_due ON timer (due_at);

        CREATE TABLE dialog_revision (dialog TEXT NOT NULL, revision TEXT NOT NULL, source TEXT NOT NULL, first_served_at INTEGER NOT NULL,
            PRIMARY KEY (dialog, revision)) STRICT, WITHOUT ROWID;
        """,
        """
        -- owner: a person's key of a slice, or an account. The answers are in the conversation's state.
        CREATE TABLE draft (owner TEXT NOT NULL, name TEXT NOT NULL, conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
            PRIMARY KEY (owner, name)) STRICT, WITHOUT ROWID;
        CREATE INDEX draft_conversation ON draft (conversation_id, name);

        -- A dialog being tried out in a chat, apart from the conversation that stands there.
        CREATE TABLE preview (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversation (id),
            slice TEXT NOT NULL, subject TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL, dialog TEXT NOT NULL,
            state TEXT NOT NULL) STRICT;

        -- Of files that the service made, until they are in the folder.
        CREATE TABLE file_content (file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE, content BLOB NOT NULL) STRICT;
        """,
        """
        -- Contents to take off the disk: nobody may have them any more.
        CREATE TABLE erased_file (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE INDEX file_hash ON file (hash) WHERE hash IS NOT NULL;

        -- What people who share a chat had under way when another of them took over. owner: a person's key of a slice.
        CREATE TABLE parked_conversation (conversation_id INTEGER NOT NULL REFERENCES conversation (id), owner TEXT NOT NULL, state TEXT NOT NULL,
            PRIMARY KEY (conversation_id, owner)) STRICT, WITHOUT ROWID;

        CREATE INDEX outbox_tag ON outbox (tag) WHERE tag IS NOT NULL;

        -- Whose words raw are: only while set aside.
        ALTER TABLE inbox ADD COLUMN chat TEXT;
        """,
        """
        CREATE INDEX outbox_chat ON outbox (messenger, channel, chat);
        CREATE INDEX outbox_part_of ON outbox_part (outbox_id);
        CREATE INDEX outbox_finished ON outbox (finished_at) WHERE tag IS NULL AND finished_at IS NOT NULL;
        CREATE INDEX timer_what ON timer (kind, subject);
        """,
        """
        -- By which a channel knows a content that was sent through it before. kind: as what it was sent.
        CREATE TABLE file_upload (hash TEXT NOT NULL, kind TEXT NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (hash, kind, messenger, channel)) STRICT, WITHOUT ROWID;

        -- Of what kind 4 (a message for many chats of a channel) and 5 (its next batch) are addressed to. state: as of outbox.
        CREATE TABLE outbox_recipient (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, chat TEXT NOT NULL,
            state INTEGER NOT NULL DEFAULT 0, error TEXT, PRIMARY KEY (outbox_id, chat)) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_recipient_chat ON outbox_recipient (chat);

        -- Groups that go on under another id.
        CREATE TABLE chat_move (messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, moved_to TEXT NOT NULL,
            PRIMARY KEY (messenger, channel, chat)) STRICT, WITHOUT ROWID;

        -- The mailing that a row carries to some of its recipients.
        ALTER TABLE outbox ADD COLUMN mailing_id INTEGER;
        CREATE INDEX outbox_mailing ON outbox (mailing_id) WHERE mailing_id IS NOT NULL AND state < 2;
        """,
        """
        -- The update as its turn met it, by which it can run again: only while set aside. state 4: it is to run again.
        ALTER TABLE inbox ADD COLUMN inbound TEXT;
        CREATE INDEX inbox_marked ON inbox (id) WHERE state = 4;
        """,
        """
        -- Updates being taken after an unclean stop.
        CREATE TABLE intake_mark (messenger TEXT NOT NULL, channel TEXT NOT NULL, update_key TEXT NOT NULL, attempts INTEGER NOT NULL,
            PRIMARY KEY (messenger, channel, update_key)) STRICT, WITHOUT ROWID;
        """,
        """
        -- What may leave, in the order of leaving, and when the next pause is over: a look costs what it finds, not what waits.
        CREATE INDEX outbox_ready ON outbox (messenger, channel, priority, id) WHERE state = 0;
        CREATE INDEX outbox_paused ON outbox (messenger, channel, not_before) WHERE state = 0 AND not_before > 0;
        """,
        """
        -- Changes of a message are found by their chat: an index of their own cost a page for every message.
        DROP INDEX outbox_target;

        -- screen_open: 0 no buttons, 1 buttons, 2 it asks by the keyboard under the input field.
        UPDATE conversation SET screen_open = 2 WHERE screen_open = 1
            AND EXISTS (SELECT 1 FROM outbox o WHERE o.id = screen_id AND o.messenger = 'telegram' AND o.payload LIKE '%"request":{%');
        """,
        """
        -- Messages to which replies may come, by when they are to be forgotten.
        CREATE INDEX outbox_finished_tagged ON outbox (finished_at) WHERE tag IS NOT NULL AND finished_at IS NOT NULL;
        """,
    ]);
}
