-- Since which state of its card an item has its title: threads of older states are renamed.
ALTER TABLE announcements ADD COLUMN title_revision INTEGER NOT NULL DEFAULT 0;
