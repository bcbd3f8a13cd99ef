"""What the outbox forgets: what ended long ago, but never that it was announced."""

import json

from bot.announcer.cards import REMINDER_FEEDS, REVIEW_FEEDS
from bot.announcer.feeds.submissions import SUMMARY
from bot.announcer.rows.endings import BROUGHT_FOR, OVER_AT
from bot.clock import Clock
from bot.storage.store import Store

ANNOUNCEMENTS_KEPT_FOR = 30 * 86400.0
"""How long deliveries and cards are remembered after they were noted, and samples; in seconds."""
CLOSING_KEPT_FOR = 2 * BROUGHT_FOR
"""How long after its end a release keeps its deliveries and card in any case, in seconds."""
FAR_AHEAD = 86400.0
"""No reminder and no news of a queue begins so much later than it is noted, in seconds."""
TIDY_EVERY = 600.0
UNREPEATABLE = (*REVIEW_FEEDS, *REMINDER_FEEDS, "world-records", "server-records")
"""The keys of these feeds name what is over in a moment: once that has passed none comes again."""

# A clock that was ahead noted these.
_SET_RIGHT = "UPDATE announcements SET noted_at = :now WHERE noted_at > :now"
# What it announced must not silence the day that it was meant for.
_FORGET_THE_FUTURE = """
DELETE FROM announcements WHERE starts > :ahead
AND feed IN (SELECT value FROM json_each(:unrepeatable))
"""
# What has a board is closed when it is over, which takes a while.
_LONG_OVER = f"""
noted_at < :before AND coalesce(ends, 0) < :now
AND (group_uid = '' OR coalesce({OVER_AT}, :now) < :closed_before)
"""
_FORGET_DELIVERIES = f"""
DELETE FROM deliveries WHERE state IN ('sent', 'dropped') AND announcement_id IN (
    SELECT id FROM announcements a WHERE {_LONG_OVER}
)
"""  # noqa: S608 # our own words
# What is still owed to somebody has deliveries yet.
_FORGET_ALL = """
DELETE FROM announcements WHERE noted_at < :before AND coalesce(ends, 0) < :now
AND id NOT IN (SELECT announcement_id FROM deliveries)
AND (feed IN (SELECT value FROM json_each(:unrepeatable)) OR key LIKE :summary)
"""
_FORGET_CARDS = f"""
UPDATE announcements AS a SET message = '', standing = '', result = '' WHERE {_LONG_OVER}
AND id NOT IN (SELECT announcement_id FROM deliveries) AND message <> ''
"""  # noqa: S608 # our own words
_FORGET_SAMPLES = "DELETE FROM standing_samples WHERE taken_at < :before"
_STEPS = (
    _SET_RIGHT,
    _FORGET_THE_FUTURE,
    _FORGET_DELIVERIES,
    _FORGET_ALL,
    _FORGET_CARDS,
    _FORGET_SAMPLES,
)


async def tidy(store: Store, now: float) -> None:
    """Forget deliveries, cards, and all of what can never come again; keep the keys of the rest."""
    values = {
        "now": now,
        "before": now - ANNOUNCEMENTS_KEPT_FOR,
        "closed_before": now - CLOSING_KEPT_FOR,
        "ahead": now + FAR_AHEAD,
        "unrepeatable": json.dumps(UNREPEATABLE),
        "summary": f"{SUMMARY} %",
    }
    async with store.writing() as connection:
        for sql in _STEPS:
            await connection.execute(sql, values)


async def keep_tidy(store: Store, clock: Clock) -> None:
    """Tidy for ever."""
    while True:
        await tidy(store, clock.timestamp())
        await clock.sleep(TIDY_EVERY)
