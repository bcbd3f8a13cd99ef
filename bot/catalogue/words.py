"""Names as small plain words, so that accents, codes, case and signs do not matter: pure."""

import re
import unicodedata

from bot import wording
from bot.cards import Release
from bot.text import plain
from bot.wording import official

LONGEST_QUERY = 100
"""As much of what is typed as is looked at."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that people type as others, though Unicode sees no accent in them."""


def folded(text: str) -> str:
    """Return the words of a name, small and without accents or signs, with blanks between."""
    parts = unicodedata.normalize("NFKD", plain(text)).casefold().translate(_LETTERS_WITHOUT_PARTS)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare))


def tokens(typed: str) -> list[str]:
    """Return the words of what somebody typed."""
    return folded(typed[:LONGEST_QUERY]).split()


def release_words(release: Release, position: int) -> str:
    """Return the words that a map is found by because of how it came out."""
    if release.on is None:
        return folded(f"{release.name} {position + 1}")
    spoken = wording.weekday_date(release.on)
    return folded(f"{official.RELEASE_KINDS[release.kind]} {release.on.isoformat()} {spoken}")
