"""What the club commands show, gathered and named, before anybody draws it."""

from dataclasses import dataclass

from bot.ladders.cards import BoardPage
from bot.nadeo.club_models import Activity, Club, ClubRoom
from bot.nadeo.models import ClubCampaign, PlayerClubRecord, TrackMap

MAPS_OF_A_ROOM = 3
"""How many of a room's maps are named; the others are counted."""


@dataclass(frozen=True)
class ClubName:
    """A club as it is called."""

    club_id: int
    name: str
    """As its owner wrote it; "" where it is not known."""


@dataclass(frozen=True)
class Staff:
    """How many of a club's people have which role."""

    admins: int
    content_creators: int
    applicants: int


@dataclass(frozen=True)
class ClubCard:
    """A club with its members counted."""

    club: Club
    members: int | None
    """None where Nadeo does not say."""
    staff: Staff | None = None
    """None where not all members came with one answer."""


@dataclass(frozen=True)
class ActivityPage:
    """A page of what a club offers of one kind, at its top or in a folder."""

    club: ClubName
    entries: tuple[Activity, ...]
    folders: tuple[Activity, ...]
    folder_id: int
    """0 for the top."""
    page: int
    """From 0."""
    pages: int
    total: int
    received_at: float
    """Unix seconds."""
    stale: bool = False


@dataclass(frozen=True)
class RoomCard:
    """A room as the club lists it, and what is known of it beyond that."""

    activity: Activity
    room: ClubRoom | None
    maps: tuple[tuple[str, TrackMap | None], ...] = ()
    """Uids, and the maps as far as they need not be asked for."""
    problem: str = ""
    """Why Nadeo does not say more."""


@dataclass(frozen=True)
class RoomsPage:
    """The rooms of a page, and the club's own map reviews."""

    activities: ActivityPage
    rooms: tuple[RoomCard, ...]
    reviews: tuple[Activity, ...]


@dataclass(frozen=True)
class ClubCampaignCard:
    """A club's campaign with its maps."""

    campaign: ClubCampaign
    maps: tuple[tuple[str, TrackMap | None], ...]
    """Uid and map in playing order; None for a map that Nadeo no longer knows or does not tell."""
    problem: str = ""
    """Why it does not tell of all maps."""


@dataclass(frozen=True)
class ClubBoardPage:
    """A page of a map's ladder among a club's members."""

    club: ClubName
    ranked: int
    """How many members have a record."""
    board: BoardPage


@dataclass(frozen=True)
class ClubRecordCard:
    """The account's own record on a map and its rank in a club."""

    club: ClubName
    track: TrackMap
    group_uid: str
    record: PlayerClubRecord | None
