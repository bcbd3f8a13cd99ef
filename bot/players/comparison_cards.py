"""Two players side by side, gathered before anybody draws it."""

from dataclasses import dataclass
from functools import cached_property

from bot.face.wording import UNITS
from bot.ladders.scores import is_better
from bot.maps.releases import Release
from bot.nadeo.models import SECRET, TrackMap
from bot.players.cards import Account


@dataclass(frozen=True)
class Pair:
    """Who is compared with whom."""

    own: Account
    """Whoever asked."""
    other: Account


@dataclass(frozen=True)
class ComparedMap:
    """A map with the bests of both; None where there is no record."""

    number: int
    """In its campaign, from 1."""
    track: TrackMap
    own: int | None
    """In the unit of the map; `SECRET` while it is hidden."""
    other: int | None

    @property
    def both(self) -> tuple[int, int] | None:
        """Return both scores where they can be compared: there, and not secret."""
        if self.own is None or self.other is None or SECRET in (self.own, self.other):
            return None
        return self.own, self.other

    @property
    def lead(self) -> int:
        """Return 1 where one's own score is better, -1 where the other's is, else 0."""
        if self.both is None:
            return 0
        own, other = self.both
        kind = self.track.kind
        return is_better(own, other, kind) - is_better(other, own, kind)

    @property
    def is_timed(self) -> bool:
        """Tell whether scores are times, which can be summed over maps."""
        return self.track.kind not in UNITS


@dataclass(frozen=True)
class Comparison:
    """Two players over the maps of a campaign."""

    pair: Pair
    release: Release
    group_uid: str
    """Of what the records are: of the season, or all-time ones."""
    maps: tuple[ComparedMap, ...]
    """As many as were told, in playing order."""
    missing: int
    """How many maps nothing was told of."""
    received_at: float
    """Of the oldest part, in Unix seconds."""
    stale: bool = False

    @cached_property
    def driven(self) -> tuple[ComparedMap, ...]:
        """Return the maps on which somebody has a record."""
        return tuple(one for one in self.maps if (one.own, one.other) != (None, None))

    def led(self, lead: int) -> int:
        """Count the maps that both can be compared on by who leads there: see `lead`."""
        return sum(one.both is not None and one.lead == lead for one in self.maps)

    @property
    def alone(self) -> tuple[int, int]:
        """Count the maps on which only one has a record: one's own, the other's."""
        own = sum(one.own is not None and one.other is None for one in self.maps)
        return own, sum(one.own is None and one.other is not None for one in self.maps)

    @property
    def has_secrets(self) -> bool:
        """Tell whether some times are hidden for now."""
        return any(SECRET in (one.own, one.other) for one in self.maps)

    @property
    def sums(self) -> tuple[int, int, int]:
        """Return both sums over the maps with times of both, in milliseconds, and how many."""
        pairs = [one.both for one in self.maps if one.is_timed and one.both is not None]
        return sum(own for own, _ in pairs), sum(other for _, other in pairs), len(pairs)


@dataclass(frozen=True)
class MapComparison:
    """Two players on one map."""

    pair: Pair
    compared: ComparedMap
    group_uid: str
    release: Release | None
    received_at: float
    stale: bool = False
