"""A clock that moves by itself, for whatever watches players."""

import pytest

from bot.sandbox.nadeo.server import NadeoServer
from tests.players.laps import Asked, PassingClock


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


@pytest.fixture
def asked(nadeo: NadeoServer, clock: PassingClock) -> Asked:
    return Asked(nadeo, clock)
