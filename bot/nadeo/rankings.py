"""What Nadeo answers about points and about places that scores would take."""

from pydantic import Field

from bot.nadeo.models import Answer, Model


class PointsRecord(Model):
    """One row of a campaign's ranking."""

    account_id: str
    zone_id: str = ""
    zone_name: str = ""
    """The leaf of the zone tree, such as a town (quirk 103)."""
    position: int
    """From 1; the only number to show (quirk 76)."""
    points: int = Field(alias="sp")
    """Nadeo sends digits as text (quirk 29)."""


class ZonePoints(Model):
    """The rows of one zone."""

    top: tuple[PointsRecord, ...] = ()


class CampaignRanking(Answer):
    """A piece of a campaign's ranking; it lags by hours (quirk 78)."""

    group_uid: str = ""
    """"" when the group is unknown: Nadeo then answers an empty object (quirk 20)."""
    tops: tuple[ZonePoints, ...] = ()
    """World first."""

    @property
    def world(self) -> tuple[PointsRecord, ...]:
        """Return the rows of the whole world; lists may be missing or empty (quirk 77)."""
        return self.tops[0].top if self.tops else ()


class Rank(Model):
    """A place in a zone."""

    position: int
    """Rounded where it is far down; the length beside it is always 0 (quirk 30)."""


class ZoneRank(Model):
    """A place with its zone."""

    zone_name: str = ""
    ranking: Rank


class Placing(Model):
    """The place that a score would have, minutes to hours old (quirk 75)."""

    map_uid: str
    score: int
    zones: tuple[ZoneRank, ...] = ()
    """World first."""


class PlacingAnswer(Answer):
    """A place, or that there is none to be had."""

    placing: Placing | None = None
