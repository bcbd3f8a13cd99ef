"""The file itself: opening, migrating, whose it is."""

import asyncio
import logging
import sqlite3
import stat
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from itertools import islice
from pathlib import Path

import aiosqlite
import pytest

from bot.announcer.rows.subscriptions import read_subscriptions
from bot.file_faults import DAMAGED
from bot.operator.rows import forget_old_calls, keep_call, take_call
from bot.operator.typed import RawCall
from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import Store, StoreError, migrate, migrations

BODIES = {
    "prose": b"This is not a database. " * 200,
    "a short header": b"SQLite format 3",
    "noise": bytes(range(256)) * 40,
}


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return sorted(rows.fetchall())


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


async def refusal(path: Path) -> str:
    """Return the one line that an operator reads."""
    with pytest.raises(StoreError) as refused:
        async with Store.opened(path):
            pass
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)
    return str(refused.value)


def holding(path: Path, body: bytes) -> bytes:
    path.write_bytes(body)
    return body


def content(path: Path) -> bytes:
    return path.read_bytes()


async def pragma(store: Store, name: str) -> object:
    async with store.writing() as connection:
        (row,) = await connection.execute_fetchall(f"PRAGMA {name}")
        return row[0]


# --- opening -------------------------------------------------------------------------------------


async def test_a_new_file_is_made_to_last(store: Store, path: Path) -> None:
    assert await pragma(store, "journal_mode") == "wal"
    assert await pragma(store, "synchronous") == 2  # FULL
    assert await pragma(store, "foreign_keys") == 1
    assert await pragma(store, "busy_timeout") == 100  # it is tried again for as long as is wanted
    assert await pragma(store, "secure_delete") == 1
    assert version(path) == max(migrations())


async def test_what_was_kept_is_there_after_opening_again(path: Path) -> None:
    async with Store.opened(path) as store:
        await keep_fact(store, "greeting", "hello")

    async with Store.opened(path) as store:
        assert await read_fact(store, "greeting") == "hello"
        assert await read_fact(store, "nothing") is None


@pytest.mark.parametrize("known", range(len(migrations()) + 1))
async def test_every_version_becomes_the_newest(path: Path, tmp_path: Path, known: int) -> None:
    fresh = tmp_path / "fresh.db"
    async with Store.opened(fresh):
        pass
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, dict(islice(migrations().items(), known)))

    async with Store.opened(path):
        pass

    assert version(path) == max(migrations())
    assert schema(path) == schema(fresh)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Missing Access", 50001),
        ("Missing Permissions", 50013),
        ("Unknown Channel", 10003),
        ("Thread is archived", 50083),
        ("Thread is locked", 160005),
        ("Something of its own", 0),
        ("", 0),
    ],
)
async def test_refusals_from_before_their_codes_were_kept_get_them(
    path: Path, words: str, code: int
) -> None:
    before = {number: step for number, step in migrations().items() if number < 9}
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, before)
        await connection.execute(
            "INSERT INTO subscriptions "
            "(guild_id, channel_id, feed, editable, state, reason, since) "
            "VALUES (1, 2, 'totd', 1, 'suspended', ?, 0)",
            (words,),
        )

    async with Store.opened(path) as store:
        (found,) = await read_subscriptions(store, 1)

    assert (found.reason, found.reason_code) == (words, code)


async def test_an_empty_file_becomes_a_database(path: Path) -> None:
    holding(path, b"")

    async with Store.opened(path) as store:
        await keep_fact(store, "greeting", "hello")

    assert version(path) == max(migrations())


async def test_a_file_of_a_newer_pitwall_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE of_the_future (x)")
        plain.execute("PRAGMA user_version = 4711")
    before = content(path)

    message = await refusal(path)

    assert "newer Pitwall" in message
    assert "4711" in message
    assert content(path) == before


async def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE facts (somebody_elses TEXT)")
    before = schema(path)

    message = await refusal(path)

    assert "already exists" in message
    assert schema(path) == before
    assert version(path) == 0


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "no file can be opened there" in await refusal(tmp_path)


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "its folder must exist" in await refusal(tmp_path / "missing" / "pitwall.db")


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_file_that_is_no_database(path: Path, body: bytes) -> None:
    holding(path, body)

    assert "not a database" in await refusal(path)
    assert content(path) == body


