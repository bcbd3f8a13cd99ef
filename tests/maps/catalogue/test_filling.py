"""Filling the catalogue and keeping it up to date: what is asked of Nadeo, and what never again."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from support import SWIFT, ManualClock, until

from bot.maps.days import PARIS
from bot.maps.rows.releases import read_past_months, read_releases
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NadeoError, Unavailable
from bot.sandbox.nadeo.failures import Mode
from bot.supervisor import Supervisor
from tests.bench import Bench, MakeBench

MONTHS = "/api/token/campaign/month"
MAPS = "/api/token/map/get-multiple"
NAMES = "/api/display-names"
SEASONS = "/api/campaign/official"
SHORTS = "/api/campaign/weekly-shorts"
GRANDS = "/api/campaign/weekly-grands"
HISTORY = 90
"""The most requests the whole history may take."""


YOUNG_BATCHES = 4
STEP = 5.0
"""How time passes for the loop, in seconds."""


@pytest.fixture
def young(bench: Bench) -> Bench:
    """Give a world in which the game is seven months old: it is filled in no time."""
    bench.clock.set(paris(2021, 2, 14, 20))
    return bench


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


async def counts(bench: Bench) -> dict[str, int]:
    rows = await bench.store.rows("SELECT kind, count(*) AS n FROM releases GROUP BY kind")
    return {row["kind"]: row["n"] for row in rows}


# --- the whole history ---------------------------------------------------------------------------


async def test_the_whole_history_takes_few_requests(bench: Bench) -> None:
    await bench.lookup.catalogue.refresh()

    asked = bench.asked()
    assert len(asked) <= HISTORY
    lists, rest = asked[:6], Counter(asked[6:])
    # The two running months are asked for as every command does.
    assert Counter(lists) == {MONTHS: 3, SEASONS: 1, SHORTS: 1, GRANDS: 1}
    assert rest.keys() == {MAPS, NAMES}
    assert asked.index(NAMES) > max(at for at, path in enumerate(asked) if path == MAPS)
    assert await bench.lookup.catalogue.is_filled()


@pytest.mark.filled
async def test_everything_is_there(bench: Bench) -> None:
    assert await counts(bench) == {
        "totd": 2244,
        "royal": 1552,
        "seasonal": 25,
        "weekly-shorts": 88,
        "weekly-grand": 30,
    }
    (row,) = await bench.store.rows("SELECT count(*) AS n FROM search")
    assert row["n"] == 2244 + 1552 + 25 * 25 + 88 * 5 + 30
    months = await read_past_months(bench.store)
    assert (min(months), max(months), len(months)) == (date(2020, 7, 1), date(2026, 7, 1), 73)


@pytest.mark.filled
async def test_what_is_known_is_never_asked_for_again(bench: Bench, make_bench: MakeBench) -> None:
    for _ in range(2):
        bench = await make_bench()
        await bench.lookup.catalogue.refresh()
        # Of all lists only that of the running months is not kept over a restart.
        assert bench.asked() == [MONTHS]
        await bench.lookup.catalogue.refresh()
        assert bench.asked() == []


async def test_filling_goes_on_where_it_was_interrupted(
    young: Bench, make_bench: MakeBench
) -> None:
    young.nadeo.failures.script(path=MAPS, status=503, times=2)
    with pytest.raises(Unavailable):
        await young.lookup.catalogue.refresh()
    first = Counter(young.asked())
    again = await make_bench()
    again.nadeo.failures.script(path=NAMES, status=503, times=2)
    with pytest.raises(Unavailable):
        await again.lookup.catalogue.refresh()
    second = Counter(again.asked())

    last = await make_bench()
    await last.lookup.catalogue.refresh()
    third = Counter(last.asked())

    assert (first[MONTHS], second[MONTHS], third[MONTHS]) == (3, 1, 1)
    assert (first[SEASONS], second[SEASONS], third[SEASONS]) == (1, 0, 0)
    assert (first[MAPS], second[MAPS], third[MAPS]) == (2, YOUNG_BATCHES, 0)
    assert third[NAMES] > 0
    assert await last.lookup.catalogue.is_filled()


async def test_people_go_first(make_bench: MakeBench) -> None:
    bench = await make_bench(NADEO_REQUESTS_PER_SECOND=20)
    filling = asyncio.create_task(bench.lookup.catalogue.refresh())
    await until(lambda: len(bench.nadeo.requests) >= 8)
    before = len(bench.nadeo.requests)

    current_turn.set(Turn(user=1))
    await bench.lookup.people.names([bench.world.accounts.id(1)])

    asked = [request.path for request in bench.nadeo.requests][before:]
    filling.cancel()
    await asyncio.gather(filling, return_exceptions=True)
    # One that was on its way already may arrive first; the token for names is asked for as well.
    assert asked.index("/api/display-names") <= 3


# --- what goes wrong -----------------------------------------------------------------------------


async def test_a_down_nadeo_is_asked_for_each_list_once(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.catalogue.refresh()

    # Two attempts a list: no list knows whether the others would be answered.
    assert len(bench.nadeo.requests) <= 10


@pytest.mark.parametrize("status", [404, 503])
@pytest.mark.parametrize("path", [MONTHS, SEASONS, SHORTS, GRANDS, MAPS, NAMES])
async def test_one_failing_route_does_not_hold_up_the_rest(
    young: Bench, path: str, status: int
) -> None:
    gone = ["campaign:error-notFound"]
    young.nadeo.failures.script(path=path, status=status, body=gone, times=10**6)

    with pytest.raises(NadeoError):
        await young.lookup.catalogue.refresh()

    asked = set(young.asked())
    assert {MONTHS, SEASONS, SHORTS, GRANDS} <= asked
    assert MAPS in asked
    known = await counts(young)
    assert ("seasonal" in known, "totd" in known) == (path != SEASONS, path != MONTHS)


async def test_a_list_that_is_declined_does_not_hold_up_the_others(young: Bench) -> None:
    gone = ["campaign:error-notFound"]
    young.nadeo.failures.script(path=SEASONS, status=404, body=gone)
    assert not await young.lookup.catalogue.is_filled()

    with pytest.raises(NadeoError):
        await young.lookup.catalogue.refresh()

    assert await counts(young) == {"totd": 229}
    # There is no more to be had.
    assert await young.lookup.catalogue.is_filled()
    await young.lookup.catalogue.refresh()
    assert await counts(young) == {"totd": 229, "seasonal": 3}
    assert await young.lookup.catalogue.is_filled()


async def test_a_batch_that_fails_does_not_hold_up_the_others(young: Bench) -> None:
    young.nadeo.failures.script(path=MAPS, status=500, body={"message": "boom"}, times=2)

    with pytest.raises(NadeoError):
        await young.lookup.catalogue.refresh()
    assert Counter(young.asked())[MAPS] == YOUNG_BATCHES + 1
    assert not await young.lookup.catalogue.is_filled()
    await young.lookup.catalogue.refresh()

    assert young.asked().count(MAPS) == 1
    assert await young.lookup.catalogue.is_filled()


async def test_a_batch_that_fails_for_good_is_tried_once_a_round(young: Bench) -> None:
    young.nadeo.failures.script(path=MAPS, status=500, body={"message": "boom"}, times=2)
    with pytest.raises(NadeoError):
        await young.lookup.catalogue.refresh()
    young.asked()
    young.nadeo.failures.script(path=MAPS, status=500, body={"message": "boom"}, times=2)

    with pytest.raises(NadeoError):
        await young.lookup.catalogue.refresh()

    assert young.asked() == [MAPS, MAPS]


async def test_a_batch_that_failed_is_asked_for_again_soon(young: Bench) -> None:
    young.nadeo.failures.script(path=MAPS, status=500, body={"message": "boom"}, times=2)

    async with keeping_up(young):
        await pass_time(young.clock, 30)

    assert await young.lookup.catalogue.is_filled()


async def test_maps_that_nadeo_does_not_know_wait_for_a_week(
    young: Bench, make_bench: MakeBench
) -> None:
    young.nadeo.failures.script(path=MAPS, body={"mapList": [], "itemCount": 0})
    await young.lookup.catalogue.refresh()
    young.asked()

    await young.lookup.catalogue.refresh()

    assert young.asked() == []
    assert await young.lookup.catalogue.is_filled()
    again = await make_bench()
    await again.lookup.catalogue.refresh()
    assert MAPS not in again.asked()
    again.clock.move(7 * 86400)
    await again.lookup.catalogue.refresh()
    assert MAPS in again.asked()


async def test_without_an_application_authors_have_no_names(
    young: Bench, make_bench: MakeBench
) -> None:
    young.asked()
    bench = await make_bench(TRACKMANIA_CLIENT_ID="", TRACKMANIA_CLIENT_SECRET="")

    await bench.lookup.catalogue.refresh()

    assert NAMES not in bench.asked()
    finder = bench.lookup.catalogue.finder
    assert (await finder.search("summer 2020"))[0].author == "Nadeo"
    assert (await finder.search("2020-07-05"))[0].author == ""


async def test_uids_that_cannot_stand_in_an_address_are_left_out(bench: Bench) -> None:
    odd = {"year": 2026, "month": 8, "days": [day("../x", 1), day("fine", 2), day("", 3)]}
    body = {"itemCount": 1, "monthList": [odd], "nextRequestTimestamp": -1}
    bench.nadeo.failures.script(path=MONTHS, body=body)

    recent = await bench.lookup.catalogue.months.recent()

    assert [release.map_uids for release in recent.items] == [("fine",)]


def day(uid: str, month_day: int) -> dict[str, object]:
    start = int(paris(2026, 8, month_day, 19).timestamp())
    return {
        "campaignId": month_day,
        "mapUid": uid,
        "monthDay": month_day,
        "seasonUid": "s",
        "startTimestamp": start,
        "endTimestamp": start + 86400,
    }


# --- keeping up ----------------------------------------------------------------------------------


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
    await _asleep(bench.clock)
    bench.asked()

    bench.clock.move(3600)
    await _asleep(bench.clock)
    assert bench.asked() == []

    for _ in range(144):
        bench.clock.move(600)
        await _asleep(bench.clock)
    looping.cancel()
    await asyncio.gather(looping, return_exceptions=True)

    newest = (await read_releases(bench.store, "totd"))[-1]
    assert newest.on == date(2026, 8, 23)
    # Lists every six hours, and the new maps: no busy loop.
    assert len(bench.asked()) < 40


@pytest.mark.filled
async def test_a_track_that_somebody_saw_first_is_found_as_well(bench: Bench) -> None:
    looping = asyncio.create_task(bench.lookup.catalogue.keep_up())
    await _asleep(bench.clock)
    bench.clock.set(paris(2026, 8, 23, 19, 0))
    bench.clock.move(1)
    await bench.lookup.typed_maps.track("today")

    for _ in range(3):
        await _asleep(bench.clock)
        bench.clock.move(30)
    await _asleep(bench.clock)
    looping.cancel()
    await asyncio.gather(looping, return_exceptions=True)

    (newest, *_) = await bench.lookup.typed_maps.search("", {"totd"})
    assert newest.release.on == date(2026, 8, 23)


@pytest.mark.filled
async def test_the_loop_goes_on_after_a_failure(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"
    bench.clock.set(paris(2026, 8, 24, 12))
    looping = asyncio.create_task(bench.lookup.catalogue.keep_up())
    await _asleep(bench.clock)
    bench.nadeo.failures.mode = "fine"

    for _ in range(8):
        bench.clock.move(600)
        await _asleep(bench.clock)
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


@asynccontextmanager
async def keeping_up(bench: Bench) -> AsyncGenerator[None]:
    supervisor = Supervisor(bench.clock)
    supervisor.start("catalogue", bench.lookup.catalogue.keep_up)
    await _asleep(bench.clock)
    yield
    await supervisor.close()


async def pass_time(clock: ManualClock, seconds: float) -> None:
    """Let time pass in steps, each after the loop has come to rest."""
    for _ in range(int(seconds / STEP)):
        clock.move(STEP)
        await _asleep(clock)


async def _asleep(clock: ManualClock) -> None:
    """Wait until the loop sleeps again."""
    await until(lambda: clock._sleepers)
