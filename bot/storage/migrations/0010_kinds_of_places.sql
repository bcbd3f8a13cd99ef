-- What a subscription does besides posting, and where its posts stand. Flags are 0 or 1.

-- A thread is opened below each post.
ALTER TABLE subscriptions ADD COLUMN makes_thread INTEGER NOT NULL DEFAULT 0;
-- Each post is published to the channels that follow; in announcement channels alone.
ALTER TABLE subscriptions ADD COLUMN publishes INTEGER NOT NULL DEFAULT 0;
-- The card of what runs is kept up to date.
ALTER TABLE subscriptions ADD COLUMN is_live INTEGER NOT NULL DEFAULT 1;
-- The channel is a forum: each item is a forum's post, a thread with the id of its first message.
ALTER TABLE subscriptions ADD COLUMN is_forum INTEGER NOT NULL DEFAULT 0;
-- The tag that posts in that forum carry; null for none.
ALTER TABLE subscriptions ADD COLUMN tag_id INTEGER;
-- The Discord user who subscribed it last, told where nobody else can be; null where unknown.
ALTER TABLE subscriptions ADD COLUMN subscribed_by INTEGER;
