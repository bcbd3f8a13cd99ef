"""Two players side by side, as they are drawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.face.widths import PHONE_LINE, taken
from bot.maps.releases import Release
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.players import comparison_wording
from bot.players.cards import Account
from bot.players.comparison_cards import ComparedMap, Comparison, MapComparison, Pair
from bot.players.comparison_embeds import comparison_embed, map_comparison_embed
from bot.sandbox.world.words import AWKWARD_PLAYERS

NOW = 1_787_000_000


def a_track(kind: str = "TM_Race", name: str = "Somewhere") -> TrackMap:
    values: dict[str, Any] = {
        "uid": "a" * 27,
        "name": name,
        "author": "b",
        "author_time": 40_000,
        "gold_time": 45_000,
        "silver_time": 50_000,
        "bronze_time": 60_000,
        "map_type": f"TrackMania\\{kind}",
    }
    return TrackMap.model_construct(**values)


PAIR = Pair(Account("a" * 36, "Own"), Account("b" * 36, "Other"))
SCORES = st.one_of(st.none(), st.just(SECRET), st.just(4_294_967_295), st.integers(0, 90_000_000))
KINDS = st.sampled_from(["TM_Race", "TM_Race", "TM_Stunt", "TM_Platform"])


@given(st.lists(st.tuples(KINDS, SCORES, SCORES), max_size=25), st.sampled_from(AWKWARD_PLAYERS))
def test_no_row_breaks_on_a_phone(played: list[Any], name: str) -> None:
    maps = tuple(
        ComparedMap(number, a_track(kind), own, other)
        for number, (kind, own, other) in enumerate(played, start=1)
    )
    pair = Pair(Account("a" * 36, name), PAIR.other)
    release = Release("seasonal", "s", 1, NOW, NOW + 86_400, name="Summer 2026")
    card = Comparison(pair, release, "s", maps, missing=25 - len(maps), received_at=NOW)

    embed = comparison_embed(card)

    lines = str(embed.description).split("\n")
    drawn = [line for line in lines if line[:1] == "`" and line[1:3].isdecimal()]
    assert len(drawn) == len(card.driven)
    assert all(taken(line) <= PHONE_LINE for line in drawn)
    assert len(embed) <= 6000


@pytest.mark.parametrize(
    ("kind", "own", "other", "sentence"),
    [
        ("TM_Race", 42_000, 42_123, "**Own** is faster by **0.123**."),
        ("TM_Race", 42_123, 42_000, "**Other** is faster by **0.123**."),
        ("TM_Race", 42_000, 42_000, str(comparison_wording.BOTH_LEVEL)),
        ("TM_Stunt", 120, 20, "**Own** has 100 points more."),
        ("TM_Platform", 3, 2, "**Other** needs 1 respawn less."),
        ("TM_Race", 42_000, None, "Only **Own** has a record on this map."),
        ("TM_Race", None, SECRET, "Only **Other** has a record on this map."),
        ("TM_Race", None, None, str(comparison_wording.NEITHER)),
        ("TM_Race", SECRET, 42_000, str(comparison_wording.INCOMPARABLE)),
    ],
)
def test_who_is_better_on_a_map(
    kind: str, own: int | None, other: int | None, sentence: str
) -> None:
    compared = ComparedMap(1, a_track(kind), own, other)

    embed = map_comparison_embed(MapComparison(PAIR, compared, ALL_TIME, None, NOW))

    assert embed.description == sentence
    is_gap = own is not None and other is not None and own != other and SECRET not in (own, other)
    assert [field.name for field in embed.fields].count("Gap") == is_gap


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((0, 0, 0), ""),
        ((3, 1, 0), "**A** leads on 3 maps, **B** on 1."),
        ((0, 1, 2), "**B** leads on 1 map, **A** on none; level on 2."),
        ((2, 2, 1), "**A** and **B** lead on 2 maps each; level on 1."),
        ((0, 0, 4), "**A** and **B** are level on 4 maps."),
    ],
)
def test_who_leads(counts: tuple[int, int, int], sentence: str) -> None:
    assert comparison_wording.leading("A", "B", counts) == sentence
