"""The official releases: which one runs, from the lists' own timestamps.

What Nadeo says about its next list is a hint that may be -1, past or wrong (quirk 46); the clock
of Paris decides only where the lists say nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import inf

from bot.announcer.cards import CampaignNews, Feed, Item, Subject
from bot.announcer.feeds.timing import PAUSE_WHILE_LATE, RHYTHMS, Decision, next_look
from bot.maps.catalogue.reading import release_of_campaign, release_of_day
from bot.maps.days import current
from bot.maps.releases import Release, ReleaseKind, Target
from bot.nadeo.models import Campaign, CampaignList, MonthList

SINGLE_MAPS: dict[Feed, ReleaseKind] = {
    "weekly-grand": "weekly-grand",
    "cup-of-the-week": "cup-of-the-week",
}
"""Campaigns of one map, which are shown as that map."""


@dataclass(frozen=True)
class _Schedule:
    """What a list tells about time; 0 where it does not."""

    newest: float
    """When the newest entry with a map began."""
    ends: float
    """When that one ends."""
    starts: Sequence[float]
    """When all listed entries begin, with a map or without one yet."""
    hint: float
    """When Nadeo says that the next list is to be asked for."""


def month_release(
    answer: MonthList, now: float, spread: float, expected: float | None = None
) -> Decision:
    """Find the running Track of the Day; two months must have been asked for (quirk 48).

    `expected` is the switch that the last decision waited for, here and below.
    """
    found = current(answer.month_list, datetime.fromtimestamp(now, UTC))
    starts = [day.start_timestamp for month in answer.month_list for day in month.days]
    hint = answer.next_request_timestamp
    if found is None:
        return _decision("totd", (), _Schedule(0, 0, starts, hint), now, spread, expected)
    day = found.day
    item = Item(
        feed="totd",
        key=day.season_uid or day.map_uid,
        starts=day.start_timestamp,
        ends=day.end_timestamp,
        subject=Target(day.map_uid, _alone(release_of_day("totd", found))),
        slot=found.date.isoformat(),
    )
    schedule = _Schedule(day.start_timestamp, day.end_timestamp, starts, hint)
    return _decision("totd", (item,), schedule, now, spread, expected)


def campaign_release(
    feed: Feed, answer: CampaignList, now: float, spread: float, expected: float | None = None
) -> Decision:
    """Find the campaign that began last; one without maps does not count."""
    begun = [one for one in answer.campaign_list if one.start_timestamp <= now and one.playlist]
    starts = [one.start_timestamp for one in answer.campaign_list]
    hint = answer.next_request_timestamp
    if not begun:
        return _decision(feed, (), _Schedule(0, 0, starts, hint), now, spread, expected)
    newest = max(begun, key=lambda campaign: campaign.start_timestamp)
    item = Item(
        feed=feed,
        key=newest.season_uid or str(newest.id),
        starts=newest.start_timestamp,
        ends=newest.end_timestamp or inf,
        subject=_campaign_subject(feed, newest),
        slot=str(newest.id) if newest.id > 0 else "",
    )
    schedule = _Schedule(newest.start_timestamp, newest.end_timestamp, starts, hint)
    return _decision(feed, (item,), schedule, now, spread, expected)


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
    return Target(uids[0], _alone(release_of_campaign(kind, campaign)))


def _alone(release: Release) -> Release:
    """Return a release without the list of its maps: one of them is meant."""
    return replace(release, map_uids=())


def _decision(
    feed: Feed,
    items: tuple[Item, ...],
    schedule: _Schedule,
    now: float,
    spread: float,
    expected: float | None,
) -> Decision:
    """Return the items that still run, and when their successors are to be looked for.

    A hint says nothing while an entry runs that has an end of its own; where one led to nothing,
    another that is but a moment ahead is not believed.
    """
    moments = (schedule.ends, *schedule.starts)
    missed = [moment for moment in moments if schedule.newest < moment <= now]
    coming = [moment for moment in moments if moment > now]
    hopes = [] if schedule.ends > now else [schedule.hint, expected or 0.0]
    disappointed = [hope for hope in hopes if schedule.newest < hope <= now]
    if schedule.hint > now + (PAUSE_WHILE_LATE if disappointed else 0.0):
        coming.append(schedule.hint)
        disappointed = []
    awaited = [*disappointed, *coming]
    rhythm = RHYTHMS.get(feed)
    if rhythm is not None and not awaited:
        awaited = coming = [rhythm.next(now)]
        missed += [moment for moment in [rhythm.last(now)] if moment > schedule.newest]
    switch, due = max([*missed, *disappointed], default=None), min(coming, default=None)
    running = tuple(item for item in items if item.ends > now)
    return Decision(running, next_look(now, switch, due, spread), min(awaited, default=None))
