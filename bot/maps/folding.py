"""The one folding of names: codes, accents, case, signs and look-alike letters do not matter.

What is kept in the file was folded like this: a change here needs a migration that has the words
made anew, as 0008 does.
"""

import re
import unicodedata
from importlib.resources import files

from bot.text import plain

LONGEST_QUERY = 100
"""As much of what is typed as is looked at."""

_WORD = re.compile(r"[^\W_]+")
_CAPITALS = str.maketrans("ΗΛΜΝΥΩՐ", "HAMNYOR")
"""Capitals that look like other letters than their small ones do."""
_FRAMED = {
    first + place: letter
    for first in (0x1F150, 0x1F170)
    for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
"""White letters on black circles and squares, which Unicode does not take apart."""
_ORNAMENTS = dict.fromkeys(range(0x1113, 0x1161), " ")
"""Initials of old Korean, which no name spells anything with: they are drawn around words."""


def _lookalikes() -> dict[int, str]:
    lines = (files("bot.maps") / "lookalikes.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {ord(letter): typed for typed, letters in pairs for letter in letters}


_LETTERS = _FRAMED | _ORNAMENTS | _lookalikes()


def folded(text: str) -> str:
    """Words of a name, small and plain, with blanks between.

    A name without any letter or digit is what it is, without its blanks.
    """
    shown = unicodedata.normalize("NFKD", plain(text))
    # Plain keyboards have no silent sign: looking at each takes most of the time of a long list.
    bare = shown if shown.isascii() else "".join(one for one in shown if not _is_silent(one))
    small = bare.translate(_CAPITALS).casefold().translate(_LETTERS)
    return " ".join(_WORD.findall(small)) or "".join(small.split())


def _is_silent(char: str) -> bool:
    """Tell whether nobody types this: a mark on a letter, or what joins letters and emoji."""
    return bool(unicodedata.combining(char)) or unicodedata.category(char) == "Cf"


def tokens(typed: str) -> list[str]:
    """Words of what somebody typed."""
    return folded(typed[:LONGEST_QUERY]).split()


def readings(typed: str) -> list[list[str]]:
    """Words of what somebody typed, then as they may stand among other spellings."""
    words = tokens(typed)
    others = (["".join(words)], tokens(typed.casefold()))
    return [words, *(other for other in others if other != words and any(other))]


def other_spellings(text: str) -> str:
    """By what else a name is found: written in one word, or in small letters throughout."""
    words = folded(text)
    others = ("".join(words.split()), folded(text.casefold()))
    return " ".join(other for other in dict.fromkeys(others) if other != words)


def is_same(name: str, typed: str) -> bool:
    """Tell whether a name is what was typed, blanks aside: `F a r` is called Far."""
    return folded(name).replace(" ", "") == folded(typed).replace(" ", "")
