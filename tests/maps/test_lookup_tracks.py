"""Tracks of the Day by date: how often Nadeo is asked, and what is never asked again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.maps import wording
from bot.maps.catalogue import months
from bot.maps.days import FIRST_DATE, PARIS
from bot.maps.releases import Target
from bot.maps.rows.releases import read_past_months
from bot.nadeo.errors import Unavailable
from bot.refusal import Refusal
from tests.bench import Bench, MakeBench, meant

MONTH = "/api/token/campaign/month"
LINK = "https://trackmania.io/#/leaderboard/"


def months_asked(bench: Bench) -> list[tuple[int, int]]:
    """Return length and offset of every list asked for since the last call."""
    asked = [
        (int(request.query["length"][0]), int(request.query["offset"][0]))
        for request in bench.nadeo.requests
        if request.path == MONTH
    ]
    bench.nadeo.requests.clear()
    return asked


def begun_on(target: Target) -> date | None:
    assert target.release is not None
    return target.release.on


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


# --- the running track and the one before --------------------------------------------------------


async def test_the_running_track_is_asked_for_once_until_the_switch(bench: Bench) -> None:
    running, previous = await bench.lookup.tracks.running(), await bench.lookup.tracks.previous()
    for _ in range(2):
        bench.clock.move(3600)
        running = await bench.lookup.tracks.running()
        previous = await bench.lookup.tracks.previous()

    assert (begun_on(running), begun_on(previous)) == (date(2026, 8, 22), date(2026, 8, 21))
    assert running.as_of is None
    assert months_asked(bench) == [(2, 0)]


async def test_after_the_switch_there_is_a_new_track(bench: Bench) -> None:
    await bench.lookup.tracks.running()
    bench.clock.set(paris(2026, 8, 23, 19))
    # A tick later the stand-in has it, too.
    bench.clock.move(1)

    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 23)
    assert begun_on(await bench.lookup.tracks.previous()) == date(2026, 8, 22)


async def test_while_nadeo_is_late_the_old_track_is_shown(bench: Bench) -> None:
    bench.world.totd_delay = 600
    bench.clock.set(paris(2026, 8, 23, 19, 5))
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 22)

    bench.clock.set(paris(2026, 8, 23, 19, 11))
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 23)


async def test_an_unscheduled_next_map_is_no_busy_loop(bench: Bench) -> None:
    # quirk 46: -1
    bench.world.next_unknown = True
    bench.clock.set(paris(2026, 8, 23, 18))
    for _ in range(60):
        await bench.lookup.tracks.running()
        bench.clock.move(1)

    assert len(months_asked(bench)) == 1


@pytest.mark.parametrize("month_waits", [False, True])
@pytest.mark.parametrize(
    ("moment", "running", "previous"),
    [
        (paris(2026, 8, 1, 0, 1), date(2026, 7, 31), date(2026, 7, 30)),
        (paris(2026, 8, 1, 18, 59), date(2026, 7, 31), date(2026, 7, 30)),
        (paris(2026, 8, 1, 19, 1), date(2026, 8, 1), date(2026, 7, 31)),
        (paris(2026, 8, 2, 12), date(2026, 8, 1), date(2026, 7, 31)),
        (paris(2026, 1, 1, 12), date(2025, 12, 31), date(2025, 12, 30)),
        (paris(2024, 3, 1, 12), date(2024, 2, 29), date(2024, 2, 28)),
        (paris(2026, 3, 29, 3, 30), date(2026, 3, 28), date(2026, 3, 27)),
        (paris(2026, 10, 25, 2, 30), date(2026, 10, 24), date(2026, 10, 23)),
    ],
)
async def test_around_the_turn_of_months_and_clocks(
    bench: Bench, month_waits: bool, moment: datetime, running: date, previous: date
) -> None:
    # quirks 48 and 49
    bench.world.month_waits = month_waits
    bench.clock.set(moment)

    assert begun_on(await bench.lookup.tracks.running()) == running
    assert begun_on(await bench.lookup.tracks.previous()) == previous
    assert begun_on(await bench.lookup.tracks.on(running)) == running


async def test_an_old_list_tells_its_age(bench: Bench) -> None:
    fetched_at = bench.clock.timestamp()
    await bench.lookup.tracks.running()
    bench.clock.set(paris(2026, 8, 23, 20))
    bench.nadeo.failures.mode = "down"

    running = await bench.lookup.tracks.running()

    assert (begun_on(running), running.as_of) == (date(2026, 8, 22), fetched_at)
    assert (await bench.lookup.tracks.previous()).as_of == fetched_at


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_an_old_list_is_shown_before_all_patience_is_spent(
    bench: Bench, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch, is_restarted: bool
) -> None:
    monkeypatch.setattr(months, "WITH_OLD_AT_HAND", 0.05)
    fetched_at = bench.clock.timestamp()
    await bench.lookup.tracks.running()
    bench.clock.set(paris(2026, 8, 23, 20))
    bench.nadeo.failures.script(path=MONTH, delay=30, times=9)
    asking = await make_bench() if is_restarted else bench

    months_asked(bench)

    running = await asking.lookup.tracks.running()

    assert (begun_on(running), running.as_of) == (date(2026, 8, 22), fetched_at)
    # Whoever has patience asks twice.
    assert len(months_asked(bench)) <= 1


async def test_without_a_list_the_failure_is_told(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.tracks.running()


async def test_an_empty_list_is_no_crash(bench: Bench) -> None:
    empty = {"itemCount": 74, "monthList": [], "nextRequestTimestamp": -1}
    bench.nadeo.failures.script(path=MONTH, body=empty, times=9)

    for ask in (bench.lookup.tracks.running, bench.lookup.tracks.previous):
        with pytest.raises(Refusal) as refused:
            await ask()
        assert refused.value.sentence == str(wording.NO_TRACK_LISTED)


# --- by date -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "lists"),
    [
        (date(2026, 8, 22), [(2, 0)]),
        (date(2026, 8, 1), [(2, 0)]),
        (date(2026, 7, 1), [(2, 0)]),
        (date(2026, 6, 30), [(8, 0)]),
        (date(2025, 12, 24), [(13, 7)]),
        (FIRST_DATE, [(13, 67)]),
    ],
)
async def test_any_day_takes_one_list(bench: Bench, on: date, lists: list[object]) -> None:
    assert begun_on(await bench.lookup.tracks.on(on)) == on
    assert months_asked(bench) == lists


@pytest.mark.parametrize("month_waits", [False, True])
async def test_past_months_are_found_whatever_month_nadeo_counts_from(
    bench: Bench, month_waits: bool
) -> None:
    # quirk 48
    bench.world.month_waits = month_waits
    bench.clock.set(paris(2026, 8, 1, 8))

    for on in (date(2026, 7, 5), date(2026, 6, 5), date(2026, 5, 5), date(2021, 2, 28), FIRST_DATE):
        assert begun_on(await bench.lookup.tracks.on(on)) == on


async def test_a_past_month_is_never_asked_for_again(bench: Bench, make_bench: MakeBench) -> None:
    first = await bench.lookup.tracks.on(date(2024, 2, 29))
    assert months_asked(bench) == [(13, 19)]

    again = await make_bench()
    again.nadeo.failures.mode = "down"

    assert await again.lookup.tracks.on(date(2024, 2, 29)) == first
    for on in (date(2024, 1, 1), date(2024, 3, 31), date(2024, 12, 31)):
        assert begun_on(await again.lookup.tracks.on(on)) == on
    assert months_asked(again) == []


async def test_the_running_month_is_never_taken_for_complete(bench: Bench) -> None:
    for on in (date(2026, 8, 1), date(2026, 7, 31), date(2026, 6, 1)):
        await bench.lookup.tracks.on(on)

    assert max(await read_past_months(bench.store)) == date(2026, 7, 1)


async def test_a_day_that_nadeo_does_not_list_is_refused(bench: Bench) -> None:
    hole = {
        "itemCount": 74,
        "monthList": [{"year": 2022, "month": 5, "lastDay": 31, "days": []}],
        "nextRequestTimestamp": -1,
    }
    bench.nadeo.failures.script(path=MONTH, body=hole)

    with pytest.raises(Refusal) as refused:
        await bench.lookup.tracks.on(date(2022, 5, 5))

    assert refused.value.sentence == "Nadeo lists no track for 5 May 2022."


async def test_a_map_listed_before_its_time_does_not_leak(
    bench: Bench, make_bench: MakeBench
) -> None:
    # quirk 43
    start = int(paris(2026, 8, 23, 19).timestamp())
    tomorrow = {
        "campaignId": 1,
        "mapUid": "of-tomorrow",
        "monthDay": 23,
        "seasonUid": "x",
        "startTimestamp": start,
        "endTimestamp": start + 86400,
    }
    early = {
        "itemCount": 74,
        "monthList": [{"year": 2026, "month": 8, "lastDay": 31, "days": [tomorrow]}],
        # It lies: the map comes before that.
        "nextRequestTimestamp": start + 3600,
    }
    bench.nadeo.failures.script(path=MONTH, body=early, times=3)

    with pytest.raises(Refusal):
        await bench.lookup.tracks.running()
    with pytest.raises(Refusal):
        await bench.lookup.tracks.on(date(2026, 8, 23))
    assert await refusal_of(bench, f"{LINK}of-tomorrow") == str(wording.UNKNOWN_MAP)
    again = await make_bench()
    assert await refusal_of(again, f"{LINK}of-tomorrow") == str(wording.UNKNOWN_MAP)
    assert not any("/map/" in path for path in bench.asked())

    bench.clock.set(paris(2026, 8, 23, 19, 1))
    assert (await meant(bench, f"{LINK}of-tomorrow")).map_uid == "of-tomorrow"
    assert begun_on(await bench.lookup.tracks.on(date(2026, 8, 23))) == date(2026, 8, 23)


async def test_the_newest_date_follows_the_clock(bench: Bench) -> None:
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 22)
    bench.clock.set(paris(2026, 8, 22, 18, 59))
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 21)


async def refusal_of(bench: Bench, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        await meant(bench, typed)
    return refused.value.sentence


@pytest.mark.parametrize("hour", [(3, 7), (14, 23), (22, 41)])
async def test_nadeos_moments_decide_and_not_the_hour_in_paris(
    bench: Bench, hour: tuple[int, int]
) -> None:
    # quirk 47 is how it should be; quirk 49 shows that it is not always so
    first = bench.world.days.count(bench.world.now())
    switch = paris(2026, 8, 23, *hour)
    for number in range(4):
        later = switch + timedelta(days=number)
        bench.world.days.early[first + number] = int(later.timestamp())

    bench.clock.set(switch - timedelta(minutes=5))
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 22)
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 22)
    assert await refusal_of(bench, "2026-08-23") == wording.date_in_future(date(2026, 8, 23))

    bench.clock.set(switch + timedelta(minutes=5))
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 23)
    assert begun_on(await meant(bench, "2026-08-23")) == date(2026, 8, 23)
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 23)

    bench.clock.set(switch + timedelta(days=1, minutes=5))
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 24)
    assert begun_on(await meant(bench, "2026-08-24")) == date(2026, 8, 24)
    assert await refusal_of(bench, "2026-08-25") == wording.date_in_future(date(2026, 8, 25))


async def test_a_track_that_came_before_its_time_is_found_by_its_date(bench: Bench) -> None:
    await bench.lookup.tracks.running()
    for _ in range(3):
        bench.world.next_totd()
    # The list that was fetched holds on; whoever asks later hears of the new ones.
    bench.clock.set(paris(2026, 8, 23, 19, 1))

    assert begun_on(await meant(bench, "2026-08-25")) == date(2026, 8, 25)
    assert bench.lookup.typed_maps.newest_date() == date(2026, 8, 25)
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 25)
    assert begun_on(await bench.lookup.tracks.previous()) == date(2026, 8, 24)
    bench.nadeo.failures.mode = "down"
    bench.clock.set(paris(2026, 8, 27, 12))
    assert begun_on(await bench.lookup.tracks.running()) == date(2026, 8, 25)


async def test_in_the_hour_of_two_tracks_the_later_one_is_found(bench: Bench) -> None:
    # quirk 49: on 2020-10-25 the track came at 18:00
    bench.clock.set(paris(2020, 10, 25, 18, 30))

    assert begun_on(await bench.lookup.tracks.running()) == date(2020, 10, 25)
    assert bench.lookup.typed_maps.newest_date() == date(2020, 10, 25)
    assert begun_on(await meant(bench, "2020-10-25")) == date(2020, 10, 25)
    assert begun_on(await meant(bench, "2020-10-24")) == date(2020, 10, 24)


async def test_before_anything_is_known_a_new_date_is_asked_for(bench: Bench) -> None:
    bench.world.days.early[bench.world.days.count(bench.world.now())] = int(
        paris(2026, 8, 23, 14, 23).timestamp()
    )
    bench.clock.set(paris(2026, 8, 23, 15))

    assert begun_on(await meant(bench, "2026-08-23")) == date(2026, 8, 23)
    assert months_asked(bench) == [(2, 0)]


# --- by map --------------------------------------------------------------------------------------


async def test_a_map_is_found_by_its_day_as_far_as_days_are_known(bench: Bench) -> None:
    recent = await bench.lookup.tracks.on(date(2026, 8, 3))
    past = await bench.lookup.tracks.on(date(2024, 2, 29))
    months_asked(bench)

    assert await bench.lookup.typed_maps.find(recent.map_uid) == recent
    assert await bench.lookup.typed_maps.find(past.map_uid) == past
    assert (await bench.lookup.typed_maps.find("never-a-track")).release is None
    assert months_asked(bench) == []
