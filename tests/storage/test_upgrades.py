"""Upgrades from every earlier schema, with rows in all of its tables: nothing of them is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import aiosqlite
import pytest

from bot.announcer.rows.subscriptions import read_subscriptions
from bot.storage.store import Store, migrate, migrations

Row: TypeAlias = dict[str, object]

ROWS = 3
"""How many of them each table gets."""
GIVEN_UP = {1: {"totd_days", "maps"}}
"""Tables of a version that the next one drops: Nadeo tells it again."""
MADE_ANEW = {("released_maps", "raw_name"), ("clubs_seen", "folded")}
"""What is emptied, so that the next start makes it anew from what stands beside it."""
LAST_BEFORE_THAT = 7
UNDERSTOOD = {
    ("subscriptions", "state"): "suspended",
    ("subscriptions", "feed"): "totd",
    ("subscriptions", "reason"): "Unknown Channel",
}
"""Values without which the program would leave a row out."""


def value(table: str, column: str, kind: str, number: int) -> object:
    """Make up a value; the same number gives the same one, so that references lead somewhere."""
    if (known := UNDERSTOOD.get((table, column))) is not None:
        return known
    numbers: dict[str, object] = {"INTEGER": number, "REAL": number + 0.25}
    return numbers.get(kind, f"{column} {number}")


def tables(connection: sqlite3.Connection) -> Iterator[str]:
    """Give the names of tables that hold rows of their own."""
    for _, name, kind, *_ in connection.execute("PRAGMA table_list").fetchall():
        if kind == "table" and not name.startswith("sqlite_") and name != "migrations":
            yield name


def fill(connection: sqlite3.Connection, table: str) -> None:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    names = [name for _, name, *_ in columns]
    marks = ", ".join("?" * len(names))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 # our own names
        [
            [value(table, name, kind, number) for _, name, kind, *_ in columns]
            for number in range(1, ROWS + 1)
        ],
    )


def everything(path: Path) -> dict[str, list[Row]]:
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        names = list(tables(plain))
        return {
            name: [dict(row) for row in plain.execute(f"SELECT * FROM {name}")]  # noqa: S608 # ours
            for name in names
        }


def must_stay(table: str, column: str, version: int) -> bool:
    return version > LAST_BEFORE_THAT or (table, column) not in MADE_ANEW


@pytest.mark.parametrize("version", list(migrations())[:-1])
async def test_nothing_is_lost(path: Path, version: int) -> None:
    steps = dict(islice(migrations().items(), list(migrations()).index(version) + 1))
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, steps)
    with closing(sqlite3.connect(path)) as plain, plain:
        for table in list(tables(plain)):
            fill(plain, table)
    before = everything(path)
    assert before
    assert all(len(rows) == ROWS for rows in before.values())

    async with Store.opened(path) as store:
        subscriptions = await read_subscriptions(store, 1)
    after = everything(path)

    for table in before.keys() - GIVEN_UP.get(version, set()):
        columns = [name for name in before[table][0] if must_stay(table, name, version)]
        picked = [
            [[row[name] for name in columns] for row in rows]
            for rows in (before[table], after[table])
        ]
        assert picked[0] == picked[1], table
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if "subscriptions" in before:
        (found_subscription,) = subscriptions
        assert (found_subscription.channel_id, found_subscription.reason) == (1, "Unknown Channel")
