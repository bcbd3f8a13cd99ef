"""What is shown of maps and lists of maps, gathered and named, before anybody draws it."""

from dataclasses import dataclass
from datetime import date

from bot.exchange.cards import Style
from bot.maps.releases import DayKind, Release
from bot.nadeo.models import TrackMap


@dataclass(frozen=True)
class Standing:
    """How a map's board stands, as far as that is known; each None where it is not."""

    record: int | None
    """The best score, in the unit of the map."""
    players: int | None
    """How many have a place on it."""
    as_of: float
    """When the older of both was told, in Unix seconds."""


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
    year: int | None = None
    """The year in which it is shown: dates of that year do without."""
    standing: Standing | None = None
    style: Style | None = None
    """As far as the Exchange told it."""


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
    is_over: bool = False
    """The campaign does not run any more."""


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
class AnniversaryCard:
    """Tracks of the Day of one date in earlier years."""

    on: date
    """The date in Paris whose day and month they share."""
    days: tuple[ListedMap, ...]
    """Newest first; the number of each is its year."""


@dataclass(frozen=True)
class EarlierTrack:
    """A map that was a Track of the Day before."""

    on: date
    map_uid: str
    name: str
    """As its author wrote it."""
