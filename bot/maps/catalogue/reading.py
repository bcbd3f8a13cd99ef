"""What Nadeo's lists say, as releases: pure."""

from collections.abc import Iterable
from datetime import datetime

from bot.maps.days import DatedDay, released
from bot.maps.releases import DayKind, Release, ReleaseKind
from bot.nadeo.models import Campaign, Month


def days_begun(kind: DayKind, months: Iterable[Month], moment: datetime) -> tuple[Release, ...]:
    """Days whose map is out, oldest first."""
    now = moment.timestamp()
    return tuple(release for release in listed_days(kind, months) if release.starts <= now)


def listed_days(kind: DayKind, months: Iterable[Month]) -> tuple[Release, ...]:
    """All days whose map is known, oldest first: some may have yet to begin, and must not leak."""
    days = sorted(released(months), key=lambda item: item.day.start_timestamp)
    return tuple(release_of_day(kind, item) for item in days)


def campaigns_begun(
    kind: ReleaseKind, campaigns: Iterable[Campaign], now: float
) -> tuple[Release, ...]:
    """Campaigns that have begun, oldest first; `now` is in Unix seconds."""
    begun = (campaign for campaign in campaigns if campaign.start_timestamp <= now)
    return tuple(
        release_of_campaign(kind, campaign)
        for campaign in sorted(begun, key=lambda campaign: campaign.start_timestamp)
    )


def release_of_day(kind: DayKind, item: DatedDay) -> Release:
    """Tell as what the map of a day was published."""
    return Release(
        kind=kind,
        season_uid=item.day.season_uid,
        campaign_id=item.day.campaign_id,
        starts=item.day.start_timestamp,
        ends=item.day.end_timestamp,
        on=item.date,
        map_uids=(item.day.map_uid,),
    )


def release_of_campaign(kind: ReleaseKind, campaign: Campaign) -> Release:
    """Tell as what the maps of a campaign were published."""
    return Release(
        kind=kind,
        season_uid=campaign.season_uid,
        campaign_id=campaign.id,
        starts=campaign.start_timestamp,
        ends=campaign.end_timestamp,
        name=campaign.name,
        map_uids=tuple(entry.map_uid for entry in campaign.playlist),
    )
