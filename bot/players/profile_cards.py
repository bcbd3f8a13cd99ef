"""A player's card, gathered before anybody draws it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.players.cards import Account, MapResult

Part: TypeAlias = Literal["trophies", "season", "record", "tag", "first day"]


@dataclass(frozen=True)
class ZonePlace:
    """A place among the players of the world, a country or a town."""

    zone: str
    """As Nadeo calls it in English."""
    position: int
    is_rounded: bool
    """Nadeo rounds places that are far down (quirks 30, 121)."""


@dataclass(frozen=True)
class TrophyRoom:
    """A player's trophies."""

    points: int
    echelon: int
    """0 none, 1 to 3 bronze, 4 to 6 silver, 7 to 9 gold."""
    country: str
    """"" for somebody from nowhere in particular."""
    places: tuple[ZonePlace, ...]
    """In the world and in the country, as far as they are known."""


@dataclass(frozen=True)
class SeasonPoints:
    """A player's points in the running season."""

    release: Release
    points: int
    """0 for nobody who has a place."""
    places: tuple[ZonePlace, ...]
    """In the world and in the country; they lag by hours (quirk 78)."""
    received_at: float
    """Unix seconds."""
    stale: bool = False


@dataclass(frozen=True)
class TrackRecord:
    """A player's record on the running Track of the Day."""

    track: TrackMap
    group_uid: str
    release: Release | None
    result: MapResult | None
    """None without a record."""
    received_at: float
    stale: bool = False


@dataclass(frozen=True)
class Facts:
    """What Nadeo tells of one player; None or "" for what it did not, or has not."""

    trophies: TrophyRoom | None = None
    season: SeasonPoints | None = None
    record: TrackRecord | None = None
    tag: str = ""
    """Of a club, with formatting codes (quirk 127)."""
    first_day: int = 0
    """Unix seconds, 0 where nobody knows."""
    missing: tuple[Part, ...] = ()
    """What could not be asked for, or failed."""

    @property
    def received_at(self) -> float | None:
        """Tell when the oldest of what changes was told, in Unix seconds."""
        dated = (self.season, self.record)
        return min((one.received_at for one in dated if one is not None), default=None)

    @property
    def is_stale(self) -> bool:
        """Tell whether Nadeo did not answer anew."""
        dated = (self.season, self.record)
        return any(one.stale for one in dated if one is not None)


@dataclass(frozen=True)
class Profile:
    """One player, as far as the game and this server know."""

    account: Account
    facts: Facts
    user_id: int | None
    """Who on this server's ladder says to be this player."""
    is_comparable: bool
    """Whether whoever asks is linked with another player."""
