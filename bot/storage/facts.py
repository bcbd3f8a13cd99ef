"""Single facts under a name, such as which commands Discord was told of."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.storage.readable import name_once
from bot.storage.store import Store

FactT = TypeVar("FactT")


async def read_fact(store: Store, key: str) -> str | None:
    """Return a fact, None where it is not known."""
    rows = await store.rows("SELECT value FROM facts WHERE key = ?", (key,))
    return rows[0]["value"] if rows else None


async def read_json_fact(store: Store, key: str, kind: TypeAdapter[FactT]) -> FactT | None:
    """Return a fact that was kept as JSON, None where it is not known or cannot be read."""
    text = await read_fact(store, key)
    try:
        return None if text is None else kind.validate_json(text)
    except ValidationError as error:
        name_once(f"fact {key}", f"{error.error_count()} faults")
        return None


async def keep_fact(store: Store, key: str, value: str) -> None:
    """Remember a fact."""
    await store.write("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", [(key, value)])
