"""Lists of maps: campaigns and months."""

from datetime import date

import pytest

from bot.maps.cards import ListedMap
from bot.maps.controls import (
    CAMPAIGN_TURN,
    MAP_OPEN,
    MONTH_CHART,
    MONTH_TURN,
    RANKING_OPEN,
    campaign_controls,
    month_controls,
    sheet_controls,
)
from bot.maps.embeds.lists import campaign_embed, month_embed
from tests.controls import buttons, menus
from tests.ladders.test_board_page import FETCHED
from tests.limits import problems
from tests.maps.lists import ENDS, STARTS, campaign, lines, listed, month, season
from tests.maps.test_map_card import SEASON, UID

# --- campaigns -----------------------------------------------------------------------------------


def test_a_season_by_colour() -> None:
    # quirk 51: the place in the list makes the colour, not the name
    embed = campaign_embed(campaign())

    assert embed.title == "Summer 2026"
    assert embed.url == "https://trackmania.io/#/campaigns/seasonal/136930"
    assert lines(embed) == [f"<t:{STARTS}:d> to <t:{ENDS}:d>", f"Ends <t:{ENDS}:R>"]
    names = [field.name for field in embed.fields]
    assert names == ["⚪ White", "🟢 Green", "🔵 Blue", "🔴 Red", "⚫ Black"]
    assert embed.fields[4].value.split("\n")[0] == "`21 0:36.100` **Road**"


def test_a_week_as_a_list() -> None:
    week = season(kind="weekly-shorts", name="Week 88", campaign_id=7)
    embed = campaign_embed(campaign(5, release=week))

    assert embed.url == "https://trackmania.io/#/campaigns/weeklyshorts/7"
    assert lines(embed)[3] == "` 1 0:36.100` **Road** by Åse"
    assert embed.image.url is None


def test_a_grand_shows_its_map() -> None:
    embed = campaign_embed(campaign(1, release=season(kind="weekly-grand", ends=0)))

    assert embed.url == "https://trackmania.io/#/campaigns/weeklygrands/136930"
    assert lines(embed)[0] == f"Since <t:{STARTS}:d>"
    assert embed.image.url == "https://core.trackmania.nadeo.live/maps/1/thumbnail.jpg"


def test_an_unknown_map_leaves_its_number() -> None:
    gone = campaign(0, maps=(ListedMap(UID, 1, None),))

    assert lines(campaign_embed(gone))[3] == "` 1 —` unknown map"
    assert problems(campaign_embed(campaign(0, maps=()))) == []


async def test_a_campaign_leads_to_its_neighbours_ranking_and_maps() -> None:
    view = campaign_controls(campaign())
    found = buttons(view)

    assert found["◀"] == ("campaign:seasonal:1:e", False)
    assert found["▶"] == ("campaign:seasonal:136930:l", True)
    assert found["Ranking"] == (f"points:{SEASON}", False)
    ((menu, offers),) = menus(view).items()
    assert MAP_OPEN.fullmatch(menu)
    assert (len(offers), offers[0]) == (25, ("01 · Road", f"{1:027}"))
    assert CAMPAIGN_TURN.fullmatch(found["◀"][0])
    assert RANKING_OPEN.fullmatch(found["Ranking"][0])
    assert view.is_finished()


async def test_a_campaign_without_maps_has_no_menu() -> None:
    assert menus(campaign_controls(campaign(0, maps=()))) == {}
    assert menus(campaign_controls(campaign(0, maps=(ListedMap(UID, 1, None),)))) == {}


async def test_a_map_that_stands_twice_is_offered_once() -> None:
    twice = (*listed(2), *listed(1))

    (offers,) = menus(campaign_controls(campaign(0, maps=twice))).values()

    assert offers == [("01 · Road", f"{1:027}"), ("02 · Road", f"{2:027}")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("1 - Industrial", "Industrial"),
        ("$f0001 – Industrial", "Industrial"),
        ("2 - Industrial", "2 - Industrial"),
        ("1", "1"),
        ("1 - ", "1 -"),
        ("1st place", "1st place"),
        ("1. Start", "Start"),
        ("1-Start", "Start"),
        ("1.5 Seconds", "1.5 Seconds"),
        ("1:23", "1:23"),
        ("1-2-3", "1-2-3"),
        ("1 - 100$$ Bill", "100$ Bill"),  # quirk 97
    ],
)
def test_a_map_that_has_its_number_in_its_name_is_numbered_once(name: str, shown: str) -> None:
    week = campaign(1, release=season(kind="weekly-shorts"), maps=tuple(listed(1, name)))

    assert f"` 1 0:36.100` **{shown}** by Åse" in lines(campaign_embed(week))
    (offers,) = menus(campaign_controls(week)).values()
    assert offers[0][0] == f"01 · {shown}"


