-- How linked players did in seasons and weeks that are over, which never change any more.
CREATE TABLE season_results (
    season_uid TEXT NOT NULL,
    account_id TEXT NOT NULL,
    -- On how many maps each medal was the best that was reached.
    author INTEGER NOT NULL,
    gold INTEGER NOT NULL,
    silver INTEGER NOT NULL,
    bronze INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    -- How many of these maps are counted in time, and the sum of those times in milliseconds.
    timed INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (season_uid, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX season_results_by_account ON season_results (account_id);

-- They go with the person, and with the account that a person says no more to be.
CREATE TRIGGER season_results_end_with_links AFTER DELETE ON links BEGIN
    DELETE FROM season_results WHERE account_id = OLD.account_id;
END;

CREATE TRIGGER season_results_end_with_accounts AFTER UPDATE OF account_id ON links
WHEN NEW.account_id <> OLD.account_id BEGIN
    DELETE FROM season_results WHERE account_id = OLD.account_id;
END;
