"""Which medal a score reaches."""

from collections.abc import Sequence

from bot.ladders import wording
from bot.nadeo.models import SECRET, TrackMap
from bot.text import score as told


def medal_sign(score: int, track: TrackMap) -> str:
    """Return the sign of the best medal reached; more is better on Stunt maps only (quirk 69)."""
    return sign_of(score, medals_of(track), track.kind)


def medals_of(track: TrackMap) -> tuple[int, ...]:
    """Return the scores that a map's medals take, the author's first."""
    return track.author_time, track.gold_time, track.silver_time, track.bronze_time


def sign_of(score: int, limits: Sequence[int], kind: str) -> str:
    """Return the sign of the best of four medals that a score on this kind of map reaches."""
    if score == SECRET or not told(score, kind):
        return wording.NO_MEDAL_SIGN
    is_stunt = kind == "tm_stunt"
    reached = (score >= limit if is_stunt else score <= limit for limit in limits)
    signs = zip(wording.MEDAL_SIGNS, reached, strict=True)
    return next((sign for sign, has_it in signs if has_it), wording.NO_MEDAL_SIGN)


def best_medal(score: int, track: TrackMap) -> int | None:
    """Return the best medal that a score takes, 0 for the author's; None for none.

    More is better on Stunt maps only (quirk 69).
    """
    if score == SECRET:
        return None
    is_stunt = track.kind == "tm_stunt"
    reached = [score >= one if is_stunt else score <= one for one in medals_of(track)]
    return reached.index(True) if any(reached) else None


def next_medal(score: int, track: TrackMap) -> int | None:
    """Return which medal comes next, 0 for the author's; None where all are reached.

    More is better on Stunt maps only (quirk 69).
    """
    is_stunt = track.kind == "tm_stunt"
    missed = [
        place
        for place, limit in enumerate(medals_of(track))
        if (score < limit if is_stunt else score > limit)
    ]
    return missed[-1] if missed else None
