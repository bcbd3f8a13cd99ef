"""How a board went while its item ran, by what was asked for the cards of it; Unix seconds."""

import sqlite3

from bot.announcer.course_cards import Course, Sampled
from bot.announcer.delivery import kept_title
from bot.announcer.rows.endings import OVER_AT, result_of, standing_of
from bot.languages import written
from bot.storage.readable import readable
from bot.storage.store import Store

LEAST_SAMPLES = 3
"""So many make a course; fewer are told by the card itself."""

HAS_COURSE = f"""(
    SELECT count(*) FROM standing_samples sample
    WHERE sample.feed = a.feed AND sample.key = a.key AND sample.taken_at >= a.starts
) >= {LEAST_SAMPLES}"""  # noqa: S608 # our own words
"""Whether there is a course of an announcement."""

_ENDED = f"""
SELECT a.*, {OVER_AT} AS over_at FROM announcements a WHERE a.id = ? AND a.closed_at IS NOT NULL
"""  # noqa: S608 # our own words
_SAMPLES = """
SELECT taken_at, record, players FROM standing_samples
WHERE feed = ? AND key = ? AND taken_at >= ? AND taken_at <= ? ORDER BY taken_at
"""


async def read_course(store: Store, announcement_id: int) -> Course | None:
    """Read the course of something that is over, None where it is forgotten."""
    found = await store.rows(_ENDED, (announcement_id,))
    for course in readable(found, _course, "announcements"):
        span = (found[0]["feed"], found[0]["key"], course.starts, course.ended)
        samples = [Sampled(*row) for row in await store.rows(_SAMPLES, span)]
        return course.with_samples(samples) if len(samples) >= LEAST_SAMPLES else None
    return None


def _course(row: sqlite3.Row) -> Course:
    result, standing = result_of(row["result"]), standing_of(row["standing"])
    known = result or standing
    if known is None:
        raise ValueError("nobody knows what was played for")
    return Course(
        title=kept_title(row["message"], written(), row["title"]),
        starts=row["starts"],
        ended=row["over_at"] or row["closed_at"],
        kind=known.kind,
        result=result,
    )
