"""What is drawn: scenes, as plain values that travel to the process that draws them.

Their words are written by whoever makes the scene, in the reader's language; names from outside
are stripped already. Scores are in the unit of the map's kind, and never secret. `alt` is what the
picture shows, for those who do not see it.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Picture:
    """A PNG, and what it shows for those who do not see it."""

    png: bytes
    alt: str


@dataclass(frozen=True)
class Level:
    """A score that is drawn as a line across, such as a medal's."""

    label: str
    score: int


@dataclass(frozen=True)
class Spot:
    """Somebody's place on a curve."""

    rank: int
    score: int
    label: str = ""
    """What is written beside it, "" for nothing."""
    is_own: bool = False
    """Whether it is the reader's."""


@dataclass(frozen=True)
class RankCurve:
    """Scores against ranks, from 1 on, on a scale on which each step is ten times the last."""

    alt: str
    kind: str
    """As `TrackMap.kind`."""
    points: tuple[tuple[int, int], ...]
    """Ranks and scores, at least one, the best first; ranks rise."""
    levels: tuple[Level, ...]
    spots: tuple[Spot, ...]
    across: str
    """What the ranks are called."""


Scene: TypeAlias = RankCurve
"""All that can be drawn."""
