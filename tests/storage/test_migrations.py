import sqlite3
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest

from bot.storage.store import Store, StoreError, _steps_taken, migrate, migrations

STEPS = {
    1: "CREATE TABLE one (a);",
    2: "CREATE TABLE two (a);",
    3: "CREATE TABLE three (a);",
    4: "CREATE TABLE four (a);",
}


async def taken(path: Path, numbers: tuple[int, ...]) -> set[int]:
    """Open a file with a program that knows these steps."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        steps = {number: STEPS[number] for number in numbers}
        await migrate(connection, steps)
        return await _steps_taken(connection)


async def test_a_branch_with_a_gap_gets_the_missing_step_later(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert await taken(path, (1, 4)) == {1, 4}
    assert await taken(path, (1, 3, 4)) == {1, 3, 4}

    assert await taken(path, (1, 2, 3, 4)) == {1, 2, 3, 4}

    with closing(sqlite3.connect(path)) as plain:
        tables = {row[0] for row in plain.execute("SELECT name FROM sqlite_master")}
    assert {"one", "two", "three", "four"} <= tables


async def test_a_file_from_before_the_notes_keeps_its_version(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    old = sqlite3.connect(path)
    old.executescript("CREATE TABLE one (a); PRAGMA user_version = 1;")
    old.close()

    assert await taken(path, (1, 3)) == {1, 3}


async def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with Store.opened(path):
        pass
    newer = sqlite3.connect(path)
    newer.executescript("PRAGMA user_version = 99;")
    newer.close()

    with pytest.raises(StoreError, match="newer Pitwall"):
        async with Store.opened(path):
            pass


def test_every_file_has_a_number_of_its_own() -> None:
    assert list(migrations()) == sorted(migrations())
