from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from support import SAMPLES

from bot.clock import WorldClock
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Caller

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
    """Return the folder of answers whose keys are the real service's."""
    return SAMPLES
