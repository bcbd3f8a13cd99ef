"""How scores fall off from the first rank of a board down, gathered before anybody draws it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import exp, floor, log

from bot.ladders.cards import BoardNote
from bot.ladders.scores import rank_key
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap

A_HAIR = 1e-6
"""How much reckoning with logarithms may miss a rank by."""


@dataclass(frozen=True)
class BoardCurve:
    """Scores of a board at ranks from 1 down, with gaps in between."""

    track: TrackMap
    group_uid: str
    points: tuple[tuple[int, int], ...]
    """Ranks and scores that are told, the best first; ranks rise, and scores never get better.

    The first is not rank 1 where better scores are secret.
    """
    is_whole: bool
    """Whether it goes on to the last rank that has a score, or that can be read."""
    has_secrets: bool
    """Whether some scores are hidden for now."""
    received_at: float
    """Of the oldest part, in Unix seconds."""
    stale: bool = False
    release: Release | None = None
    note: BoardNote = ""

    @cached_property
    def _keys(self) -> list[int]:
        return [rank_key(score, self.track.kind) for _, score in self.points]

    def rank_of(self, score: int) -> int | None:
        """Return about which rank a score has here, None where it is beyond what is told.

        Between two ranks it goes by the step from one to the other, as the curve is drawn.
        """
        key = rank_key(score, self.track.kind)
        place = bisect_left(self._keys, key)
        if place == len(self.points):
            return None
        rank, is_told = self.points[place][0], self._keys[place] == key
        if place == 0:
            return rank if is_told or rank == 1 else None
        return rank if is_told else round(self._between(place, key))

    def last_with(self, score: int) -> int | None:
        """Return about the last rank that has a score or a better one, 0 where none told has.

        None where all that are told have.
        """
        key = rank_key(score, self.track.kind)
        place = bisect_right(self._keys, key)
        if place == len(self.points):
            return None
        return floor(self._between(place, key) + A_HAIR) if place else 0

    def _between(self, place: int, key: int) -> float:
        """Return the rank at which a score lies on the step that leads to a point."""
        (before, _), (rank, _) = self.points[place - 1 : place + 1]
        low, high = self._keys[place - 1], self._keys[place]
        share = (key - low) / (high - low)
        return exp(log(before) + share * (log(rank) - log(before)))
