"""Backups: made beside a bot at work, whole or not at all, and all that a new bot needs."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from support import ManualClock, settings_for

from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import read_subscriptions, subscribe
from bot.file_faults import FAULTS
from bot.frame.app import opened
from bot.people.rows import keep_names
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage import backup
from bot.storage.backup import back_up
from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import Store, StoreError
from tests.storage.test_broken_files import NAMES, PAGE, files, spoilt
from tests.storage.test_store import content, holding, rights

WRITE_ON = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
number = 0
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    for name in ("one", "other"):
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, str(number)))
    connection.execute("COMMIT")
    if number == 10:
        print("on", flush=True)
"""
"""A process that writes the same into two rows, again and again."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
@pytest.mark.usefixtures("generous")
async def test_a_backup_restored_elsewhere_has_all_of_it(
    store: Store, path: Path, tmp_path: Path, nadeo: NadeoServer, clock: ManualClock
) -> None:
    wanted = Subscription(0, 1, 2, "totd", role_id=3, since=5.0)
    await subscribe(store, wanted)
    await keep_names(store, NAMES, now=clock.timestamp())
    copy, new_home = tmp_path / "copy.db", tmp_path / "new"

    size = back_up(path, copy)

    assert size == len(content(copy))
    assert rights(tmp_path)["copy.db"] == 0o600
    new_home.mkdir()
    copyfile(copy, new_home / "pitwall.db")
    async with opened(settings_for(nadeo, new_home / "pitwall.db"), clock) as bot:
        assert await read_subscriptions(bot.store, 1) == await read_subscriptions(store, 1)
        assert len(await bot.lookup.people.names(NAMES)) == len(NAMES)
        await keep_fact(bot.store, "it", "goes on")
    assert await read_fact(store, "it") is None
    assert [file.name for file in files(tmp_path) if "copy" in file.name] == ["copy.db"]


async def test_a_backup_holds_one_moment_of_a_process_that_writes(path: Path) -> None:
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
    writer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WRITE_ON, str(path)), stdout=PIPE
    )
    assert writer.stdout is not None
    try:
        assert await writer.stdout.readline() == b"on\n"
        moments = [_moment_of(path, path.with_name(f"copy {number}.db")) for number in range(3)]
    finally:
        writer.kill()
        await writer.wait()

    assert all(one == other for one, other in moments)
    assert moments[0] < moments[2]


def _moment_of(path: Path, copy: Path) -> tuple[int, int]:
    back_up(path, copy)
    with closing(sqlite3.connect(copy)) as plain:
        found = dict(plain.execute("SELECT key, value FROM facts"))
    return int(found["one"]), int(found["other"])


# --- what is refused -----------------------------------------------------------------------------


def refusal(path: Path, copy: Path) -> str:
    before = set(files(copy.parent)) if copy.parent.is_dir() else set()
    with pytest.raises(StoreError) as refused:
        back_up(path, copy)
    if copy.parent.is_dir():
        # Whoever reads such a file at all makes these two.
        aside = {path.with_name(f"{path.name}{end}") for end in ("-shm", "-wal")}
        assert set(files(copy.parent)) - aside == before - aside
    return str(refused.value)


@pytest.mark.usefixtures("store")
async def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    lost = tmp_path / "lost"
    holding(file, b"something")
    lost.symlink_to(tmp_path / "nowhere")

    for taken in (file, lost, tmp_path, path):
        assert refusal(path, taken) == f"{taken} is there already: name a file that is not"
    assert content(file) == b"something"


@pytest.mark.usefixtures("store")
async def test_a_name_that_is_taken_meanwhile_stays_what_it_is(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, link = tmp_path / "copy.db", os.link

    def taken(source: Path, target: Path) -> None:
        holding(target, b"somebody else's")
        link(source, target)

    monkeypatch.setattr(backup.os, "link", taken)
    with pytest.raises(StoreError, match="is there already"):
        back_up(path, copy)

    assert content(copy) == b"somebody else's"
    assert [file.name for file in files(tmp_path) if "copy" in file.name] == ["copy.db"]


@pytest.mark.usefixtures("store")
async def test_a_folder_that_is_not_there(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "missing"

    assert refusal(path, folder / "copy.db").startswith(f"nothing can be written into {folder}: ")


async def test_a_damaged_file_gives_no_backup(path: Path, tmp_path: Path) -> None:
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
    copy, body = tmp_path / "copy.db", content(path)
    for begin, code in ((0, sqlite3.SQLITE_NOTADB), (10 * PAGE, sqlite3.SQLITE_CORRUPT)):
        holding(path, spoilt(body, begin, begin + 20 * PAGE))

        said = refusal(path, copy)

        assert said == f"no backup of {path} was made as {copy}: {FAULTS[code].sentence}"


@pytest.mark.parametrize("damage", ["missing", "empty", "rotten"])
async def test_a_journal_beside_a_broken_file_stays(
    path: Path, tmp_path: Path, damage: str
) -> None:
    left = tmp_path / "left.db"
    async with Store.opened(path) as store:
        await keep_names(store, NAMES, now=1.0)
        await store.scrub()
        await keep_names(store, NAMES, now=2.0)
        journal = copyfile(f"{path}-wal", tmp_path / "left.db-wal")
        body = content(path)
    if damage != "missing":
        holding(left, b"" if damage == "empty" else spoilt(body, 10 * PAGE, len(body)))
    before = content(journal)

    said = refusal(left, tmp_path / "copy.db")

    assert ("put both back" in said) == (damage != "rotten")
    assert content(journal) == before


def test_of_an_empty_file_no_backup_is_made(path: Path, tmp_path: Path) -> None:
    holding(path, b"")
    assert "there is nothing in" in refusal(path, tmp_path / "copy.db")


def test_a_file_that_is_not_there_is_not_made(path: Path, tmp_path: Path) -> None:
    assert FAULTS[sqlite3.SQLITE_CANTOPEN].sentence in refusal(path, tmp_path / "copy.db")
