"""A posted card with how it stands and how it ended: what it was posted with stays."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import Additions, LiveStanding
from bot.announcer.embeds.standing import shown
from bot.announcer.wording import MAP_UNTOLD
from bot.face.embeds import FIELD_LIMIT
from bot.face.widths import PHONE_LINE, taken
from bot.ladders.cards import RANKED, BoardRow, Result
from bot.nadeo.models import SECRET
from tests.announcer.passing import fields_of

CARD: dict[str, Any] = {
    "embeds": [
        {
            "title": "Map",
            "description": "By somebody\nEnds <t:1787500800:R>",
            "author": {"name": "Track of the Day · 22 August"},
            "fields": [{"name": "Medals", "value": "🟢 **1**", "inline": True}],
        }
    ],
    "components": [{"type": 1}],
}
MEDALS = (40_000, 42_000, 48_000, 60_000)
ENDED = 1_787_500_800.0
NAMES = st.text(st.characters(codec="utf-8"), max_size=80)


def result(score: int = 39_500, **more: Any) -> Result:
    row = BoardRow(1, "Alice", score, "France")
    values = {"rows": (row,), "players": 12, "kind": "tm_race", "medals": MEDALS, "read_at": ENDED}
    return Result(**(values | more))


def closed(ended_with: Result | None, **more: Any) -> dict[str, str]:
    (embed,) = shown(CARD, Additions(result=ended_with, ended=ENDED, **more))["embeds"]
    return fields_of(embed)


def test_an_open_card_without_a_standing_is_what_was_posted() -> None:
    assert shown(CARD, Additions()) == CARD


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (39_500, "🟢 -0.500 to author"),
        (40_000, "🟢 equals author"),
        (41_000, "🥇 +1.000 to author"),
    ],
)
def test_the_record_is_told_with_its_medal(score: int, told: str) -> None:
    assert closed(result(score))["Record"].splitlines()[1] == told


def test_a_secret_record_has_no_medal() -> None:
    fields = closed(result(SECRET))

    assert fields["Record"] == "**SECRET**"
    assert "the author hides" in fields["Final top 1"]


def test_a_card_without_a_result_keeps_how_it_stood() -> None:
    fields = closed(None, standing=LiveStanding(39_000, 7, "tm_race"))

    assert fields["Players"] == "**7**"
    assert fields["Final result"] == "Nadeo did not tell how it ended."


def test_what_ends_is_said_to_have_ended_where_it_stood() -> None:
    (embed,) = shown(CARD, Additions(result=result(), ended=ENDED))["embeds"]

    assert embed["description"] == "By somebody\nEnded <t:1787500800:R>"
    assert embed["author"]["name"] == "🏁 Track of the Day · 22 August"
    assert CARD["embeds"][0]["description"].endswith("Ends <t:1787500800:R>")


def test_a_nameless_card_that_is_closed_promises_nothing() -> None:
    text = f"{MAP_UNTOLD}\nEnds <t:1787500800:R>"
    card = {"embeds": [{"title": "A new map", "description": text}]}

    (embed,) = shown(card, Additions(result=result(), ended=ENDED))["embeds"]

    assert embed["description"] == "Ended <t:1787500800:R>"


def test_a_card_that_said_nothing_of_an_end_says_it_first() -> None:
    card = {"embeds": [{"title": "Season", "description": "maps"}]}

    (embed,) = shown(card, Additions(result=result(kind=RANKED), ended=ENDED))["embeds"]

    assert embed["description"] == "Ended <t:1787500800:R>\nmaps"
    assert embed["author"]["name"] == "🏁"


@given(
    names=st.lists(NAMES, min_size=1, max_size=5),
    scores=st.lists(st.integers(-1, 1_000_000), min_size=5, max_size=5),
    kind=st.sampled_from(["tm_race", "tm_stunt", "tm_platform", RANKED]),
    length=st.integers(0, 4000),
)
def test_no_row_breaks_on_a_phone_and_no_limit_is_passed(
    names: list[str], scores: list[int], kind: str, length: int
) -> None:
    rows = tuple(
        BoardRow(number, name, score, "France")
        for number, (name, score) in enumerate(zip(names, scores, strict=False), 1)
    )
    card = {"embeds": [{**CARD["embeds"][0], "description": "x" * length}]}
    whole = result(rows=rows, kind=kind, is_late=True)

    (embed,) = shown(card, Additions(result=whole, ended=ENDED))["embeds"]

    value = embed["fields"][-1]["value"]
    assert len(value) <= FIELD_LIMIT
    drawn = [line for line in value.splitlines() if line.startswith("`")]
    assert len(drawn) == len(rows)
    # A name that is cut keeps a sign and its ellipsis, whatever they take.
    seen = (re.sub(r"\\(.)", r"\1", line) for line in drawn)
    assert all(taken(line) <= PHONE_LINE + 1 for line in seen)


def test_where_hardly_any_room_is_left_rows_are_left_out() -> None:
    card = {"embeds": [{**CARD["embeds"][0], "description": "x" * 4000, "title": "y" * 1700}]}
    rows = tuple(BoardRow(number, "n" * 15, 1000, "") for number in range(1, 6))

    (embed,) = shown(card, Additions(result=result(rows=rows), ended=ENDED))["embeds"]

    texts = [embed["title"], embed["description"], embed["author"]["name"]]
    texts += [part for field in embed["fields"] for part in (field["name"], field["value"])]
    assert sum(map(len, texts)) <= 6000
