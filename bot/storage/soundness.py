"""Looking whether a file is whole before anything is written to it."""

import sqlite3
from contextlib import closing
from pathlib import Path


class Damage(sqlite3.DatabaseError):
    """SQLite tells of most damage by a row, not by an error."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def lacks_its_beginning(path: Path) -> bool:
    """Tell whether there is a journal without its file: SQLite would delete it and begin anew."""
    return _size(path) == 0 and _size(journal_of(path)) > 0


def journal_of(path: Path) -> Path:
    """Return SQLite's journal, which lies beside the file itself and not beside a link to it."""
    file = path.resolve()
    return file.parent / f"{file.name}-wal"


def is_empty(path: Path) -> bool:
    """Tell whether there is a file, and nothing in it."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False  # SQLite says why it cannot be seen


def _size(path: Path) -> int:
    """Return the bytes of a file, none where it cannot be seen: SQLite says why that is."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def refuse_damage(path: Path) -> None:
    """Raise `Damage`, or an error of SQLite's, where pages are missing or make no sense.

    It reads the whole file once. A connection that may write would move the journal into a damaged
    file when it is closed.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as looking:
        try:
            check(looking)
        except sqlite3.OperationalError as error:
            # What was being written when its process ended is undone by who may write.
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise


def check(connection: sqlite3.Connection) -> None:
    """Raise `Damage`, or an error of SQLite's, where pages are missing or make no sense."""
    # A damaged schema has names that are no text.
    connection.text_factory = bytes
    (row,) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if row[0] != b"ok":
        raise Damage(row[0].decode(errors="replace"))
