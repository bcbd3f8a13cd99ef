"""Official releases and the maps they brought. What has not begun is never kept: it cannot leak."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.clock import holds
from bot.maps.cards import EarlierTrack
from bot.maps.releases import Release, ReleaseKind
from bot.storage.readable import readable
from bot.storage.store import Store

DAYS = frozenset({"totd", "royal"})


@dataclass(frozen=True)
class ListState:
    """How far a list of releases is known; times in Unix seconds."""

    checked_at: float
    holds_until: float

    def holds_at(self, now: float) -> bool:
        """Tell whether nobody need be asked for the list yet."""
        return holds(self.checked_at, now, self.holds_until)


async def keep_releases(store: Store, releases: Iterable[Release], now: float) -> None:
    """Remember the releases that have begun at this moment, in Unix seconds."""
    begun = [release for release in releases if release.starts <= now]
    async with store.writing() as connection:
        await connection.executemany(_KEEP_RELEASE, [_row(release) for release in begun])
        await connection.executemany(_DROP_MAPS, [_size(release) for release in begun])
        await connection.executemany(_KEEP_MAP, [row for item in begun for row in _maps(item)])


async def read_releases(store: Store, kind: ReleaseKind) -> tuple[Release, ...]:
    """All releases of a kind, oldest first."""
    return await _read(store, "kind = ?", kind)


async def read_days(
    store: Store, kind: ReleaseKind, first: date, last: date
) -> tuple[Release, ...]:
    """Days between two dates, both included, oldest first."""
    where = "kind = ? AND key BETWEEN ? AND ?"
    return await _read(store, where, kind, first.isoformat(), last.isoformat())


async def read_running(store: Store, now: float) -> tuple[Release, ...]:
    """Releases of any kind that run at this moment, in Unix seconds, oldest first."""
    return await _read(store, "starts <= ? AND (ends = 0 OR ends > ?)", now, now)


async def read_track_on(store: Store, on: date) -> EarlierTrack | None:
    """Return the Track of the Day of a date with its name, None while either is not known."""
    rows = await store.rows(
        "SELECT map_uid, maps.name FROM releases JOIN released_maps USING (release_id) "
        "JOIN maps USING (map_uid) WHERE kind = 'totd' AND key = ? AND maps.name IS NOT NULL",
        (on.isoformat(),),
    )
    found = readable(rows, lambda row: EarlierTrack(on, row["map_uid"], row["name"]), "releases")
    return next(iter(found), None)


async def read_by_map(store: Store, map_uid: str) -> tuple[Release, ...]:
    """Releases that brought a map, oldest first."""
    where = "release_id IN (SELECT release_id FROM released_maps WHERE map_uid = ?)"
    return await _read(store, where, map_uid)


async def read_by_group(store: Store, season_uid: str) -> tuple[Release, ...]:
    """Releases whose boards have this group."""
    return await _read(store, "season_uid = ?", season_uid)


async def read_list_state(store: Store, kind: ReleaseKind) -> ListState | None:
    """How far a list is known, None where it was never read whole."""
    sql = "SELECT checked_at, holds_until FROM release_lists WHERE kind = ?"
    rows = await store.rows(sql, (kind,))
    return ListState(rows[0]["checked_at"], rows[0]["holds_until"]) if rows else None


async def read_list_states(store: Store) -> dict[str, ListState]:
    """How far each list is known, by its kind; those never read whole are missing."""
    rows = await store.rows("SELECT kind, checked_at, holds_until FROM release_lists")
    return {row["kind"]: ListState(row["checked_at"], row["holds_until"]) for row in rows}


async def keep_list_state(store: Store, kind: ReleaseKind, state: ListState) -> None:
    """Remember how far a list is known."""
    sql = "INSERT OR REPLACE INTO release_lists VALUES (?, ?, ?)"
    await store.write(sql, [(kind, state.checked_at, state.holds_until)])


async def read_past_months(store: Store) -> set[date]:
    """First days of the months whose Tracks of the Day are known for good."""
    rows = await store.rows("SELECT month FROM past_months")
    return set(readable(rows, _month, "past_months"))


async def keep_past_months(store: Store, months: Iterable[date]) -> None:
    """Remember that all days of these months are known."""
    sql = "INSERT OR IGNORE INTO past_months VALUES (?)"
    await store.write(sql, [(month.isoformat(),) for month in months])


async def forget_after(store: Store, now: float, month: date) -> None:
    """Forget what lies in the future, and that the months from this one on are known for good.

    A wrong clock wrote it, or this one is wrong: then it is but asked for once more.
    """
    async with store.writing() as connection:
        await connection.execute("DELETE FROM releases WHERE starts > ?", (now,))
        await connection.execute("DELETE FROM release_lists WHERE checked_at > ?", (now,))
        await connection.execute("DELETE FROM past_months WHERE month >= ?", (month.isoformat(),))


_KEEP_RELEASE = """
INSERT INTO releases (kind, key, season_uid, campaign_id, name, starts, ends)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET
    season_uid = excluded.season_uid, campaign_id = excluded.campaign_id,
    name = excluded.name, starts = excluded.starts, ends = excluded.ends
"""
_DROP_MAPS = """
DELETE FROM released_maps
WHERE release_id = (SELECT release_id FROM releases WHERE kind = ? AND key = ?) AND position >= ?
"""
_KEEP_MAP = """
INSERT INTO released_maps (release_id, position, map_uid)
SELECT release_id, ?, ? FROM releases WHERE kind = ? AND key = ?
ON CONFLICT (release_id, position) DO UPDATE SET
    raw_name = CASE map_uid WHEN excluded.map_uid THEN raw_name END, map_uid = excluded.map_uid
"""


def _row(release: Release) -> tuple[object, ...]:
    what = (release.kind, release.key, release.season_uid, release.campaign_id)
    return (*what, release.name, release.starts, release.ends)


def _size(release: Release) -> tuple[object, ...]:
    return (release.kind, release.key, len(release.map_uids))


def _maps(release: Release) -> Iterable[tuple[object, ...]]:
    for position, map_uid in enumerate(release.map_uids):
        yield (position, map_uid, release.kind, release.key)


async def _read(store: Store, where: str, *parameters: Any) -> tuple[Release, ...]:
    sql = f"""
        SELECT * FROM releases LEFT JOIN released_maps USING (release_id)
        WHERE {where} ORDER BY starts, release_id, position
    """  # noqa: S608 # conditions of this module only
    rows = await store.rows(sql, parameters)
    uids: dict[int, list[str]] = {}
    first: dict[int, sqlite3.Row] = {}
    for row in rows:
        first.setdefault(row["release_id"], row)
        known = uids.setdefault(row["release_id"], [])
        known += [row["map_uid"]] if row["map_uid"] is not None else []

    def release(row: sqlite3.Row) -> Release:
        return release_of(row, tuple(uids[row["release_id"]]))

    return tuple(readable(first.values(), release, "releases"))


def _month(row: sqlite3.Row) -> date:
    return date.fromisoformat(row["month"])


def release_of(row: sqlite3.Row, map_uids: tuple[str, ...]) -> Release:
    """Read a row as a release; raise `ValueError` where its day is none."""
    return Release(
        kind=row["kind"],
        season_uid=row["season_uid"],
        campaign_id=row["campaign_id"],
        starts=row["starts"],
        ends=row["ends"],
        on=date.fromisoformat(row["key"]) if row["kind"] in DAYS else None,
        name=row["name"],
        map_uids=map_uids,
    )
