"""The SQLite file: opened once, migrated by numbered files, written to by one task at a time."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Generator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeAlias

import aiosqlite

log = logging.getLogger(__name__)

# Its debug lines quote the parameters of every statement.
logging.getLogger("aiosqlite").setLevel(logging.INFO)

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
)


Connection: TypeAlias = aiosqlite.Connection


class StoreError(Exception):
    """The file cannot be used; the message is for the operator."""


class Store:
    """A connection to the file.

    Reads may run at any time; every write goes through `writing`, so that no statement slips into
    another task's transaction.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def opened(cls, path: Path) -> AsyncGenerator[Self, None]:
        """Open and migrate the file; raise `StoreError` where it cannot be used."""
        try:
            # aiosqlite's thread may outlive the event loop where a file cannot be opened.
            await asyncio.to_thread(_try_to_open, path)
            connection = await aiosqlite.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"the database {path} cannot be opened: {error}") from error
        try:
            try:
                await _prepare(connection, path)
            except sqlite3.Error as error:
                raise StoreError(f"the database {path} cannot be used: {error}") from error
            yield cls(connection)
        finally:
            await connection.close()

    async def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return list(await self._connection.execute_fetchall(sql, parameters))

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[aiosqlite.Connection, None]:
        """Give the connection for one transaction: all of it is kept, or nothing."""
        async with self._lock:
            # Whoever is cancelled while it begins or ends must not leave a transaction open either.
            try:
                await self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row, in one transaction."""
        async with self.writing() as connection:
            await connection.executemany(sql, rows)


@contextmanager
def where_possible(what: str) -> Generator[None, None, None]:
    """Let the block's write fail: for what is kept only to spare a request."""
    try:
        yield
    except sqlite3.Error as error:
        log.warning("could not keep %s: %s", what, error)


def migrations() -> dict[int, str]:
    """Return the migrations' SQL by the number that each file's name begins with, in order."""
    folder = files("bot.storage") / "migrations"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=str)
    return {int(entry.name.partition("_")[0]): entry.read_text(encoding="utf-8") for entry in found}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _try_to_open(path: Path) -> None:
    sqlite3.connect(path).close()


async def _prepare(connection: aiosqlite.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    # A rotten byte spoils the row that it is in, and not all that are read with it.
    connection.text_factory = _text
    steps = migrations()
    taken = await _steps_taken(connection)
    if taken - steps.keys():
        raise StoreError(
            f"the database {path} was written by a newer Pitwall (version {max(taken)}, this one "
            f"knows {max(steps)}): update Pitwall or choose another PITWALL_DATABASE"
        )
    for pragma in PRAGMAS:
        await connection.execute(pragma)
    await migrate(connection, steps, taken)
    # A file that cannot be written is better known now than at the first answer worth keeping.
    await connection.execute("BEGIN IMMEDIATE")
    await connection.rollback()


async def migrate(connection: Connection, steps: Mapping[int, str], taken: set[int]) -> None:
    """Take the steps that are missing, each in one transaction with its number.

    Every number is noted, not the highest alone: two branches may have taken different steps.
    """
    done = set(taken)
    for number, step in steps.items():
        if number in done:
            continue
        done.add(number)
        rows = ", ".join(f"({one})" for one in sorted(done))
        script = (
            f"BEGIN IMMEDIATE;\n{step}\n"
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT;\n"
            f"INSERT OR IGNORE INTO migrations VALUES {rows};\n"
            f"PRAGMA user_version = {max(done)};\nCOMMIT;"
        )
        await connection.executescript(script)


async def _steps_taken(connection: Connection) -> set[int]:
    """Return the numbers noted; before there were notes, the version counted the steps."""
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    version = int(rows[0][0])
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    if not list(await connection.execute_fetchall(sql)):
        return set(range(1, version + 1))
    noted = await connection.execute_fetchall("SELECT number FROM migrations")
    return {int(row[0]) for row in noted} | {version}
