"""What is posted and must change: cards to complete, and maps that Nadeo has replaced.

A change is noted first, with a number, and then brought to every message that shows an older one:
nothing is posted a second time for it, and nobody is pinged.
"""

import json
import sqlite3
from dataclasses import dataclass, field

from bot.announcer.cards import Item, Message
from bot.announcer.delivery import card_of
from bot.storage.readable import readable
from bot.storage.store import Store

EDITS_AT_ONCE = 40


@dataclass(frozen=True)
class Posted:
    """An item as it was announced."""

    announcement_id: int
    key: str
    """The key that its messages are found by: it stays, whatever the item is called by now."""
    map_uids: tuple[str, ...]
    """Empty where an earlier program announced it and noted none."""
    is_whole: bool
    is_replaced: bool
    noted_at: float
    message: Message = field(repr=False)


@dataclass(frozen=True)
class Edit:
    """A posted message that shows an older state of its card."""

    delivery_id: int
    channel_id: int
    message_id: int
    revision: int
    message: Message = field(repr=False)


class Revisions:
    """Keeps the account of what cards show, and which messages lag behind."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def posted(self, item: Item) -> Posted | None:
        """Find what was announced as this item, None where nobody was told or is to be told."""
        sql = (
            "SELECT * FROM announcements a WHERE feed = ? AND (key = ? OR starts = ? "
            "OR (slot <> '' AND slot = ?)) AND EXISTS (SELECT 1 FROM deliveries "
            "WHERE announcement_id = a.id AND state <> 'dropped') ORDER BY key = ? DESC, id DESC"
        )
        values = (item.feed, item.key, item.starts, item.slot, item.key)
        rows = await self._store.rows(sql, values)
        return next(iter(readable(rows, _posted, "announcements")), None)

    async def adopt(self, posted: Posted, item: Item) -> None:
        """Note what an announcement of an earlier program is taken to show."""
        sql = "UPDATE announcements SET map_uids = ? WHERE id = ?"
        await self._store.write(sql, [(" ".join(item.map_uids), posted.announcement_id)])

    async def revise(
        self, posted: Posted, item: Item, message: Message, *, is_whole: bool, is_replaced: bool
    ) -> None:
        """Let everything that is or will be posted of an announcement show another card."""
        values = (json.dumps(message), " ".join(item.map_uids), int(is_whole), int(is_replaced))
        sql = (
            "UPDATE announcements SET message = ?, map_uids = ?, is_whole = ?, is_replaced = ?, "
            "revision = revision + 1 WHERE id = ?"
        )
        await self._store.write(sql, [(*values, posted.announcement_id)])

    async def lagging(self, now: float, after: int = 0) -> list[Edit]:
        """Pick some messages to be edited, behind a delivery's id; none of what is over.

        Those in servers that were left wait.
        """
        sql = (
            "SELECT d.id, iif(s.is_forum, d.message_id, s.channel_id) AS channel_id, "
            "d.message_id, a.revision, a.message FROM deliveries d "
            "JOIN announcements a ON a.id = d.announcement_id "
            "JOIN subscriptions s ON s.id = d.subscription_id "
            "WHERE d.state = 'sent' AND d.message_id IS NOT NULL AND d.revision < a.revision "
            "AND (a.ends IS NULL OR a.ends > ?) AND d.id > ? "
            "AND s.guild_id NOT IN (SELECT guild_id FROM servers_left) "
            # A card that cannot be read is none.
            "AND json_type(iif(json_valid(a.message), a.message, '{}'), '$.embeds') = 'array' "
            "ORDER BY d.id LIMIT ?"
        )
        rows = await self._store.rows(sql, (now, after, EDITS_AT_ONCE))
        return readable(rows, _edit, "deliveries")

    async def settle(self, edit: Edit) -> None:
        """Note that a message shows this state, or cannot be changed any more."""
        sql = "UPDATE deliveries SET revision = ? WHERE id = ?"
        await self._store.write(sql, [(edit.revision, edit.delivery_id)])


def _posted(row: sqlite3.Row) -> Posted:
    return Posted(
        announcement_id=row["id"],
        key=row["key"],
        map_uids=tuple(row["map_uids"].split()),
        is_whole=bool(row["is_whole"]),
        is_replaced=bool(row["is_replaced"]),
        noted_at=row["noted_at"],
        message=card_of(row["message"]),
    )


def _edit(row: sqlite3.Row) -> Edit:
    return Edit(
        delivery_id=row["id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        revision=row["revision"],
        message=card_of(row["message"]),
    )
