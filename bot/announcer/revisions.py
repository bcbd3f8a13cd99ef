"""What is posted and must change: cards to complete, and maps that Nadeo has replaced.

A change is noted first, with a number, and then brought to every message that shows an older one:
nothing is posted a second time for it, and nobody is pinged. What is noted is the card as it is
posted; how it stands and how it ended is added where it is shown.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from bot.announcer.cards import Additions, CampaignNews, Drawing, Item, Message
from bot.announcer.delivery import card_of
from bot.announcer.outbox import END_OF_TIME
from bot.announcer.rows.courses import HAS_COURSE
from bot.announcer.rows.endings import BROUGHT_FOR, OVER_AT, result_of, standing_of
from bot.announcer.rows.sequels import owe_renaming
from bot.announcer.titles import english_title
from bot.announcer.translations import in_language, spoken_by
from bot.ladders.lookup import group_of
from bot.languages import writing_in
from bot.maps.releases import Target
from bot.storage.readable import readable
from bot.storage.store import Store

EDITS_AT_ONCE = 40
LIVE_EDITS_AT_ONCE = 10
"""Few, so that what cannot wait is looked for in between."""
DRAWN_AT_HAND = 64
"""How many states of cards are kept as they were drawn: all messages of one show the same."""

Shown: TypeAlias = Callable[[Message, Additions], Message]
"""Draws a card with what it shows beyond what it was posted with."""

_LAGGING = f"""
SELECT d.id, iif(s.is_forum, d.message_id, s.channel_id) AS channel_id, d.message_id, a.revision,
    a.message, s.language, a.result, a.closed_at, {OVER_AT} AS over_at,
    iif(a.closed_at IS NOT NULL AND {HAS_COURSE}, a.id, NULL) AS course_id,
    -- A closed card keeps how it stood where nobody knows how it ended.
    iif(s.editable AND (s.is_live OR a.closed_at IS NOT NULL), a.standing, '') AS standing
