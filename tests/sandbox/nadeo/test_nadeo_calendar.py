"""The generated world keeps Trackmania's own calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import WorldClock
from bot.sandbox.world import paris
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Caller

MONTH = "/api/token/campaign/month"


def world_at(*moment: int) -> World:
    return World(WorldClock(datetime(*moment, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ((2020, 7, 1), 27),
        ((2020, 10, 24), 25),
        ((2020, 10, 25), 25),
        ((2021, 3, 27), 23),
        ((2025, 10, 25), 25),
        ((2026, 8, 22), 24),
    ],
)
def test_days_have_their_real_lengths(day: tuple[int, int, int], hours: int) -> None:
    # Quirk 49.
    number = (date(*day) - paris.FIRST_TOTD).days
    assert paris.totd_end(number) - paris.totd_start(number) == hours * 3600


def test_two_days_overlapped_by_an_hour() -> None:
    number = (date(2020, 10, 24) - paris.FIRST_TOTD).days
    assert paris.totd_end(number) - paris.totd_start(number + 1) == 3600


def test_official_names_and_numbers() -> None:
    # Quirks 51 and 52.
    world = world_at(2026, 8, 22, 19, 30)
    season, short = world.campaign(Kind.SEASON), world.campaign(Kind.SHORT)
    grand, cup = world.campaign(Kind.GRAND), world.campaign(Kind.CUP)
    assert season
    assert short
    assert grand
    assert cup
    assert (season.name, season.week) == ("Summer 2026", -1)
    assert (short.name, short.year, short.week) == ("Week 88", 2026, 88)
    assert (grand.name, grand.year, grand.week) == ("Week Grand 88", 2026, 34)
    assert cup.name == "Saturday, August 22, 2026"
    names = [track.name for uid in season.maps if (track := world.track(uid))]
    assert names[0] == "Summer 2026 - 01"
    assert all(name.endswith(" 2026") and " - " not in name for name in names[20:])


def test_two_weeks_of_shorts_had_nine_and_five_days() -> None:
    # Quirk 54.
    week_58, week_59 = paris.short_start(57), paris.short_start(58)
    assert (week_59 - week_58, paris.short_start(59) - week_59) == (9 * 86_400, 5 * 86_400)


def test_the_year_of_shorts_is_that_of_the_next_monday() -> None:
    # Quirk 53: the week of 29 December 2024 belongs to 2025.
    world = world_at(2024, 12, 30, 12)
    assert [c.year for c in world.series[Kind.SHORT].page(world.now(), 3, 0)] == [2025, 2024, 2024]


def test_the_map_changes_at_seven_in_paris() -> None:
    world = world_at(2026, 8, 22, 16, 59, 50)
    before = world.days.newest(world.now())
    assert isinstance(world.clock, WorldClock)
    world.clock.forward(timedelta(seconds=11))
    after = world.days.newest(world.now())
    assert before
    assert after
    assert (before.date, after.date) == (date(2026, 8, 21), date(2026, 8, 22))
    assert world.track(after.map_uid)


async def test_days_to_come_have_no_map(caller: Caller) -> None:
    # Quirks 43 to 45.
    body = await caller.get(f"{MONTH}?length=1&offset=0")
    days = body["monthList"][0]["days"]
    assert [day["monthDay"] for day in days] == list(range(1, 32))
    assert all(day["mapUid"] and day["seasonUid"] for day in days[:22])
    coming = {(day["mapUid"], day["seasonUid"], day["campaignId"]) for day in days[22:]}
    assert coming == {("", "", 0)}
    assert days[0]["day"] == 5
    assert body["itemCount"] == 74


async def test_the_first_of_a_month_has_its_map_in_the_month_before(
    world: World, clock: WorldClock, caller: Caller
) -> None:
    # Quirk 48; which month comes first in those hours is undocumented, so both can be had.
    clock.forward(datetime(2026, 9, 1, 8, tzinfo=UTC) - clock.now())
    body = await caller.get(f"{MONTH}?length=2")
    assert [month["month"] for month in body["monthList"]] == [9, 8]
    assert body["monthList"][0]["days"][0]["mapUid"] == ""
    world.month_waits = True
    body = await caller.get(f"{MONTH}?length=2")
    assert [month["month"] for month in body["monthList"]] == [8, 7]


async def test_royal_months_count_from_now(caller: Caller) -> None:
    # Quirk 56.
    body = await caller.get(f"{MONTH}?length=51&offset=14&royal=true")
    months = body["monthList"]
    assert [(months[at]["year"], months[at]["month"]) for at in (0, -1)] == [(2025, 6), (2021, 4)]
    assert len(months) == body["itemCount"] == 51
    assert all(day["mapUid"] for month in months for day in month["days"])
    cut = await caller.get(f"{MONTH}?length=51&offset=0&royal=true")
    assert [len(month["days"]) for month in cut["monthList"][:15]] == [0] * 14 + [30]
    assert (cut["monthList"][-1]["year"], cut["monthList"][-1]["month"]) == (2022, 6)


async def test_campaigns_count_all_there_are(caller: Caller) -> None:
    # Quirk 32.
    body = await caller.get("/api/campaign/official?length=144")
    assert body["itemCount"] == len(body["campaignList"]) == 25
    newest, before = body["campaignList"][:2]
    assert newest["rankingSentTimestamp"] is None
    assert before["endTimestamp"] == newest["startTimestamp"]
    assert body["nextRequestTimestamp"] == newest["endTimestamp"]


async def test_the_order_of_a_playlist_is_its_position(caller: Caller) -> None:
    # Quirk 58: the list itself is shuffled now and then.
    body = await caller.get("/api/campaign/official?length=144")
    orders = [[m["position"] for m in one["playlist"]] for one in body["campaignList"]]
    assert any(order != sorted(order) for order in orders)
    assert all(sorted(order) == list(range(25)) for order in orders)


async def test_cups_run_three_times_a_day(caller: Caller, clock: WorldClock) -> None:
    running = await caller.get("/api/cup-of-the-day/current", "meet")
    assert (running["edition"], running["competition"]["name"]) == (1, "COTD 2026-08-22 #1")
    assert running["challenge"]["endDate"] - running["challenge"]["startDate"] == 900
    clock.forward(timedelta(hours=3))
    answer = await caller.ask("/api/cup-of-the-day/current", host="meet")
    assert (answer.status, answer.text) == (204, "")
    listed = await caller.get("/api/cups-of-the-day?type=cotd&length=200", "meet")
    assert len(listed["COTDs"]) == 100
    assert {cup["competition"]["partition"] for cup in listed["COTDs"]} == {"crossplay", "luna"}


def test_a_world_is_made_fast_and_always_the_same() -> None:
    # A second one with the same seed gives the same ids, another seed gives others.
    worlds = [World(WorldClock(datetime(2026, 8, 22, tzinfo=UTC)), seed) for seed in (1, 1, 2)]
    days = [world.days.newest(world.now()) for world in worlds]
    assert days[0] == days[1]
    assert days[0] != days[2]


def test_a_world_before_everything_is_empty() -> None:
    world = world_at(2019, 1, 1)
    assert world.days.newest(world.now()) is None
    assert world.campaign(Kind.SEASON) is None
