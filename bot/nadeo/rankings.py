"""What Nadeo answers about points and about places that scores would take."""

from pydantic import Field

from bot.nadeo.answers import Answer, Listing, Model
from bot.nadeo.fields import Group, Sound, Text, Whole


class PointsRecord(Model):
    """One row of a campaign's ranking."""

    account_id: str
    zone_id: str = ""
    zone_name: Text = ""
    """The leaf of the zone tree, such as a town (quirk 103)."""
    position: Whole
    """From 1; the only number to show (quirk 76)."""
    points: Whole = Field(alias="sp")
    """Nadeo sends digits as text (quirk 29)."""


class ZonePoints(Listing):
    """The rows of one zone."""

    LISTED = "top"

    top: Sound[PointsRecord] = ()


class CampaignRanking(Answer):
    """A piece of a campaign's ranking; it lags by hours (quirk 78)."""

    group_uid: Group = ""
    """"" when the group is unknown: Nadeo then answers an empty object (quirk 20)."""
    tops: Sound[ZonePoints] = ()
    """World first."""

    @property
    def world(self) -> tuple[PointsRecord, ...]:
        """The rows of the whole world; lists may be missing or empty (quirk 77)."""
        return self.tops[0].top if self.tops else ()

    @property
    def came(self) -> int:
        """How many rows of the world came, sound or not."""
        return self.tops[0].came if self.tops else 0


class Rank(Model):
    """A place in a zone."""

    position: Whole
    """Rounded where it is far down; the length beside it is always 0 (quirk 30)."""


class ZoneRank(Model):
    """A place with its zone."""

    zone_name: Text = ""
    ranking: Rank


class Placing(Model):
    """The place that a score would have, minutes to hours old (quirk 75)."""

    map_uid: str
    score: Whole
    zones: Sound[ZoneRank] = ()
    """World first."""


class PlacingAnswer(Answer):
    """A place, or that there is none to be had."""

    placing: Placing | None = None
