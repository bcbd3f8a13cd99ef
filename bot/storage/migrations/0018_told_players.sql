-- Whom a post about a server's ladder names, for as long as they stand on that ladder.
CREATE TABLE told_players (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    -- The id of the first improvement of the reading that the post tells of.
    first_id INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, user_id),
    FOREIGN KEY (guild_id, user_id) REFERENCES server_players (guild_id, user_id)
        ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX told_players_by_user ON told_players (user_id, guild_id);

-- Whoever leaves the ladder is told of no more, and no card of theirs is kept. What no attempt was
-- made to post is forgotten, and found anew without them; what may stand in the channel already is
-- not posted again.
CREATE TRIGGER forget_what_was_told
AFTER DELETE ON told_players WHEN EXISTS (SELECT 1 FROM announcements WHERE id = OLD.announcement_id)
BEGIN
    -- A server that was left may be owed a post for days: by then it is no news.
    UPDATE feeds SET memory = CAST(OLD.first_id - 1 AS TEXT)
    WHERE feed = 'server-records' AND CAST(memory AS INTEGER) >= OLD.first_id
    AND OLD.guild_id NOT IN (SELECT guild_id FROM servers_left)
    AND EXISTS (
        SELECT 1 FROM deliveries
        WHERE announcement_id = OLD.announcement_id AND state = 'owed'
    );
    DELETE FROM announcements WHERE id = OLD.announcement_id
    AND EXISTS (
        SELECT 1 FROM deliveries
        WHERE announcement_id = OLD.announcement_id AND state = 'owed'
    );
    UPDATE deliveries SET state = 'dropped', reason = 'somebody left the ladder'
    WHERE announcement_id = OLD.announcement_id AND state = 'claimed';
    UPDATE announcements SET message = '' WHERE id = OLD.announcement_id;
END;

-- Whoever is linked with another account is not told of as the one before.
CREATE TRIGGER forget_what_was_told_of_other_account
BEFORE UPDATE OF account_id ON links WHEN OLD.account_id <> NEW.account_id
BEGIN
    DELETE FROM told_players WHERE user_id = OLD.user_id;
END;
