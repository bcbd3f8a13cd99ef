-- What a forum's post or a thread is called, and what is done with a post behind its back.

-- Plain text without codes, at most 100 characters; '' where an earlier program noted none.
ALTER TABLE announcements ADD COLUMN title TEXT NOT NULL DEFAULT '';

-- Owed from the moment on that a post is sent, done in the background; moments are Unix seconds.
CREATE TABLE sequels (
    delivery_id INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    kind TEXT NOT NULL,                     -- thread or publishing
    state TEXT NOT NULL DEFAULT 'owed',     -- owed, done or dropped
    owed_since REAL NOT NULL,
    not_before REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',        -- why it is late or was given up, in Discord's words
    reason_code INTEGER NOT NULL DEFAULT 0, -- Discord's code for that; 429 for its limit
    done_at REAL,
    PRIMARY KEY (delivery_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX sequels_open ON sequels (not_before) WHERE state = 'owed';
