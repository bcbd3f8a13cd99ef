"""Looking whether a file is whole before anything is written to it."""

import sqlite3
from pathlib import Path

import aiosqlite


class Damage(sqlite3.DatabaseError):
    """SQLite tells of most damage by a row, not by an error."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def lacks_its_beginning(path: Path) -> bool:
    """Tell whether there is a journal without its file: SQLite would delete it and begin anew."""
    journal = path.with_name(f"{path.name}-wal")
    return _size(path) == 0 and _size(journal) > 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


async def refuse_damage(connection: aiosqlite.Connection) -> None:
    """Raise `Damage` where pages are missing or make no sense; it reads the whole file once."""
    (row,) = await connection.execute_fetchall("PRAGMA quick_check(1)")
    if row[0] != "ok":
        raise Damage(row[0])
