"""What the commands show, gathered and named, before anybody draws it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.maps.releases import Release
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap

Board: TypeAlias = Literal["season", "all-time"]

BoardNote: TypeAlias = Literal["", "no-season", "season-unknown", "silent"]
"""Why a board is not the one that was expected, or is empty."""

PAGE_LENGTH = 20
RANKED = "ranked"
"""The kind of a result that counts points over several maps."""


@dataclass(frozen=True)
class BoardRow:
    """One row of a ladder, with names in place of ids."""

    position: int
    """0 where nobody tells the place of a hidden score."""
    name: str
    score: int
    """In the unit of the map; `SECRET` when hidden."""
    country: str
    lacks_name: bool = False
    """The service of names did not answer."""
    is_own: bool = False
    """Whoever asked."""
    account_id: str = ""
    """"" where the row is no player's."""
    is_linked: bool = False
    """Whether somebody on the ladder of the server in which it is shown says to be this player."""
    world_rank: int | None = None
    """Where the position is one in a server: that in the world, None where nobody told it."""


@dataclass(frozen=True)
class BoardPage:
    """Up to 20 rows of a map's ladder."""

    track: TrackMap
    group_uid: str
    first_rank: int
    rows: tuple[BoardRow, ...]
    record: int | None
    """The best score of all, from which gaps are counted; None where it is secret or unknown."""
    has_next: bool
    received_at: float
    """Unix seconds."""
    stale: bool = False
    release: Release | None = None
    above: int | None = None
    """The score of the row above the first one shown, where it is at hand."""
    note: BoardNote = ""
    has_me: bool = False
    """Whether whoever asked is a player who can be looked for on this board."""
    own_rank: int | None = None
    """About where whoever looked for themselves stands, as they are not on the page."""
    ranks_told_at: float | None = None
    """When the oldest of the world ranks beside the rows was told, in Unix seconds."""

    @property
    def board(self) -> Board:
        """Tell the board by its group: only the all-time one has a name of its own."""
        return "all-time" if self.group_uid == ALL_TIME else "season"

    @property
    def has_secrets(self) -> bool:
        """Tell whether some scores are hidden for now."""
        return any(row.score == SECRET for row in self.rows)


@dataclass(frozen=True)
class PlaceCard:
    """The rank that a score would have, with those around it."""

    track: TrackMap
    group_uid: str
    score: int
    rank: int
    is_rounded: bool
    """Nadeo rounds ranks that are far down (quirk 30)."""
    received_at: float
    stale: bool = False
    ahead: BoardRow | None = None
    behind: BoardRow | None = None
    release: Release | None = None
    season_closed: bool = False
    """The all-time board stands in for that of a season which is over."""
    note: BoardNote = ""

    @property
    def board(self) -> Board:
        """Tell the board by its group: only the all-time one has a name of its own."""
        return "all-time" if self.group_uid == ALL_TIME else "season"


@dataclass(frozen=True)
class PointsRow:
    """One row of a campaign's ranking."""

    position: int
    name: str
    points: int
    country: str
    lacks_name: bool = False
    """The service of names did not answer."""
    is_own: bool = False
    """Whoever asked."""
    account_id: str = ""


@dataclass(frozen=True)
class RankingPage:
    """Up to 20 rows of a campaign's ranking."""

    release: Release
    first_rank: int
    rows: tuple[PointsRow, ...]
    has_next: bool
    received_at: float
    stale: bool = False
    has_me: bool = False
    """Whether whoever asked is a player who can be looked for here."""
    own_rank: int | None = None
    """About where whoever looked for themselves stands, as they are not on the page."""


@dataclass(frozen=True)
class Result:
    """How a map's board or a campaign's ranking ended."""

    rows: tuple[BoardRow, ...]
    """The best, whose scores are points where it is a ranking."""
    players: int | None
    """How many have a place, of a ranking on its first map; None where Nadeo does not tell."""
    kind: str
    """What the map is played for, as `TrackMap.kind`; `RANKED` for a ranking."""
    medals: tuple[int, ...]
    """The scores that medals take, the author's first; empty for a ranking."""
    read_at: float
    """Unix seconds."""
    is_late: bool = False
    """Whether it may hold what was driven after the end."""

    @property
    def lacks_names(self) -> bool:
        """Tell whether ids stand in place of names."""
        return any(row.lacks_name for row in self.rows)


def page_start(rank: int) -> int:
    """Return the first rank of the page on which a rank lies."""
    return (rank - 1) // PAGE_LENGTH * PAGE_LENGTH + 1
