"""Letters that the fonts here can draw: no box stands in a name for one that they cannot."""

import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

OWN = "DejaVu Sans"
"""Comes with matplotlib, so it is everywhere."""
OTHERS = (
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK KR",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans KR",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "IPAGothic",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Hiragino Sans",
)
"""What is taken for letters that the first lacks, where it is installed."""
UNKNOWN = "?"
_SHOW_NOTHING = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "So", "Sk"})
"""Signs that may be left out: marks, emoji, and what is not seen anyway."""
_STYLES = range(0xFE00, 0xFE10)
"""Make another form of the sign before them, which is not drawn here."""


@cache
def families() -> tuple[str, ...]:
    """Return the fonts that are here, in the order in which letters are looked for."""
    here = {font.name for font in fontManager.ttflist}
    return (OWN, *(name for name in OTHERS if name in here))


def drawable(text: str) -> str:
    """Return a text of what the fonts here have.

    Letters that only look special become the plain ones, emoji are left out, and a letter of an
    alphabet that no font here has becomes a question mark.
    """
    kept = "".join(map(_drawn_as, unicodedata.normalize("NFC", text)))
    return " ".join(kept.split()) or UNKNOWN


@cache
def _drawn_as(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category != "Cf" and ord(char) not in _STYLES and _has(char):
        return char
    plain = unicodedata.normalize("NFKD", char)
    if plain != char:
        letters = [one for one in plain if unicodedata.category(one) not in _SHOW_NOTHING]
        if letters and all(map(_has, letters)):
            return "".join(letters)
    return "" if category in _SHOW_NOTHING else UNKNOWN


def width(text: str) -> float:
    """Return how much room a text takes, in em; what stands close together counts as if it did not.

    The text is drawable.
    """
    return sum(map(_advance, text))


@cache
def _advance(char: str) -> float:
    for font in _fonts():
        if font.get_char_index(ord(char)):
            glyph = font.load_char(ord(char), flags=LoadFlags.NO_SCALE)
            return float(glyph.horiAdvance) / float(font.units_per_EM)
    return 0.0


def _has(char: str) -> bool:
    return any(font.get_char_index(ord(char)) for font in _fonts())


@cache
def _fonts() -> tuple[FT2Font, ...]:
    files = (findfont(FontProperties(family=name)) for name in families())
    return tuple(get_font(file) for file in files)
