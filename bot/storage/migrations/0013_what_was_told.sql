-- What servers were told of announcements that do not arrive, so that a restart neither repeats nor
-- loses it. Moments are Unix seconds.

CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: nonces and marks derive from it
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL,                     -- broken, or mended: that something goes on
    state TEXT NOT NULL,                    -- claimed, told, or waiting for a manager's command
    at REAL NOT NULL,                       -- since when it is in this state
    channel_id INTEGER,                     -- where; null while it waits, and at a command
    is_private INTEGER NOT NULL DEFAULT 0,  -- 1 where that channel is a person's direct messages
    message_id INTEGER                      -- null while it is claimed, and where it is gone
) STRICT;

CREATE INDEX notices_by_guild ON notices (guild_id);

-- The subscriptions that a notice named, until they go on or are taken away.
CREATE TABLE told (
    subscription_id INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    trouble TEXT NOT NULL,                  -- stopped, or unpublished
    notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
    since REAL NOT NULL,                    -- the subscription's own then: people change it
    last_post_at REAL,                      -- so too: what arrives changes it
    mended_by INTEGER REFERENCES notices ON DELETE CASCADE, -- the notice that says it goes on
    PRIMARY KEY (subscription_id, trouble)
) STRICT, WITHOUT ROWID;

CREATE INDEX told_by_notice ON told (notice_id);
CREATE INDEX told_by_mended ON told (mended_by);
