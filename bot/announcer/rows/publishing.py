"""Posts that should stand in the channels that follow, and do not."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.announcer.rows.sequels import TOO_LATE
from bot.storage.store import Store


@dataclass(frozen=True)
class Unpublished:
    """What of a subscription is late to be published, or never was."""

    count: int
    oldest: float
    """Since when the oldest is owed, in Unix seconds."""
    reason_code: int
    """Discord's code for why the newest is not published: 0 where Discord did not answer,
    `AT_THE_LIMIT` of `rows/sequels.py` where its limit of 10 an hour holds it back."""
    reason: str
    """The same in Discord's words: for codes that nobody knows."""


async def read_unpublished(store: Store, guild_id: int) -> dict[int, Unpublished]:
    """Read, by the ids of a server's subscriptions, what is not published; others are missing.

    What waits for its first attempt is on its way and does not count. What was given up counts
    until a later post of the subscription is published: by then nothing is broken any more. What
    was over before its first attempt, as after a pause, was never broken.
    """
    sql = (
        "SELECT d.subscription_id, q.owed_since, q.reason_code, q.reason "
        "FROM sequels q JOIN deliveries d ON d.id = q.delivery_id "
        "JOIN subscriptions s ON s.id = d.subscription_id "
        "WHERE s.guild_id = ? AND s.publishes AND q.kind = 'publishing' AND "
        "(q.state = 'owed' AND q.reason <> '' "
        "OR q.state = 'dropped' AND q.reason <> ? AND NOT EXISTS ("
        "SELECT 1 FROM sequels p JOIN deliveries e ON e.id = p.delivery_id "
        "WHERE e.subscription_id = d.subscription_id AND p.kind = 'publishing' "
        "AND p.state = 'done' AND p.delivery_id > q.delivery_id)) ORDER BY q.delivery_id"
    )
    found: dict[int, list[sqlite3.Row]] = {}
    for row in await store.rows(sql, (guild_id, TOO_LATE)):
        found.setdefault(row["subscription_id"], []).append(row)
    return {subscription_id: _unpublished(rows) for subscription_id, rows in found.items()}


def _unpublished(rows: Sequence[sqlite3.Row]) -> Unpublished:
    newest = rows[-1]
    oldest = min(row["owed_since"] for row in rows)
    return Unpublished(len(rows), oldest, newest["reason_code"], newest["reason"])
