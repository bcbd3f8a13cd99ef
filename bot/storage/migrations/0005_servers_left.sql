-- Servers that subscribed something and that the bot does not see any more, or not at present:
-- all that is theirs is kept for a while. Moments are Unix seconds.

CREATE TABLE servers_left (
    guild_id INTEGER PRIMARY KEY,
    left_at REAL NOT NULL         -- since when it was missed
) STRICT;
