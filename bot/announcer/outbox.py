"""The outbox: what is owed to whom, and what became of it.

A delivery is owed, then claimed right before it is sent, then sent or dropped. Whatever is still
claimed when the program starts may or may not have gone out.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from bot.announcements import RELEASE_FEEDS, Feed, Item, Message
from bot.announcer.feeds.timing import Decision
from bot.storage.store import Connection, Store

KEPT_FOR = 30 * 86400.0
"""How long deliveries are remembered after they ended."""


@dataclass(frozen=True)
class Owed:
    """An item with its card, and which subscriptions it is for: None for all of its feed."""

    item: Item
    message: Message
    only: Collection[int] | None = None


@dataclass(frozen=True)
class Delivery:
    """One item for one channel."""

    id: int
    subscription_id: int
    channel_id: int
    role_id: int | None
    feed: Feed
    key: str
    ends: float
    message: Message = field(repr=False)
    state: Literal["owed", "claimed"]
    attempts: int
    claimed_at: float | None


class Outbox:
    """Keeps the account of all deliveries; every change is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def unknown(self, items: Sequence[Item]) -> list[Item]:
        """Return those that were never noted, and no releases that began no later than one noted.

        An answer from before the switch may come after one from behind it, and a release whose
        group is told later is still the same. All else begins when our own clock says so, which
        may have been set.
        """
        found: list[Item] = []
        for item in items:
            sql = "SELECT max(key = ?) AS known, max(starts) AS newest FROM announcements "
            (row,) = await self._store.rows(sql + "WHERE feed = ?", (item.key, item.feed))
            newest = row["newest"] if item.feed in RELEASE_FEEDS else None
            if not row["known"] and (newest is None or item.starts > newest):
                found.append(item)
        return found

    async def record(
        self, feed: Feed, owed: Sequence[Owed], decision: Decision, now: float, memory: str = ""
    ) -> int:
        """Owe items to the subscriptions of their feed, and note the look that found them.

        At the very first look everything that runs counts as known, but for subscriptions that
        are older than the item. Return how many deliveries that makes.
        """
        async with self._store.writing() as connection:
            sql = "SELECT 1 FROM feeds WHERE feed = ? AND looked_at IS NOT NULL"
            is_first = not list(await connection.execute_fetchall(sql, (feed,)))
            count = 0
            for one in owed:
                count += await _owe(connection, one, now, only_older=is_first)
            await connection.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, '', ?)",
                (feed, now, decision.next_look, decision.expected, memory),
            )
        return count

    async def tell(self, owed: Sequence[Owed], memories: Mapping[int, str], now: float) -> int:
        """Owe items to chosen subscriptions, and remember what those know by it."""
        async with self._store.writing() as connection:
            count = 0
            for one in owed:
                count += await _owe(connection, one, now, only_older=False)
            await connection.executemany(
                "UPDATE subscriptions SET memory = ? WHERE id = ?",
                [(memory, subscription_id) for subscription_id, memory in memories.items()],
            )
        return count

    async def due(self, now: float) -> list[Delivery]:
        """Return what may be sent, the oldest first; what servers that were left are owed waits."""
        sql = (
            "SELECT d.id, d.subscription_id, d.state, d.attempts, d.claimed_at, "
            "s.channel_id, s.role_id, a.feed, a.key, a.ends, a.message FROM deliveries d "
            "JOIN subscriptions s ON s.id = d.subscription_id "
            "JOIN announcements a ON a.id = d.announcement_id "
            "WHERE d.state IN ('owed', 'claimed') AND d.not_before <= ? "
            "AND s.guild_id NOT IN (SELECT guild_id FROM servers_left) ORDER BY d.id"
        )
        return [_delivery(row) for row in await self._store.rows(sql, (now,))]

    async def next_due(self, now: float) -> float | None:
        """Return when the next postponed delivery may be tried again."""
        sql = (
            "SELECT min(not_before) AS moment FROM deliveries "
            "WHERE state IN ('owed', 'claimed') AND not_before > ?"
        )
        (row,) = await self._store.rows(sql, (now,))
        return row["moment"]

    async def claim(self, delivery: Delivery, now: float) -> bool:
        """Note that it is about to be sent; return False where it is not owed any more."""
        return await self._changed(
            "UPDATE deliveries SET state = 'claimed', claimed_at = coalesce(claimed_at, ?) "
            "WHERE id = ? AND state IN ('owed', 'claimed') "
            "AND subscription_id IN (SELECT id FROM subscriptions WHERE state = 'active' "
            "AND guild_id NOT IN (SELECT guild_id FROM servers_left))",
            (now, delivery.id),
        )

    async def settle(self, delivery: Delivery, message_id: int | None, now: float) -> None:
        """Note that it is posted; the id is None where the message is gone already."""
        async with self._store.writing() as connection:
            await connection.execute(
                "UPDATE deliveries SET state = 'sent', message_id = ? WHERE id = ?",
                (message_id, delivery.id),
            )
            await connection.execute(
                "UPDATE subscriptions SET last_post_at = ?, last_message_id = ?, last_key = ? "
                "WHERE id = ?",
                (now, message_id, delivery.key, delivery.subscription_id),
            )

    async def postpone(self, delivery: Delivery, until: float) -> None:
        """Try again later: what was claimed stays so, since it may have gone out nevertheless."""
        await self._changed(
            "UPDATE deliveries SET not_before = ?, attempts = attempts + 1 "
            "WHERE id = ? AND state IN ('owed', 'claimed')",
            (until, delivery.id),
        )

    async def drop(self, delivery: Delivery, reason: str) -> None:
        """Give one delivery up."""
        await self._changed(
            "UPDATE deliveries SET state = 'dropped', reason = ? "
            "WHERE id = ? AND state IN ('owed', 'claimed')",
            (reason, delivery.id),
        )

    async def suspend(self, delivery: Delivery, reason: str) -> None:
        """Suspend the subscription, with all that it is owed."""
        async with self._store.writing() as connection:
            await connection.execute(
                "UPDATE subscriptions SET state = 'suspended', reason = ? WHERE id = ?",
                (reason, delivery.subscription_id),
            )
            await connection.execute(
                "UPDATE deliveries SET state = 'dropped', reason = ? "
                "WHERE subscription_id = ? AND state IN ('owed', 'claimed')",
                (reason, delivery.subscription_id),
            )

    async def tidy(self, now: float) -> None:
        """Forget deliveries that ended long ago; what was announced stays known."""
        sql = (
            "DELETE FROM deliveries WHERE state IN ('sent', 'dropped') AND announcement_id IN "
            "(SELECT id FROM announcements WHERE noted_at < ?)"
        )
        await self._store.write(sql, [(now - KEPT_FOR,)])

    async def _changed(self, sql: str, parameters: Sequence[object]) -> bool:
        async with self._store.writing() as connection:
            return (await connection.execute(sql, parameters)).rowcount == 1


async def _owe(connection: Connection, owed: Owed, now: float, *, only_older: bool) -> int:
    item = owed.item
    ends = None if item.ends == inf else item.ends
    noted = await connection.execute(
        "INSERT INTO announcements (feed, key, starts, ends, message, noted_at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (item.feed, item.key, item.starts, ends, json.dumps(owed.message), now),
    )
    if noted.rowcount != 1:
        return 0
    latest = item.starts if only_older else inf
    chosen = None if owed.only is None else json.dumps(list(owed.only))
    made = await connection.execute(
        "INSERT INTO deliveries (announcement_id, subscription_id) "
        "SELECT ?, id FROM subscriptions WHERE feed = ? AND state = 'active' AND since < ? "
        "AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))",
        (noted.lastrowid, item.feed, latest, chosen, chosen),
    )
    return made.rowcount


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        id=row["id"],
        subscription_id=row["subscription_id"],
        channel_id=row["channel_id"],
        role_id=row["role_id"],
        feed=row["feed"],
        key=row["key"],
        ends=inf if row["ends"] is None else row["ends"],
        message=json.loads(row["message"]),
        state=row["state"],
        attempts=row["attempts"],
        claimed_at=row["claimed_at"],
    )
