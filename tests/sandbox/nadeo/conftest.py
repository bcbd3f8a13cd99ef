from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.clock import WorldClock
from bot.sandbox.nadeo import NadeoServer
from bot.sandbox.world import World
from tests.sandbox.nadeo.caller import Caller

SHARED = Path(__file__).parents[4] / "shared" / "nadeo"
MOMENT = datetime(2026, 8, 22, 17, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> WorldClock:
    return WorldClock(MOMENT)


@pytest.fixture
def world(clock: WorldClock) -> World:
    return World(clock)


@pytest.fixture
async def nadeo(world: World) -> AsyncIterator[NadeoServer]:
    async with NadeoServer(world) as server:
        yield server


@pytest.fixture
async def caller(nadeo: NadeoServer) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(nadeo, session)


@pytest.fixture
def examples() -> Path:
    folder = SHARED / "examples"
    if not folder.is_dir():
        pytest.skip("the examples of the real service are not here")
    return folder


@pytest.fixture
def real_data() -> Path:
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the real maps are not here")
    return folder
