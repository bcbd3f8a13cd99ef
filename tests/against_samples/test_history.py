"""The real history is mirrored, walked and announced like the generated one."""

import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from support import ManualClock

from bot.announcer.cards import RELEASE_FEEDS, REMINDER_FEEDS
from bot.maps.days import FIRST_DATE
from bot.sandbox.world.world import World
from tests.against_samples.folder import DATA
from tests.announcer.test_year import prove
from tests.bench import Bench
from tests.conftest import bench, clock, database, make_bench, nadeo, world  # noqa: F401 # fixtures
from tests.maps.catalogue.test_filling import HISTORY
from tests.maps.test_lookup_tracks import begun_on, months_asked
from tests.sandbox.page.test_launch import sandbox


@pytest.fixture
def world(clock: ManualClock) -> World:
    return World.load(DATA, clock)


async def test_every_day_since_the_first_is_found(bench: Bench) -> None:
    for number, day in enumerate(bench.world.days.known):
        found = await bench.lookup.tracks.on(FIRST_DATE + timedelta(days=number))
        assert (begun_on(found), found.map_uid) == (day.date, day.map_uid)
        assert found.release.starts == day.start
    # A list for each year, and the two recent months.
    assert len(months_asked(bench)) == 8


async def test_the_real_history_takes_few_requests(bench: Bench) -> None:
    await bench.lookup.catalogue.refresh()

    assert len(bench.asked()) <= HISTORY
    for day in bench.world.days.known:
        assert bench.world.track(day.map_uid) is not None
    finder = bench.lookup.catalogue.finder
    # quirk 99: names full of codes and signs are found by their letters
    for typed, name in [
        ("faruk", "$s$i$F93F$FFFaruk"),
        ("scoopity loopity", "$o$f03Scoopity$ffffloopity $f03ft' $fffPrancer"),
        ("u turn", "$i$sU-Turn"),
    ]:
        found = await finder.search(typed)
        assert name in [official.name for official in found], typed


async def test_real_maps_run_on_from_where_they_end() -> None:
    async with sandbox(data=DATA) as here:
        newest = here.stage.world.days.newest(here.stage.world.now())
        assert newest is not None
        assert here.stage.world.now() - newest.start < 3 * 3600
        assert here.stage.world.track(newest.map_uid) is not None


async def test_a_weekend_of_every_feed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A Saturday, a Sunday and the end of summer time."""
    caplog.set_level(logging.CRITICAL)
    start = datetime(2025, 10, 24, 20, tzinfo=UTC)
    feeds = (*RELEASE_FEEDS, *REMINDER_FEEDS)
    await prove(tmp_path, start, 3, 1, feeds, make_world=partial(World.load, DATA))
