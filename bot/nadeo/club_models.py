"""What Nadeo says of clubs, in our words; see `bot.nadeo.models` for the rules."""

from typing import Annotated, cast

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.nadeo.answers import Answer, Listing, Model
from bot.nadeo.fields import Id, Link, MapUid, Moment, Sound, SoundOrNone, Text, Whole
from bot.nadeo.models import Record


class Club(Answer):
    """A club; how many members it has is told elsewhere."""

    id: Id
    name: Text = ""
    """As its owner wrote it, formatting codes and all; so are tag and description."""
    tag: Text = ""
    description: Text = ""
    creation_timestamp: Moment = 0
    state: str = ""
    """`public`, `private-open` or `private-closed`."""
    featured: bool = False
    verified: bool = False
    icon_url_png_large: Link = ""
    """"" where a preset theme is used; the addresses without `png` are no pictures (quirk 38)."""
    icon_url_png_medium: Link = ""
    icon_url_png_small: Link = ""
    screen_url_png_large: Link = Field("", alias="screen16x9UrlPngLarge")


class ClubList(Answer):
    """Clubs found by name: 200 at most; without a name the verified ones (quirk 88)."""

    club_list: Sound[Club]
    club_count: Whole = 0
    """How many there are in all; no other list calls it that (quirk 31)."""


def _spelled_one_way(role: str) -> str:
    return role.replace("_", " ")


class ClubMember(Model):
    """Somebody's place in a club."""

    account_id: str
    role: Annotated[str, AfterValidator(_spelled_one_way)] = ""
    """Creator, Admin, Content Creator (Nadeo spells it two ways, quirk 41), Member, Apply."""

    @property
    def is_member(self) -> bool:
        """Tell whether they are in: Nadeo answers for strangers too (quirk 40)."""
        return self.role not in {"", "Apply"}


class ClubMemberList(Answer):
    """Members of a club, the creator first; empty for an unknown club (quirk 90)."""

    club_member_list: Sound[ClubMember] = ()
    item_count: Whole = 0
    """How many there are in all."""


class Activity(Model):
    """Something a club offers, as its list shows it."""

    activity_id: Id
    """What rooms and reviews are asked by."""
    name: Text = ""
    activity_type: str = ""
    """campaign, room, folder, map-review, news and more; an open set."""
    campaign_id: Id = 0
    """What campaigns are asked by; 0 for all else (quirk 60)."""
    position: Whole = 0
    public: bool = True
    """False where only members may see it."""
    password: bool = False
    items_count: Whole = 0


def _in_club_order(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    return tuple(sorted(activities, key=lambda activity: activity.position))


class ActivityList(Answer):
    """What a club offers; empty for an unknown club (quirk 90)."""

    activity_list: Annotated[Sound[Activity], AfterValidator(_in_club_order)] = ()
    item_count: Whole = 0
    """How many there are in all."""

    def of_type(self, activity_type: str) -> tuple[Activity, ...]:
        """Those of one type, in the club's order."""
        return tuple(item for item in self.activity_list if item.activity_type == activity_type)


def _as_list(maps: object) -> object:
    """Turn an object with the keys "0", "1", … into the list it stands for (quirk 24)."""
    if not isinstance(maps, dict):
        return maps
    numbered = cast("dict[str, object]", maps)
    return [numbered[key] for key in sorted(numbered, key=lambda key: (len(key), key))]


class RoomState(Model):
    """What is going on in a room; its settings are of many forms and not read (quirk 25)."""

    region: Text = ""
    """"" for a dedicated server (quirk 26)."""
    max_players: Whole = 0
    player_count: Whole = 0
    """May exceed `max_players` where the room is scalable (quirk 92)."""
    maps: Annotated[SoundOrNone[MapUid], BeforeValidator(_as_list)] = ()
    """Uids; none for a dedicated server."""
    scalable: bool = False


class ClubRoom(Answer):
    """A club's room."""

    activity_id: Id = 0
    club_name: Text = ""
    name: Text = ""
    nadeo: bool = True
    """False for a dedicated server, of which Nadeo knows little (quirk 26)."""
    password: bool = False
    room: RoomState


class ClubLeaderboard(Answer, Listing):
    """A piece of a map's ladder among a club's members; empty for an unknown group (quirk 20)."""

    NOTHING = ()
    LISTED = "top"

    top: Sound[Record] = ()
    length: Whole = 0
    """How many members have a record."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_nobody(cls, data: object) -> object:
        return data or {}
