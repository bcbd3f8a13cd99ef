"""Lists of maps: a season, a week, a month; and the points ranking of a campaign."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from bot.maps.cards import MonthCard
from bot.maps.days import PARIS
from bot.maps.releases import CampaignKind
from bot.nadeo.errors import Unavailable
from bot.nadeo.paths import DEEPEST_RANK
from bot.refusal import Refusal
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench, MakeBench, campaign, ranking

MONTHS = "/api/token/campaign/month"
MAPS = "/api/token/map/get-multiple"
NAMES = "/api/display-names"
DAY = 86400


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


# --- campaigns -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", get_args(CampaignKind))
async def test_a_cold_campaign_takes_three_requests_and_a_warm_one_none(
    bench: Bench, kind: CampaignKind
) -> None:
    card = await campaign(bench, kind, None)
    asked = bench.asked()
    # Official maps are Nadeo's own: nobody is asked for its name.
    assert len(asked) == (2 if kind == "seasonal" else 3)
    assert asked[1] == MAPS

    assert await campaign(bench, kind, None) == card
    assert bench.asked() == []
    assert card.later is None
    assert card.earlier is not None


async def test_a_campaign_lists_its_maps_in_playing_order(bench: Bench) -> None:
    # quirk 58
    card = await campaign(bench, "weekly-shorts", "Week 87")

    group = bench.world.group(card.release.season_uid)
    assert group is not None
    assert tuple(item.map_uid for item in card.maps) == group.maps
    assert [item.number for item in card.maps] == [1, 2, 3, 4, 5]
    for item in card.maps:
        track = bench.world.track(item.map_uid)
        assert track is not None
        assert item.track is not None
        assert (item.track.name, item.track.author_time) == (track.name, track.medals.author)
        assert item.author == (bench.world.accounts.name(track.author) or track.author[:8])
    assert (card.earlier.name, card.later.name) == ("Week 86", "Week 88")


async def test_weeks_58_and_59(bench: Bench) -> None:
    # quirk 54
    for name, days in (("Week 58", 9), ("Week 59", 5)):
        release = (await campaign(bench, "weekly-shorts", name)).release
        assert (release.ends - release.starts) / DAY == days


async def test_grands_go_by_their_name(bench: Bench) -> None:
    # quirk 52: the first has week 5 in the calendar and 59 in its name
    first = await campaign(bench, "weekly-grand", "59")

    assert (first.release.name, first.earlier) == ("Week Grand 59", None)
    with pytest.raises(Refusal):
        await campaign(bench, "weekly-grand", "5")


async def test_a_past_campaign_is_fetched_once_for_good(
    bench: Bench, make_bench: MakeBench
) -> None:
    await campaign(bench, "seasonal", "Fall 2020")
    bench.clock.move(40 * DAY)
    bench.asked()

    again = await make_bench()
    await campaign(again, "seasonal", "Fall 2020")

    # A new season may have come out meanwhile: of all the rest nothing is asked.
    assert [path for path in again.asked() if "official" not in path] == []


async def test_a_running_campaign_is_fetched_again_after_a_day(bench: Bench) -> None:
    await campaign(bench, "seasonal", None)
    bench.clock.move(DAY)
    bench.asked()

    await campaign(bench, "seasonal", None)

    assert bench.asked().count(MAPS) == 1


async def test_a_map_that_nadeo_does_not_know_leaves_a_line(bench: Bench) -> None:
    bench.nadeo.failures.script(path=MAPS, body={"mapList": [], "itemCount": 0})

    card = await campaign(bench, "weekly-grand", None)

    assert [item.track for item in card.maps] == [None]
    assert card.maps[0].author == ""


async def test_what_is_surely_wrong_is_refused_at_once(bench: Bench) -> None:
    await bench.lookup.lists.understood("seasonal", "nonsense")
    assert bench.asked() == []
    await campaign(bench, "seasonal", None)

    with pytest.raises(Refusal):
        await bench.lookup.lists.understood("seasonal", "nonsense")
    await bench.lookup.lists.understood("seasonal", "Summer 2026")
    bench.clock.move(60 * DAY)
    # The list may have grown: only Nadeo knows.
    await bench.lookup.lists.understood("seasonal", "Fall 2026")


async def test_a_button_finds_its_campaign_or_none(bench: Bench) -> None:
    newest = (await campaign(bench, "seasonal", None)).release

    found = await bench.lookup.lists.campaign_by_id("seasonal", newest.campaign_id)

    assert found is not None
    assert found.release == newest
    assert await bench.lookup.lists.campaign_by_id("seasonal", 4711) is None


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_without_nadeo_a_known_campaign_is_shown_with_its_age(
    bench: Bench, make_bench: MakeBench, mode: Mode
) -> None:
    fetched_at = bench.clock.timestamp()
    before = await campaign(bench, "seasonal", None)
    bench.clock.move(2 * DAY)
    bench.nadeo.failures.retry_after = None
    bench.nadeo.failures.mode = mode

    for one in (bench, await make_bench()):
        card = await campaign(one, "seasonal", None)
        assert card.as_of == fetched_at
        assert [item.map_uid for item in card.maps] == [item.map_uid for item in before.maps]
        assert all(item.track is not None for item in card.maps)


async def test_without_anything_known_the_failure_is_told(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await campaign(bench, "seasonal", None)
    with pytest.raises(Unavailable):
        await bench.lookup.lists.month("totd", date(2021, 3, 1))


# --- months --------------------------------------------------------------------------------------


def days(card: MonthCard) -> list[int]:
    return [item.number for item in card.days]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 8, 1), 22),
        (date(2026, 7, 1), 31),
        (date(2026, 2, 1), 28),
        (date(2024, 2, 1), 29),
        (date(2020, 7, 1), 31),
        (date(2020, 10, 1), 31),
    ],
)
async def test_a_cold_month_takes_three_requests_and_a_warm_one_none(
    bench: Bench, first: date, last: int
) -> None:
    # quirk 43: days to come are not listed; leap day; both clock changes and the overlap
    card = await bench.lookup.lists.month("totd", first)
    assert bench.asked() == [MONTHS, MAPS, NAMES]

    assert days(card) == list(range(1, last + 1))
    assert await bench.lookup.lists.month("totd", first) == card
    assert bench.asked() == []
    assert (card.oldest, card.newest) == (date(2020, 7, 1), date(2026, 8, 1))


async def test_on_the_first_before_seven_the_month_is_still_the_old_one(bench: Bench) -> None:
    # quirk 48
    bench.clock.set(paris(2026, 8, 1, 12))

    assert bench.lookup.lists.months("totd")[1] == date(2026, 7, 1)
    assert days(await bench.lookup.lists.month("totd", date(2026, 7, 1)))[-1] == 31


async def test_a_past_month_is_fetched_once_for_good(bench: Bench, make_bench: MakeBench) -> None:
    card = await bench.lookup.lists.month("totd", date(2024, 2, 1))
    bench.clock.move(40 * DAY)
    bench.asked()

    again = await make_bench()
    again.nadeo.failures.mode = "down"

    assert (await again.lookup.lists.month("totd", date(2024, 2, 1))).days == card.days
    assert again.asked() == []


async def test_the_royal_archive_is_fetched_once_for_good(
    bench: Bench, make_bench: MakeBench
) -> None:
    # quirk 56: 51 months, the last June 2025, offsets count from now
    card = await bench.lookup.lists.month("royal", date(2025, 6, 1))
    (request, *_) = [one for one in bench.nadeo.requests if one.path == MONTHS]
    assert (request.query["length"], request.query["offset"]) == (["51"], ["14"])
    assert bench.asked() == [MONTHS, MAPS, NAMES]
    assert (card.oldest, card.newest) == (date(2021, 4, 1), date(2025, 6, 1))

    first = await bench.lookup.lists.month("royal", date(2021, 4, 1))
    assert bench.asked() == [MAPS, NAMES]
    assert (days(card), days(first)) == (list(range(1, 31)), list(range(1, 31)))
    bench.clock.move(400 * DAY)
    again = await make_bench()
    assert (await again.lookup.lists.month("royal", date(2025, 6, 1))).days == card.days
    assert (await again.lookup.lists.month("royal", date(2021, 4, 1))).days == first.days
    assert again.asked() == []


async def test_royal_months_in_any_form(bench: Bench) -> None:
    # quirk 56: missing months, months without days, days without maps: taken as they are for some
    # hours, but not for good
    day = {"monthDay": 5, "mapUid": "fine", "seasonUid": "s", "startTimestamp": 1}
    months = [
        {"year": 2025, "month": 6, "days": [day | {"endTimestamp": 2, "campaignId": 1}]},
        {"year": 2025, "month": 5, "days": []},
        {"year": 2025, "month": 3, "days": [{**day, "mapUid": "", "endTimestamp": 2}]},
    ]
    body = {"itemCount": 51, "monthList": months, "nextRequestTimestamp": -1}
    bench.nadeo.failures.script(path=MONTHS, body=body)

    for month, expected in ((6, [5]), (5, []), (4, []), (3, [])):
        assert days(await bench.lookup.lists.month("royal", date(2025, month, 1))) == expected
    assert bench.asked().count(MONTHS) == 1
    bench.clock.move(6 * 3600 + 1)
    bench.nadeo.failures.mode = "down"
    assert days(await bench.lookup.lists.month("royal", date(2025, 6, 1))) == [5]
    bench.nadeo.failures.mode = "fine"
    whole = await bench.lookup.lists.month("royal", date(2025, 6, 1))
    assert days(whole) == list(range(1, 31))


@pytest.mark.parametrize("month_waits", [False, True])
async def test_the_whole_royal_archive_whatever_month_nadeo_counts_from(
    bench: Bench, month_waits: bool
) -> None:
    # quirk 48
    bench.world.month_waits = month_waits
    bench.clock.set(paris(2026, 8, 1, 8))

    for first in (date(2025, 6, 1), date(2021, 4, 1)):
        assert days(await bench.lookup.lists.month("royal", first)) == list(range(1, 31))


# --- rankings ------------------------------------------------------------------------------------


async def test_a_ranking_takes_a_page_and_names(bench: Bench) -> None:
    # quirk 78: points lag by hours, so nothing is lost by keeping them for minutes
    await campaign(bench, "seasonal", None)
    bench.asked()

    page = await ranking(bench, None, 1)

    assert len(bench.asked()) == 2
    group = bench.world.group(page.release.season_uid)
    assert group is not None
    real = bench.world.ranking(group)
    assert real is not None
    assert [row.position for row in page.rows] == list(range(1, 21))
    # quirk 29: points are text
    assert [row.points for row in page.rows] == [real.points(rank) for rank in range(1, 21)]
    assert page.has_next
    await ranking(bench, "Summer 2026", 15)
    assert bench.asked() == []


async def test_a_cold_ranking_takes_three_requests(bench: Bench) -> None:
    await ranking(bench, "Week 88", 1)

    assert len(bench.asked()) == 3


@pytest.mark.parametrize(("rank", "first"), [(1, 1), (57, 41), (101, 101), (DEEPEST_RANK, 9_981)])
async def test_ranks_lie_on_their_pages(bench: Bench, rank: int, first: int) -> None:
    page = await ranking(bench, None, rank)

    assert [row.position for row in page.rows] == list(range(first, first + 20))
    assert page.has_next == (rank != DEEPEST_RANK)


async def test_rankings_of_closed_groups_work(bench: Bench) -> None:
    # quirk 74
    page = await ranking(bench, "Fall 2020", 1)

    assert len(page.rows) == 20


@pytest.mark.parametrize("body", [{}, {"groupUid": "g", "tops": []}, {"tops": [{"top": []}]}])
async def test_a_ranking_of_nobody(bench: Bench, body: object) -> None:
    # quirks 20 and 77
    bench.nadeo.failures.script(path="/top$", body=body)

    page = await ranking(bench, None, 1)

    assert (page.rows, page.has_next) == ((), False)


async def test_a_button_finds_its_ranking(bench: Bench) -> None:
    page = await ranking(bench, "Week 88", 1)

    again = await bench.lookup.ladders.ranking_of_group(page.release.season_uid, 21)

    assert (again.release, again.first_rank) == (page.release, 21)
    with pytest.raises(Refusal):
        await bench.lookup.ladders.ranking_of_group("no-such-group", 1)
