"""Fixtures: an outbox in a file, and a Discord that can fail at every step of a delivery."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from postbox import Postbox
from support import ManualClock

from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.sequels import Sequels
from bot.storage.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.opened(tmp_path / "pitwall.db") as store:
        yield store


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


@pytest.fixture
def postbox(clock: ManualClock) -> Postbox:
    return Postbox(clock)


@pytest.fixture
def dispatcher(outbox: Outbox, postbox: Postbox, clock: ManualClock) -> Dispatcher:
    return Dispatcher(outbox, postbox, clock, Pace(1_000_000))


@pytest.fixture
def sequels(store: Store, postbox: Postbox, clock: ManualClock) -> Sequels:
    return Sequels(store, postbox, clock, Pace(1_000_000))
