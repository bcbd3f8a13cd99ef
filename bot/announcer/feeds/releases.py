"""The official releases: which one runs, from the lists' own timestamps.

What Nadeo says about its next list is a hint that may be -1, past or wrong (quirk 46); the clock
of Paris decides only where the lists say nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from bot.announcements import CampaignNews, Feed, Item, Subject
from bot.announcer.feeds.timing import RHYTHMS, Decision, next_look
from bot.cards import Release, ReleaseKind, Target
from bot.days import DatedDay, current
from bot.nadeo.models import Campaign, CampaignList, MonthList

SINGLE_MAPS: dict[Feed, ReleaseKind] = {
    "weekly-grand": "weekly-grand",
    "cup-of-the-week": "cup-of-the-week",
}
"""Campaigns of one map, which are shown as that map."""


@dataclass(frozen=True)
class _Schedule:
    """What a list tells about time: the running entry's end, and moments at which more begins."""

    ends: float
    """0 for no end, -1 where nothing runs or ran."""
    coming: Sequence[float]


def month_release(answer: MonthList, now: float, spread: float) -> Decision:
    """Return the running Track of the Day; two months must have been asked for (quirk 48)."""
    found = current(answer.month_list, datetime.fromtimestamp(now, UTC))
    starts = [day.start_timestamp for month in answer.month_list for day in month.days]
    if found is None:
        schedule = _Schedule(-1, [*starts, answer.next_request_timestamp])
        return _decision("totd", (), schedule, now, spread)
    day = found.day
    item = Item(
        feed="totd",
        key=day.season_uid or day.map_uid,
        starts=day.start_timestamp,
        ends=day.end_timestamp,
        subject=Target(day.map_uid, totd_release(found)),
    )
    schedule = _Schedule(day.end_timestamp, [*starts, answer.next_request_timestamp])
    return _decision("totd", (item,), schedule, now, spread)


def campaign_release(feed: Feed, answer: CampaignList, now: float, spread: float) -> Decision:
    """Return the campaign that began last."""
    begun = [one for one in answer.campaign_list if one.start_timestamp <= now and one.playlist]
    starts = [one.start_timestamp for one in answer.campaign_list]
    coming = [*starts, answer.next_request_timestamp]
    if not begun:
        return _decision(feed, (), _Schedule(-1, coming), now, spread)
    newest = max(begun, key=lambda campaign: campaign.start_timestamp)
    item = Item(
        feed=feed,
        key=newest.season_uid or str(newest.id),
        starts=newest.start_timestamp,
        ends=newest.end_timestamp or inf,
        subject=_campaign_subject(feed, newest),
    )
    return _decision(feed, (item,), _Schedule(newest.end_timestamp, coming), now, spread)


def totd_release(found: DatedDay) -> Release:
    """Return a day as what its map was published as."""
    day = found.day
    return Release(
        kind="totd",
        season_uid=day.season_uid,
        campaign_id=day.campaign_id,
        starts=day.start_timestamp,
        ends=day.end_timestamp,
        on=found.date,
    )


def _campaign_subject(feed: Feed, campaign: Campaign) -> Subject:
    uids = tuple(entry.map_uid for entry in campaign.playlist if entry.map_uid)
    kind = SINGLE_MAPS.get(feed)
    if kind is None or len(uids) != 1:
        return CampaignNews(
            feed=feed,
            name=campaign.name,
            season_uid=campaign.season_uid,
            campaign_id=campaign.id,
            starts=campaign.start_timestamp,
            ends=campaign.end_timestamp,
            map_uids=uids,
        )
    release = Release(
        kind=kind,
        season_uid=campaign.season_uid,
        campaign_id=campaign.id,
        starts=campaign.start_timestamp,
        ends=campaign.end_timestamp,
        name=campaign.name,
    )
    return Target(uids[0], release)


def _decision(
    feed: Feed, items: tuple[Item, ...], schedule: _Schedule, now: float, spread: float
) -> Decision:
    """Return the items that still run, and when their successors are to be looked for."""
    rhythm = RHYTHMS.get(feed)
    known = [moment for moment in (schedule.ends, *schedule.coming) if moment > now]
    due = min(known, default=None)
    switch = schedule.ends if 0 < schedule.ends <= now else None
    if due is None and schedule.ends <= 0 and rhythm is not None:
        due, switch = rhythm.next(now), rhythm.last(now)
    running = tuple(item for item in items if item.ends > now)
    soonest = next_look(now, switch, due, spread)
    expected = due if due is not None or rhythm is None else rhythm.next(now)
    return Decision(running, soonest, expected)
