"""Seasons and weeks: whole lists from few requests, brought up to date when they may have grown."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.maps.days import PARIS
from bot.maps.releases import CampaignKind
from bot.nadeo.errors import Unavailable
from bot.refusal import Refusal
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench, MakeBench

SEASONS = "/api/campaign/official"
SHORTS = "/api/campaign/weekly-shorts"


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


@pytest.mark.parametrize(
    ("kind", "count", "first", "last"),
    [
        ("seasonal", 25, "Summer 2020", "Summer 2026"),
        ("weekly-shorts", 88, "Week 1", "Week 88"),
        ("weekly-grand", 30, "Week Grand 59", "Week Grand 88"),
    ],
)
async def test_a_cold_list_takes_one_request_and_a_warm_one_none(
    bench: Bench, kind: CampaignKind, count: int, first: str, last: str
) -> None:
    known = await bench.lookup.catalogue.campaigns.all(kind)
    assert len(bench.asked()) == 1

    assert await bench.lookup.catalogue.campaigns.all(kind) == known
    assert bench.asked() == []
    assert (len(known.items), known.items[0].name, known.items[-1].name) == (count, first, last)
    assert known.as_of is None


async def test_lists_outlive_a_restart(bench: Bench, make_bench: MakeBench) -> None:
    for kind in get_args(CampaignKind):
        await bench.lookup.catalogue.campaigns.all(kind)
    bench.asked()

    again = await make_bench()

    for kind in get_args(CampaignKind):
        assert (await again.lookup.catalogue.campaigns.all(kind)).items
    assert again.asked() == []


async def test_playlists_come_in_playing_order(bench: Bench) -> None:
    # quirk 58: the stand-in shuffles two lists of seven
    for kind in get_args(CampaignKind):
        for release in (await bench.lookup.catalogue.campaigns.all(kind)).items:
            group = bench.world.group(release.season_uid)
            assert group is not None
            assert release.map_uids == group.maps


async def test_a_reversed_playlist(bench: Bench) -> None:
    # quirk 58
    playlist = [{"position": at, "mapUid": f"map{at}"} for at in range(25)]
    script_season(bench, playlist=playlist[::-1])

    (season,) = (await bench.lookup.catalogue.campaigns.all("seasonal")).items

    assert season.map_uids == tuple(f"map{at}" for at in range(25))


async def test_seasons_begin_when_nadeo_says(bench: Bench) -> None:
    # quirk 50: not on calendar quarters
    seasons = (await bench.lookup.catalogue.campaigns.all("seasonal")).items
    begins = {release.name: datetime.fromtimestamp(release.starts, PARIS) for release in seasons}

    assert begins["Winter 2024"].date().isoformat() == "2024-01-09"
    assert begins["Winter 2026"].date().isoformat() == "2026-01-27"
    assert begins["Spring 2026"].date().isoformat() == "2026-04-15"


async def test_weeks_of_nine_and_of_five_days(bench: Bench) -> None:
    # quirk 54
    weeks = (await bench.lookup.catalogue.campaigns.all("weekly-shorts")).items
    days = {week.name: (week.ends - week.starts) / 86400 for week in weeks}

    assert (days["Week 57"], days["Week 58"], days["Week 59"], days["Week 60"]) == (7, 9, 5, 7)


async def test_a_week_that_is_missing_is_simply_not_there(bench: Bench) -> None:
    weeks = [campaign(number) for number in (88, 87, 85)]
    body = {"itemCount": 3, "campaignList": weeks, "nextRequestTimestamp": -1}
    bench.nadeo.failures.script(path=SHORTS, body=body)

    known = await bench.lookup.catalogue.campaigns.all("weekly-shorts")

    assert [week.name for week in known.items] == ["Week 85", "Week 87", "Week 88"]


async def test_a_campaign_listed_before_its_time_does_not_leak(bench: Bench) -> None:
    start = int(bench.clock.timestamp()) + 60
    script_season(bench, startTimestamp=start, endTimestamp=start + 100)

    assert (await bench.lookup.catalogue.campaigns.all("seasonal")).items == ()
    with pytest.raises(Refusal):
        await bench.lookup.typed_maps.find("map-of-1")


async def test_a_campaign_listed_before_its_time_is_there_when_it_begins(bench: Bench) -> None:
    now = int(bench.clock.timestamp())
    coming = campaign(2, startTimestamp=now + 120, endTimestamp=now + 90 * 86400)
    running = campaign(1, startTimestamp=now - 86400, endTimestamp=now + 120)
    body = {"itemCount": 2, "campaignList": [coming, running], "nextRequestTimestamp": -1}
    bench.nadeo.failures.script(path=SEASONS, body=body, times=9)
    assert (await bench.lookup.catalogue.campaigns.all("seasonal")).items[-1].name == "Week 1"

    bench.clock.move(121)

    assert (await bench.lookup.catalogue.campaigns.all("seasonal")).items[-1].name == "Week 2"
    assert (await bench.lookup.typed_maps.find("map-of-2")).release is not None
    assert bench.asked() == [SEASONS, SEASONS]


async def test_a_short_page_is_not_the_end(bench: Bench) -> None:
    # quirk 32: `itemCount` is the total; a server that gives fewer than asked for is asked on
    first = {"itemCount": 3, "campaignList": [campaign(88), campaign(87)]}
    rest = {"itemCount": 3, "campaignList": [campaign(86)]}
    for body in (first, rest):
        bench.nadeo.failures.script(path=SHORTS, body=body)

    known = await bench.lookup.catalogue.campaigns.all("weekly-shorts")

    assert len(known.items) == 3
    lists = [request for request in bench.nadeo.requests if request.path == SHORTS]
    offsets = [request.query["offset"] for request in lists]
    assert offsets == [["0"], ["2"]]


async def test_a_total_that_never_comes_ends(bench: Bench) -> None:
    # quirk 32: it is the total even when the list is empty
    bench.nadeo.failures.script(path=SHORTS, body={"itemCount": 88, "campaignList": []}, times=9)

    assert (await bench.lookup.catalogue.campaigns.all("weekly-shorts")).items == ()
    assert len(bench.asked()) == 1


async def test_a_new_week_is_found_after_the_old_one_ended(bench: Bench) -> None:
    await bench.lookup.catalogue.campaigns.all("weekly-shorts")
    bench.asked()
    bench.clock.set(paris(2026, 8, 23, 18, 0))
    bench.clock.move(1)

    known = await bench.lookup.catalogue.campaigns.all("weekly-shorts")

    assert known.items[-1].name == "Week 89"
    assert bench.asked() == [SHORTS]


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_without_nadeo_the_known_list_is_shown_with_its_age(
    bench: Bench, make_bench: MakeBench, mode: Mode
) -> None:
    fetched_at = bench.clock.timestamp()
    before = await bench.lookup.catalogue.campaigns.all("seasonal")
    bench.clock.move(86400)
    bench.nadeo.failures.retry_after = None
    bench.nadeo.failures.mode = mode

    for one in (bench, await make_bench()):
        known = await one.lookup.catalogue.campaigns.all("seasonal")
        assert (known.items, known.as_of) == (before.items, fetched_at)


async def test_without_a_list_the_failure_is_told(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.catalogue.campaigns.all("seasonal")


def campaign(number: int, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "id": 1000 + number,
        "seasonUid": f"season-{number}",
        "name": f"Week {number}",
        "startTimestamp": 1_786_000_000 + number,
        "endTimestamp": 1_786_000_001 + number,
        "playlist": [{"position": 0, "mapUid": f"map-of-{number}"}],
    }
    return values | changes


def script_season(bench: Bench, **changes: object) -> None:
    body = {"itemCount": 1, "campaignList": [campaign(1, **changes)]}
    bench.nadeo.failures.script(path=SEASONS, body=body)
