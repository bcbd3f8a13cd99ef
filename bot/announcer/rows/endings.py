"""What is open, how it stands and how it ended; Unix seconds."""

import json
import sqlite3
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError

from bot.announcer.cards import Feed, LiveStanding
from bot.ladders.cards import Result
from bot.maps.cards import Standing
from bot.storage.readable import name_once, readable
from bot.storage.store import Store

BROUGHT_FOR = 7 * 86400.0
"""So long after its end a card is closed, and after its closing that is brought to its messages."""

OVER_AT = (
    "coalesce(a.ends, (SELECT min(later.starts) FROM announcements later "
    "WHERE later.feed = a.feed AND later.starts > a.starts))"
)
"""When something is over; what has no end is by its successor, and without one it is not."""

_RESULT = TypeAdapter(Result)
_STANDING = TypeAdapter(LiveStanding)

_OPEN = f"""
SELECT a.id, a.feed, a.key, a.starts, a.group_uid, a.map_uids, a.result, a.standing,
    {OVER_AT} AS over_at,
    EXISTS (
        SELECT 1 FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
        WHERE d.announcement_id = a.id AND d.state = 'sent' AND d.message_id IS NOT NULL
        AND s.editable AND s.is_live AND s.state = 'active'
        AND s.guild_id NOT IN (SELECT guild_id FROM servers_left)
    ) AS is_live
FROM announcements a
WHERE a.closed_at IS NULL AND a.group_uid <> '' AND a.map_uids <> '' AND EXISTS (
    SELECT 1 FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.announcement_id = a.id AND d.state = 'sent' AND d.message_id IS NOT NULL AND s.editable
) AND coalesce(over_at, ?) > ?
ORDER BY over_at
"""  # noqa: S608 # our own words


@dataclass(frozen=True)
class OpenCard:
    """An announcement that stands in some channel where it can be edited, and is not closed."""

    announcement_id: int
    feed: Feed
    key: str
    starts: float
    group_uid: str
    map_uids: tuple[str, ...]
    over_at: float | None
    """None where nobody knows yet."""
    result: Result | None
    """How it ended, where that was read before."""
    standing: LiveStanding | None
    is_live: bool
    """Whether some channel wants it to be kept up to date."""


class Endings:
    """Keeps how things stand and end; every change is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open_cards(self, now: float) -> list[OpenCard]:
        """Return what is not closed, what ends first before the rest."""
        rows = await self._store.rows(_OPEN, (now, now - BROUGHT_FOR))
        return readable(rows, _open_card, "announcements")

    async def note_result(self, card: OpenCard, result: Result) -> None:
        """Keep how it ended, so that nothing is lost by a restart before it is shown.

        Nothing is kept where other maps have taken the place of those that were asked for.
        """
        sql = (
            "UPDATE announcements SET result = ? "
            "WHERE id = ? AND closed_at IS NULL AND map_uids = ?"
        )
        maps = " ".join(card.map_uids)
        text = _RESULT.dump_json(result).decode()
        await self._store.write(sql, [(text, card.announcement_id, maps)])

    async def close(self, card: OpenCard, now: float) -> None:
        """Let its messages show how it ended, once."""
        sql = (
            "UPDATE announcements SET closed_at = ?, revision = revision + 1 "
            "WHERE id = ? AND closed_at IS NULL"
        )
        await self._store.write(sql, [(now, card.announcement_id)])

    async def note_sample(self, card: OpenCard, standing: Standing, shown: LiveStanding) -> bool:
        """Keep how it stands, and let its messages show that; return whether it changes them.

        Nothing is kept where another map has taken the place of the one that was asked for.
        """
        sample = (card.feed, card.key, standing.as_of, standing.record, standing.players)
        text, maps = json.dumps(asdict(shown)), " ".join(card.map_uids)
        async with self._store.writing() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO standing_samples "
                "SELECT ?, ?, ?, ?, ? FROM announcements WHERE id = ? AND map_uids = ?",
                (*sample, card.announcement_id, maps),
            )
            changed = await connection.execute(
                "UPDATE announcements SET standing = ?, revision = revision + 1 "
                "WHERE id = ? AND closed_at IS NULL AND map_uids = ? AND standing <> ?",
                (text, card.announcement_id, maps, text),
            )
        return changed.rowcount == 1

    async def sampled_at(self, card: OpenCard, now: float) -> float | None:
        """Return when its last sample was taken; one of a clock that was ahead does not count."""
        sql = (
            "SELECT max(taken_at) AS moment FROM standing_samples "
            "WHERE feed = ? AND key = ? AND taken_at <= ?"
        )
        (row,) = await self._store.rows(sql, (card.feed, card.key, now))
        return row["moment"]


def result_of(text: str) -> Result | None:
    """Read how something ended, None where nobody knew or it cannot be read."""
    try:
        return _RESULT.validate_json(text) if text else None
    except ValidationError:
        name_once("result of an announcement", "it is none")
        return None


def standing_of(text: str) -> LiveStanding | None:
    """Read how something stands, None where nobody knew or it cannot be read."""
    try:
        return _STANDING.validate_json(text) if text else None
    except ValidationError:
        name_once("standing of an announcement", "it is none")
        return None


def _open_card(row: sqlite3.Row) -> OpenCard:
    return OpenCard(
        announcement_id=row["id"],
        feed=row["feed"],
        key=row["key"],
        starts=row["starts"],
        group_uid=row["group_uid"],
        map_uids=tuple(row["map_uids"].split()),
        over_at=row["over_at"],
        result=result_of(row["result"]),
        standing=standing_of(row["standing"]),
        is_live=bool(row["is_live"]),
    )
