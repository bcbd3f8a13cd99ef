"""Whatever Nadeo calls a thing: no message has a button that Discord refuses or nobody knows."""

import re
from datetime import date
from typing import Any

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clubs import controls as clubs_controls
from bot.clubs.cards import ActivityPage, ClubBoardPage, ClubCampaignCard, ClubCard, ClubName
from bot.clubs.controls import activity_controls, club_board_controls, club_controls
from bot.face.controls import button, menu, row
from bot.face.limits import LONGEST_CHOICE, LONGEST_LINK
from bot.ladders import controls as ladders_controls
from bot.ladders.cards import PlaceCard, RankingPage
from bot.ladders.controls import board_controls, place_controls, ranking_controls
from bot.maps import controls as maps_controls
from bot.maps.cards import CampaignCard, ListedMap, MapCard, MonthCard
from bot.maps.controls import (
    any_map_controls,
    campaign_controls,
    day_controls,
    map_controls,
    month_controls,
)
from bot.nadeo.club_models import Activity, Club
from bot.nadeo.models import ClubCampaign
from bot.operator.controls import PENDING_CALL
from bot.review.controls import SUBMISSIONS_PAGE
from tests.ladders.test_board_page import page, rows
from tests.maps.test_map_card import totd, track
from tests.nadeo.samples import club_campaign

KNOWN = (
    *ladders_controls.PATTERNS,
    *clubs_controls.PATTERNS,
    *maps_controls.PATTERNS,
    PENDING_CALL,
    SUBMISSIONS_PAGE,
)
UIDS = st.text(max_size=120) | st.text("abcXYZ019_-", max_size=120)
NUMBERS = st.integers(-1, 10**30)
NEWEST = date(2026, 8, 22)


def check(view: discord.ui.View) -> None:
    ids: list[str] = []
    for item in view.children:
        if isinstance(item, discord.ui.Button) and item.url:
            assert item.url.startswith("https://")
            assert len(item.url) <= LONGEST_LINK
            continue
        custom_id = str(getattr(item, "custom_id", ""))
        assert 0 < len(custom_id) <= 100
        assert len({pattern for pattern in KNOWN if pattern.fullmatch(custom_id)}) == 1
        ids.append(custom_id)
        if isinstance(item, discord.ui.Select):
            assert 0 < len(item.options) <= 25
            assert all(0 < len(one.value) <= 100 and one.label for one in item.options)
    assert len(ids) == len(set(ids))


def cards(uid: str, group: str, number: int, name: str) -> dict[str, Any]:
    release = totd(kind="seasonal", season_uid=group, campaign_id=number, on=None)
    found = track(uid=uid)
    listed = ListedMap(uid, 1, found, name)
    club = ClubName(number, name)
    campaign = ClubCampaign.model_validate(club_campaign())
    folder = Activity.model_construct(activity_id=number, name=name)
    listed_campaign = Activity.model_construct(activity_id=1, campaign_id=number, name=name)
    board = page(rows(21), track=found, group_uid=group, release=release, has_next=True)
    day = totd(season_uid=group, on=NEWEST)
    offer = ActivityPage(club, (listed_campaign,), (folder,), number, 1, 3, 40, 0.0, stale=False)
    return {
        "day": day_controls(MapCard(found, "a", day), NEWEST),
        "any map": any_map_controls(MapCard(found, "a", day), NEWEST),
        "map": map_controls(MapCard(found, "a", release)),
        "campaign": campaign_controls(CampaignCard(release, (listed,), release, release)),
        "month": month_controls(
            MonthCard("totd", NEWEST, (listed,), NEWEST, NEWEST), has_charts=True
        ),
        "board": board_controls(board, has_charts=True),
        "place": place_controls(PlaceCard(found, group, 1, 10**6, True, 0.0)),
        "ranking": ranking_controls(RankingPage(release, 21, (), has_next=True, received_at=0.0)),
        "club board": club_board_controls(ClubBoardPage(club, 3, board)),
        "club campaign": clubs_controls.club_campaign_controls(
            ClubCampaignCard(campaign, ((uid, found),), "")
        ),
        "club": club_controls(ClubCard(Club.model_construct(id=number, name=name), None)),
        "offer": activity_controls("campaigns", offer),
        "rooms": activity_controls("rooms", offer),
    }


@given(UIDS, UIDS, NUMBERS, st.text(max_size=120))
@example("u" * 27, "g" * 66, 1, "")
@example("u" * 101, "", 10**20, "x")
@example("", "g" * 45, -1, "x")
async def test_a_button_is_understood_or_not_there(
    uid: str, group: str, number: int, name: str
) -> None:
    for view in cards(uid, group, number, name).values():
        check(view)


async def test_a_season_that_no_id_can_name_leaves_the_card_and_its_other_buttons() -> None:
    views = cards("u" * 27, "g" * 66, 1, "name")

    labels = {name: [getattr(one, "label", "") for one in views[name].children] for name in views}

    assert labels["day"] == ["◀", "▶", "trackmania.io", "Map page"]
    assert "Ranking" not in labels["campaign"]
    assert labels["campaign"][:2] == ["◀", "▶"]


@pytest.mark.parametrize("custom_id", ["a", "x" * 101, ""])
async def test_what_is_too_long_or_unknown_is_left_out(custom_id: str) -> None:
    view = row([button("A", custom_id), button("B", "x" * LONGEST_CHOICE)], [re.compile(r"x*")])

    assert [getattr(one, "label", "") for one in view.children] == ["B"]


async def test_a_menu_without_a_choice_is_left_out() -> None:
    view = row([menu("choose", "x", [("long", "v" * 101), ("none", "")])], [re.compile("x")])

    assert view.children == []
