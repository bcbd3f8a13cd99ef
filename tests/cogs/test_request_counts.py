"""How often Nadeo is asked: each command cold, warm, and with a full catalogue.

At most two requests for an uncached card or page, three where the list itself is unknown, none when
fresh.
"""

import pytest

from tests.conftest import WITHOUT_WARM_UP, Paddock

MONTHS = "/api/token/campaign/month"
MAPS = "/api/token/map/get-multiple"
NAMES = "/api/display-names"
SEASONS = "/api/campaign/official"
SHORTS = "/api/campaign/weekly-shorts"
GRANDS = "/api/campaign/weekly-grands"

LISTS = [
    ("calendar", {"month": "2021-03"}, [MONTHS, MAPS, NAMES]),
    ("campaign", {}, [SEASONS, MAPS]),
    ("campaign", {"season": "Fall 2020"}, [SEASONS, MAPS]),
    ("weekly shorts", {}, [SHORTS, MAPS, NAMES]),
    ("weekly grand", {"week": "59"}, [GRANDS, MAPS, NAMES]),
    ("royal", {}, [MONTHS, MAPS, NAMES]),
]
DAYS = [{}, {"date": "yesterday"}, {"date": "2026-08-01"}, {"date": "2021-03-28"}]


@WITHOUT_WARM_UP
@pytest.mark.parametrize(("command", "options", "cold"), LISTS)
async def test_a_cold_list_and_a_warm_one(
    paddock: Paddock, command: str, options: dict[str, object], cold: list[str]
) -> None:
    first = await paddock.type(command, **options)
    assert paddock.upstream() == cold

    again = await paddock.type(command, **options)
    assert paddock.upstream() == []
    assert again.embed.to_dict() == first.embed.to_dict()


@WITHOUT_WARM_UP
@pytest.mark.parametrize("options", DAYS)
async def test_a_cold_day_and_a_warm_one(paddock: Paddock, options: dict[str, object]) -> None:
    await paddock.type("totd", **options)
    asked = paddock.upstream()
    assert (len(asked), asked[0], asked[-1]) == (3, MONTHS, NAMES)

    await paddock.type("totd", **options)
    assert paddock.upstream() == []


async def test_after_the_warm_up_the_running_track_costs_nothing(paddock: Paddock) -> None:
    await paddock.type("totd")
    assert paddock.upstream() == []

    await paddock.type("leaderboard")
    asked = paddock.upstream()
    assert (len(asked), asked[-1]) == (2, NAMES)

    await paddock.type("place", time="0:45.678")
    asked = paddock.upstream()
    assert len(asked) <= 2
    assert "/surround/1/1" in asked[0]


@WITHOUT_WARM_UP
async def test_a_cold_ranking(paddock: Paddock) -> None:
    await paddock.type("ranking")
    assert len(paddock.upstream()) == 3
    await paddock.type("ranking", rank=15)
    assert paddock.upstream() == []
    await paddock.type("ranking", rank=2000)
    assert len(paddock.upstream()) == 2


@pytest.mark.filled
@pytest.mark.parametrize(
    ("command", "options", "most"),
    [
        ("totd", {"date": "2021-03-28"}, 0),
        ("totd", {"date": "misty viaduct 2026-08-22"}, 0),
        ("calendar", {}, 0),
        ("calendar", {"month": "2020-07"}, 0),
        ("campaign", {}, 0),
        ("campaign", {"season": "Winter 2024"}, 0),
        ("weekly shorts", {"week": "Week 58"}, 0),
        ("weekly grand", {}, 0),
        ("royal", {"month": "2021-04"}, 0),
        ("map", {"query": "summer 2026 07"}, 0),
        ("on-this-day", {}, 0),
        ("leaderboard", {"map": "summer 2026 07"}, 2),
        ("leaderboard", {"map": "summer 2026 07", "rank": 10_000}, 2),
        ("leaderboard", {"map": "2021-03-28", "board": "all-time"}, 2),
        ("place", {"time": "45.678", "map": "summer 2026 07"}, 2),
        ("place", {"time": "1:05.3", "map": "2021-03-28"}, 2),
        ("ranking", {"campaign": "Week 88"}, 2),
    ],
)
async def test_with_a_full_catalogue(
    paddock: Paddock, command: str, options: dict[str, object], most: int
) -> None:
    await paddock.type(command, **options)
    assert len(paddock.upstream()) <= most

    answer = await paddock.type(command, **options)
    assert paddock.upstream() == []
    assert answer.embeds


@pytest.mark.filled
@pytest.mark.parametrize("kind", ["totd", "campaign", "shorts", "royal"])
async def test_a_map_by_lot_costs_its_map_at_most(paddock: Paddock, kind: str) -> None:
    answer = await paddock.type("random", kind=kind)
    assert paddock.upstream() == []

    paddock.clock.move(2 * 86400)
    await paddock.click(answer, "Another")
    assert len(paddock.upstream()) <= 1


@pytest.mark.filled
async def test_a_card_is_refreshed_after_a_day_by_one_request(paddock: Paddock) -> None:
    paddock.clock.move(2 * 86400)
    await paddock.type("totd", date="2021-03-28")
    assert len(paddock.upstream()) == 1

    await paddock.type("calendar", month="2021-03")
    await paddock.type("royal", month="2021-04")
    assert paddock.upstream() == []


@pytest.mark.filled
async def test_buttons_and_menus_cost_no_more(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="2021-03-28")
    await paddock.click(answer, "◀")
    month = await paddock.type("calendar", month="2021-03")
    await paddock.choose(month, next(iter(month.menus[1].values())), menu=1)
    season = await paddock.type("campaign")
    await paddock.click(season, "◀")
    assert paddock.upstream() == []

    board = await paddock.type("leaderboard")
    assert len(paddock.upstream()) <= 2
    board = await paddock.click(board, "Next")
    assert paddock.upstream() == []
    await paddock.choose(board, "9001")
    assert len(paddock.upstream()) == 2


@pytest.mark.filled
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("totd", "date"),
        ("calendar", "month"),
        ("campaign", "season"),
        ("weekly shorts", "week"),
        ("weekly grand", "week"),
        ("royal", "month"),
        ("random", "style"),
        ("map", "query"),
        ("leaderboard", "map"),
        ("ranking", "campaign"),
    ],
)
async def test_suggestions_never_ask_nadeo(paddock: Paddock, command: str, option: str) -> None:
    paddock.clock.move(40 * 86400)
    paddock.nadeo.failures.mode = "down"
    for typed in ("", "2", "su", "summer 2026", "week 8", "2021-0", "nonsense", "'\"*"):
        offered = await paddock.suggest(command, option, typed)
        assert len(offered) <= 25
        assert all(1 <= len(label) <= 100 and 1 <= len(value) <= 100 for label, value in offered)

    assert paddock.upstream() == []
