"""What Nadeo answers, in our words.

Times named `…_timestamp` are Unix seconds. Unknown keys are ignored: Nadeo adds some at any moment.
The wire names are the camel-case forms of ours unless a field names another.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic.alias_generators import to_camel

SECRET = -1
"""The score of a record whose time Nadeo hides for now (quirk 67)."""

ALL_TIME = "Personal_Best"
"""The group of the board that never closes."""

REVIEW_SECONDS_A_MAP = 180
"""How long the review server plays one map."""

LONGEST_REVIEW = 365 * 86400
"""No queue is that long, in seconds: what is longer is no waiting time."""

FROM_THE_WIRE = "from the wire"
"""The context to validate Nadeo's own JSON in."""

AGE = frozenset({"received_at", "receivedAt", "stale"})
"""Keys that are for us alone to set."""


class Model(BaseModel):
    """A frozen value read from Nadeo's JSON."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, data: object) -> object:
        """Nadeo sends null where it has nothing to say: take the field's default then."""
        if not isinstance(data, dict):
            return data
        items = cast("dict[str, object]", data).items()
        return {key: value for key, value in items if value is not None}


class Answer(Model):
    """A whole answer, which knows how old it is."""

    NOTHING: ClassVar[tuple[object, ...]] = (None,)
    """Bodies in which Nadeo gives nothing, although it does not refuse (quirks 20, 21)."""

    received_at: float = Field(default=0.0, exclude=True)
    """When this machine got it, in Unix seconds."""
    stale: bool = Field(default=False, exclude=True)
    """True when Nadeo could not be asked anew and this is its last good answer."""

    @model_validator(mode="before")
    @classmethod
    def _age_is_ours(cls, data: object, info: ValidationInfo) -> object:
        """Nothing on the wire may say how old an answer is."""
        if info.context != FROM_THE_WIRE or not isinstance(data, dict):
            return data
        items = cast("dict[str, object]", data).items()
        return {key: value for key, value in items if key not in AGE}


class PlaylistEntry(Model):
    """One map of a campaign."""

    position: int
    """From 0; the list itself comes in any order (quirk 58)."""
    map_uid: str


def _in_playing_order(playlist: tuple[PlaylistEntry, ...]) -> tuple[PlaylistEntry, ...]:
    return tuple(sorted(playlist, key=lambda entry: entry.position))


class Campaign(Model):
    """A season, a weekly short, a weekly grand, a cup of the week or a club's campaign."""

    id: int
    season_uid: str
    """Also the group of its leaderboards."""
    name: str
    use_case: int = -1
    """0 season, 2 club, 5 short, 6 grand, 7 cup of the week."""
    club_id: int = 0
    """0 for official ones."""
    start_timestamp: int
    end_timestamp: int
    """0 for one without an end (quirk 34)."""
    ranking_sent_timestamp: int | None = None
    year: int = -1
    """-1 where it does not apply, as in all calendar fields."""
    week: int = -1
    """The running number for shorts, the ISO week for grands (quirk 52): show `name`."""
    playlist: Annotated[tuple[PlaylistEntry, ...], AfterValidator(_in_playing_order)] = ()
    """In playing order."""
    media_url: str = ""

    def runs_at(self, timestamp: float) -> bool:
        """Tell whether it is under way at this moment."""
        return self.start_timestamp <= timestamp and (
            self.end_timestamp == 0 or timestamp < self.end_timestamp
        )


class CampaignList(Answer):
    """Campaigns, newest first."""

    item_count: int
    """How many exist in all, not how many came (quirk 32)."""
    campaign_list: tuple[Campaign, ...]
    next_request_timestamp: int = -1
    """When Nadeo expects the list to change; -1 when it does not know (quirk 46)."""


class Day(Model):
    """One day of a month of tracks; a day to come has no map yet (quirk 43)."""

    campaign_id: int = 0
    map_uid: str = ""
    month_day: int
    """The date in Paris on which it starts."""
    season_uid: str = ""
    """The group of its leaderboard; no UUID for days to come (quirk 44)."""
    start_timestamp: int
    end_timestamp: int


class Month(Model):
    """A month of Tracks of the Day or of Royal maps."""

    year: int
    month: int
    last_day: int = 31
    days: tuple[Day, ...] = ()

    def released(self) -> Iterator[Day]:
        """Give the days whose map is known."""
        return (day for day in self.days if day.map_uid)


class MonthList(Answer):
    """Months, newest first."""

    item_count: int
    """How many exist in all (quirk 32)."""
    month_list: tuple[Month, ...]
    next_request_timestamp: int = -1
    """When the next map comes; -1 when it is not scheduled (quirk 46)."""


