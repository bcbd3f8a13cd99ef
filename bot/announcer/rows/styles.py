"""The SQL of cards that show one map and may lack its style."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.announcer.cards import Feed, Message
from bot.announcer.delivery import card_of
from bot.storage.readable import readable
from bot.storage.store import Store

ONE_MAP_FEEDS: tuple[Feed, ...] = ("totd", "weekly-grand", "cup-of-the-week")


@dataclass(frozen=True)
class MapPost:
    """What is posted, or to be posted, of one map that runs."""

    announcement_id: int
    map_uid: str
    starts: float
    """Unix seconds."""
    card_revision: int
    message: Message = field(repr=False)


async def read_map_posts(store: Store, now: float) -> list[MapPost]:
    """Return the cards of what runs at this moment, without those that still lack their map."""
    marks = ",".join("?" * len(ONE_MAP_FEEDS))
    sql = f"""
        SELECT id, map_uids, starts, card_revision, message FROM announcements
        WHERE feed IN ({marks}) AND is_whole AND (ends IS NULL OR ends > ?)
        AND map_uids <> '' AND instr(map_uids, ' ') = 0 AND message <> ''
    """  # noqa: S608 # marks only
    rows = await store.rows(sql, (*ONE_MAP_FEEDS, now))
    return readable(rows, _post, "announcements")


async def restyle(store: Store, changed: Iterable[tuple[MapPost, Message]]) -> None:
    """Let posts show another card, unless they have been given another one meanwhile.

    What cannot be edited stays as it is, unless it lags behind for another reason.
    """
    spare = (
        "UPDATE deliveries SET revision = (SELECT revision + 1 FROM announcements WHERE id = :id) "
        "WHERE announcement_id = :id AND revision >= :revision AND subscription_id IN "
        "(SELECT id FROM subscriptions WHERE NOT editable) AND EXISTS "
        "(SELECT 1 FROM announcements WHERE id = :id AND card_revision = :revision)"
    )
    sql = (
        "UPDATE announcements SET message = :card, revision = revision + 1, "
        "card_revision = revision + 1 WHERE id = :id AND card_revision = :revision"
    )
    async with store.writing() as connection:
        for post, card in changed:
            which = {"id": post.announcement_id, "revision": post.card_revision}
            await connection.execute(spare, which)
            await connection.execute(sql, {"card": json.dumps(card), **which})


def _post(row: sqlite3.Row) -> MapPost:
    return MapPost(
        announcement_id=row["id"],
        map_uid=row["map_uids"],
        starts=row["starts"],
        card_revision=row["card_revision"],
        message=card_of(row["message"]),
    )
