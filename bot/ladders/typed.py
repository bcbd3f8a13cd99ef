"""Times, points and respawns as people type them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import get_group_symbol

from bot.face.wording import UNITS
from bot.ladders import wording
from bot.languages import locale
from bot.nadeo.paths import DEEPEST_RANK
from bot.refusal import Refusal

LONGEST_TIME = 24 * 3_600_000
MOST_POINTS = 1_000_000
SURELY_MILLISECONDS = 1000
"""A bare number from here on is no number of seconds that anybody drives."""

SIXTY = 60
COUNTED_KINDS = frozenset({"tm_stunt", "tm_platform"})

_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201f\u2033", '"')
)
"""What phones and the game's fonts make of quotes."""

_MILLISECONDS = re.compile(r"(\d{1,9}) ?ms", re.ASCII)
_BARE = re.compile(r"\d{1,9}", re.ASCII)
_SECONDS = " ?(?:s|secs?|seconds?)?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d{2})(?:[.,](?P<f>\d{1,3}))?" + _SECONDS,
        r"(?P<s>\d{1,5})(?:[.,](?P<f>\d{1,3}))?" + _SECONDS,
        r"(?P<m>\d{1,3})\.(?P<s>\d{2})\.(?P<f>\d{1,3})",
        r"(?:(?P<m>\d{1,3})')?(?P<s>\d{1,3})\"(?P<f>\d{1,3})?",
        r"(?P<m>\d{1,3})'(?P<s>\d{2})(?:[.,](?P<f>\d{1,3}))?",
        r"(?P<s>\d{1,3})'(?P<f>\d{3})",
        r"(?P<m>\d{1,3}) ?m(?:ins?|inutes?)? ?(?:(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,3}))?)?"
        + _SECONDS,
    )
)
"""How times are written: with colons, dots, the game's own quotes, or the names of their units."""
_COUNT = re.compile(r"([0-9]{1,3}(?:([ ,.'_])[0-9]{3})(?:\2[0-9]{3})*|[0-9]{1,9}) ?([^\W\d_]*)\.?")
_UNITS = frozenset({"", "p", "pt", "pts", "point", "points", "r", "respawn", "respawns"})


@dataclass(frozen=True)
class TypedScore:
    """A score as it may have been meant; None where it cannot be read so."""

    milliseconds: int | None
    count: int | None


def typed_score(typed: str) -> TypedScore:
    """Return how a text may be read; refuse what is no score on any kind of map."""
    text = " ".join(typed.casefold().translate(_QUOTES).replace("''", '"').split())
    score = TypedScore(_milliseconds(text), _count(text))
    if score == TypedScore(None, None):
        raise Refusal(wording.UNKNOWN_SCORE)
    return score


def score_on(kind: str, typed: TypedScore) -> int:
    """Return a score in the unit of a kind of map; refuse one in another unit, or out of reach."""
    is_counted = kind in COUNTED_KINDS
    value = typed.count if is_counted else typed.milliseconds
    if value is None:
        raise Refusal(wording.WRONG_UNITS.get(kind, wording.UNKNOWN_SCORE))
    if value == 0:
        raise Refusal(wording.SCORE_OF_NOTHING)
    if value > (MOST_POINTS if is_counted else LONGEST_TIME):
        raise Refusal(wording.SCORE_TOO_LARGE)
    return value


def _milliseconds(text: str) -> int | None:
    if match := _MILLISECONDS.fullmatch(text):
        return int(match[1])
    if _BARE.fullmatch(text) and int(text) >= SURELY_MILLISECONDS:
        return int(text)
    matches = (form.fullmatch(text) for form in _FORMS)
    times = (_time(match.groupdict()) for match in matches if match)
    return next((time for time in times if time is not None), None)


def _time(parts: Mapping[str, str | None]) -> int | None:
    """Return the milliseconds of hours, minutes, seconds and their fraction, None for no clock."""
    hours, minutes, seconds = (parts.get(unit) or "" for unit in "hms")
    if minutes and seconds and int(seconds) >= SIXTY:
        return None
    if hours and minutes and int(minutes) >= SIXTY:
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((parts.get("f") or "").ljust(3, "0"))


def _count(text: str) -> int | None:
    """Return a number with its unit, both in English or as the reader writes them.

    A dot stands between thousands for those alone who write them so.
    """
    match = _COUNT.fullmatch(text)
    if match is None or (match[2] == "." and get_group_symbol(locale()) != "."):
        return None
    is_counted = match[3] in _UNITS | {str(unit).casefold() for unit in UNITS.values()}
    return int(re.sub(r"\D", "", match[1])) if is_counted else None


def rank_choice(typed: int | None) -> int:
    """Return the rank meant; refuse those that no board shows (quirk 66)."""
    rank = 1 if typed is None else typed
    if not 1 <= rank <= DEEPEST_RANK:
        raise Refusal(wording.rank_out_of_range(DEEPEST_RANK))
    return rank
