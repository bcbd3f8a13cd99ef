"""Knowing whether another process works with the same file."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

LONGEST_ID = 20
UNKNOWN = "unknown"
"""In place of a process's id."""


@contextmanager
def occupied(database: Path) -> Generator[str | None, None, None]:
    """Note in a file beside the database who works with it; give who did so before, if that lives.

    The lock ends with its process, however that ends. The database itself is not locked, for
    closing it would drop SQLite's own locks. Where no lock can be had nobody is known.
    """
    try:
        path = database.resolve()
        lock = path.parent / f"{path.name}-lock"
        file = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        yield None
        return
    try:
        yield _other(file)
    finally:
        os.close(file)


def _other(file: int) -> str | None:
    """Lock the file and write our process's id into it, or read whose it is."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 # Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(file, LONGEST_ID, 0).decode("ascii", "replace").strip() or UNKNOWN
    except OSError:
        return None  # a file system without locks
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
    return None
