"""Looking for what a file still holds of a person: in every column, and in its raw bytes."""

import sqlite3
from pathlib import Path

_BITS = 7
_LAST_OF_VARINT = 8


def traces(database: Path, user_id: int, *texts: str) -> list[str]:
    """Return where a file, with its journal, holds a Discord id or one of these texts."""
    found = [*_columns(database, user_id, texts)]
    needles = {
        f"{user_id} as text": str(user_id).encode(),
        f"{user_id} as a number": user_id.to_bytes(8, "big"),
        f"{user_id} as a key": varint(user_id),
        **{text: text.encode() for text in texts},
    }
    for file in (database, database.with_name(f"{database.name}-wal")):
        data = file.read_bytes() if file.exists() else b""
        found += [f"{file.name}: {what}" for what, needle in needles.items() if needle in data]
    return found


def varint(value: int) -> bytes:
    """Write a number as SQLite writes a row's key; one of more than 56 bits, as ids of Discord."""
    assert value >> 56
    rest = value >> _LAST_OF_VARINT
    head = [(rest >> _BITS * place & 0x7F) | 0x80 for place in reversed(range(8))]
    return bytes([*head, value & 0xFF])


def _columns(database: Path, user_id: int, texts: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in list(tables):
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 # our own names
                told = [str(value) for value in row]
                wanted = (str(user_id), *texts)
                found += [f"{table}: {row}" for one in wanted if any(one in cell for cell in told)]
    finally:
        connection.close()
    return found
