"""The outbox: what is owed to whom, and what became of it.

A delivery is owed, then claimed right before it is sent, then sent or dropped. Whatever is still
claimed when the program starts may or may not have gone out.
"""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from bot.announcer.cards import RELEASE_FEEDS, Feed, Item, LadderNews, Message
from bot.announcer.channels import PostError
from bot.announcer.delivery import Delivery, delivery_of
from bot.announcer.feeds.timing import Decision
from bot.announcer.rows.corrections import correct
from bot.announcer.rows.sequels import owe_sequels
from bot.announcer.rows.told_players import Outdated, note_told
from bot.announcer.titles import english_title
from bot.storage.elsewhere import ELSEWHERE
from bot.storage.store import FileConnection, Store

log = logging.getLogger(__name__)

UNREADABLE_REASON = "its card cannot be read"
_LONGEST_WAIT = 7200.0
"""No delivery is postponed for longer; in seconds."""
FORUM_REST = 10.0
"""So long after an attempt a forum's post surely stands in Discord's lists; in seconds."""
END_OF_TIME = 253_402_300_799
"""The end of the year 9999."""


@dataclass(frozen=True)
class Owed:
    """An item with its card, and which subscriptions it is for: None for all of its feed."""

    item: Item
    message: Message
    only: Collection[int] | None = None
    is_whole: bool = True
    """False where the card is to be completed later."""
    map_name: str = ""
    """As its author wrote it; the title names it."""


