"""Which medal a score reaches."""

from bot.ladders import wording
from bot.nadeo.models import SECRET, TrackMap
from bot.text import score as told


def medal_sign(score: int, track: TrackMap) -> str:
    """Return the sign of the best medal reached; more is better on Stunt maps only (quirk 69)."""
    limits = (track.author_time, track.gold_time, track.silver_time, track.bronze_time)
    if score == SECRET or not told(score, track.kind):
        return wording.NO_MEDAL_SIGN
    is_stunt = track.kind == "tm_stunt"
    reached = (score >= limit if is_stunt else score <= limit for limit in limits)
    signs = zip(wording.MEDAL_SIGNS, reached, strict=True)
    return next((sign for sign, has_it in signs if has_it), wording.NO_MEDAL_SIGN)
