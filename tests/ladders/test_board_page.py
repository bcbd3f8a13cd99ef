"""A page of a leaderboard."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ladders.cards import BoardPage, BoardRow
from bot.ladders.embeds import board_embed
from bot.nadeo.models import ALL_TIME, SECRET
from tests.limits import MENTION, problems, texts
from tests.maps.test_map_card import NAMES, NUMBERS, SEASON, UID, totd, track

FETCHED = 1_787_000_000.0


def rows(first: int = 1, count: int = 20, **changes: Any) -> tuple[BoardRow, ...]:
    return tuple(
        BoardRow(
            position=position,
            name=changes.get("name", f"player{position}"),
            score=changes.get("score", 45_000 + position - 1),
            country=changes.get("country", "Germany"),
        )
        for position in range(first, first + count)
    )


def page(shown: tuple[BoardRow, ...] | None = None, **changes: Any) -> BoardPage:
    shown = rows() if shown is None else shown
    values = {
        "track": track(),
        "group_uid": SEASON,
        "first_rank": shown[0].position if shown else 1,
        "rows": shown,
        "record": 45_000,
        "has_next": True,
        "received_at": FETCHED,
        "release": totd(),
    }
    return BoardPage(**(values | changes))


def lines(board: BoardPage) -> list[str]:
    return str(board_embed(board).description).split("\n")


# --- what it says --------------------------------------------------------------------------------


def test_a_page_of_the_season() -> None:
    embed = board_embed(page())

    assert embed.title == "U-Turn\\_\\*"
    assert embed.author.name == "Season leaderboard"
    assert embed.url == f"https://trackmania.io/#/totd/leaderboard/{SEASON}/{UID}"
    assert (embed.footer.text, embed.timestamp) == (
        "ranks 1 to 20 · gaps to the record",
        datetime.fromtimestamp(FETCHED, UTC),
    )


def test_its_lines() -> None:
    found = lines(page())

    assert len(found) == 20
    assert found[0] == "` 1` 🥉 `0:45.000       ` 🇩🇪 player1"
    assert found[1] == "` 2` 🥉 `0:45.001 +0.001` 🇩🇪 player2"
    assert found[19] == "`20` 🥉 `0:45.019 +0.019` 🇩🇪 player20"


def test_the_all_time_board_has_its_own_page() -> None:
    embed = board_embed(page(group_uid=ALL_TIME))

    assert embed.author.name == "All-time leaderboard"
    assert embed.url == f"https://trackmania.io/#/leaderboard/{UID}"


@pytest.mark.parametrize(
    ("release", "board"),
    [
        (None, f"leaderboard/{UID}"),
        (totd(kind="seasonal", on=None), f"campaigns/leaderboard/{SEASON}/{UID}"),
        (totd(season_uid="another"), f"leaderboard/{UID}"),
    ],
)
def test_links_lead_to_the_board_that_is_shown(release: object, board: str) -> None:
    assert board_embed(page(release=release)).url == f"https://trackmania.io/#/{board}"


def test_a_deep_page_without_the_record_counts_from_the_row_above() -> None:
    deep = page(rows(9_981), record=None, above=54_970)

    assert lines(deep)[0].startswith("` 9,981` 🥉 `0:54.980 +0.010` 🇩🇪 play")
    assert lines(deep)[1].startswith("` 9,982` 🥉 `0:54.981 +0.001` 🇩🇪 play")
    assert lines(deep)[-1].startswith("`10,000` ")
    assert board_embed(deep).footer.text == "ranks 9,981 to 10,000 · gaps to the row above"


def test_secret_scores() -> None:
    # quirk 67: SECRET, no gaps
    hidden = (*rows(count=2, score=SECRET), *rows(3, 1))
    found = lines(page(hidden, record=None))

    assert found[0] == "`1` ▫️ `  SECRET` 🇩🇪 player1"
    assert found[2] == "`3` 🥉 `0:45.002` 🇩🇪 player3"
    assert found[-1] == "SECRET: the author hides these times for now."


@pytest.mark.parametrize(
    ("map_type", "best", "second", "expected", "unit"),
    [
        # quirk 69
        ("TrackMania\\TM_Stunt", 1_900, 800, "`2` ▫️ `  800 -1,100`", "points"),
        ("Trackmania\\TM_Platform", 0, 1, "`2` 🟢 `1 +1`", "respawns"),
    ],
)
def test_other_units(map_type: str, best: int, second: int, expected: str, unit: str) -> None:
    shown = (*rows(1, 1, score=best), *rows(2, 1, score=second))
    board = page(shown, track=track(map_type=map_type), record=best)

    assert lines(board)[1] == f"{expected} 🇩🇪 player2"
    assert board_embed(board).author.name == f"Season leaderboard · {unit}"


def test_a_score_that_is_none_is_a_dash() -> None:
    # quirk 35
    assert lines(page(rows(count=1, score=4_294_967_295)))[0] == "`1` ▫️ `—` 🇩🇪 player1"


@pytest.mark.parametrize("country", ["", "World", "Europe", "Atlantis"])
def test_without_a_flag_there_is_none_and_without_a_name_a_sign(country: str) -> None:
    assert lines(page(rows(count=1, name="$f00", country=country)))[0] == "`1` 🥉 `0:45.000` ?"


def test_nothing_to_show() -> None:
    assert lines(page((), has_next=False))[0] == "Nobody has driven here yet."
    assert lines(page((), first_rank=9_981))[0] == "Nobody is ranked this far down."
    assert board_embed(page(())).footer.text is None


def test_an_old_board_tells_its_age() -> None:
    old = page(stale=True)

    assert lines(old)[-2:] == ["", f"⚠️ Nadeo does not answer: this is from <t:{int(FETCHED)}:R>."]
    assert board_embed(old).timestamp is None


def test_malicious_names_are_text() -> None:
    found = lines(page(rows(count=1, name="**x** [a](https://evil.example) @everyone")))

    assert found[0].startswith("`1` 🥉 `0:45.000` 🇩🇪 \\*\\*x\\*\\* \\[a\\]\\(http")


# --- whatever comes ------------------------------------------------------------------------------


@given(
    st.lists(st.builds(BoardRow, st.integers(1, 10_000), NAMES, NUMBERS, NAMES), max_size=20),
    NAMES,
    st.sampled_from(["TM_Race", "TM_Stunt", "TM_Platform", "x"]),
    NUMBERS,
    st.booleans(),
)
def test_any_rows_give_a_harmless_page(
    shown: list[BoardRow], name: str, kind: str, moment: int, stale: bool
) -> None:
    board = page(
        tuple(shown),
        track=track(name=name, map_type=f"a\\{kind}"),
        received_at=float(moment),
        stale=stale,
    )

    embed = board_embed(board)

    assert problems(embed) == []
    for text in texts(embed):
        assert not MENTION.search(text.replace("\\<", ""))
        assert "](https://evil" not in text
    # A name cannot end its line, nor begin one of its own.
    assert len(str(embed.description).split("\n")) <= max(1, len(shown)) + 3


def test_twenty_of_the_longest_rows_fit() -> None:
    longest = rows(9_981, name="_*" * 200, country="[]" * 200, score=360_000_000)

    found = lines(page(longest))

    assert len(found) == 20
    assert problems(board_embed(page(longest))) == []
