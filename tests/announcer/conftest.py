"""Fixtures: an outbox in a file, and a Discord that can fail at every step of a delivery."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest
from support import ManualClock
from watch import Watch

from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.sequels import Sequels
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage.store import Store
from tests.announcer.office import Office
from tests.announcer.passing import CountingPostbox, swift


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    async with Store.opened(database) as store:
        yield store


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


@pytest.fixture
def postbox(clock: ManualClock) -> CountingPostbox:
    return CountingPostbox(clock)


@pytest.fixture
def file(new_file: Path, tmp_path: Path) -> Path:
    """Say where an announcer remembers."""
    return Path(copy(new_file, tmp_path / "announcer.db"))


@pytest.fixture
async def watch(
    nadeo: NadeoServer, clock: ManualClock, postbox: CountingPostbox, file: Path
) -> AsyncIterator[Watch]:
    """Give a process that posts and edits without a pause."""
    async with swift(nadeo, clock, postbox, file) as watch:
        yield watch


@pytest.fixture
def dispatcher(outbox: Outbox, postbox: CountingPostbox, clock: ManualClock) -> Dispatcher:
    return Dispatcher(outbox, postbox, clock, Pace(1_000_000))


@pytest.fixture
def office(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: CountingPostbox,
    clock: ManualClock,
) -> Office:
    return Office(store, outbox, dispatcher, postbox, clock)


@pytest.fixture
def sequels(store: Store, postbox: CountingPostbox, clock: ManualClock) -> Sequels:
    return Sequels(store, postbox, clock, Pace(1_000_000))
