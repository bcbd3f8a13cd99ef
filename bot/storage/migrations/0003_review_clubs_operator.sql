-- The map review's waiting times, the clubs we know by name, and what an operator has yet to confirm.
-- Moments are Unix seconds.

-- The moment comes first, because old samples are dropped for both types together.
CREATE TABLE review_samples (
    measured_at REAL NOT NULL,
    review_type TEXT NOT NULL,    -- totd or weekly-shorts
    seconds INTEGER NOT NULL,     -- how long a map submitted at that moment would have waited
    PRIMARY KEY (measured_at, review_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE clubs_seen (
    club_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,           -- as its owner wrote it, codes and all
    folded TEXT NOT NULL,         -- without codes and case: what is searched in
    seen_at REAL NOT NULL
) STRICT;

-- What was asked of Nadeo's own search, so that nobody asks the same again that day.
CREATE TABLE club_searches (
    words TEXT PRIMARY KEY,
    searched_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Calls that an operator typed and has yet to confirm; whoever sends one takes it away.
CREATE TABLE pending_calls (
    call_id TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT,                    -- JSON
    asked_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
