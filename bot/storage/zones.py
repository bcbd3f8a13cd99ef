"""The tree of places."""

from collections.abc import Iterable

from bot.nadeo.models import Zone
from bot.storage.store import Store


async def read_zones(store: Store) -> tuple[list[Zone], float]:
    """Return all zones known and when they were fetched (0 for never), in Unix seconds."""
    rows = await store.rows("SELECT zone_id, name, parent_id, fetched_at FROM zones")
    zones = [
        Zone(zone_id=row["zone_id"], name=row["name"], parent_id=row["parent_id"]) for row in rows
    ]
    return zones, min((row["fetched_at"] for row in rows), default=0.0)


async def keep_zones(store: Store, zones: Iterable[Zone], now: float) -> None:
    """Replace the tree."""
    async with store.writing() as connection:
        await connection.execute("DELETE FROM zones")
        await connection.executemany(
            "INSERT OR REPLACE INTO zones VALUES (?, ?, ?, ?)",
            [(zone.zone_id, zone.name, zone.parent_id, now) for zone in zones],
        )
