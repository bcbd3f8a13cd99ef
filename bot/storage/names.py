"""Player names by account id."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.storage.store import Store


@dataclass(frozen=True)
class KnownName:
    """A name and when Nadeo gave it, in Unix seconds."""

    name: str
    fetched_at: float


async def read_names(store: Store, account_ids: Collection[str]) -> dict[str, KnownName]:
    """Return the names known, however old."""
    marks = ",".join("?" * len(account_ids))
    sql = f"SELECT account_id, name, fetched_at FROM names WHERE account_id IN ({marks})"  # noqa: S608 # marks only
    rows = await store.rows(sql, tuple(account_ids))
    return {row["account_id"]: KnownName(row["name"], row["fetched_at"]) for row in rows}


async def keep_names(store: Store, names: Mapping[str, str], now: float) -> None:
    """Remember names; `now` is in Unix seconds."""
    sql = "INSERT OR REPLACE INTO names (account_id, name, fetched_at) VALUES (?, ?, ?)"
    await store.write(sql, [(account, name, now) for account, name in names.items()])
