"""Lists of maps, places and rankings."""

from datetime import date
from typing import Any

import pytest

from bot.ladders.cards import PlaceCard, PointsRow, RankingPage
from bot.ladders.controls import RANKING_JUMP, RANKING_PAGE, ranking_controls
from bot.ladders.embeds import place_embed, ranking_embed
from bot.ladders.medals import medal_sign
from bot.maps.cards import CampaignCard, ListedMap, MonthCard
from bot.maps.controls import (
    CAMPAIGN_TURN,
    MAP_OPEN,
    MONTH_TURN,
    RANKING_OPEN,
    campaign_controls,
    month_controls,
)
from bot.maps.embeds.lists import campaign_embed, month_embed
from bot.maps.releases import Release
from bot.nadeo.models import ALL_TIME, SECRET
from tests.ladders.test_board_page import FETCHED, rows
from tests.ladders.test_controls import buttons, menus
from tests.limits import problems
from tests.maps.test_map_card import SEASON, UID, totd, track

STARTS, ENDS = 1_782_918_000, 1_790_866_800


def season(**changes: Any) -> Release:
    values = {
        "kind": "seasonal",
        "season_uid": SEASON,
        "campaign_id": 136_930,
        "starts": STARTS,
        "ends": ENDS,
        "name": "Summer 2026",
    }
    return Release(**(values | changes))


def listed(count: int, name: str = "Road", author: str = "Åse", **changes: Any) -> list[ListedMap]:
    return [
        ListedMap(
            map_uid=f"{number:027}",
            number=number,
            track=track(name=name, uid=f"{number:027}", **changes),
            author=author,
            release=totd(on=date(2026, 8, number)) if number < 32 else None,
        )
        for number in range(1, count + 1)
    ]


def campaign(count: int = 25, **changes: Any) -> CampaignCard:
    values = {"release": season(), "maps": tuple(listed(count)), "earlier": season(campaign_id=1)}
    return CampaignCard(**(values | changes))


def month(count: int = 31, **changes: Any) -> MonthCard:
    values = {
        "kind": "totd",
        "first": date(2026, 8, 1),
        "days": tuple(listed(count)),
        "oldest": date(2020, 7, 1),
        "newest": date(2026, 8, 1),
    }
    return MonthCard(**(values | changes))


def place(**changes: Any) -> PlaceCard:
    ahead, behind = rows(28, 1), rows(30, 1, score=45_040)
    values = {
        "track": track(),
        "group_uid": SEASON,
        "score": 45_030,
        "rank": 29,
        "is_rounded": False,
        "received_at": FETCHED,
        "ahead": ahead[0],
        "behind": behind[0],
        "release": totd(),
    }
    return PlaceCard(**(values | changes))


def ranking(shown: tuple[PointsRow, ...] | None = None, **changes: Any) -> RankingPage:
    points = tuple(
        PointsRow(rank, f"player{rank}", 254_088 - rank, "Austria") for rank in range(1, 21)
    )
    values = {
        "release": season(),
        "first_rank": 1,
        "rows": points if shown is None else shown,
        "has_next": True,
        "received_at": FETCHED,
    }
    return RankingPage(**(values | changes))


def lines(embed: Any) -> list[str]:
    return str(embed.description).split("\n")


# --- campaigns -----------------------------------------------------------------------------------


def test_a_season_by_colour() -> None:
    # quirk 51: the place in the list makes the colour, not the name
    embed = campaign_embed(campaign())

    assert embed.title == "Summer 2026"
    assert embed.url == "https://trackmania.io/#/campaigns/seasonal/136930"
    assert embed.description == f"<t:{STARTS}:D> to <t:{ENDS}:f>"
    names = [field.name for field in embed.fields]
    assert names == ["⚪ White", "🟢 Green", "🔵 Blue", "🔴 Red", "⚫ Black"]
    assert embed.fields[4].value.split("\n")[0] == "`21` **Road** · `0:36.100`"


def test_a_week_as_a_list() -> None:
    week = season(kind="weekly-shorts", name="Week 88", campaign_id=7)
    embed = campaign_embed(campaign(5, release=week))

    assert embed.url == "https://trackmania.io/#/campaigns/weeklyshorts/7"
    assert lines(embed)[2] == "` 1` **Road** · `0:36.100` · by Åse"
    assert embed.image.url is None


def test_a_grand_shows_its_map() -> None:
    embed = campaign_embed(campaign(1, release=season(kind="weekly-grand", ends=0)))

    assert embed.url == "https://trackmania.io/#/campaigns/weeklygrands/136930"
    assert lines(embed)[0] == f"since <t:{STARTS}:D>"
    assert embed.image.url == "https://core.trackmania.nadeo.live/maps/1/thumbnail.jpg"


def test_an_unknown_map_leaves_its_number() -> None:
    gone = campaign(0, maps=(ListedMap(UID, 1, None),))

    assert lines(campaign_embed(gone))[2] == "` 1` unknown map"
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


# --- months --------------------------------------------------------------------------------------


def test_a_month_by_day() -> None:
    embed = month_embed(month())

    assert embed.title == "Tracks of the Day · August 2026"
    assert embed.url == "https://trackmania.io/#/totd/2026-8"
    assert len(lines(embed)) == 31
    assert lines(embed)[21] == "`22` Sat **Road** · `0:36.100` · by Åse"


