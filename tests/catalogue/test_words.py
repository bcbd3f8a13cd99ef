"""Names as words: codes, accents, case and signs do not matter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Release
from bot.catalogue.words import folded, release_words, tokens
from bot.storage.catalogue import match_expression

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("$i$s$F93F$FFFaruk", "faruk"),
        ("$o$f001 - Wide", "1 wide"),
        ("Sandy Summer", "sandy summer"),
        ("Été à l'Île_de-France", "ete a l ile de france"),
        ("Åse Øst", "ase ost"),
        ("STRAẞE ﬁn", "strasse fin"),
        ("\U0001d4d5\U0001d4ea\U0001d4f7\U0001d4ec\U0001d502", "fancy"),
        ("Łódź Đuro", "lodz duro"),
        ("U-Turn #2 (TOTD)", "u turn 2 totd"),
        ("北海道", "北海道"),
        ("$$$$", ""),
        ("★ ", ""),
        ("", ""),
    ],
)
def test_folded(name: str, words: str) -> None:
    # quirks 96 to 99
    assert folded(name) == words


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)

    assert folded(once.replace("$", "")) == once
    assert once == " ".join(once.split())


@given(ANY_TEXT)
def test_every_word_is_quoted_for_the_search(text: str) -> None:
    words = tokens(text)

    assert match_expression(words).count('"') == 2 * len(words)


def test_a_quote_cannot_end_its_word() -> None:
    assert match_expression(['a" OR name:b']) == '"a"" OR name:b"*'


def test_endless_queries_are_cut() -> None:
    assert len(tokens("a " * 5000)) == 50


def release(**changes: object) -> Release:
    values = {"kind": "totd", "season_uid": "s", "campaign_id": 1, "starts": 1, "ends": 2}
    return Release(**(values | changes))


def test_a_day_is_found_by_its_date() -> None:
    words = release_words(release(on=date(2026, 8, 22)), 0)

    assert words == "totd 2026 08 22 sat 22 august 2026"


def test_a_map_of_a_campaign_is_found_by_its_number() -> None:
    # quirk 51: black maps are called after countries
    words = release_words(release(kind="seasonal", name="Summer 2026"), 20)

    assert words == "summer 2026 21"
