"""What is new in what was read of a board: pure functions, asked for one player at a time."""

from dataclasses import dataclass

from bot.ladders.scores import is_better
from bot.nadeo.fields import UNKNOWN
from bot.nadeo.models import SECRET
from bot.players.cards import MapResult

LATENESS = 600
"""How far Nadeo's word on when a record was driven, and ours on when we asked, may lie apart, in
seconds: what was driven longer before the first look is no news, however late it shows."""


@dataclass(frozen=True)
class Reading:
    """A look at one board; times in Unix seconds."""

    began_at: float
    ends: int
    """When its release is over; 0 for no end."""
    kind: str
    """What the map is played for, as `TrackMap.kind`."""


@dataclass(frozen=True)
class KnownRecord:
    """What is remembered of somebody who was asked for; times in Unix seconds."""

    covered_at: int
    """When that was first."""
    result: MapResult | None = None
    """The last record, None where there never was one."""
    latest_at: int = UNKNOWN
    """The latest moment of any record that was seen: replicas may tell of older ones again."""
    is_gone: bool = False
    """Whether Nadeo no longer lists it."""


def remembered(
    before: KnownRecord | None, found: MapResult | None, reading: Reading
) -> KnownRecord:
    """Return what is known after a reading; `before` is None at the first look."""
    known = KnownRecord(int(reading.began_at)) if before is None else before
    # A clock that was ahead has been put right.
    covered_at = min(known.covered_at, int(reading.began_at))
    if found is None:
        is_gone = known.result is not None
        return KnownRecord(covered_at, known.result, known.latest_at, is_gone=is_gone)
    return KnownRecord(covered_at, found, max(known.latest_at, found.driven_at))


def is_improvement(before: KnownRecord | None, found: MapResult, reading: Reading) -> bool:
    """Tell whether a record is news: better and later than all that was seen (quirk 110).

    At the first look nothing is; a time that is or was secret is none.
    """
    if before is None or found.score == SECRET:
        return False
    if reading.ends and found.driven_at >= reading.ends:
        return False
    was_covered_since = before.covered_at if before.covered_at <= reading.began_at else 0
    if found.driven_at < was_covered_since - LATENESS:
        return False
    if before.result is None:
        return True
    if before.result.score == SECRET or found.driven_at <= before.latest_at:
        return False
    return is_better(found.score, before.result.score, reading.kind)
