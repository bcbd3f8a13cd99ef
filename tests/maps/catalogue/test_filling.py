"""Filling the catalogue: what is asked of Nadeo, and what never again."""

import asyncio
from collections import Counter
from datetime import date

import pytest
from support import until

from bot.maps.rows.releases import read_past_months
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NadeoError, Unavailable
from tests.bench import Bench, MakeBench
from tests.maps.catalogue.filling import (
    GRANDS,
    MAPS,
    MONTHS,
    NAMES,
    SEASONS,
    SHORTS,
    counts,
    keeping_up,
    paris,
    pass_time,
)

HISTORY = 90
"""The most requests the whole history may take."""
YOUNG_BATCHES = 4


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
