-- Announcements whose card must change after it was posted.

-- What the item stands for, whatever map it has: the date of a day, the id of a campaign.
ALTER TABLE announcements ADD COLUMN slot TEXT NOT NULL DEFAULT '';
-- The uids of the maps that its card shows, with blanks between; '' while nobody has noted them.
ALTER TABLE announcements ADD COLUMN map_uids TEXT NOT NULL DEFAULT '';
-- 0 while Nadeo has not told all that the card should say.
ALTER TABLE announcements ADD COLUMN is_whole INTEGER NOT NULL DEFAULT 1;
ALTER TABLE announcements ADD COLUMN is_replaced INTEGER NOT NULL DEFAULT 0;
-- How often the card has changed, and which of these states a posted message shows.
ALTER TABLE announcements ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX announcements_by_slot ON announcements (feed, slot) WHERE slot <> '';
