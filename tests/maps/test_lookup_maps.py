"""Map info: kept on disk for a day, shown old when Nadeo is down."""

import asyncio

import pytest

from bot.maps.lookup import maps
from bot.nadeo.errors import InvalidArgument, NotFound, Unavailable
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench, MakeBench

DAY = 86400
UNKNOWN = "abcdefghijklmnopqrstuvwxyz0"


def todays(bench: Bench) -> str:
    day = bench.world.days.newest(bench.world.now())
    assert day is not None
    return day.map_uid


def path(uid: str) -> str:
    return f"/api/token/map/{uid}"


async def test_a_map_is_asked_for_once_a_day(bench: Bench) -> None:
    uid = todays(bench)

    track = await bench.lookup.maps.get(uid)
    bench.clock.move(DAY - 1)
    assert await bench.lookup.maps.get(uid) == track
    assert bench.asked() == [path(uid)]

    bench.clock.move(1)
    again = await bench.lookup.maps.get(uid)
    assert bench.asked() == [path(uid)]
    assert (again.received_at, again.stale) == (bench.clock.timestamp(), False)


async def test_a_map_outlives_a_restart(bench: Bench, make_bench: MakeBench) -> None:
    uid = todays(bench)
    track = await bench.lookup.maps.get(uid)
    bench.asked()

    again = await make_bench()

    assert await again.lookup.maps.get(uid) == track
    assert again.asked() == []


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_an_old_copy_is_better_than_none(
    bench: Bench, make_bench: MakeBench, mode: Mode
) -> None:
    uid = todays(bench)
    fetched_at = (await bench.lookup.maps.get(uid)).received_at
    bench.clock.move(DAY)
    bench.nadeo.failures.retry_after = None
    bench.nadeo.failures.mode = mode

    again = await make_bench()
    track = await again.lookup.maps.get(uid)

    assert track.stale
    assert track.received_at == fetched_at


async def test_an_old_copy_is_shown_before_all_patience_is_spent(
    bench: Bench, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "WITH_OLD_AT_HAND", 0.05)
    uid = todays(bench)
    await bench.lookup.maps.get(uid)
    bench.clock.move(DAY)
    bench.nadeo.failures.script(path="/map/", delay=30, times=9)

    again = await make_bench()
    track = await asyncio.wait_for(again.lookup.maps.get(uid), timeout=0.9)

    assert track.stale


async def test_without_a_copy_the_failure_is_told(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.maps.get(todays(bench))


async def test_an_unknown_map_is_not_found(bench: Bench) -> None:
    # quirk 18: Nadeo says so with a 500
    with pytest.raises(NotFound):
        await bench.lookup.maps.get(UNKNOWN)


async def test_a_map_that_went_away_is_not_found_although_it_was_known(bench: Bench) -> None:
    uid = todays(bench)
    await bench.lookup.maps.get(uid)
    bench.clock.move(DAY)
    missing = {"error": "NotFoundHttpException", "message": "Not found", "traceId": "0"}
    bench.nadeo.failures.script(path="/map/", status=404, body=missing)

    with pytest.raises(NotFound):
        await bench.lookup.maps.get(uid)


@pytest.mark.parametrize("uid", ["", "../x", "a/b", "x?y=1", "x" * 5000])
async def test_what_is_no_uid_is_never_asked_for(bench: Bench, uid: str) -> None:
    with pytest.raises(InvalidArgument):
        await bench.lookup.maps.get(uid)

    assert bench.asked() == []


async def test_half_a_character_in_a_name_breaks_nothing(
    bench: Bench, make_bench: MakeBench
) -> None:
    uid = todays(bench)
    track = {"uid": uid, "name": "half \ud83d and \U0001f3c1", "author": "\udc00"}
    medals = {"authorTime": 1, "goldTime": 2, "silverTime": 3, "bronzeTime": 4}
    bench.nadeo.failures.script(path="/map/", body=track | medals)

    found = await bench.lookup.maps.get(uid)
    again = await make_bench()

    assert found.name == "half ? and \U0001f3c1"
    assert await again.lookup.maps.get(uid) == found
    assert await bench.lookup.people.names([found.author]) == {"?": "?"}
