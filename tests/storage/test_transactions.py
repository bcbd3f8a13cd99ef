"""Transactions: whole or not at all, and who waits for whom."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.file_faults import LOCKED
from bot.people.rows import keep_names, read_names
from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import PATIENCE, Store


async def test_a_failing_write_changes_nothing(store: Store) -> None:
    await keep_names(store, {"a": "Alice"}, now=1.0)

    with pytest.raises(sqlite3.IntegrityError):
        await store.write(
            "INSERT OR REPLACE INTO names VALUES (?, ?, ?)",
            [("a", "Mallory", 2.0), ("b", None, 2.0)],
        )

    names = await read_names(store, ["a", "b"])
    assert {account: known.name for account, known in names.items()} == {"a": "Alice"}


async def test_what_fails_outside_of_sqlite_is_undone_as_well(store: Store) -> None:
    async def change_and_fail() -> None:
        async with store.writing() as connection:
            await connection.execute("INSERT INTO facts VALUES ('half', 'done')")
            raise LookupError

    with pytest.raises(LookupError):
        await change_and_fail()

    assert await read_fact(store, "half") is None


async def test_writers_at_once_lose_nothing(store: Store) -> None:
    async def count_up() -> None:
        async with store.writing() as connection:
            rows = list(
                await connection.execute_fetchall("SELECT value FROM facts WHERE key = 'count'")
            )
            count = int(rows[0]["value"]) if rows else 0
            await asyncio.sleep(0)
            await connection.execute(
                "INSERT OR REPLACE INTO facts VALUES ('count', ?)", (str(count + 1),)
            )

    await asyncio.gather(*(count_up() for _ in range(50)))

    assert await read_fact(store, "count") == "50"


async def test_two_programs_at_once_lose_nothing(store: Store, path: Path) -> None:
    async with Store.opened(path) as other:
        await asyncio.gather(
            *(
                keep_fact((store, other)[number % 2], f"fact {number}", str(number))
                for number in range(40)
            )
        )

        assert len(await other.rows("SELECT * FROM facts")) == 40


@pytest.mark.parametrize("steps", range(8))
async def test_whoever_is_cancelled_leaves_no_transaction_open(store: Store, steps: int) -> None:
    writer = asyncio.create_task(keep_fact(store, "cancelled", "perhaps"))
    for _ in range(steps):
        await asyncio.sleep(0)
    writer.cancel()
    await asyncio.gather(writer, return_exceptions=True)

    await keep_fact(store, "afterwards", "fine")

    assert await read_fact(store, "afterwards") == "fine"


async def test_reading_does_not_wait_for_a_writer(store: Store) -> None:
    await keep_fact(store, "greeting", "hello")

    async with store.writing():
        assert await read_fact(store, "greeting") == "hello"


async def test_reading_does_not_wait_for_another_program(store: Store, path: Path) -> None:
    await keep_fact(store, "greeting", "hello")
    store.patience = 600.0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer = asyncio.create_task(keep_fact(store, "greeting", "good evening"))
        for _ in range(8):
            await asyncio.sleep(0)

        assert await read_fact(store, "greeting") == "hello"

        assert not writer.done()
        other.execute("ROLLBACK")
        await writer
    assert await read_fact(store, "greeting") == "good evening"


async def test_whoever_is_cancelled_waits_for_no_other_program(store: Store, path: Path) -> None:
    store.patience = 600.0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writers = [asyncio.create_task(keep_fact(store, "cancelled", "yes")) for _ in range(3)]
        await asyncio.wait(writers, timeout=0.05)
        for writer in writers:
            writer.cancel()

        await asyncio.wait(writers, timeout=PATIENCE / 2)

        assert [writer.done() and writer.cancelled() for writer in writers] == [True] * 3
        assert other.in_transaction
    await keep_fact(store, "afterwards", "fine")
    assert await read_fact(store, "cancelled") is None


async def test_a_writer_waits_for_another_program_that_takes_several_tries(
    store: Store, path: Path
) -> None:
    async with store.writing() as connection:
        await connection.execute("PRAGMA busy_timeout = 1")
    store.patience = 600.0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer = asyncio.create_task(keep_fact(store, "greeting", "hello"))
        await asyncio.wait([writer], timeout=0.3)
        assert not writer.done()
        other.execute("ROLLBACK")
        await writer

    assert await read_fact(store, "greeting") == "hello"


async def test_a_journal_that_stays_in_use_is_told(
    store: Store, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.patience = 0.0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        await store.scrub()

    assert caplog.messages == [f"could not keep the journal clean: {LOCKED.sentence}"]


async def test_what_reads_writes_nothing(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store.rows("DELETE FROM facts")
