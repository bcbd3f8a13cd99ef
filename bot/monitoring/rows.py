"""How many posts are in which state."""

from collections.abc import Mapping

from bot.storage.elsewhere import ELSEWHERE
from bot.storage.store import Store

OPEN = {"owed": "owed", "claimed": "in_doubt"}
"""What deliveries are called that are to be sent: a claimed one is, or may have been."""
ENDED = {"sent": "sent", "dropped": "dropped"}


async def count_open(store: Store) -> dict[str, int]:
    """Count the deliveries that are to be sent, by state; others send to servers elsewhere."""
    theirs = f"SELECT id FROM subscriptions WHERE guild_id IN ({ELSEWHERE})"  # noqa: S608 # our own words
    return await _counts(store, OPEN, f"AND subscription_id NOT IN ({theirs})")


async def count_ended(store: Store) -> dict[str, int]:
    """Count the deliveries that need nothing more, by state; a month of them reads for a while."""
    return await _counts(store, ENDED)


async def _counts(store: Store, names: Mapping[str, str], those: str = "") -> dict[str, int]:
    # The words themselves, by which SQLite finds the index on what is open.
    states = ", ".join(f"'{state}'" for state in names)
    sql = (
        "SELECT state, count(*) AS number FROM deliveries "  # noqa: S608 # our own words
        f"WHERE state IN ({states}) {those} GROUP BY 1"
    )
    counts = {row["state"]: row["number"] for row in await store.rows(sql)}
    return {name: counts.get(state, 0) for state, name in names.items()}
