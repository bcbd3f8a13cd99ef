"""What the commands show, gathered and named, before anybody draws it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.nadeo.models import ALL_TIME, SECRET, TrackMap

Board: TypeAlias = Literal["season", "all-time"]
DayKind: TypeAlias = Literal["totd", "royal"]
CampaignKind: TypeAlias = Literal["seasonal", "weekly-shorts", "weekly-grand"]
ReleaseKind: TypeAlias = DayKind | CampaignKind | Literal["cup-of-the-week"]

BoardNote: TypeAlias = Literal["", "no-season", "season-unknown", "silent"]
"""Why a board is not the one that was expected, or is empty."""

PAGE_LENGTH = 20
LAST_RANK = 10_000
"""No board can be read further down (quirk 66)."""


@dataclass(frozen=True)
class Release:
    """What was published officially: the map of a day or the maps of a campaign."""

    kind: ReleaseKind
    season_uid: str
    """The group of its boards."""
    campaign_id: int
    starts: int
    """Unix seconds, as all times here."""
    ends: int
    """0 for no end."""
    on: date | None = None
    """The date in Paris on which a day began."""
    name: str = ""
    """The campaign's name, for all others."""
    map_uids: tuple[str, ...] = ()
    """In playing order; left out where one map of it is meant."""

    @property
    def key(self) -> str:
        """Return what tells it from others of its kind."""
        return str(self.campaign_id) if self.on is None else self.on.isoformat()

    def runs_at(self, moment: float) -> bool:
        """Tell whether it is under way."""
        return self.starts <= moment and (self.ends == 0 or moment < self.ends)


@dataclass(frozen=True)
class Releases:
    """Releases that have begun, oldest first."""

    items: tuple[Release, ...]
    as_of: float | None = None
    """When the list was fetched, where Nadeo could not be asked anew."""


@dataclass(frozen=True)
class OfficialMap:
    """A map as the catalogue knows it."""

    map_uid: str
    position: int
    """From 0, in its release."""
    name: str
    """As its author wrote it, formatting codes and all."""
    author: str
    """"" while unknown."""
    release: Release


@dataclass(frozen=True)
class Target:
    """A map to look at, and as what it was published if that is known."""

    map_uid: str
    release: Release | None = None
    as_of: float | None = None
    """When the list that led to it was fetched, where Nadeo could not be asked anew."""


@dataclass(frozen=True)
class MapCard:
    """A map with its author's name."""

    track: TrackMap
    author: str
    release: Release | None = None
    as_of: float | None = None
    """When the data was fetched, in Unix seconds, where Nadeo could not be asked anew."""
    is_over: bool = False
    """The release does not run any more."""


@dataclass(frozen=True)
class ListedMap:
    """One line of a list of maps."""

    map_uid: str
    number: int
    """Its place in the campaign from 1, or the day of the month."""
    track: TrackMap | None
    """None for a map that Nadeo lists and does not know."""
    author: str = ""
    release: Release | None = None


@dataclass(frozen=True)
class CampaignCard:
    """A campaign with its maps and its neighbours in time."""

    release: Release
    maps: tuple[ListedMap, ...]
    earlier: Release | None = None
    later: Release | None = None
    as_of: float | None = None


@dataclass(frozen=True)
class MonthCard:
    """A month of maps, one a day."""

    kind: DayKind
    first: date
    """The first day of the month."""
    days: tuple[ListedMap, ...]
    oldest: date
    """The first month there is, and the last."""
    newest: date
    as_of: float | None = None


@dataclass(frozen=True)
class BoardRow:
    """One row of a ladder, with names in place of ids."""

    position: int
    name: str
    score: int
    """In the unit of the map; `SECRET` when hidden."""
    country: str
    lacks_name: bool = False
    """The service of names did not answer."""


@dataclass(frozen=True)
class BoardPage:
    """Up to 20 rows of a map's ladder."""

    track: TrackMap
    group_uid: str
    first_rank: int
    rows: tuple[BoardRow, ...]
    gaps_to: BoardRow | None
    """The row that gaps are counted from, None where that is secret or unknown."""
    has_next: bool
    received_at: float
    """Unix seconds."""
    stale: bool = False
    release: Release | None = None
    above: int | None = None
    """The score of the row above the first one shown, where it is at hand."""
    note: BoardNote = ""

    @property
    def board(self) -> Board:
        """Return which board it is."""
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
        """Return which board it is."""
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


@dataclass(frozen=True)
class RankingPage:
    """Up to 20 rows of a campaign's ranking."""

    release: Release
    first_rank: int
    rows: tuple[PointsRow, ...]
    has_next: bool
    received_at: float
    stale: bool = False


@dataclass(frozen=True)
class EarlierTrack:
    """A map that was a Track of the Day before."""

    on: date
    map_uid: str
    name: str
    """As its author wrote it."""


def page_start(rank: int) -> int:
    """Return the first rank of the page on which a rank lies."""
    return (rank - 1) // PAGE_LENGTH * PAGE_LENGTH + 1