FROM deliveries d
JOIN announcements a ON a.id = d.announcement_id
JOIN subscriptions s ON s.id = d.subscription_id
WHERE d.state = 'sent' AND d.message_id IS NOT NULL AND d.id > :after
AND s.guild_id NOT IN (SELECT guild_id FROM servers_left)
-- A card that cannot be read is none.
AND json_type(iif(json_valid(a.message), a.message, '{{}}'), '$.embeds') = 'array'
"""  # noqa: S608 # our own words
_RUNS = "a.closed_at IS NULL AND (a.ends IS NULL OR a.ends > :now)"
_PRESSING = (
    f"(({_RUNS} AND d.revision < a.card_revision) OR (s.editable AND d.revision < a.revision "
    f"AND a.closed_at > :now - {BROUGHT_FOR}))"
)
_LIVE = (
    f"{_RUNS} AND s.editable AND s.is_live AND s.state = 'active' "
    "AND d.revision >= a.card_revision AND d.revision < a.revision"
)


_FORGET_COURSE = """
DELETE FROM standing_samples
WHERE (feed, key) = (SELECT feed, key FROM announcements WHERE id = ?)
"""


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

    def __init__(self, store: Store, shown: Shown) -> None:
        self._store = store

        def drawn(
            card: str,
            language: str,
            standing: str,
            result: str,
            closed_at: float | None,
            over_at: float | None,
            course_id: int | None,
        ) -> Message:
            ended = None if closed_at is None else over_at or closed_at
            how_it_ended = None if ended is None else result_of(result)
            additions = Additions(standing_of(standing), how_it_ended, ended, course_id)
            message = card_of(card)
            with writing_in(spoken_by(message, language)):
                return shown(in_language(message, language), additions)

        self.drawn = lru_cache(DRAWN_AT_HAND)(drawn)

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
        await self.note_board(posted, item)

    async def note_board(self, posted: Posted, item: Item) -> None:
        """Note on which board what is shown stands, and until when: both may be told late."""
        sql = (
            "UPDATE announcements SET group_uid = ?, ends = ? "
            "WHERE id = ? AND (group_uid, ends) IS NOT (?, ?)"
        )
        board = board_group(item), _end(item)
        await self._store.write(sql, [(*board, posted.announcement_id, *board)])

    async def revise(
        self,
        posted: Posted,
        item: Item,
        drawing: Drawing,
        *,
        is_replaced: bool,
    ) -> None:
        """Let everything that is or will be posted of an announcement show another card."""
        maps = " ".join(item.map_uids)
        title = english_title(item.feed, item.subject, drawing.map_name)
        values = (
            *(maps, maps, json.dumps(drawing.message), maps, board_group(item), _end(item)),
            *(int(drawing.is_whole), int(is_replaced), title, title),
        )
        # What is known of other maps tells nothing of these.
        sql = (
            "UPDATE announcements SET standing = iif(map_uids = ?, standing, ''), "
            "result = iif(map_uids = ?, result, ''), "
            "message = ?, map_uids = ?, group_uid = ?, ends = ?, "
            "is_whole = ?, is_replaced = ?, revision = revision + 1, "
            "card_revision = revision + 1, "
            "title_revision = iif(title = ?, title_revision, revision + 1), title = ? "
            "WHERE id = ?"
        )
        async with self._store.writing() as connection:
            if posted.map_uids and posted.map_uids != item.map_uids:
                await connection.execute(_FORGET_COURSE, (posted.announcement_id,))
            await connection.execute(sql, (*values, posted.announcement_id))

    async def lagging(self, now: float, after: int = 0) -> list[Edit]:
        """Pick some messages to be edited, behind a delivery's id.

        Those whose card was changed while it runs, and those that can be edited and do not show
        yet how it ended. Those in servers that were left wait.
        """
        return await self._picked(_PRESSING, now, after, EDITS_AT_ONCE)

    async def out_of_date(self, now: float, after: int = 0) -> list[Edit]:
        """Pick some messages that only show an older standing than is known, where that is wanted.

        Servers that were left wait here too.
        """
        return await self._picked(_LIVE, now, after, LIVE_EDITS_AT_ONCE)

    async def _picked(self, condition: str, now: float, after: int, number: int) -> list[Edit]:
        sql = f"{_LAGGING} AND {condition} ORDER BY d.id LIMIT :number"
        rows = await self._store.rows(sql, {"after": after, "now": now, "number": number})
        return readable(rows, self._edit, "deliveries")

    def _edit(self, row: sqlite3.Row) -> Edit:
        columns = ("message", "language", "standing", "result", "closed_at", "over_at", "course_id")
        return Edit(
            delivery_id=row["id"],
            channel_id=row["channel_id"],
            message_id=row["message_id"],
            revision=row["revision"],
            message=self.drawn(*(row[column] for column in columns)),
        )

    async def settle(self, edit: Edit, now: float) -> None:
        """Note that a message shows this state, or cannot be changed any more."""
        sql = "UPDATE deliveries SET revision = ? WHERE id = ?"
        async with self._store.writing() as connection:
            await owe_renaming(connection, edit.delivery_id, edit.revision, now)
            await connection.execute(sql, (edit.revision, edit.delivery_id))

    async def forget(self, edit: Edit) -> None:
        """Note that a message is gone: nothing is asked or edited for it any more."""
        sql = "UPDATE deliveries SET message_id = NULL WHERE id = ?"
        await self._store.write(sql, [(edit.delivery_id,)])


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


def board_group(item: Item) -> str:
    """Return the group of an item's board or ranking."""
    match item.subject:
        case Target():
            return group_of(item.subject, None)
        case CampaignNews():
            return item.subject.season_uid
        case _:
            return ""


def _end(item: Item) -> float | None:
    return item.ends if abs(item.ends) <= END_OF_TIME else None
