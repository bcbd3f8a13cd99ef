"""Keeping the catalogue up to date: what a new release costs, and what the loop outlives."""

import asyncio
from collections import Counter
from datetime import date

import pytest
from support import SWIFT

from bot.maps.rows.releases import read_releases
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench
from tests.maps.catalogue.filling import (
    GRANDS,
    MAPS,
    MONTHS,
    NAMES,
    SEASONS,
    SHORTS,
    STEP,
    asleep,
    counts,
    keeping_up,
    paris,
    pass_time,
)


@pytest.mark.filled
async def test_a_new_track_takes_a_list_a_map_and_an_author(bench: Bench) -> None:
    await bench.lookup.catalogue.refresh()
    bench.asked()
    bench.clock.set(paris(2026, 8, 23, 19, 1))

    await bench.lookup.catalogue.refresh()

    # The weekly lists hold until six hours after they were fetched, or a week's end at 18:00.
    asked = Counter(bench.asked())
    assert asked[MONTHS] == 1
    assert asked[MAPS] == 1
    assert asked[NAMES] <= 1
    (newest, *_) = await bench.lookup.typed_maps.search("", {"totd"})
    assert newest.release.on == date(2026, 8, 23)
    assert (await counts(bench))["weekly-shorts"] == 89


@pytest.mark.filled
async def test_weeks_that_were_missed_are_caught_up_with(bench: Bench) -> None:
    bench.clock.set(paris(2026, 10, 20, 12))

    await bench.lookup.catalogue.refresh()

    asked = Counter(bench.asked())
    # Two newest, then as far as to one that is known.
    assert (asked[SHORTS], asked[GRANDS], asked[SEASONS]) == (2, 2, 1)
    assert (await counts(bench))["weekly-shorts"] == 97
    assert (await counts(bench))["seasonal"] == 26
    assert await bench.lookup.catalogue.is_filled()
    names = [release.name for release in await read_releases(bench.store, "weekly-shorts")]
    assert names == [f"Week {number}" for number in range(1, 98)]


@pytest.mark.filled
async def test_the_royal_archive_is_never_asked_for_again(bench: Bench) -> None:
    bench.clock.set(paris(2027, 3, 1, 12))

    await bench.lookup.catalogue.refresh()

    royal = [request for request in bench.nadeo.requests if "royal" in request.query]
    assert royal == []


@pytest.mark.filled
async def test_the_loop_wakes_for_the_next_release(bench: Bench) -> None:
    looping = asyncio.create_task(bench.lookup.catalogue.keep_up())
    await asleep(bench.clock)
    bench.asked()

    bench.clock.move(3600)
    await asleep(bench.clock)
    assert bench.asked() == []

    for _ in range(144):
        bench.clock.move(600)
        await asleep(bench.clock)
    looping.cancel()
    await asyncio.gather(looping, return_exceptions=True)

    newest = (await read_releases(bench.store, "totd"))[-1]
    assert newest.on == date(2026, 8, 23)
    # Lists every six hours, and the new maps: no busy loop.
    assert len(bench.asked()) < 40


@pytest.mark.filled
async def test_a_track_that_somebody_saw_first_is_found_as_well(bench: Bench) -> None:
    looping = asyncio.create_task(bench.lookup.catalogue.keep_up())
    await asleep(bench.clock)
    bench.clock.set(paris(2026, 8, 23, 19, 0))
    bench.clock.move(1)
    await bench.lookup.typed_maps.track("today")

    for _ in range(3):
        await asleep(bench.clock)
        bench.clock.move(30)
    await asleep(bench.clock)
    looping.cancel()
    await asyncio.gather(looping, return_exceptions=True)

    (newest, *_) = await bench.lookup.typed_maps.search("", {"totd"})
    assert newest.release.on == date(2026, 8, 23)


@pytest.mark.filled
async def test_the_loop_goes_on_after_a_failure(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"
    bench.clock.set(paris(2026, 8, 24, 12))
    looping = asyncio.create_task(bench.lookup.catalogue.keep_up())
    await asleep(bench.clock)
    bench.nadeo.failures.mode = "fine"

    for _ in range(8):
        bench.clock.move(600)
        await asleep(bench.clock)
    looping.cancel()
    await asyncio.gather(looping, return_exceptions=True)

    assert (await read_releases(bench.store, "totd"))[-1].on == date(2026, 8, 23)


@pytest.mark.filled
@pytest.mark.parametrize("mode", ["down", "html"])
async def test_a_nadeo_that_came_back_is_used_within_ten_seconds(bench: Bench, mode: Mode) -> None:
    bench.clock.set(paris(2026, 8, 23, 19, 1))
    bench.nadeo.failures.mode = mode
    async with keeping_up(bench):
        await pass_time(bench.clock, 300)
        # A probe every five seconds, whose login is everybody's and repeated as such.
        assert len(bench.nadeo.requests) <= SWIFT.attempts * 300 / STEP + 20
        bench.nadeo.failures.mode = "fine"
        await pass_time(bench.clock, 10)

        (newest, *_) = await bench.lookup.typed_maps.search("", {"totd"})

    assert newest.release.on == date(2026, 8, 23)


async def test_a_route_that_stays_broken_is_asked_less_and_less(young: Bench) -> None:
    young.nadeo.failures.script(path=GRANDS, status=503, times=10**6)
    async with keeping_up(young):
        await pass_time(young.clock, 3600)

    # 5, 10, 20, 40, 80 and then every 120 seconds, twice each
    assert young.asked().count(GRANDS) <= 2 * (5 + 3600 / 120)


@pytest.mark.filled
async def test_the_loop_outlives_a_fault_of_the_file(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.store.write("ALTER TABLE release_lists RENAME TO elsewhere", [()])
    async with keeping_up(bench):
        await pass_time(bench.clock, 60)
        assert "catalogue failed: OperationalError" in caplog.text
        await bench.store.write("ALTER TABLE elsewhere RENAME TO release_lists", [()])
        bench.clock.set(paris(2026, 8, 23, 19, 1))
        await pass_time(bench.clock, 180)

    assert (await read_releases(bench.store, "totd"))[-1].on == date(2026, 8, 23)
