"""A copy of the file as it is at one moment, made while others read and write it."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.file_faults import in_words
from bot.storage.soundness import check, is_empty, refuse_damage
from bot.storage.store import StoreError, refuse_half


def back_up(database: Path, target: Path) -> int:
    """Copy the database into a new file that its owner alone can read; return its size in bytes.

    The copy appears whole or not at all, and needs no journal. Raises `StoreError` where there is
    something at the target, where that cannot be written, and where the database is damaged.
    """
    if os.path.lexists(target):
        raise StoreError(_exists(target))
    refuse_half(database)
    if is_empty(database):
        raise StoreError(f"there is nothing in {database} of which a backup could be made")
    try:
        # Such a file has the rights 0600.
        number, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    except OSError as error:
        raise StoreError(f"nothing can be written into {target.parent}: {error.strerror}") from None
    os.close(number)
    partial = Path(name)
    try:
        # Before anything is opened that may write, as at a start.
        refuse_damage(database)
        _copy(database, partial)
        _publish(partial, target)
        return target.stat().st_size
    except sqlite3.Error as error:
        raise StoreError(
            f"no backup of {database} was made as {target}: {in_words(error)}"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(database: Path, partial: Path) -> None:
    # In a writable mode, since an empty journal may have to be made beside it; never a new file.
    source = f"{database.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(source, uri=True)) as original,
        closing(sqlite3.connect(partial)) as copy,
    ):
        # A file that is held is waited for a moment; the copying would wait for ever.
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        original.backup(copy)
        # Else whoever moves the copy would have to think of a journal beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        check(copy)


def _publish(partial: Path, target: Path) -> None:
    """Give the copy its name, which nobody may have taken meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise StoreError(_exists(target)) from None
    except OSError:  # a disk on which a file has one name only
        partial.rename(target)


def _exists(target: Path) -> str:
    return f"{target} is there already: name a file that is not"