class TrackMap(Answer):
    """A map."""

    uid: str
    map_id: str = ""
    name: str
    """As its author wrote it, formatting codes and all."""
    author: str
    """Account id."""
    submitter: str = ""
    """Account id; not always the author (quirk 62)."""
    author_time: int
    """Milliseconds; points on Stunt maps, respawns on Platform maps. So are the other medals."""
    gold_time: int
    silver_time: int
    bronze_time: int
    nb_laps: int = 0
    thumbnail_url: str = ""
    upload_timestamp: int = 0
    update_timestamp: int = 0
    map_style: str = ""
    map_type: str = ""
    r"""Such as `TrackMania\TM_Race`; its case differs from map to map (quirk 37)."""

    @property
    def kind(self) -> str:
        r"""Return the part after the backslash in small letters, such as `tm_race`."""
        return self.map_type.rpartition("\\")[2].casefold()


class TrackMapList(Answer):
    """Several maps, in no particular order; unknown ones are missing without a word."""

    map_list: tuple[TrackMap, ...]

    def dated(self) -> Iterator[TrackMap]:
        """Give the maps with the age of the whole answer."""
        age = {"received_at": self.received_at, "stale": self.stale}
        return (item.model_copy(update=age) for item in self.map_list)


class Record(Model):
    """One row of a leaderboard."""

    account_id: str
    zone_id: str = ""
    zone_name: str = ""
    """The leaf of the zone tree, such as a town (quirk 103)."""
    position: int
    """From 1; the only number to show, since pages start anywhere (quirk 76)."""
    score: int
    """As in `TrackMap.author_time`; `SECRET` when hidden."""
    timestamp: int | None = None
    """When it was driven; may be missing or -1 (quirks 27, 28)."""


class ZoneTop(Model):
    """The rows of one zone."""

    zone_id: str = ""
    zone_name: str = ""
    top: tuple[Record, ...] = ()


class Leaderboard(Answer):
    """A piece of a map's ladder."""

    group_uid: str = ""
    """"" when the group is unknown or closed: Nadeo then answers an empty object (quirk 70)."""
    map_uid: str = ""
    tops: tuple[ZoneTop, ...] = ()
    """World first."""

    @property
    def world(self) -> tuple[Record, ...]:
        """Return the rows of the whole world; lists may be missing or empty (quirk 77)."""
        return self.tops[0].top if self.tops else ()


class PlayerClubRecord(Answer):
    """The account's own record on a map, and its rank among a club's members."""

    group_uid: str
    map_uid: str
    score: int
    club_id: int
    position: int
    """The first read of a map may say 1 wrongly (quirk 71)."""


class ClubCampaign(Answer):
    """A club's campaign with what stands around it."""

    NOTHING = (None, {}, [])

    campaign_id: int
    activity_id: int
    """Not the campaign id (quirk 60)."""
    club_id: int
    club_name: str = ""
    name: str
    maps_count: int = 0
    media_url: str = ""
    media_url_png_large: str = ""
    """Empty where a preset theme is used; `media_url` is no picture Discord can show (quirk 38)."""
    publication_timestamp: int = 0
    creation_timestamp: int = 0
    creator_account_id: str = ""
    campaign: Campaign


class ReviewConnection(Answer):
    """How to join a map review server."""

    join_link: str = ""
    """An in-game link (`#qjoin=…`); "" while there is none (quirk 86)."""
    no_map: bool = False
    """Nobody's map waits for review."""
    starting: bool = False
    """The server is coming up: a link may not work yet."""


class WaitingTime(Answer):
    """How long a map submitted now waits until it is played."""

    seconds: int = Field(ge=0, le=LONGEST_REVIEW)
    """A multiple of `REVIEW_SECONDS_A_MAP` (quirk 84)."""


class Votes(Model):
    """What players thought of a submitted map."""

    count_total: int = 0
    average: float = 0.0
    """0 without votes, which is no rating (quirk 83)."""
    count_star1: int = 0
    count_star2: int = 0
    count_star3: int = 0
    count_star4: int = 0
    count_star5: int = 0
    count_star_max: int = 0


class SubmittedMapInfo(Model):
    """The map of a submission; it has no type."""

    uid: str
    name: str
    author: str = ""
    submitter: str = ""
    thumbnail_url: str = ""


class SubmittedMap(Model):
    """A map that the bot's own account submitted for review (quirk 79)."""

    map_uid: str
    feedback_count: int = 0
    creation_timestamp: int = 0
    """First submission."""
    latest_submission_timestamp: int = 0
    nominated: bool = False
    map: SubmittedMapInfo | None = None
    note_info: Votes | None = None
    nadeo_note: int = 0
    """0 for none."""
    labels: tuple[str, ...] = ()
    map_styles: tuple[str, ...] = ()


class SubmittedMapList(Answer):
    """The account's submissions; page until a short page comes (quirk 33)."""

    submitted_maps: tuple[SubmittedMap, ...]
    item_count: int = 0
    """The page's or the total: sources disagree."""


class ServerAccount(Model):
    """A dedicated server of the account's owner."""

    account_id: str
    login: str
    already_used: bool = False
    club_room_id: int | None = None
    club_room_name: str | None = None


class ServerAccountList(Answer):
    """The dedicated servers of the account's owner."""

    player_server_account: tuple[ServerAccount, ...]
    item_count: int = 0


class Zone(Model):
    """A place: the world, a continent, a country, a region or a town."""

    zone_id: str
    name: str
    parent_id: str | None = None
    """None for the world."""