def test_a_royal_month_has_no_page() -> None:
    embed = month_embed(month(kind="royal", first=date(2025, 6, 1)))

    assert (embed.title, embed.url) == ("Royal maps · June 2025", None)


def test_a_month_of_nothing_and_an_old_one() -> None:
    assert month_embed(month(0)).description == "No track has come out yet in this month."
    royal = month_embed(month(0, kind="royal"))
    assert royal.description == "Nadeo lists no Royal map for this month."
    assert lines(month_embed(month(2, as_of=FETCHED)))[-1].startswith("⚠️ Nadeo does not answer")


def test_all_days_fit_however_long_the_names() -> None:
    worst = month(days=tuple(listed(31, name="_*" * 200, author="[]" * 200)))

    assert problems(month_embed(worst)) == []
    assert len(lines(month_embed(worst))) == 31


async def test_a_month_leads_to_its_neighbours_and_days() -> None:
    view = month_controls(month())

    assert buttons(view) == {
        "◀": ("month:totd:2026-07", False),
        "▶": ("month:totd:2026-09", True),
    }
    assert [len(offers) for offers in menus(view).values()] == [16, 15]
    assert all(MONTH_TURN.fullmatch(custom_id) for custom_id, _ in buttons(view).values())
    assert len(menus(month_controls(month(3)))) == 1
    assert menus(month_controls(month(0))) == {}
    assert buttons(month_controls(month(first=date(2020, 7, 1))))["◀"][1]


# --- places --------------------------------------------------------------------------------------


def test_a_place_between_its_neighbours() -> None:
    embed = place_embed(place())

    assert lines(embed) == [
        "🥉 **0:45.030** would be rank **29**",
        "",
        "`28` 🥉 `0:45.027` **player28** `-0.003` · Germany",
        "`29` ⟶ `0:45.030`",
        "`30` 🥉 `0:45.040` **player30** `+0.010` · Germany",
        "",
        f"As of <t:{int(FETCHED)}:R>.",
    ]
    assert embed.author.name == "Season leaderboard"


def test_a_place_far_down_or_on_another_board() -> None:
    far = place(
        rank=20_000,
        is_rounded=True,
        ahead=None,
        behind=None,
        group_uid=ALL_TIME,
        season_closed=True,
    )
    text = str(place_embed(far).description)

    assert "would be rank **about 20,000**" in text
    assert "season's board is closed" in text
    assert place_embed(far).author.name == "All-time leaderboard"
    assert place_embed(far).url == f"https://trackmania.io/#/leaderboard/{UID}"


def test_a_secret_neighbour_has_no_gap() -> None:
    # quirk 67
    hidden = place(ahead=rows(28, 1, score=SECRET)[0])

    assert lines(place_embed(hidden))[2] == "`28` ▫️ `SECRET` **player28** · Germany"


# --- rankings ------------------------------------------------------------------------------------


def test_points_with_separators() -> None:
    # quirk 29
    embed = ranking_embed(ranking())

    assert embed.title == "Summer 2026"
    assert lines(embed)[0] == "` 1` `254,087` **player1** · Austria"
    assert lines(embed)[-1] == (
        f"As of <t:{int(FETCHED)}:R>. Nadeo counts points every few hours."  # quirk 78
    )
    assert embed.footer.text == "ranks 1 to 20"


def test_a_ranking_of_nobody() -> None:
    assert lines(ranking_embed(ranking(())))[0] == "Nobody has points here yet."


async def test_a_ranking_leads_on() -> None:
    view = ranking_controls(ranking(first_rank=41))
    found = buttons(view)

    assert {label: int(custom_id.split(":")[2]) for label, (custom_id, _) in found.items()} == {
        "First": 1,
        "Back": 21,
        "Next": 61,
    }
    assert all(RANKING_PAGE.fullmatch(custom_id) for custom_id, _ in found.values())
    (jump,) = menus(view)
    assert RANKING_JUMP.fullmatch(jump)


# --- medals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("map_type", "score", "sign"),
    [
        ("TrackMania\\TM_Race", 36_100, "🟢"),
        ("TrackMania\\TM_Race", 36_101, "🥇"),
        ("TrackMania\\TM_Race", 44_000, "🥈"),
        ("TrackMania\\TM_Race", 55_000, "🥉"),
        ("TrackMania\\TM_Race", 55_001, "▫️"),
        ("TrackMania\\TM_Race", SECRET, "▫️"),
        ("TrackMania\\TM_Race", 4_294_967_295, "▫️"),
        # quirks 37 and 69
        ("Trackmania\\tm_stunt", 36_100, "🟢"),
        ("TrackMania\\TM_Stunt", 36_099, "▫️"),
        ("Trackmania\\TM_Platform", 0, "🟢"),
    ],
)
def test_medals(map_type: str, score: int, sign: str) -> None:
    made = track(map_type=map_type)
    if "stunt" in map_type.casefold():
        made = track(map_type=map_type, gold_time=99_000, silver_time=99_000, bronze_time=99_000)

    assert medal_sign(score, made) == sign
