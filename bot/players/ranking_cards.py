"""What is shown of a server's players over a whole season, gathered before anybody draws it."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.maps.releases import Release

Medals: TypeAlias = tuple[int, int, int, int]
"""On how many maps the author's, gold, silver and bronze medal was the best reached."""


@dataclass(frozen=True)
class SeasonResult:
    """What a player reached on the maps of a season."""

    account_id: str
    medals: Medals = (0, 0, 0, 0)
    finished: int = 0
    """On how many maps there is a record."""
    timed: int = 0
    """How many of them are counted in time, and told."""
    total: int = 0
    """The sum of these times, in milliseconds."""
    secrets: int = 0
    """How many scores are hidden for now."""

    @property
    def counted(self) -> int:
        """How many maps are counted in points or respawns."""
        return self.finished - self.timed - self.secrets

    @property
    def order(self) -> tuple[int, ...]:
        """What comes first, by size: medals by colour, maps, and the sum where it can decide."""
        return (*(-count for count in self.medals), -self.finished, -self.timed, self.total)


@dataclass(frozen=True)
class ServerRankingRow:
    """A player's place among the linked ones of a server."""

    position: int
    """From 1; who is equal in everything shares it."""
    name: str
    result: SeasonResult
    is_own: bool
    """Whoever asked."""


@dataclass(frozen=True)
class ServerRankingPage:
    """A page of how a server's linked players did over a season or week."""

    release: Release
    is_all_time: bool
    """Whether all bests on its maps count, since nobody can ask for its period."""
    rows: tuple[ServerRankingRow, ...]
    page: int
    """From 0."""
    pages: int
    linked: int
    """How many are linked in the server."""
    driven: int
    """How many of them have a record on any of the maps."""
    unread: int
    """On how many maps somebody's record could not be asked for."""
    received_at: float | None
    """When the oldest answer came, in Unix seconds; None where all is final and from the file."""
    stale: bool = False
