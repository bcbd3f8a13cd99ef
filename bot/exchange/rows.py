"""The SQL of styles."""

import sqlite3
from collections.abc import Collection, Iterable

from pydantic import TypeAdapter

from bot.exchange.cards import KeptStyle
from bot.storage.readable import readable
from bot.storage.store import Store

TABLE = "map_styles"
_TAGS = TypeAdapter(tuple[str, ...])


async def read_styles(store: Store, map_uids: Collection[str]) -> dict[str, KeptStyle]:
    """Styles by uid; those that were never asked for are missing."""
    marks = ",".join("?" * len(map_uids))
    rows = await store.rows(
        f"SELECT * FROM map_styles WHERE map_uid IN ({marks})",  # noqa: S608 # marks only
        tuple(map_uids),
    )
    return {one.map_uid: one for one in readable(rows, _style, TABLE)}


async def read_numbered(store: Store, number: int) -> KeptStyle | None:
    """Return the map that was told last to have this number, None where there is none."""
    sql = "SELECT * FROM map_styles WHERE number = ? ORDER BY asked_at DESC LIMIT 1"
    return next(iter(readable(await store.rows(sql, (number,)), _style, TABLE)), None)


async def keep_styles(store: Store, styles: Iterable[KeptStyle]) -> None:
    """Put styles in place of what was told of the same maps before."""
    sql = (
        "INSERT OR REPLACE INTO map_styles "
        "(map_uid, number, tags, difficulty, asked_at, holds_until) VALUES (?, ?, ?, ?, ?, ?)"
    )
    await store.write(sql, [_row(style) for style in styles])


def _row(style: KeptStyle) -> tuple[object, ...]:
    tags = _TAGS.dump_json(style.tags).decode()
    told = (style.map_uid, style.number, tags, style.difficulty)
    return (*told, style.asked_at, style.holds_until)


def _style(row: sqlite3.Row) -> KeptStyle:
    return KeptStyle(
        map_uid=row["map_uid"],
        number=row["number"],
        # A list that cannot be read is a `ValueError` here.
        tags=_TAGS.validate_json(row["tags"]),
        difficulty=row["difficulty"],
        asked_at=row["asked_at"],
        holds_until=row["holds_until"],
    )
