-- Boards of running official maps whose linked players are read again and again.
CREATE TABLE watched_boards (
    board_id INTEGER PRIMARY KEY,
    map_uid TEXT NOT NULL,
    group_uid TEXT NOT NULL,
    -- How often it is to be read, in seconds.
    rhythm INTEGER NOT NULL,
    -- When the release is over, in Unix seconds; 0 for no end.
    ends INTEGER NOT NULL,
    -- When the last reading that was finished had begun, in Unix seconds.
    read_at REAL NOT NULL,
    UNIQUE (map_uid, group_uid)
) STRICT;

-- What linked players had driven by then. A row stands for everybody who was asked for, with a
-- record or without: whoever has none was not covered yet.
CREATE TABLE player_records (
    account_id TEXT NOT NULL REFERENCES links (account_id) ON DELETE CASCADE,
    board_id INTEGER NOT NULL REFERENCES watched_boards (board_id) ON DELETE CASCADE,
    -- When the account was first asked for, in Unix seconds.
    covered_at INTEGER NOT NULL,
    -- In the unit of the map, -1 while it is secret; null where there never was a record.
    score INTEGER,
    -- Unix seconds, -1 where Nadeo does not say.
    driven_at INTEGER,
    -- The latest moment of any record that was seen here, so that an older one is no news.
    latest_at INTEGER NOT NULL,
    -- Whether Nadeo no longer lists the record.
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (account_id, board_id)
) STRICT, WITHOUT ROWID;

-- Better records that were noticed, once each; for two days.
CREATE TABLE improvements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: what was told is known by it
    map_uid TEXT NOT NULL,
    group_uid TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES links (account_id) ON DELETE CASCADE,
    -- Null where it is the player's first record.
    score_before INTEGER,
    score INTEGER NOT NULL,
    -- Unix seconds, as reported by Nadeo.
    driven_at INTEGER NOT NULL,
    -- Unix seconds.
    noted_at REAL NOT NULL
) STRICT;

-- Whoever is linked with another account has nothing of the one before.
CREATE TRIGGER forget_records_of_other_account
BEFORE UPDATE OF account_id ON links WHEN OLD.account_id <> NEW.account_id
BEGIN
    DELETE FROM player_records WHERE account_id = OLD.account_id;
    DELETE FROM improvements WHERE account_id = OLD.account_id;
END;
