"""Which medal a score reaches."""

from collections.abc import Sequence

from bot.ladders import wording
from bot.ladders.scores import is_better
from bot.nadeo.models import SECRET, TrackMap
from bot.text import score as told


def medal_sign(score: int, track: TrackMap) -> str:
    """Return the sign of the best medal reached."""
    return sign_of(score, medals_of(track), track.kind)


def medals_of(track: TrackMap) -> tuple[int, ...]:
    """Return the scores that a map's medals take, the author's first."""
    return track.author_time, track.gold_time, track.silver_time, track.bronze_time


def sign_of(score: int, limits: Sequence[int], kind: str) -> str:
    """Return the sign of the best of four medals that a score on this kind of map reaches."""
    place = _best_of(score, limits, kind)
    return wording.NO_MEDAL_SIGN if place is None else wording.MEDAL_SIGNS[place]


def best_medal(score: int, track: TrackMap) -> int | None:
    """Return the best medal that a score takes, 0 for the author's; None for none."""
    return _best_of(score, medals_of(track), track.kind)


def next_medal(score: int, track: TrackMap) -> int | None:
    """Return which medal comes next, 0 for the author's; None where all are reached."""
    medals = enumerate(medals_of(track))
    missed = [place for place, limit in medals if is_better(limit, score, track.kind)]
    return missed[-1] if missed else None


def _best_of(score: int, limits: Sequence[int], kind: str) -> int | None:
    """Return which of the medals' scores, the best first, is reached; None for none or a secret."""
    if score == SECRET or not told(score, kind):
        return None
    reached = (place for place, limit in enumerate(limits) if not is_better(limit, score, kind))
    return next(reached, None)
