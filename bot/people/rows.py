"""The SQL of names and places."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.clock import holds
from bot.nadeo.models import Zone
from bot.storage.store import Store

NAME_HOLDS_FOR = 7 * 86400.0


@dataclass(frozen=True)
class KnownName:
    """A name and when Nadeo gave it, in Unix seconds."""

    name: str
    fetched_at: float

    def holds_at(self, now: float) -> bool:
        """Tell whether nobody need be asked for it yet."""
        return holds(self.fetched_at, now, self.fetched_at + NAME_HOLDS_FOR)


async def read_names(store: Store, account_ids: Collection[str]) -> dict[str, KnownName]:
    """Read the names noted, however old: age is for the reader to judge."""
    marks = ",".join("?" * len(account_ids))
    sql = f"SELECT account_id, name, fetched_at FROM names WHERE account_id IN ({marks})"  # noqa: S608 # marks only
    rows = await store.rows(sql, tuple(account_ids))
    return {row["account_id"]: KnownName(row["name"], row["fetched_at"]) for row in rows}


async def keep_names(store: Store, names: Mapping[str, str], now: float) -> None:
    """Remember names; `now` is in Unix seconds."""
    sql = "INSERT OR REPLACE INTO names (account_id, name, fetched_at) VALUES (?, ?, ?)"
    await store.write(sql, [(account, name, now) for account, name in names.items()])


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
