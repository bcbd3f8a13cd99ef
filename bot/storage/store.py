"""The SQLite file: opened once, migrated by numbered files, written to by one task at a time."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Generator,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeAlias

import aiosqlite
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_random

from bot.file_faults import DAMAGED, in_words, is_locked
from bot.storage.keeping import Keeping
from bot.storage.soundness import journal_of, lacks_its_beginning, refuse_damage

log = logging.getLogger(__name__)

# Its debug lines quote the parameters of every statement.
logging.getLogger("aiosqlite").setLevel(logging.INFO)

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",
)
PATIENCE = 5.0
"""How long another program is waited for, in seconds."""
ONE_TRY = 100
"""How long one try to write waits in SQLite, in milliseconds: nothing can end that early."""
MINE_ALONE = 0o600
"""SQLite gives its -wal and -shm files the rights of the file itself."""
UNUSABLE = (sqlite3.Error, UnicodeDecodeError)
"""How a file fails that is no database, may not be used or holds nonsense in its schema."""


FileConnection: TypeAlias = aiosqlite.Connection


class StoreError(Exception):
    """The file cannot be used; the message is for the operator."""


class _JournalInUse(sqlite3.OperationalError):
    """SQLite tells of this by a row, not by an error."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


class Store:
    """Two connections to the file, for a write that waits for another process delays no read.

    Reads may run at any time; every write goes through `writing`, so that no statement slips into
    another task's transaction. It waits for other programs in short tries: whoever is cancelled
    meanwhile, as at a stop, ends after one of them.
    """

    def __init__(self, connection: aiosqlite.Connection, reading: aiosqlite.Connection) -> None:
        self._connection = connection
        self._reading = reading
        self._lock = asyncio.Lock()
        self.keeping = Keeping()
        self.patience = PATIENCE

    @classmethod
    @asynccontextmanager
    async def opened(cls, path: Path) -> AsyncGenerator[Self, None]:
        """Open and migrate the file; raise `StoreError` where it cannot be used."""
        async with AsyncExitStack() as stack:
            try:
                # aiosqlite's thread may outlive the event loop where a file cannot be opened.
                await asyncio.to_thread(_try_to_open, path)
                connection = await stack.enter_async_context(_connected(path))
                reading = await stack.enter_async_context(_connected(path))
                await _prepare(connection, path)
                await connection.execute(f"PRAGMA busy_timeout = {ONE_TRY}")
                await _set_up(reading)
                await reading.execute("PRAGMA query_only = ON")
            except UNUSABLE as error:
                raise StoreError(f"the database {path} cannot be used: {_why(error)}") from error
            yield cls(connection, reading)

    async def rows(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[sqlite3.Row]:
        """Read all rows at once, over the connection that only reads."""
        return list(await self._reading.execute_fetchall(sql, parameters))

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[aiosqlite.Connection, None]:
        """Give the connection for one transaction: all of it is kept, or nothing."""
        async with self._lock:
            # Whoever is cancelled while it begins or ends must not leave a transaction open either.
            try:
                await self._begin()
                yield self._connection
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def scrub(self, *, wholly: bool = False) -> None:
        """Empty the journal, in which what was deleted stands until it is written over.

        `wholly` writes the file anew before that: where rows were moved within it, SQLite leaves
        copies in the gaps of its pages, whatever `secure_delete` says.
        """
        async with self._lock:
            with where_possible("the file clean" if wholly else "the journal clean"):
                async for attempt in _while_locked(self.patience):
                    with attempt:
                        if wholly:
                            await self._connection.execute("VACUUM")
                        await self._empty_journal()

    async def _begin(self) -> None:
        try:
            # The file is free nearly always: to set up for more tries takes longer than this one.
            await self._try_to_begin()
        except sqlite3.Error as error:
            if not is_locked(error):
                raise
            await _while_locked(self.patience)(self._try_to_begin)

    async def _try_to_begin(self) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")

    async def _empty_journal(self) -> None:
        sql = "PRAGMA wal_checkpoint(TRUNCATE)"
        (row,) = await self._connection.execute_fetchall(sql)
        if row["busy"]:
            raise _JournalInUse("the journal is in use")

    async def keep(self, what: str, write: Callable[[], Awaitable[None]]) -> bool:
        """Write what is kept only to spare a request; return whether the file took it."""
        return await self.keeping.attempt(what, write)

    async def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row, in one transaction."""
        async with self.writing() as connection:
            await connection.executemany(sql, rows)


@contextmanager
def where_possible(what: str) -> Generator[None, None, None]:
    """Let the block's write fail: for what may as well be done another time."""
    try:
        yield
    except sqlite3.Error as error:
        log.warning("could not keep %s: %s", what, in_words(error))


def migrations() -> dict[int, str]:
    """Return the migrations' SQL by the number that each file's name begins with, in order."""
    folder = files("bot.storage") / "migrations"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=str)
    return {int(entry.name.partition("_")[0]): entry.read_text(encoding="utf-8") for entry in found}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _try_to_open(path: Path) -> None:
    refuse_half(path)
    # What cannot be made is for SQLite to complain of.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, MINE_ALONE))
    sqlite3.connect(path).close()
    refuse_damage(path)


