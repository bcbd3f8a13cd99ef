"""What Nadeo answers, in our words.

Times named `…_timestamp` are Unix seconds. Unknown keys are ignored: Nadeo adds some at any moment.
The wire names are the camel-case forms of ours unless a field names another.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.nadeo.answers import Answer, Listing, Model
from bot.nadeo.fields import Group, Hint, Id, Link, MapUid, Moment, Sound, SoundOrNone, Text, Whole

SECRET = -1
"""The score of a record whose time Nadeo hides for now (quirk 67)."""

ALL_TIME = "Personal_Best"
"""The group of the board that never closes."""

MOST_STARS = 100
"""More is no rating on any scale."""

REVIEW_SECONDS_A_MAP = 180
"""How long the review server plays one map."""

LONGEST_REVIEW = 365 * 86400
"""No queue is that long, in seconds: what is longer is no waiting time."""


class PlaylistEntry(Model):
    """One map of a campaign."""

    position: Whole
    """From 0; the list itself comes in any order (quirk 58)."""
    map_uid: MapUid


def _in_playing_order(playlist: tuple[PlaylistEntry, ...]) -> tuple[PlaylistEntry, ...]:
    return tuple(sorted(playlist, key=lambda entry: entry.position))


class Campaign(Model):
    """A season, a weekly short, a weekly grand, a cup of the week or a club's campaign."""

    id: Id
    season_uid: Group
    """Also the group of its leaderboards."""
    name: Text
    use_case: Whole = -1
    """0 season, 2 club, 5 short, 6 grand, 7 cup of the week."""
    club_id: Id = 0
    """0 for official ones."""
    start_timestamp: Moment
    end_timestamp: Moment
    """0 for one without an end (quirk 34)."""
    ranking_sent_timestamp: Moment | None = None
    year: Whole = -1
    """-1 where it does not apply, as in all calendar fields."""
    week: Whole = -1
    """The running number for shorts, the ISO week for grands (quirk 52): show `name`."""
    playlist: Annotated[Sound[PlaylistEntry], AfterValidator(_in_playing_order)] = ()
    """In playing order."""
    media_url: Link = ""

    def runs_at(self, timestamp: float) -> bool:
        """Tell whether it is under way at this moment."""
        return self.start_timestamp <= timestamp and (
            self.end_timestamp == 0 or timestamp < self.end_timestamp
        )


class CampaignList(Answer, Listing):
    """Campaigns, newest first."""

    LISTED = "campaign_list"

    item_count: Whole
    """How many exist in all, not how many came (quirk 32)."""
    campaign_list: Sound[Campaign]
    next_request_timestamp: Hint = -1
    """When Nadeo expects the list to change; -1 when it does not know (quirk 46)."""


class Day(Model):
    """One day of a month of tracks; a day to come has no map yet (quirk 43)."""

    campaign_id: Id = 0
    map_uid: MapUid | Literal[""] = ""
    month_day: Whole
    """The date in Paris on which it starts."""
    season_uid: Group = ""
    """The group of its leaderboard; no UUID for days to come (quirk 44)."""
    start_timestamp: Moment
    end_timestamp: Moment


class Month(Listing):
    """A month of Tracks of the Day or of Royal maps."""

    LISTED = "days"

    year: Whole
    month: Whole
    last_day: Whole = 31
    days: Sound[Day] = ()

    def released(self) -> Iterator[Day]:
        """Give the days whose map is known."""
        return (day for day in self.days if day.map_uid)


class MonthList(Answer, Listing):
    """Months, newest first."""

    LISTED = "month_list"

    item_count: Whole
    """How many exist in all (quirk 32)."""
    month_list: Sound[Month]
    next_request_timestamp: Hint = -1
    """When the next map comes; -1 when it is not scheduled (quirk 46)."""


class TrackMap(Answer):
    """A map."""

    uid: MapUid
    map_id: str = ""
    name: Text
    """As its author wrote it, formatting codes and all."""
    author: str
    """Account id."""
    submitter: str = ""
    """Account id; not always the author (quirk 62)."""
    author_time: Whole
    """Milliseconds; points on Stunt maps, respawns on Platform maps. So are the other medals."""
    gold_time: Whole
    silver_time: Whole
    bronze_time: Whole
    nb_laps: Whole = 0
    thumbnail_url: Link = ""
    download_url: Link = ""
    upload_timestamp: Moment = 0
    update_timestamp: Moment = 0
    map_style: str = ""
    map_type: str = ""
    r"""Such as `TrackMania\TM_Race`; its case differs from map to map (quirk 37)."""

    def __hash__(self) -> int:
        """Tell answers apart by their map and age: what was drawn of one may be kept."""
        return hash((self.uid, self.received_at))

    @property
    def kind(self) -> str:
        r"""The part after the backslash in small letters, such as `tm_race`."""
        return self.map_type.rpartition("\\")[2].casefold()


