-- What Nadeo answered and need not be asked again soon, or ever.
-- Moments are Unix seconds.

CREATE TABLE names (
    account_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    fetched_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE maps (
    map_uid TEXT PRIMARY KEY,
    body TEXT NOT NULL,           -- the map as JSON, keys as Nadeo writes them
    fetched_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE zones (
    zone_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent_id TEXT,
    fetched_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Days of past months: they never change any more.
CREATE TABLE totd_days (
    date TEXT PRIMARY KEY,        -- ISO date in Paris on which the track began
    map_uid TEXT NOT NULL,
    season_uid TEXT NOT NULL,
    campaign_id INTEGER NOT NULL,
    start_timestamp INTEGER NOT NULL,
    end_timestamp INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX totd_days_by_map ON totd_days (map_uid);

CREATE TABLE facts (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
