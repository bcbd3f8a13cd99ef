"""Times, points and respawns as people type them."""

import re
from dataclasses import dataclass

from bot.refusal import Refusal
from bot.wording import ladders

LONGEST_TIME = 24 * 3_600_000
MOST_POINTS = 1_000_000
SURELY_MILLISECONDS = 1000
"""A bare number from here on is no number of seconds that anybody drives."""

SIXTY = 60
COUNTED_KINDS = frozenset({"tm_stunt", "tm_platform"})

_MILLISECONDS = re.compile(r"(\d{1,9}) ?ms", re.ASCII)
_BARE = re.compile(r"\d{1,9}", re.ASCII)
_CLOCK = re.compile(
    r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))? ?(?:s|sec)?", re.ASCII
)
_COUNT = re.compile(r"(\d{1,3}(?:[ ,'_]\d{3})+|\d{1,9}) ?(?:p|pts?|points?|r|respawns?)?", re.ASCII)


@dataclass(frozen=True)
class TypedScore:
    """A score as it may have been meant; None where it cannot be read so."""

    milliseconds: int | None
    count: int | None


def typed_score(typed: str) -> TypedScore:
    """Return how a text may be read; refuse what is no score on any kind of map."""
    text = " ".join(typed.casefold().split())
    score = TypedScore(_milliseconds(text), _count(text))
    if score == TypedScore(None, None):
        raise Refusal(ladders.UNKNOWN_SCORE)
    return score


def score_on(kind: str, typed: TypedScore) -> int:
    """Return a score in the unit of a kind of map; refuse one in another unit, or out of reach."""
    is_counted = kind in COUNTED_KINDS
    value = typed.count if is_counted else typed.milliseconds
    if value is None:
        raise Refusal(ladders.WRONG_UNITS.get(kind, ladders.UNKNOWN_SCORE))
    if value == 0:
        raise Refusal(ladders.SCORE_OF_NOTHING)
    if value > (MOST_POINTS if is_counted else LONGEST_TIME):
        raise Refusal(ladders.SCORE_TOO_LARGE)
    return value


def _milliseconds(text: str) -> int | None:
    if match := _MILLISECONDS.fullmatch(text):
        return int(match[1])
    if _BARE.fullmatch(text) and int(text) >= SURELY_MILLISECONDS:
        return int(text)
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups(default="")
    if minutes and (int(seconds) >= SIXTY or len(seconds) != len(str(SIXTY))):
        return None
    if hours and int(minutes) >= SIXTY:
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _count(text: str) -> int | None:
    match = _COUNT.fullmatch(text)
    return None if match is None else int(re.sub(r"\D", "", match[1]))
