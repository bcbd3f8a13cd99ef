-- Discord's code says what a refusal is about; those from before are known by its words.

ALTER TABLE subscriptions ADD COLUMN reason_code INTEGER NOT NULL DEFAULT 0;    -- 0 for none

UPDATE subscriptions SET reason_code = CASE reason
    WHEN 'Unknown Channel' THEN 10003
    WHEN 'Missing Access' THEN 50001
    WHEN 'Missing Permissions' THEN 50013
    WHEN 'Thread is archived' THEN 50083
    WHEN 'Thread is locked' THEN 160005
    ELSE 0
END;