class Outbox:
    """Keeps the account of all deliveries; every change is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._absurd: set[tuple[str, str]] = set()

    async def unknown(self, items: Sequence[Item]) -> list[Item]:
        """Pick those that were never noted, but no releases that began no later than one noted.

        A release in the slot of one noted is that one with another map. An answer from before the
        switch may come after one from behind it, and a release whose group is told later is still
        the same. All else begins when our own clock says so, which may have been set. What begins
        at no moment that there is would hide all that follows.
        """
        found: list[Item] = []
        for item in filter(self._is_possible, items):
            sql = (
                "SELECT max(key = ? OR (slot <> '' AND slot = ?)) AS known, max(starts) AS newest "
                "FROM announcements WHERE feed = ?"
            )
            (row,) = await self._store.rows(sql, (item.key, item.slot, item.feed))
            newest = row["newest"] if item.feed in RELEASE_FEEDS else None
            if not row["known"] and (newest is None or item.starts > newest):
                found.append(item)
        return found

    def _is_possible(self, item: Item) -> bool:
        if abs(item.starts) <= END_OF_TIME:
            return True
        name = (item.feed, item.key)
        if name not in self._absurd:
            self._absurd.add(name)
            log.error("%s is left out: it begins at an impossible moment", item.feed)
        return False

    async def record(
        self,
        feed: Feed,
        owed: Sequence[Owed],
        decision: Decision,
        now: float,
        memory: str = "",
        corrected: Sequence[Owed] = (),
        known: str | None = None,
    ) -> int:
        """Owe items to the subscriptions of their feed, and note the look that found them.

        At the very first look everything that runs counts as known, but for subscriptions that
        are older than the item. What is corrected lets earlier items show another card. Return how
        many deliveries that makes. `known` is what the look went by: raises `Outdated` where the
        feed remembers something else by now, or where somebody who is named has left a ladder.
        """
        async with self._store.writing() as connection:
            sql = "SELECT looked_at, memory FROM feeds WHERE feed = ?"
            states = list(await connection.execute_fetchall(sql, (feed,)))
            if known is not None and any(state["memory"] != known for state in states):
                raise Outdated
            is_first = all(state["looked_at"] is None for state in states)
            count = 0
            for one in owed:
                count += await _owe(connection, one, now, only_older=is_first)
            for one in corrected:
                count += await correct(connection, one.item, one.message)
            await connection.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, '', ?)",
                (feed, now, decision.next_look, _moment(decision.expected), memory),
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
        """Pick what may be sent: servers take turns, and in each the oldest comes first.

        What servers that were left are owed waits. What cannot be read is dropped, and named in
        the log.
        """
        sql = (
            "SELECT d.id, d.announcement_id, d.subscription_id, d.state, d.attempts, d.claimed_at, "
            "row_number() OVER (PARTITION BY s.guild_id ORDER BY d.id) AS turn, "
            "s.guild_id, s.channel_id, s.is_forum, s.tag_id, s.role_id, s.role_is_gone, "
            "s.refused_since, a.feed, a.key, a.starts, a.ends, a.title, a.message, s.language "
            "FROM deliveries d "
            "JOIN subscriptions s ON s.id = d.subscription_id "
            "JOIN announcements a ON a.id = d.announcement_id "
            "WHERE d.state IN ('owed', 'claimed') "
            "AND s.guild_id NOT IN (SELECT guild_id FROM servers_left) "
            # Whatever waits for longer was postponed by a clock that was ahead.
            "AND (d.not_before <= ? OR d.not_before > ?) ORDER BY turn, d.id"
        )
        found: list[Delivery] = []
        unreadable: dict[int, str] = {}
        for row in await self._store.rows(sql, (now, now + _LONGEST_WAIT)):
            try:
                found.append(delivery_of(row))
            except ValueError as error:
                unreadable[row["announcement_id"]] = f"{row['feed']}: {error}"
        for announcement_id, what in unreadable.items():
            await self._drop_all(announcement_id)
            log.error("an announcement cannot be read and is dropped: %s", what)
        return found

    async def next_due(self, now: float) -> float | None:
        """When the next postponed delivery may be tried again, None where none is postponed."""
        sql = (
            "SELECT min(not_before) AS moment FROM deliveries "
            "WHERE state IN ('owed', 'claimed') AND not_before > ?"
        )
        (row,) = await self._store.rows(sql, (now,))
        return row["moment"]

    async def claim(self, delivery: Delivery, now: float) -> bool:
        """Note that it is about to be sent; return False where it is not owed any more.

        Nor may it have been tried since it was read: then it is in doubt, and to be looked for;
        a forum's post after a moment only, in which it comes to stand in the lists.
        """
        return await self._changed(
            "UPDATE deliveries SET state = 'claimed', claimed_at = coalesce(claimed_at, ?), "
            "not_before = iif(?, ?, not_before) "
            "WHERE id = ? AND state IN ('owed', 'claimed') AND attempts = ? "
            "AND subscription_id IN (SELECT id FROM subscriptions WHERE state = 'active' "
            "AND guild_id NOT IN (SELECT guild_id FROM servers_left))",
            (now, delivery.is_forum, now + FORUM_REST, delivery.id, delivery.attempts),
        )

    async def settle(self, delivery: Delivery, message_id: int | None, now: float) -> None:
        """Note that it is posted, and owe what is to be done with it behind its back.

        The id is None where the message is gone already; a forum's post has that of its thread.
        """
        async with self._store.writing() as connection:
            await connection.execute(
                "UPDATE deliveries SET state = 'sent', message_id = ? WHERE id = ?",
                (message_id, delivery.id),
            )
            await connection.execute(
                "UPDATE subscriptions SET last_post_at = ?, last_message_id = ?, last_key = ?, "
                "refused_since = NULL, reason = iif(state = 'active', '', reason), "
                "reason_code = iif(state = 'active', 0, reason_code) WHERE id = ?",
                (now, message_id, delivery.key, delivery.subscription_id),
            )
            if message_id is not None:
                await owe_sequels(connection, delivery.id, now)

    async def postpone(self, delivery: Delivery, until: float) -> None:
        """Try again later: what was claimed stays so, since it may have gone out nevertheless."""
        await self._changed(_POSTPONE, (until, delivery.id))

    async def refuse(
        self, delivery: Delivery, refusal: PostError, since: float, until: float
    ) -> None:
        """Note that Discord refuses the subscription's posts, and try this one again later."""
        async with self._store.writing() as connection:
            await connection.execute(
                "UPDATE subscriptions SET refused_since = ?, reason = ?, reason_code = ? "
                "WHERE id = ? AND state = 'active'",
                (since, str(refusal), refusal.code, delivery.subscription_id),
            )
            await connection.execute(_POSTPONE, (until, delivery.id))

    async def drop(self, delivery: Delivery, reason: str) -> None:
        """Give one delivery up."""
        await self._changed(
            "UPDATE deliveries SET state = 'dropped', reason = ? "
            "WHERE id = ? AND state IN ('owed', 'claimed')",
            (reason, delivery.id),
        )

    async def _drop_all(self, announcement_id: int) -> None:
        sql = (
            "UPDATE deliveries SET state = 'dropped', reason = ? "
            "WHERE announcement_id = ? AND state IN ('owed', 'claimed')"
        )
        await self._store.write(sql, [(UNREADABLE_REASON, announcement_id)])

    async def note_role(self, delivery: Delivery, *, is_gone: bool) -> None:
        """Remember whether the subscription's role still exists."""
        sql = "UPDATE subscriptions SET role_is_gone = ? WHERE id = ? AND role_id = ?"
        row = (int(is_gone), delivery.subscription_id, delivery.role_id)
        await self._store.write(sql, [row])

    async def suspend(self, delivery: Delivery, refusal: PostError, since: float) -> None:
        """Suspend the subscription, with all that it is owed; refused since this moment."""
        async with self._store.writing() as connection:
            await connection.execute(
                "UPDATE subscriptions SET state = 'suspended', reason = ?, reason_code = ?, "
                "refused_since = ? WHERE id = ?",
                (str(refusal), refusal.code, since, delivery.subscription_id),
            )
            await connection.execute(
                "UPDATE deliveries SET state = 'dropped', reason = ? "
                "WHERE subscription_id = ? AND state IN ('owed', 'claimed')",
                (str(refusal), delivery.subscription_id),
            )

    async def _changed(self, sql: str, parameters: Sequence[object]) -> bool:
        async with self._store.writing() as connection:
            return (await connection.execute(sql, parameters)).rowcount == 1


