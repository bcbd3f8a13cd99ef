"""How much of a line a text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.face.widths import PHONE_LINE, cut_to, fitted, packed, taken, width, wrapped
from bot.text import plain
from tests.maps.test_map_card import NAMES

ROOMS = st.floats(2, 30)


def test_wide_scripts_count_about_double() -> None:
    assert width("日本語") > 1.5 * width("abc")
    assert width("🟢") == width("🇫🇷")
    assert width("e\u0301") == width("é") == width("e")


def test_code_spans_count_with_their_edges() -> None:
    assert taken("`ab`") > taken("`a`") > width("")
    assert taken("`a` b") == taken("`a`") + width(" b")


def test_what_fits_is_kept_whole_and_what_is_cut_ends_in_an_ellipsis() -> None:
    assert cut_to("Auserwählt", 20) == "Auserwählt"
    assert cut_to("Auserwählt", 4) == "Auser…"
    assert cut_to("日本語の名前", 4) == "日本…"
    assert cut_to("WWWW", 0) == "W…"
    assert len(cut_to("iiiiiiiiii", 3, bold=True)) < len(cut_to("iiiiiiiiii", 3))


@given(NAMES.map(plain), ROOMS, st.booleans())
def test_whatever_is_cut_fits(name: str, room: float, bold: bool) -> None:
    cut = cut_to(name, room, bold=bold)

    assert cut == name or cut.endswith("…")
    assert width(cut, bold=bold) <= room or len(cut) <= 2  # a sign and its ellipsis


def test_a_name_from_outside_is_harmless_in_a_row() -> None:
    assert fitted("$f00**@everyone**", "?", 30) == "\\*\\*@\u200beveryone\\*\\*"
    assert fitted("$f00", "?", 30) == "?"
    assert fitted("שלום עולם", "?", 3).startswith("\u2068")


@given(st.lists(st.text("ab", min_size=1, max_size=12), max_size=12))
def test_parts_are_packed_in_their_order(parts: list[str]) -> None:
    lines = packed(parts)

    assert " · ".join(parts) == " · ".join(lines)
    assert all(taken(line) <= PHONE_LINE or line in parts for line in lines)


@pytest.mark.parametrize("parts", [[], ["a" * 90]])
def test_nothing_and_too_much_are_packed_too(parts: list[str]) -> None:
    assert packed(parts) == parts


@given(
    st.lists(st.sampled_from(["a", "longer", "`/announce list`", "**Send Messages**", "<t:1:R>"]))
)
def test_a_sentence_is_wrapped_between_its_words(words: list[str]) -> None:
    lines = wrapped(" ".join(words))

    assert " ".join(lines) == " ".join(words)
    assert all(0 < taken(line) <= PHONE_LINE for line in lines)


@given(st.text())
def test_whatever_is_wrapped_fits(text: str) -> None:
    for line in wrapped(text):
        assert line
        assert taken(line) <= PHONE_LINE or len(line) <= 2
