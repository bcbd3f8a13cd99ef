"""Tracks of the Day by author, as far as our own notes go."""

import sqlite3
from datetime import date

from bot.maps.cards import EarlierTrack
from bot.storage.readable import readable
from bot.storage.store import Store


async def earlier_tracks(store: Store, author: str, before: date) -> list[EarlierTrack]:
    """Read an author's Tracks of the Day before a date, newest first."""
    rows = await store.rows(
        "SELECT key AS date, map_uid, maps.name FROM releases "
        "JOIN released_maps USING (release_id) JOIN maps USING (map_uid) "
        "WHERE kind = 'totd' AND author = ? AND key < ? ORDER BY key DESC",
        (author, before.isoformat()),
    )
    return readable(rows, _track, "releases")


def _track(row: sqlite3.Row) -> EarlierTrack:
    return EarlierTrack(date.fromisoformat(row["date"]), row["map_uid"], row["name"])
