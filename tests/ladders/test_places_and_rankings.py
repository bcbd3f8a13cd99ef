"""Places and rankings."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.ladders.cards import PlaceCard, PointsRow, RankingPage
from bot.ladders.controls import RANKING_JUMP, RANKING_PAGE, place_controls, ranking_controls
from bot.ladders.embeds import place_embed, ranking_embed
from bot.ladders.medals import medal_sign
from bot.maps.controls import BOARD_OPEN
from bot.nadeo.models import ALL_TIME, SECRET
from tests.controls import buttons, menus
from tests.ladders.test_board_page import FETCHED, rows
from tests.maps.lists import lines, season
from tests.maps.test_map_card import SEASON, UID, totd, track


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


# --- places --------------------------------------------------------------------------------------


def test_a_place_between_its_neighbours() -> None:
    embed = place_embed(place())

    assert lines(embed) == [
        "🥉 **0:45.030** would be rank **29**",
        "",
        "`28` 🥉 `0:45.027 -0.003` 🇩🇪 player28",
        "`29` 🥉 `0:45.030       ` you",
        "`30` 🥉 `0:45.040 +0.010` 🇩🇪 player30",
    ]
    assert embed.author.name == "Season leaderboard"
    assert embed.timestamp == datetime.fromtimestamp(FETCHED, UTC)


@pytest.mark.parametrize(
    ("changes", "label", "first"),
    [
        ({}, "Leaderboard at rank 29", 21),
        ({"rank": 1, "ahead": None}, "Leaderboard at rank 1", 1),
        # Nobody is slower: the page that this rank opens would be empty.
        ({"rank": 41, "ahead": rows(40, 1)[0], "behind": None}, "Leaderboard at rank 40", 21),
        ({"rank": 9_990}, "Leaderboard at rank 9,990", 9_981),
        ({"rank": 10_001}, "Leaderboard at rank 10,000", 9_981),
        (
            {"rank": 52_660, "is_rounded": True, "ahead": None, "behind": None},
            "Leaderboard at rank 10,000",
            9_981,
        ),
    ],
)
async def test_a_place_leads_to_the_board_at_that_rank(
    changes: dict[str, Any], label: str, first: int
) -> None:
    assert buttons(place_controls(place(**changes))) == {
        label: (f"board:{UID}:{SEASON}:{first}:o", False)
    }


async def test_a_place_leads_to_the_board_on_which_it_was_looked_up() -> None:
    (opening,) = buttons(place_controls(place(group_uid=ALL_TIME, season_closed=True))).values()

    found = BOARD_OPEN.fullmatch(opening[0])
    assert found is not None
    assert (found["uid"], found["group"], found["rank"]) == (UID, ALL_TIME, "21")


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
    assert "`" not in text
    assert place_embed(far).footer.text is None
    assert "season's board is closed" in text
    assert place_embed(far).author.name == "All-time leaderboard"
    assert place_embed(far).url == f"https://trackmania.io/#/leaderboard/{UID}"


def test_a_secret_neighbour_has_no_gap() -> None:
    # quirk 67
    hidden = place(ahead=rows(28, 1, score=SECRET)[0])

    assert lines(place_embed(hidden))[2].startswith("`28` ▫️ `  SECRET       ` 🇩🇪 ")


def test_a_name_with_a_dash_is_no_gap() -> None:
    # quirk 67
    hidden = rows(28, 1, score=SECRET, name="Pit-Stop+")[0]

    assert place_embed(place(ahead=hidden, behind=None)).footer.text is None


# --- rankings ------------------------------------------------------------------------------------


def test_points_with_separators() -> None:
    # quirk 29
    embed = ranking_embed(ranking())

    assert embed.title == "Summer 2026"
    assert lines(embed)[0] == "` 1` `254,087` 🇦🇹 player1"
    assert embed.footer.text == "ranks 1 to 20 · counted every few hours"  # quirk 78
    assert embed.timestamp == datetime.fromtimestamp(FETCHED, UTC)


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
