-- Every official map, and words to find it by. Only what has begun stands here.

-- Days stand among all releases now; maps are asked for anew within a day anyway.
DROP TABLE totd_days;
DROP TABLE maps;

CREATE TABLE maps (
    map_uid TEXT PRIMARY KEY,
    body TEXT NOT NULL,           -- the map as JSON, keys as Nadeo writes them
    fetched_at REAL NOT NULL,
    name TEXT AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.name') END) STORED,
    author TEXT AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.author') END) STORED
) STRICT, WITHOUT ROWID;

CREATE INDEX maps_by_author ON maps (author);

-- A Track of the Day and a Royal map of a day are releases of one map.
CREATE TABLE releases (
    release_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,           -- totd, royal, seasonal, weekly-shorts, weekly-grand
    key TEXT NOT NULL,            -- the ISO date of a day, the id of a campaign
    season_uid TEXT NOT NULL,
    campaign_id INTEGER NOT NULL,
    name TEXT NOT NULL,           -- '' for days
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,        -- 0 for no end
    UNIQUE (kind, key)
) STRICT;

CREATE INDEX releases_by_start ON releases (starts);
CREATE INDEX releases_by_group ON releases (season_uid);

CREATE TABLE released_maps (
    entry_id INTEGER PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES releases ON DELETE CASCADE,
    position INTEGER NOT NULL,    -- from 0
    map_uid TEXT NOT NULL,
    raw_name TEXT,                -- what its words in `search` were made from, codes and all
    raw_author TEXT,
    UNIQUE (release_id, position)
) STRICT;

CREATE INDEX released_maps_by_map ON released_maps (map_uid);

-- Lists known from their beginning, and until when they need not be asked again.
CREATE TABLE release_lists (
    kind TEXT PRIMARY KEY,
    checked_at REAL NOT NULL,
    holds_until REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Months of Tracks of the Day whose days are all known: they never change any more.
CREATE TABLE past_months (
    month TEXT PRIMARY KEY        -- the ISO date of its first day
) STRICT, WITHOUT ROWID;

-- rowid is the entry's; the words are plain and small and have no accents.
CREATE VIRTUAL TABLE search USING fts5 (
    name, author, release, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
