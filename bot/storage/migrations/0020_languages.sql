-- The language in which a channel's announcements are written (ISO 639).
ALTER TABLE subscriptions ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