def refuse_half(path: Path) -> None:
    """Raise `StoreError` where there is a journal without its file: SQLite would delete it."""
    if lacks_its_beginning(path):
        journal = journal_of(path).name
        raise StoreError(
            f"the database {path} is missing or empty, but not its journal {journal}: put both "
            "back, or move the journal away"
        )


def _why(error: Exception) -> str:
    return DAMAGED.sentence if isinstance(error, UnicodeDecodeError) else in_words(error)


@asynccontextmanager
async def _connected(path: Path) -> AsyncGenerator[FileConnection, None]:
    connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        # A rotten byte spoils the row that it is in, and not all that are read with it.
        connection.text_factory = _text
        yield connection
    finally:
        await connection.close()


async def _prepare(connection: aiosqlite.Connection, path: Path) -> None:
    steps = migrations()
    # One transaction, for another process may be taking steps; a newer file is left as it is.
    async with _transaction(connection, "BEGIN"):
        taken = await _steps_taken(connection)
    if taken - steps.keys():
        raise StoreError(
            f"the database {path} was written by a newer Pitwall (version {max(taken)}, this one "
            f"knows {max(steps)}): update Pitwall or choose another PITWALL_DATABASE"
        )
    await _set_up(connection)
    await migrate(connection, steps)


async def _set_up(connection: FileConnection) -> None:
    # SQLite itself does not wait where the journal's mode changes.
    async for attempt in _while_locked(PATIENCE):
        with attempt:
            for pragma in PRAGMAS:
                await connection.execute(pragma)


def _while_locked(patience: float) -> AsyncRetrying:
    """Give tries while another program holds the file, for so many seconds."""
    return AsyncRetrying(
        retry=retry_if_exception(is_locked),
        wait=wait_random(0.01, 0.1),
        stop=stop_after_delay(patience),
        reraise=True,
    )


@asynccontextmanager
async def _transaction(connection: FileConnection, begin: str) -> AsyncGenerator[None, None]:
    await connection.execute(begin)
    try:
        yield
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise


async def migrate(connection: FileConnection, steps: Mapping[int, str]) -> None:
    """Take the steps that are missing, all in one transaction with their numbers.

    Every number is noted, not the highest alone: two branches may have taken different steps. A
    file that cannot be written fails here, before the first answer worth keeping.
    """
    async with _transaction(connection, "BEGIN IMMEDIATE"):
        # Read in here: another process may have taken them meanwhile.
        taken = await _steps_taken(connection)
        for number in sorted(steps.keys() - taken):
            for statement in _statements(steps[number]):
                await connection.execute(statement)
        if not taken.issuperset(steps):
            await _note(connection, taken | steps.keys())


async def _note(connection: FileConnection, taken: set[int]) -> None:
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT"
    )
    rows = [(number,) for number in sorted(taken) if number]
    await connection.executemany("INSERT OR IGNORE INTO migrations VALUES (?)", rows)
    await connection.execute(f"PRAGMA user_version = {max(taken)}")


def _statements(script: str) -> Generator[str, None, None]:
    """Give the statements one by one: run as a whole, a script would end the transaction."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


async def _steps_taken(connection: FileConnection) -> set[int]:
    """Return the numbers noted; before there were notes, the version counted the steps."""
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    version = int(rows[0][0])
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    if not list(await connection.execute_fetchall(sql)):
        return set(range(1, version + 1))
    noted = await connection.execute_fetchall("SELECT number FROM migrations")
    return {int(row[0]) for row in noted} | {version}
