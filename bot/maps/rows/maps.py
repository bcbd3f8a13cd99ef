"""Map info by uid."""

import sqlite3
from collections.abc import Collection, Iterable

from pydantic import ValidationError

from bot.nadeo.models import TrackMap
from bot.storage.store import Store


async def read_maps(store: Store, map_uids: Collection[str]) -> dict[str, TrackMap]:
    """Read the maps known, however old; `received_at` tells.

    What an older Pitwall wrote and this one cannot read counts as not known.
    """
    marks = ",".join("?" * len(map_uids))
    sql = f"SELECT body, fetched_at FROM maps WHERE map_uid IN ({marks})"  # noqa: S608 # marks only
    found = [_map(row) for row in await store.rows(sql, tuple(map_uids))]
    return {track.uid: track for track in found if track is not None}


async def keep_maps(store: Store, maps: Iterable[TrackMap]) -> None:
    """Remember maps as old as they say they are."""
    sql = "INSERT OR REPLACE INTO maps (map_uid, body, fetched_at) VALUES (?, ?, ?)"
    rows = [(track.uid, track.model_dump_json(by_alias=True), track.received_at) for track in maps]
    await store.write(sql, rows)


def _map(row: sqlite3.Row) -> TrackMap | None:
    try:
        track = TrackMap.model_validate_json(row["body"])
    except ValidationError:
        return None
    return track.model_copy(update={"received_at": row["fetched_at"]})
