"""What was published officially: days, seasons and weeks, and the maps in them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

DayKind: TypeAlias = Literal["totd", "royal"]
CampaignKind: TypeAlias = Literal["seasonal", "weekly-shorts", "weekly-grand"]
ReleaseKind: TypeAlias = DayKind | CampaignKind | Literal["cup-of-the-week"]

DAY_KINDS: dict[str, DayKind] = {kind: kind for kind in get_args(DayKind)}
"""By their names, as custom ids have them."""


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
        """What tells it from others of its kind."""
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
