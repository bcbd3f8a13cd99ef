"""The buttons below the cards: their ids, and where they lead."""

import re
from datetime import date
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ladders.cards import BoardPage, page_start
from bot.ladders.controls import (
    BOARD_CHART,
    BOARD_JUMP,
    BOARD_PAGE,
    RANKING_JUMP,
    RANKING_PAGE,
    board_controls,
)
from bot.maps.cards import MapCard
from bot.maps.controls import (
    BOARD_OPEN,
    CAMPAIGN_TURN,
    MAP_OPEN,
    MONTH_TURN,
    RANKING_OPEN,
    TOTD_DAY,
    day_controls,
)
from bot.maps.days import FIRST_DATE
from bot.nadeo.models import ALL_TIME
from bot.nadeo.paths import DEEPEST_RANK
from tests.controls import buttons, menus
from tests.ladders.test_board_page import page, rows
from tests.maps.test_map_card import SEASON, UID, totd, track

NEWEST = date(2026, 8, 22)
UIDS = st.text("ABCxyz019-_", min_size=1, max_size=40)
GROUPS = st.text("ABCxyz019-_", min_size=1, max_size=44)


def plain(board: BoardPage) -> discord.ui.View:
    """Return the controls of a board where no pictures are drawn."""
    return board_controls(board, has_charts=False)


def days(on: date | None, newest: date = NEWEST) -> dict[str, tuple[str, bool]]:
    return buttons(day_controls(MapCard(track(), "a", totd(on=on)), newest))


async def test_a_day_leads_to_its_neighbours_and_its_board() -> None:
    assert days(date(2026, 8, 1)) == {
        "◀": ("totd:2026-07-31", False),
        "▶": ("totd:2026-08-02", False),
        "Leaderboard": (f"board:{UID}:{SEASON}", False),
    }


async def test_the_first_and_the_newest_day_lead_one_way_only() -> None:
    assert days(FIRST_DATE)["◀"] == ("totd:2020-06-30", True)
    assert days(FIRST_DATE)["▶"] == ("totd:2020-07-02", False)
    assert days(NEWEST)["◀"] == ("totd:2026-08-21", False)
    assert days(NEWEST)["▶"] == ("totd:2026-08-23", True)


async def test_while_nadeo_is_late_the_next_day_may_be_tried() -> None:
    assert days(date(2026, 8, 21))["▶"] == ("totd:2026-08-22", False)


async def test_a_map_that_is_no_track_of_the_day_has_its_board_only() -> None:
    season = buttons(day_controls(MapCard(track(), "a", totd(on=None)), NEWEST))
    plain = buttons(day_controls(MapCard(track(), "a"), NEWEST))
    without_season = buttons(day_controls(MapCard(track(), "a", totd(season_uid="")), NEWEST))

    assert season == {"Leaderboard": (f"board:{UID}:{SEASON}", False)}
    assert plain == {"Leaderboard": (f"board:{UID}:{ALL_TIME}", False)}
    assert without_season["Leaderboard"] == (f"board:{UID}:{ALL_TIME}", False)


@pytest.mark.parametrize(
    ("first", "has_next", "expected"),
    [
        (1, True, {"First": (1, True), "Back": (1, True), "Next": (21, False)}),
        (1, False, {"First": (1, True), "Back": (1, True), "Next": (21, True)}),
        (21, True, {"First": (1, False), "Back": (1, False), "Next": (41, False)}),
        (61, True, {"First": (1, False), "Back": (41, False), "Next": (81, False)}),
        (9_981, False, {"First": (1, False), "Back": (9_961, False), "Next": (10_001, True)}),
    ],
)
async def test_a_page_leads_on(first: int, has_next: bool, expected: dict[str, Any]) -> None:
    found = buttons(plain(page(rows(first), has_next=has_next, release=None)))

    led = {}
    for label, (custom_id, disabled) in found.items():
        match = BOARD_PAGE.fullmatch(custom_id)
        assert match is not None
        assert (match["uid"], match["group"]) == (UID, SEASON)
        led[label] = (int(match["rank"]), disabled)
    assert led == expected


