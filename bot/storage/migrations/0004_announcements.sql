-- Who wants which announcements where, and what became of each. Moments are Unix seconds.

CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: nonces derive from it
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    feed TEXT NOT NULL,
    role_id INTEGER,                        -- the one role that is pinged
    threshold INTEGER,                      -- minutes
    editable INTEGER NOT NULL,              -- 0 in announcement channels
    state TEXT NOT NULL DEFAULT 'active',   -- active, paused or suspended
    reason TEXT NOT NULL DEFAULT '',        -- of the suspension
    since REAL NOT NULL,                    -- what ran at this moment counts as known
    memory TEXT NOT NULL DEFAULT '',        -- what a review feed last told it, as JSON
    last_post_at REAL,
    last_message_id INTEGER,
    last_key TEXT NOT NULL DEFAULT '',
    UNIQUE (channel_id, feed)
) STRICT;

CREATE INDEX subscriptions_by_guild ON subscriptions (guild_id);
CREATE INDEX subscriptions_by_feed ON subscriptions (feed);

-- Everything that is known already, whether it was posted or not.
CREATE TABLE announcements (
    id INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    key TEXT NOT NULL,
    starts REAL NOT NULL,
    ends REAL,                              -- not worth posting from then on; null for never
    message TEXT NOT NULL,                  -- embeds and components as JSON; '' where only known
    noted_at REAL NOT NULL,
    UNIQUE (feed, key)
) STRICT;

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    announcement_id INTEGER NOT NULL REFERENCES announcements ON DELETE CASCADE,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'owed',     -- owed, claimed, sent or dropped
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    claimed_at REAL,
    message_id INTEGER,
    reason TEXT NOT NULL DEFAULT '',        -- why it was dropped
    UNIQUE (announcement_id, subscription_id)
) STRICT;

CREATE INDEX deliveries_open ON deliveries (not_before) WHERE state IN ('owed', 'claimed');
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id);

-- Feeds that somebody subscribes, and how looking at them went.
CREATE TABLE feeds (
    feed TEXT PRIMARY KEY,
    looked_at REAL,                         -- last success
    next_look REAL NOT NULL,
    expected REAL,                          -- when the next switch is due
    failure TEXT NOT NULL DEFAULT '',       -- of the last look, '' after a success
    memory TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
