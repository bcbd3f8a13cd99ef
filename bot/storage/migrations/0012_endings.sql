-- How what is announced stands while it runs, and how it ended. Moments are Unix seconds.

-- The group of its board or ranking; '' where an earlier program announced it: that stays as it is.
ALTER TABLE announcements ADD COLUMN group_uid TEXT NOT NULL DEFAULT '';
-- The record and the number of players as JSON, as its card shows them; '' while nobody knows.
ALTER TABLE announcements ADD COLUMN standing TEXT NOT NULL DEFAULT '';
-- How it ended as JSON, known from a few seconds before the end on; '' while nobody knows.
ALTER TABLE announcements ADD COLUMN result TEXT NOT NULL DEFAULT '';
-- When its card was closed; null while it is open.
ALTER TABLE announcements ADD COLUMN closed_at REAL;
-- The last state of the card, as `revision` counts them, in which more than the standing changed.
ALTER TABLE announcements ADD COLUMN card_revision INTEGER NOT NULL DEFAULT 0;

UPDATE announcements SET card_revision = revision;

-- What was asked for the cards of what runs: the course of a day.
CREATE TABLE standing_samples (
    feed TEXT NOT NULL,
    key TEXT NOT NULL,            -- of the announcement
    taken_at REAL NOT NULL,
    record INTEGER,               -- the best score, -1 for a secret one; null where not told
    players INTEGER,              -- null where not told
    PRIMARY KEY (feed, key, taken_at)
) STRICT, WITHOUT ROWID;