@given(UIDS, GROUPS, st.integers(1, DEEPEST_RANK))
async def test_every_id_is_short_unique_and_read_back(uid: str, group: str, rank: int) -> None:
    first = page_start(rank)
    board = page(rows(first), track=track(uid=uid), group_uid=group)
    card = MapCard(track(uid=uid), "a", totd(season_uid=group))

    paging = [custom_id for custom_id, _ in buttons(plain(board)).values()]
    opening = buttons(day_controls(card, NEWEST))["Leaderboard"][0]

    (jumping,) = menus(plain(board))
    assert len(set(paging)) == 4
    assert all(len(custom_id) <= 100 for custom_id in [*paging, opening, jumping])
    assert BOARD_JUMP.fullmatch(jumping)
    for custom_id in paging:
        found = BOARD_PAGE.fullmatch(custom_id)
        assert found is not None
        assert found["uid"] == uid
        assert found["group"] in {group, ALL_TIME}
    opened = BOARD_OPEN.fullmatch(opening)
    assert opened is not None
    assert (opened["uid"], opened["group"]) == (uid, group)


@given(st.dates(FIRST_DATE, date(2200, 1, 1)))
async def test_every_day_has_an_id(on: date) -> None:
    for custom_id, _ in list(days(on, newest=date.max).values())[:2]:
        assert TOTD_DAY.fullmatch(custom_id)


@pytest.mark.parametrize(
    "custom_id",
    [
        "totd:2026-08-22",
        f"board:{UID}:{SEASON}",
        f"board:{UID}:{SEASON}:21:n",
        f"board:{UID}:{SEASON}:21:o",
        "board:a:b:1:f",
        f"board:{UID}:{SEASON}:jump",
        f"points:{SEASON}",
        f"points:{SEASON}:41:b",
        f"points:{SEASON}:jump",
        "campaign:weekly-grand:122935:e",
        "month:royal:2025-06",
        "map:1",
    ],
)
def test_every_id_has_one_meaning(custom_id: str) -> None:
    patterns: list[re.Pattern[str]] = [
        TOTD_DAY,
        BOARD_OPEN,
        BOARD_PAGE,
        BOARD_JUMP,
        RANKING_OPEN,
        RANKING_PAGE,
        RANKING_JUMP,
        CAMPAIGN_TURN,
        MONTH_TURN,
        MAP_OPEN,
    ]

    assert len([pattern for pattern in patterns if pattern.fullmatch(custom_id)]) == 1


@given(uid=UIDS, group=GROUPS)
async def test_a_chart_is_of_the_board_above_it(uid: str, group: str) -> None:
    board = page(rows(1), track=track(uid=uid), group_uid=group)

    custom_id, is_disabled = buttons(board_controls(board, has_charts=True))["Chart"]

    match = BOARD_CHART.fullmatch(custom_id)
    assert match is not None
    assert (match["uid"], match["group"], is_disabled) == (uid, group, False)
    assert len(custom_id) <= 100
    assert "Chart" not in buttons(board_controls(page(()), has_charts=True))


async def test_views_are_sent_but_not_waited_for() -> None:
    # discord.py keeps unfinished views in memory, one for each message
    assert plain(page()).is_finished()
    assert day_controls(MapCard(track(), "a", totd()), NEWEST).is_finished()


# --- boards --------------------------------------------------------------------------------------


async def test_a_board_leads_to_the_other_one() -> None:
    season = buttons(plain(page(rows(41))))
    all_time = buttons(plain(page(rows(41), group_uid=ALL_TIME)))

    assert season["All-time board"] == (f"board:{UID}:{ALL_TIME}:1:s", False)
    assert all_time["Season board"] == (f"board:{UID}:{SEASON}:1:s", False)
    assert len(buttons(plain(page(release=None)))) == 3


async def test_jumps_lead_to_pages_of_the_board() -> None:
    (offers,) = menus(plain(page())).values()

    assert len(offers) <= 25
    assert offers[0] == ("Rank 1", "1")
    assert offers[-1] == ("Rank 10,000", "10000")
    assert all(1 <= int(value) <= DEEPEST_RANK for _, value in offers)
