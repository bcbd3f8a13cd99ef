"""A world that is filled in no time."""

import pytest

from tests.bench import Bench
from tests.maps.catalogue.filling import paris


@pytest.fixture
def young(bench: Bench) -> Bench:
    """Give a world in which the game is seven months old: it is filled in no time."""
    bench.clock.set(paris(2021, 2, 14, 20))
    return bench