class TrackMapList(Answer):
    """Several maps, in no particular order; unknown ones are missing without a word."""

    map_list: Sound[TrackMap]

    def dated(self) -> Iterator[TrackMap]:
        """Give the maps with the age of the whole answer."""
        age = {"received_at": self.received_at, "stale": self.stale}
        return (item.model_copy(update=age) for item in self.map_list)


class Record(Model):
    """One row of a leaderboard."""

    account_id: str
    zone_id: str = ""
    zone_name: Text = ""
    """The leaf of the zone tree, such as a town (quirk 103)."""
    position: Whole
    """From 1; the only number to show, since pages start anywhere (quirk 76)."""
    score: Whole
    """As in `TrackMap.author_time`; `SECRET` when hidden."""
    timestamp: Moment | None = None
    """When it was driven; may be missing or -1 (quirks 27, 28)."""


class ZoneTop(Listing):
    """The rows of one zone."""

    LISTED = "top"

    zone_id: str = ""
    zone_name: Text = ""
    top: Sound[Record] = ()


class Leaderboard(Answer):
    """A piece of a map's ladder."""

    group_uid: Group = ""
    """"" when the group is unknown or closed: Nadeo then answers an empty object (quirk 70)."""
    map_uid: str = ""
    tops: Sound[ZoneTop] = ()
    """World first."""

    @property
    def world(self) -> tuple[Record, ...]:
        """The rows of the whole world; lists may be missing or empty (quirk 77)."""
        return self.tops[0].top if self.tops else ()

    @property
    def came(self) -> int:
        """How many rows of the world came, sound or not."""
        return self.tops[0].came if self.tops else 0


class PlayerClubRecord(Answer):
    """The account's own record on a map, and its rank among a club's members."""

    group_uid: Group
    map_uid: str
    score: Whole
    club_id: Id
    position: Whole
    """The first read of a map may say 1 wrongly (quirk 71)."""


class ClubCampaign(Answer):
    """A club's campaign with what stands around it."""

    NOTHING = (None, {}, [])

    campaign_id: Id
    activity_id: Id
    """Not the campaign id (quirk 60)."""
    club_id: Id
    club_name: Text = ""
    name: Text
    maps_count: Whole = 0
    media_url: Link = ""
    media_url_png_large: Link = ""
    """Empty where a preset theme is used; `media_url` is no picture Discord can show (quirk 38)."""
    publication_timestamp: Moment = 0
    creation_timestamp: Moment = 0
    creator_account_id: str = ""
    campaign: Campaign


class ReviewConnection(Answer):
    """How to join a map review server."""

    join_link: Link = ""
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

    count_total: Whole = 0
    average: float = Field(default=0.0, ge=0, le=MOST_STARS)
    """0 without votes, which is no rating (quirk 83)."""
    count_star1: Whole = 0
    count_star2: Whole = 0
    count_star3: Whole = 0
    count_star4: Whole = 0
    count_star5: Whole = 0
    count_star_max: Whole = 0


class SubmittedMapInfo(Model):
    """The map of a submission; it has no type."""

    uid: MapUid
    name: Text
    author: str = ""
    submitter: str = ""
    thumbnail_url: Link = ""


class SubmittedMap(Model):
    """A map that the bot's own account submitted for review (quirk 79)."""

    map_uid: MapUid
    feedback_count: Whole = 0
    creation_timestamp: Moment = 0
    """First submission."""
    latest_submission_timestamp: Moment = 0
    nominated: bool = False
    map: SubmittedMapInfo | None = None
    note_info: Votes | None = None
    nadeo_note: Whole = 0
    """0 for none."""
    labels: SoundOrNone[Text] = ()
    map_styles: SoundOrNone[Text] = ()


class SubmittedMapList(Answer, Listing):
    """The account's submissions; page until a short page comes (quirk 33)."""

    LISTED = "submitted_maps"

    submitted_maps: Sound[SubmittedMap]
    item_count: Whole = 0
    """The page's or the total: sources disagree."""


class ServerAccount(Model):
    """A dedicated server of the account's owner."""

    account_id: str
    login: Text
    already_used: bool = False
    club_room_id: Id | None = None
    club_room_name: Text | None = None


class ServerAccountList(Answer):
    """The dedicated servers of the account's owner."""

    player_server_account: Sound[ServerAccount]
    item_count: Whole = 0


class Zone(Model):
    """A place: the world, a continent, a country, a region or a town."""

    zone_id: str
    name: Text
    parent_id: str | None = None
    """None for the world."""
