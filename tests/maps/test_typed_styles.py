"""Styles by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.maps import discovery_wording as wording
from bot.maps.typed.styles import style_choice, style_offers
from bot.refusal import Question, Refusal

STYLES = ["Tech", "FullSpeed", "Press Forward", "SpeedTech", "SpeedFun", "LOL", "Lol"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, None),
        ("  ", None),
        ("Tech", "Tech"),
        (" tech ", "Tech"),
        ("pressforward", "Press Forward"),
        ("forw", "Press Forward"),
        ("fulls", "FullSpeed"),
        ("LOL", "LOL"),
    ],
)
def test_what_is_understood(typed: str | None, meant: str | None) -> None:
    assert style_choice(typed, STYLES) == meant


def test_what_may_be_several_is_asked_back() -> None:
    with pytest.raises(Question) as question:
        style_choice("speed", STYLES)

    assert [value for _, value in question.value.choices] == ["SpeedTech", "SpeedFun"]


def test_before_any_is_known_that_is_said() -> None:
    with pytest.raises(Refusal) as refused:
        style_choice("Tech", [])
    assert refused.value.sentence == str(wording.NO_STYLES_YET)
    assert style_choice(None, []) is None


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=40), max_size=30))
def test_any_text_is_a_style_or_refused(typed: str, styles: list[str]) -> None:
    for style, value in style_offers(typed, styles):
        assert style == value
    try:
        found = style_choice(typed, styles)
    except Refusal as refusal:
        assert len(refusal.sentence) <= 2000  # noqa: PT017 # either way out is right
    else:
        assert found is None or found in styles
