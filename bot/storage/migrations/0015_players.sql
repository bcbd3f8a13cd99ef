-- Who says to be which player: one account a person, one person an account.
CREATE TABLE links (
    user_id INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE,
    -- Unix seconds.
    linked_at REAL NOT NULL
) STRICT;

-- On which servers' ladders they chose to stand.
CREATE TABLE server_players (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES links (user_id) ON DELETE CASCADE,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX server_players_by_user ON server_players (user_id);

-- Maps whose records are counted apart because cars of clones are in them; this never changes.
CREATE TABLE map_clones (
    map_uid TEXT PRIMARY KEY,
    has_clones INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
