-- What Trackmania Exchange tells of maps: asked for once a map and kept.
CREATE TABLE map_styles (
    map_uid TEXT PRIMARY KEY,
    -- The number of the map there, by which its pages are named; null where it has no such map.
    number INTEGER,
    -- The names of its tags as they were at that time, a JSON list in the order of the Exchange.
    tags TEXT NOT NULL DEFAULT '[]',
    -- 0 Beginner to 5 Impossible; -1 where it is not told.
    difficulty INTEGER NOT NULL DEFAULT -1,
    -- When it was asked for, and from when on it is to be asked for again; Unix seconds.
    asked_at REAL NOT NULL,
    holds_until REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX map_styles_by_number ON map_styles (number) WHERE number IS NOT NULL;