def test_a_long_name_is_cut_and_costs_its_author() -> None:
    week = campaign(1, release=season(kind="weekly-shorts"), maps=tuple(listed(1, "W" * 30)))

    (row,) = [line for line in lines(campaign_embed(week)) if "W" in line]
    assert row.endswith("…**")


@pytest.mark.parametrize(
    ("kind", "shown"), [("TM_Stunt", "` 1 36,100 pts`"), ("TM_Platform", "` 1 36,100 resp.`")]
)
def test_what_is_no_time_has_its_unit(kind: str, shown: str) -> None:
    odd = campaign(1, maps=tuple(listed(1, map_type=f"a\\{kind}")))

    assert lines(campaign_embed(odd))[3] == f"{shown} **Road** by Åse"


def test_a_season_has_a_colour_of_its_own() -> None:
    summer, fall = (campaign(release=season(name=name)) for name in ("Summer 2026", "Fall 2026"))

    assert campaign_embed(summer).colour != campaign_embed(fall).colour
    assert campaign_embed(campaign(is_over=True)).description == (f"<t:{STARTS}:d> to <t:{ENDS}:d>")


# --- months --------------------------------------------------------------------------------------


def test_a_month_by_day() -> None:
    embed = month_embed(month())

    assert (embed.author.name, embed.title) == ("Tracks of the Day", "August 2026")
    assert embed.url == "https://trackmania.io/#/totd/2026-8"
    assert len(lines(embed)) == 31
    assert lines(embed)[21] == "`22 0:36.100` **Road** by Åse"


def test_a_royal_month_has_no_page() -> None:
    embed = month_embed(month(kind="royal", first=date(2025, 6, 1)))

    assert (embed.author.name, embed.title, embed.url) == ("Royal maps", "June 2025", None)


def test_a_month_of_nothing_and_an_old_one() -> None:
    assert month_embed(month(0)).description == "No track has come out yet in this month."
    royal = month_embed(month(0, kind="royal"))
    assert royal.description == "Nadeo lists no Royal map for this month."
    assert lines(month_embed(month(2, as_of=FETCHED)))[-1].startswith("⚠️ Nadeo does not answer")


@pytest.mark.parametrize("name", ["_*" * 200, "a\u0301\u0302\u0303\u0304" * 60])
def test_all_days_fit_however_long_the_names(name: str) -> None:
    worst = month(days=tuple(listed(31, name=name, author=name)))

    assert problems(month_embed(worst)) == []
    assert len(lines(month_embed(worst))) == 31


async def test_a_month_leads_to_its_neighbours_and_days() -> None:
    view = month_controls(month(), has_charts=True)

    assert buttons(view) == {
        "◀": ("month:totd:2026-07", False),
        "▶": ("month:totd:2026-09", True),
        "Chart": ("chart-month:totd:2026-08", False),
    }
    assert [len(offers) for offers in menus(view).values()] == [16, 15]
    patterns = (MONTH_TURN, MONTH_TURN, MONTH_CHART)
    for pattern, (custom_id, _) in zip(patterns, buttons(view).values(), strict=True):
        assert pattern.fullmatch(custom_id)
    assert len(menus(month_controls(month(3), has_charts=True))) == 1
    assert menus(month_controls(month(0), has_charts=True)) == {}
    assert buttons(month_controls(month(first=date(2020, 7, 1)), has_charts=True))["◀"][1]


async def test_a_month_without_maps_or_on_a_bot_that_cannot_draw_has_no_chart() -> None:
    assert "Chart" not in buttons(month_controls(month(0), has_charts=True))
    assert "Chart" not in buttons(month_controls(month(), has_charts=False))


async def test_a_month_that_is_drawn_has_no_rows_but_still_leads_to_its_days() -> None:
    drawn = month_embed(month(as_of=FETCHED), has_rows=False, note="Nothing.")

    assert lines(drawn)[0].startswith("⚠️ Nadeo does not answer")
    assert lines(drawn)[1:] == ["Nothing."]
    assert month_embed(month(), has_rows=False).description is None
    view = sheet_controls(month())
    assert buttons(view) == {}
    assert menus(view) == menus(month_controls(month(), has_charts=True))