@pytest.mark.parametrize("place", ["/proc/pitwall.db", "/dev/full"])
@pytest.mark.skipif(sys.platform != "linux", reason="needs a Linux")
async def test_a_place_that_cannot_be_written(place: str) -> None:
    await refusal(Path(place))


@pytest.fixture(params=["-journal", "-wal"])
def obstructed(request: pytest.FixtureRequest, path: Path) -> Path:
    """Give a file that can be read and not written: rights would not stop an administrator."""
    path.touch()
    path.with_name(path.name + request.param).mkdir()
    return path


async def test_a_file_that_can_be_read_but_not_written(obstructed: Path) -> None:
    assert "cannot be used" in await refusal(obstructed)
    assert content(obstructed) == b""


async def test_a_schema_that_is_damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE rotten_to_the_core (x)")
        plain.execute("PRAGMA writable_schema = ON")
        rotten = "CAST(X'6ffffe6f' AS TEXT)"
        plain.execute(f"UPDATE sqlite_master SET name = {rotten}, sql = {rotten}")  # noqa: S608 # ours
        plain.commit()

    assert DAMAGED.sentence in await refusal(path)


# --- whose file it is ----------------------------------------------------------------------------


def rights(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
@pytest.mark.usefixtures("generous")
async def test_nobody_else_may_read_the_file(path: Path, tmp_path: Path) -> None:
    async with Store.opened(path) as store:
        await keep_fact(store, "greeting", "hello")

        assert rights(tmp_path) == dict.fromkeys(
            ("pitwall.db", "pitwall.db-wal", "pitwall.db-shm"), 0o600
        )


@pytest.fixture
def lent(path: Path) -> Path:
    """Give a file that others may read."""
    path.touch()
    path.chmod(0o640)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
async def test_what_was_there_keeps_its_rights(lent: Path, tmp_path: Path) -> None:
    path = lent
    async with Store.opened(path):
        pass

    assert rights(tmp_path) == {"pitwall.db": 0o640}


@pytest.mark.parametrize("leave", ["take", "forget"])
async def test_nothing_is_left_of_a_call_that_was_dropped(
    store: Store, tmp_path: Path, leave: str
) -> None:
    needle = "a-body-that-nobody-should-read"
    call = RawCall("POST", "https://live.example/api", {"word": needle * 200})
    call_id = await keep_call(store, 1, call, now=0)
    assert needle.encode() in all_bytes(tmp_path)

    if leave == "take":
        assert await take_call(store, call_id, 1, now=1) is not None
    else:
        await forget_old_calls(store, now=1e6)

    assert needle.encode() not in all_bytes(tmp_path)


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


# --- several processes ---------------------------------------------------------------------------


OPEN_IT = """
import asyncio, sys
from pathlib import Path
from bot.storage.store import Store

async def main() -> None:
    print("there", flush=True)
    sys.stdin.readline()
    async with Store.opened(Path(sys.argv[1])):
        pass

asyncio.run(main())
"""


async def test_many_processes_may_make_the_file_at_once(path: Path) -> None:
    for number in range(3):
        file = path.with_name(f"{number}.db")
        processes = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", OPEN_IT, str(file)), stdin=PIPE, stdout=PIPE, stderr=PIPE
            )
            for _ in range(4)
        ]
        for process in processes:
            assert process.stdout is not None
            await process.stdout.readline()
        outcomes = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))

        assert [errors.decode() for _, errors in outcomes] == [""] * len(processes)
        assert version(file) == max(migrations())


async def test_many_at_once_in_one_process(path: Path) -> None:
    async def open_it() -> None:
        async with Store.opened(path) as store:
            await keep_fact(store, "greeting", "hello")

    await asyncio.gather(*(open_it() for _ in range(8)))

    assert version(path) == max(migrations())


# --- logs ----------------------------------------------------------------------------------------


async def test_stored_values_reach_no_log(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    await keep_fact(store, "key", "a value that nobody should read")

    assert "nobody should read" not in caplog.text
    assert [record for record in caplog.records if record.name.startswith("aiosqlite")] == []
