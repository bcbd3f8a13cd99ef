"""What is drawn: scenes, as plain values that travel to the process that draws them.

Their words are written by whoever makes the scene, in the reader's language; names from outside
are stripped already. Scores are in the unit of the map's kind, and never secret. `alt` is what the
picture shows, for those who do not see it.
"""

from dataclasses import dataclass, field
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
    medal: int
    """Which medal's it is, 0 for the author's, 3 for bronze."""


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


@dataclass(frozen=True)
class Difference:
    """How far apart two players are on a map."""

    label: str
    gap: int | None
    """In milliseconds, below 0 where the left one is faster; None where it cannot be drawn."""
    told: str
    """What is written beside the bar."""


@dataclass(frozen=True)
class Duel:
    """Two players over several maps: bars to the side of who is faster."""

    alt: str
    left: str
    right: str
    differences: tuple[Difference, ...]
    """From the top down."""


@dataclass(frozen=True)
class Tally:
    """How many medals somebody has."""

    name: str
    medals: tuple[int, int, int, int]
    """The author's first; each map counts once, by the best."""
    bare: int
    """On how many maps there is a record without a medal."""
    is_own: bool = False
    """Whether it is the reader's."""


@dataclass(frozen=True)
class MedalTable:
    """Medals of several players as bars, the best at the top."""

    alt: str
    tallies: tuple[Tally, ...]
    legend: tuple[str, str, str, str]
    """What the medals are called."""
    maps: int
    """How many there are."""


@dataclass(frozen=True)
class Measured:
    """How something went over time, in stretches without a gap between them."""

    name: str
    stretches: tuple[tuple[tuple[float, float], ...], ...]
    """Hours before the end, and values; the oldest first. One of a single point is a dot."""


@dataclass(frozen=True)
class Timeline:
    """How long something took over the last hours."""

    alt: str
    lines: tuple[Measured, ...]
    hours: float
    """How far it goes back."""
    now: str
    """What the right end is called."""
    ago: str
    """What a moment before it is called; has `{}` where the hours go."""


@dataclass(frozen=True)
class BoardCourse:
    """How a board went while it ran: its best score, which holds until it is beaten, and players.

    Moments are hours after the start, the oldest first; one of both lists has a point at least.
    """

    alt: str
    kind: str
    """As `TrackMap.kind`."""
    bests: tuple[tuple[float, int], ...]
    players: tuple[tuple[float, int], ...]
    hours: float
    """For how long it ran."""
    best: str
    """What the best score is called."""
    players_name: str
    """What the players are called."""
    after: str
    """What a moment is called; has `{}` where the hours go."""


@dataclass(frozen=True)
class Tile:
    """A day of a month, and its map."""

    day: int
    name: str = ""
    """What the map is called, "" for a day without one."""
    thumbnail: bytes = field(default=b"", repr=False)
    """A file as it came from outside, b"" where none came: it need not be a picture at all."""


@dataclass(frozen=True)
class MonthSheet:
    """A month as a calendar: a row a week, each day with the picture of its map."""

    alt: str
    weekdays: tuple[str, ...]
    """What the seven days of a week are called, the first one first."""
    skipped: int
    """How many days of the first week lie before the month, 0 to 6."""
    tiles: tuple[Tile, ...]
    """Each day of the month in turn."""


Scene: TypeAlias = RankCurve | Duel | MedalTable | Timeline | BoardCourse | MonthSheet
"""All that can be drawn."""
