"""Files that are damaged, cut off, read-only or full: what operators read, and what is kept."""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile

import aiosqlite
import pytest

from bot.file_faults import FAULTS, in_words
from bot.people.rows import keep_names, read_names
from bot.storage.backup import back_up
from bot.storage.store import Store, StoreError, migrate, migrations
from tests.storage.test_store import content, holding

NAMES = {f"account {number:04}": f"name {number:04}" for number in range(3000)}
PAGE = 4096
NOBODY = 65_534


@pytest.fixture
async def filled(path: Path) -> Path:
    """Give a file of many pages, closed as at a stop."""
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
    assert len(content(path)) > 20 * PAGE
    return path


async def refusal(path: Path) -> str:
    with pytest.raises(StoreError) as refused:
        async with Store.opened(path):
            pass
    return str(refused.value)


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def told(path: Path, code: int) -> str:
    return f"the database {path} cannot be used: {FAULTS[code].sentence}"


def spoilt(body: bytes, begin: int, end: int) -> bytes:
    """Write noise over a part, as a failing disk may."""
    return body[:begin] + b"\x5a" * (end - begin) + body[end:]


# --- at the start --------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [1, 5, 20])
async def test_a_file_that_is_cut_off(filled: Path, pages: int) -> None:
    rest = holding(filled, content(filled)[: pages * PAGE])

    assert await refusal(filled) == told(filled, sqlite3.SQLITE_CORRUPT)
    assert content(filled) == rest


@pytest.mark.parametrize(
    ("begin", "end", "code"),
    [
        (0, 100, sqlite3.SQLITE_NOTADB),
        (100, 2 * PAGE, sqlite3.SQLITE_CORRUPT),
        (10 * PAGE, 20 * PAGE, sqlite3.SQLITE_CORRUPT),
    ],
    ids=["its header", "its schema", "pages within"],
)
async def test_a_file_that_is_overwritten(filled: Path, begin: int, end: int, code: int) -> None:
    body = holding(filled, spoilt(content(filled), begin, end))

    assert await refusal(filled) == told(filled, code)
    assert content(filled) == body


@pytest.mark.parametrize("rest", [None, b""], ids=["missing", "empty"])
async def test_a_journal_without_its_file_is_not_thrown_away(
    path: Path, tmp_path: Path, rest: bytes | None
) -> None:
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
        left = tmp_path / "left.db"
        journal = copyfile(f"{path}-wal", tmp_path / "left.db-wal")
    if rest is not None:
        holding(left, rest)
    before = content(journal)

    assert "put both back" in await refusal(left)
    assert content(journal) == before
    assert files(tmp_path).count(left) == (rest is not None)


async def test_the_journal_of_a_damaged_file_is_left_alone(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.db"
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
        await store.scrub()
        await keep_names(store, NAMES, now=2.0)
        body = holding(left, spoilt(content(path), 10 * PAGE, len(content(path))))
        journal = copyfile(f"{path}-wal", tmp_path / "left.db-wal")
    before = content(journal)

    assert await refusal(left) == told(left, sqlite3.SQLITE_CORRUPT)
    assert (content(left), content(journal)) == (body, before)


async def test_what_was_half_written_by_another_program_is_undone(
    filled: Path, tmp_path: Path
) -> None:
    left = tmp_path / "left.db"
    with closing(sqlite3.connect(filled, isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
        plain.execute("PRAGMA cache_size = 5")  # pages: what is changed goes to the disk early
        plain.execute("BEGIN")
        plain.execute("UPDATE names SET name = 'half of it'")
        copyfile(filled, left)
        copyfile(f"{filled}-journal", tmp_path / "left.db-journal")
    assert b"half of it" in content(left)

    async with Store.opened(left) as store:
        assert {one.name for one in (await read_names(store, list(NAMES))).values()} == set(
            NAMES.values()
        )


@contextmanager
def others(rights: int) -> Generator[Path, None, None]:
    """Give a file in a folder with these rights, to a user who owns neither."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pitwall.db"
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("CREATE TABLE something (x)")
        path.chmod(0o444)
        path.parent.chmod(rights)
        is_administrator = os.geteuid() == 0
        if is_administrator:
            os.seteuid(NOBODY)
        try:
            yield path
        finally:
            if is_administrator:
                os.seteuid(0)
            path.parent.chmod(0o700)


@pytest.fixture
def owned_by_others() -> Iterator[Path]:
    """Give a file that may be read and not written."""
    with others(0o555) as path:
        yield path


@pytest.fixture
def locked_away() -> Iterator[Path]:
    """Give a file that may not even be seen."""
    with others(0o000) as path:
        yield path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
async def test_a_file_that_may_not_be_written(owned_by_others: Path) -> None:
    before = content(owned_by_others)

    assert await refusal(owned_by_others) == told(owned_by_others, sqlite3.SQLITE_READONLY)
    assert content(owned_by_others) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
async def test_a_folder_that_may_not_be_looked_into(locked_away: Path) -> None:
    assert await refusal(locked_away) == told(locked_away, sqlite3.SQLITE_CANTOPEN)
    with pytest.raises(StoreError, match="nothing can be written into"):
        back_up(locked_away, locked_away.with_name("copy.db"))


async def test_a_disk_without_room_for_a_migration(path: Path) -> None:
    steps = migrations()
    first = {number: steps[number] for number in list(steps)[:4]}
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, first)
        (row,) = await connection.execute_fetchall("PRAGMA page_count")
        await connection.execute(f"PRAGMA max_page_count = {row[0]}")
        before = content(path)

        with pytest.raises(sqlite3.OperationalError) as full:
            await migrate(connection, steps)

    assert in_words(full.value) == FAULTS[sqlite3.SQLITE_FULL].sentence
    assert content(path) == before


# --- while it runs -------------------------------------------------------------------------------


async def test_a_disk_that_fills_up_loses_nothing_and_needs_no_restart(store: Store) -> None:
    await keep_names(store, {"a": "Alice"}, now=1.0)
    async with store.writing() as connection:
        (row,) = await connection.execute_fetchall("PRAGMA page_count")
        await connection.execute(f"PRAGMA max_page_count = {row[0]}")

    with pytest.raises(sqlite3.OperationalError) as full:
        await keep_names(store, NAMES, now=2.0)
    assert in_words(full.value) == FAULTS[sqlite3.SQLITE_FULL].sentence
    assert len(await read_names(store, ["a", *NAMES])) == 1

    async with store.writing() as connection:
        await connection.execute("PRAGMA max_page_count = 1000000")
    await keep_names(store, NAMES, now=3.0)
    assert len(await read_names(store, ["a", *NAMES])) == 1 + len(NAMES)


async def test_a_file_that_rots_while_it_is_open_is_known_for_it(filled: Path) -> None:
    async with Store.opened(filled) as store:
        body = content(filled)
        holding(filled, spoilt(body, 10 * PAGE, len(body)))
        with pytest.raises(sqlite3.DatabaseError) as damaged:
            await store.rows("SELECT * FROM names")

    assert in_words(damaged.value) == FAULTS[sqlite3.SQLITE_CORRUPT].sentence


def test_every_fault_says_what_to_do_in_one_line() -> None:
    for fault in FAULTS.values():
        what, _, advice = fault.sentence.partition("; ")
        assert what
        assert advice
        assert fault.sentence.isprintable()
        assert not fault.sentence.endswith(".")
