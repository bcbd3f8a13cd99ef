"""What is shown of players and of a server's ladders, gathered before anybody draws it."""

from dataclasses import dataclass

from bot.ladders.cards import BoardPage
from bot.ladders.scores import is_better
from bot.maps.releases import Release
from bot.nadeo.models import SECRET, TrackMap
from bot.nadeo.player_models import is_uuid

PAGE_LENGTH = 20


@dataclass(frozen=True)
class Link:
    """A person of Discord who says to be a player."""

    user_id: int
    account_id: str


@dataclass(frozen=True)
class Account:
    """A player by the account."""

    account_id: str
    name: str
    """As Nadeo tells it, or the first block of the id."""

    @property
    def has_name(self) -> bool:
        """Tell whether Nadeo has told a name."""
        return self.name != self.account_id.partition("-")[0]


@dataclass(frozen=True)
class Linked:
    """What came of linking somebody."""

    account: Account
    before: Account | None
    """Whom the person said to be until now, where that was somebody else."""
    on_ladder: bool
    """Whether it was typed in a server, on whose ladder the person stands now."""


@dataclass(frozen=True)
class ServerPlayer:
    """Somebody on a server's ladder."""

    user_id: int
    account: Account


@dataclass(frozen=True)
class ServerPlayers:
    """A page of those who are linked in a server."""

    players: tuple[ServerPlayer, ...]
    page: int
    """From 0."""
    pages: int
    total: int


@dataclass(frozen=True)
class MapResult:
    """A player's best on a map."""

    account_id: str
    score: int
    """In the unit of the map; `SECRET` while it is hidden."""
    driven_at: int
    """Unix seconds; -1 where nobody knows."""


@dataclass(frozen=True)
class Improvement:
    """A better record of a linked player on a running official map, noticed once."""

    id: int
    """Later ones have higher ones; none is used twice."""
    map_uid: str
    group_uid: str
    account_id: str
    score_before: int | None
    """None where it is the player's first record there."""
    score: int
    """In the unit of the map, as the one before; neither is ever secret."""
    driven_at: int
    """Unix seconds."""
    noted_at: float
    """Unix seconds; all that one reading found have the same."""


def season_of(release: Release | None) -> str:
    """Return the season whose records can be asked for, "" where a release has none.

    Nobody documents whether groups that are no UUIDs are taken for seasons.
    """
    return release.season_uid if release is not None and is_uuid(release.season_uid) else ""


def is_as_good(score: int, other: int, track: TrackMap) -> bool:
    """Tell whether a score that is not secret is at least as good as another."""
    return score != SECRET and not is_better(other, score, track.kind)


@dataclass(frozen=True)
class LadderPage:
    """A page of the ladder of a server's linked players on a map."""

    board: BoardPage
    """Its rows, whose record is the best of the server; equal scores share a place."""
    page: int
    """From 0."""
    pages: int
    linked: int
    """How many are linked in the server."""
    driven: int
    """How many of them have a record here."""


@dataclass(frozen=True)
class RecordCard:
    """One player's record on a map."""

    track: TrackMap
    group_uid: str
    account: Account
    result: MapResult | None
    """None without a record."""
    rank: int | None
    """In the world; None where Nadeo does not tell."""
    is_rounded: bool
    """Nadeo rounds ranks that are far down (quirk 30)."""
    best: int | None
    """The world record; None where it is not told or secret."""
    is_linked: bool
    """Whether somebody in this server says to be this player."""
    received_at: float
    """Unix seconds."""
    stale: bool = False
    release: Release | None = None
