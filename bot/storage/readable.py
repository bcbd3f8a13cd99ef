"""Rows that cannot be read: one of them must not hide the others."""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from typing import TypeVar

log = logging.getLogger(__name__)

_ResultT = TypeVar("_ResultT")

_named: set[str] = set()
"""What was told already: most tables are read again and again."""


def readable(
    rows: Iterable[sqlite3.Row], read: Callable[[sqlite3.Row], _ResultT], table: str
) -> list[_ResultT]:
    """Return what the rows stand for, without those that `read` raises `ValueError` for.

    Those are named once in the log, by their first column.
    """
    found: list[_ResultT] = []
    for row in rows:
        try:
            found.append(read(row))
        except ValueError as error:
            name_once(f"{table} {row[0]}", str(error))
    return found


def name_once(what: str, cause: str) -> None:
    """Write one line about something in the file that cannot be read, and none the next time."""
    if what not in _named:
        _named.add(what)
        log.error("the file's %s cannot be read and is left out: %s", what, cause)
