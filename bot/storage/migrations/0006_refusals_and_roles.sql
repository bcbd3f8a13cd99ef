-- What Discord refuses for now, roles that are gone, and what is known and no more than that.

ALTER TABLE subscriptions ADD COLUMN refused_since REAL;    -- null while its posts are taken
ALTER TABLE subscriptions ADD COLUMN role_is_gone INTEGER NOT NULL DEFAULT 0;

-- What is only known has no card; it was written as an empty one.
UPDATE announcements SET message = '' WHERE message = '{}';
