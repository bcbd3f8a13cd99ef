"""The one fault of the file that passes by itself: another program holds it."""

import sqlite3

LOCKED = "a locked file"
"""What a log calls it: where it came from is known, and needs no traceback."""
_PRIMARY = 0xFF
"""The bits of SQLite's extended codes that say the kind of fault."""


def is_locked(error: BaseException) -> bool:
    """Tell whether another program kept SQLite from reading or writing."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_BUSY


def fault_of(error: BaseException) -> str:
    """Return what a log calls a fault: its type, or that it is the known one."""
    return LOCKED if is_locked(error) else type(error).__name__
