"""What keeps SQLite from using its file: a name for it, and a sentence with what to do."""

import sqlite3
from dataclasses import dataclass

_PRIMARY = 0xFF
"""The bits of SQLite's extended codes that say the kind of fault."""


@dataclass(frozen=True)
class FileFault:
    """A fault whose cause is known: where it came from in the program tells nothing more."""

    name: str
    sentence: str
    """For whoever runs the bot, after the name of what failed."""


LOCKED = FileFault(
    "a locked file", "another program holds the file; end that one, or wait until it is done"
)
DAMAGED = FileFault(
    "a damaged file",
    "the file is damaged; stop me and put a backup in its place, or rescue what can be read "
    "(docs/file.md, Broken files)",
)
FAULTS = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_FULL: FileFault(
        "a full disk", "the disk is full; make room there: nothing is lost"
    ),
    sqlite3.SQLITE_READONLY: FileFault(
        "a read-only file",
        "the file may not be written; give it and its folder to the user who runs me, on a disk "
        "that takes writes",
    ),
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: FileFault(
        "a file that is no database",
        "the file is not a database, or its beginning is overwritten; put a backup in its place, "
        "or choose another PITWALL_DATABASE",
    ),
    sqlite3.SQLITE_IOERR: FileFault(
        "a failing disk",
        "the disk fails; look into this machine's own log, and make a backup elsewhere",
    ),
    sqlite3.SQLITE_CANTOPEN: FileFault(
        "a file out of reach",
        "no file can be opened there; check PITWALL_DATABASE: its folder must exist, and the user "
        "who runs me must be allowed to write in it",
    ),
}
"""Faults by SQLite's primary codes."""


def file_fault(error: BaseException) -> FileFault | None:
    """Return what keeps SQLite from the file, None where an error is about something else."""
    return FAULTS.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)


def in_words(error: BaseException) -> str:
    """Say what is wrong with the file and what to do; what is not known, in SQLite's own words."""
    fault = file_fault(error)
    return str(error) if fault is None else fault.sentence


def is_locked(error: BaseException) -> bool:
    """Tell whether another program kept SQLite from reading or writing."""
    return file_fault(error) is LOCKED
