"""Single facts under a name, such as which commands Discord was told of."""

from bot.storage.store import Store


async def read_fact(store: Store, key: str) -> str | None:
    """Return a fact, None where it is not known."""
    rows = await store.rows("SELECT value FROM facts WHERE key = ?", (key,))
    return rows[0]["value"] if rows else None


async def keep_fact(store: Store, key: str, value: str) -> None:
    """Remember a fact."""
    await store.write("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", [(key, value)])