_POSTPONE = (
    "UPDATE deliveries SET not_before = ?, attempts = attempts + 1 "
    "WHERE id = ? AND state IN ('owed', 'claimed')"
)


async def _owe(connection: FileConnection, owed: Owed, now: float, *, only_older: bool) -> int:
    item = owed.item
    message = json.dumps(owed.message) if owed.message else ""
    noted = await connection.execute(
        "INSERT INTO announcements "
        "(feed, key, starts, ends, message, noted_at, slot, map_uids, is_whole, title) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            *(item.feed, item.key, item.starts, _moment(item.ends), message, now),
            *(item.slot, " ".join(item.map_uids), int(owed.is_whole)),
            english_title(item.feed, item.subject, owed.map_name),
        ),
    )
    if noted.rowcount != 1:
        return 0
    assert noted.lastrowid is not None  # noqa: S101 # a row was inserted
    if isinstance(item.subject, LadderNews):
        await note_told(connection, noted.lastrowid, item.subject)
    latest = item.starts if only_older else inf
    chosen = None if owed.only is None else json.dumps(list(owed.only))
    made = await connection.execute(
        "INSERT INTO deliveries (announcement_id, subscription_id) "  # noqa: S608 # our own words
        "SELECT ?, id FROM subscriptions WHERE feed = ? AND state = 'active' AND since < ? "
        f"AND guild_id NOT IN ({ELSEWHERE}) "
        "AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))",
        (noted.lastrowid, item.feed, latest, chosen, chosen),
    )
    return made.rowcount


def _moment(moment: float | None) -> float | None:
    """Return a moment that there is; None for never, and for what no clock will ever show."""
    return moment if moment is not None and abs(moment) <= END_OF_TIME else None
