"""How much of a line a text takes, so that no row of a list breaks on a phone.

Widths are in em, the size of the letters. Discord's own font is nowhere to be measured, so they are
those of DejaVu Sans, the broadest of the usual ones: in any other there is room to spare.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len

from bot.text import JOINERS, cut, escape, isolated, plain

PHONE_LINE = 21.3
"""What a card on a phone (330 pixels) has for a line, in letters of 14 pixels."""
SPACE = 0.32

CODE_SIGN = 0.525
CODE_PADDING = 0.58
BOLD = 1.13
"""How much broader bold letters are, at most."""
EMOJI = 1.4
WIDE_LETTER = 1.05
"""A letter that terminals give two columns: Chinese, Japanese, Korean."""
SMALL_LETTER, OTHER_LETTER = 0.95, 1.1
"""What is not Latin: small letters of other alphabets, and all else."""

MOST_SIGNS = 60
"""How many signs of a name are shown at most, however little room they take."""

_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
"""Two of them are one emoji."""
_COLUMNS_OF_EMOJI = 2
_SYMBOL = "So"
_EMOJI_STYLE = "\ufe0f"
_CODE = re.compile(r"`([^`]*)`")
_WORD = re.compile(r"(?:`[^`]*`|\*\*[^*]*\*\*|\S)+")
"""What stands between blanks, with those in code and in bold letters."""
_ESCAPED = re.compile(r"\\(?=[^\w\s])")
"""The stroke of an escape, which nobody sees."""
_MOMENT = re.compile(r"<t:\d+:R>")
MOMENT = 8.5
"""A distance in time as a reader sees it, such as `44 minutes ago`."""
_LATIN = {
    letter: em
    for em, letters in {
        0.29: "iIjlJ'",
        0.41: 'frt .,:;|()[]-!/\\"`',
        0.59: "cskvxyzFL?_*",
        0.64: "abdeghnopqu0123456789EPSTY$",
        0.69: "ABKRVXZC",
        0.79: "DGHNOQU&",
        0.84: "w#+=~^<>{}",
        1.0: "mMW@%…",
    }.items()
    for letter in letters
}


def width(text: str, *, bold: bool = False) -> float:
    """Return how much of a line a text takes that holds no markdown."""
    return sum(map(_sign, text)) * (BOLD if bold else 1)


@lru_cache(maxsize=4096)
def taken(row: str) -> float:
    """Return how much of a line a row of our own takes, with code spans and moments, not bold."""
    codes = (CODE_PADDING + CODE_SIGN * cell_len(code) for code in _CODE.findall(row))
    moments = MOMENT * len(_MOMENT.findall(row))
    rest = _ESCAPED.sub("", _MOMENT.sub("", _CODE.sub("", row)))
    return sum(codes) + moments + width(rest)


def cut_to(text: str, room: float, *, bold: bool = False) -> str:
    """Return as much of a text as fits, at least a sign, with an ellipsis where it is cut."""
    if width(text, bold=bold) <= room:
        return text
    left = room / (BOLD if bold else 1) - _sign("…")
    end = 0
    for end, sign in enumerate(text):  # noqa: B007 # where the room ends
        left -= _sign(sign)
        if left < 0:
            break
    # A joiner would tie the ellipsis to what stands before it.
    return text[: max(1, end)].rstrip().rstrip(JOINERS) + "…"


def column(cells: Sequence[str]) -> list[str]:
    """Return texts as wide as each other: in fixed width their last signs stand in line."""
    longest = max(map(len, cells), default=0)
    return [cell.rjust(longest) for cell in cells]


def packed(parts: Iterable[str]) -> list[str]:
    """Return parts on as few lines as hold them on a phone; one too long has a line of its own."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and taken(longer) <= PHONE_LINE:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def wrapped(sentence: str) -> list[str]:
    """Return a sentence on as many lines as it takes on a phone; code and bold are kept whole."""
    lines: list[str] = []
    for word in _WORD.findall(sentence):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and taken(longer) <= PHONE_LINE:
            lines[-1] = longer
        else:
            lines.append(word if taken(word) <= PHONE_LINE else cut_to(word, PHONE_LINE))
    return lines


@lru_cache(maxsize=4096)
def fitted(raw: str, fallback: str, room: float, *, bold: bool = False) -> str:
    """Return a name from outside as it may stand in a row: stripped, cut to its room, escaped."""
    return fitted_plain(plain(raw, fallback), room, bold=bold)


def fitted_plain(name: str, room: float, *, bold: bool = False) -> str:
    """Return a name that is stripped already as it may stand in a row."""
    # Marks upon letters take no room, but count for Discord's limits.
    return isolated(escape(cut(cut_to(name, room, bold=bold), MOST_SIGNS)))


@lru_cache(maxsize=4096)
def _sign(sign: str) -> float:
    """Return how much one sign takes; letters with accents as much as those without."""
    if sign == _EMOJI_STYLE:
        # It makes a picture of what stands before it.
        return EMOJI - SMALL_LETTER
    parts = unicodedata.normalize("NFD", sign)
    return sum(_LATIN[part] if part in _LATIN else _foreign(part) for part in parts)


def _foreign(sign: str) -> float:
    if ord(sign) in _FLAG_LETTERS:
        return EMOJI / 2
    columns = cell_len(sign)
    category = unicodedata.category(sign)
    if columns == 0 or category in {"Mn", "Me", "Cf"}:
        return 0.0
    if columns == _COLUMNS_OF_EMOJI:
        return EMOJI if category == _SYMBOL else WIDE_LETTER
    # Some signs are whole words, such as blessings in Arabic.
    letters = len(unicodedata.normalize("NFKD", sign))
    return max(SMALL_LETTER if category == "Ll" else OTHER_LETTER, SMALL_LETTER * letters / 2)
