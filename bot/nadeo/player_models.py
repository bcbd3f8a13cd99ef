"""What Nadeo answers about given players: their records, trophies, ranks, tags and first days."""

import re
from datetime import UTC, datetime
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bot.nadeo.answers import Answer, Model
from bot.nadeo.fields import LATEST_MOMENT, UNKNOWN, Group, MapUid, Sound, SoundOrNone, Text, Whole
from bot.nadeo.models import SECRET
from bot.nadeo.rankings import ZoneRank

GameMode: TypeAlias = Literal["TimeAttack", "TimeAttackClone", "Stunt", "Platform"]
"""What the records of a map are counted in; asked as another, it has none (quirks 107, 108)."""

NO_VALUE: Final = 4294967295
"""Core's word for a secret time, and for respawns that nobody counts (quirk 111)."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def is_uuid(text: str) -> bool:
    """Tell whether Core would take a text for an id: one that is none spoils all (quirk 116)."""
    return _UUID.fullmatch(text) is not None


def game_mode(kind: str, *, has_clones: bool) -> GameMode:
    """Return the mode of a map's records from its `TrackMap.kind`."""
    if kind == "tm_stunt":
        return "Stunt"
    if kind == "tm_platform":
        return "Platform"
    return "TimeAttackClone" if has_clones else "TimeAttack"


def _moment(value: object) -> object:
    """Read a moment of Core's, which is text with an offset of its own (quirk 112)."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return UNKNOWN
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(int(moment.timestamp()), UNKNOWN), LATEST_MOMENT)


def _small(account: str) -> str:
    return account.casefold()


CoreMoment: TypeAlias = Annotated[
    int, BeforeValidator(_moment), Field(ge=UNKNOWN, le=LATEST_MOMENT)
]
"""Unix seconds, `UNKNOWN` where Core said nothing readable."""
AccountId: TypeAlias = Annotated[
    str, AfterValidator(_small), StringConstraints(pattern=rf"(?i)^{_UUID.pattern}$")
]


class RecordScore(Model):
    """What was reached; which of it counts is for the map to say."""

    time: Whole = NO_VALUE
    """Milliseconds; `NO_VALUE` while it is secret."""
    score: Whole = 0
    """Points on Stunt maps."""
    respawn_count: Whole = NO_VALUE
    """Respawns on Platform maps; `NO_VALUE` is usual on others."""


class MapRecord(Model):
    """One player's best on one map, of all time or of a season."""

    account_id: AccountId
    map_id: str
    record_score: RecordScore
    timestamp: CoreMoment = UNKNOWN
    """When it was driven."""
    removed: bool = False
    """Nobody says what it means; such a record is no place in a ladder (quirk 113)."""

    def score(self, mode: GameMode) -> int | None:
        """Return what counts, in the unit of `TrackMap.author_time`; None where there is nothing.

        `SECRET` while the time is hidden.
        """
        if self.record_score.time == NO_VALUE:
            return SECRET
        if mode == "Stunt":
            return self.record_score.score
        if mode == "Platform":
            respawns = self.record_score.respawn_count
            return None if respawns == NO_VALUE else respawns
        return self.record_score.time


class MapRecordList(Answer):
    """The records of those players who have one, in no particular order."""

    records: tuple[MapRecord, ...] = ()


class CoreMap(Model):
    """What only Core knows of a map (quirk 109)."""

    map_uid: MapUid
    map_id: str
    has_clones: bool = False
    map_type: str = ""


class Trophies(Model):
    """One player's trophies, and the place they give; far places are rounded (quirk 121)."""

    account_id: AccountId
    count_point: Whole = 0
    echelon: Whole = 0
    """0 none, 1 to 3 bronze, 4 to 6 silver, 7 to 9 gold."""
    zones: SoundOrNone[ZoneRank] = ()
    """World first, down to where the player is from."""


class TrophyAnswer(Answer):
    """The trophies of several players; unknown ones are missing, the order is Nadeo's."""

    rankings: Sound[Trophies] = ()


class SeasonRank(Answer):
    """One player's points in a campaign, and the place they give; it lags by hours (quirk 78)."""

    group_uid: Group = ""
    """"" for a player without points, and for an unknown campaign."""
    points: Whole = Field(default=0, alias="sp")
    """Nadeo sends digits as text (quirk 29)."""
    zones: SoundOrNone[ZoneRank] = ()


class ClubTag(Model):
    """The tag a player wears: text with codes, which does not say of which club (quirk 127)."""

    account_id: AccountId
    club_tag: Text = ""


class WebIdentity(Model):
    """Since when an account has been there; there are two of each player (quirk 126)."""

    account_id: AccountId
    timestamp: CoreMoment = UNKNOWN
