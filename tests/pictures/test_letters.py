"""Names in pictures: no box stands for a letter that the fonts lack."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import canvas
from bot.pictures.letters import OWN, drawable, families


@pytest.fixture(autouse=True)
def _with_what_comes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the font only that is everywhere, whatever this machine has."""
    monkeypatch.setattr("bot.pictures.letters.OTHERS", ())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Pläyer-1_x.y", "Pläyer-1_x.y"),
        ("Игрок", "Игрок"),
        ("日本", "??"),
        ("日", "?"),
        ("\U0001d401\U0001d428", "Bo"),
        ("\uff21\uff22\uff11", "AB1"),
        ("Ace 🏎️🫠", "Ace"),
        ("🏎️", "?"),
        ("\u2068سر\u2069", "سر"),
        ("a\u200bb\u202ec", "abc"),
        ("$x^2$ \\frac{1}{2}", "$x^2$ \\frac{1}{2}"),
        ("two\nlines\tand  more", "two lines and more"),
        ("", "?"),
    ],
)
def test_names_as_they_are_drawn(name: str, shown: str) -> None:
    assert drawable(name) == shown


def test_the_font_that_comes_along_is_asked_first() -> None:
    assert families()[0] == OWN


@given(text=st.text(max_size=60))
@settings(max_examples=20)
def test_nothing_is_drawn_as_a_box(text: str) -> None:
    canvas.use_style()
    made = canvas.figure()
    # A letter that the font has not is a warning, which fails a test.
    made.text(0.1, 0.5, drawable(text))
    assert canvas.png(made)
