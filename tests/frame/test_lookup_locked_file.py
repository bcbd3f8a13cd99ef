"""A file that another program holds: Nadeo's answer is shown, only not kept."""

import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.file_faults import LOCKED
from tests.bench import Bench


@pytest.fixture
async def locked(bench: Bench, database: Path) -> AsyncIterator[None]:
    """Let another program write for as long as the test lasts."""
    async with bench.store.writing() as connection:
        await connection.execute("PRAGMA busy_timeout = 10")
    bench.store.patience = 0.0
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.rollback()
    other.close()


def todays(bench: Bench) -> str:
    day = bench.world.days.newest(bench.world.now())
    assert day is not None
    return day.map_uid


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]


@pytest.mark.usefixtures("locked")
async def test_a_map(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    uid = todays(bench)
    assert (await bench.lookup.maps.get(uid)).uid == uid
    assert warnings(caplog) == [f"could not keep maps: {LOCKED.sentence}"]
    assert list(await bench.lookup.maps.several([uid])) == [uid]


@pytest.mark.usefixtures("locked")
async def test_names(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    account = bench.world.accounts.id(100)
    found = await bench.lookup.people.names([account])
    assert found == {account: bench.world.accounts.name(account)}
    assert warnings(caplog) == [f"could not keep names: {LOCKED.sentence}"]


@pytest.mark.usefixtures("locked")
async def test_zones(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    await bench.lookup.people.refresh_zones()
    zones = await bench.client.get_zones()
    assert any((await bench.lookup.people.countries(zone.zone_id for zone in zones)).values())
    assert warnings(caplog) == [f"could not keep zones: {LOCKED.sentence}"]
