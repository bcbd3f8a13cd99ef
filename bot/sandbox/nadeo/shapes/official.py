"""Campaigns and months in Nadeo's JSON."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.days import Day
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.releases import SLOTS, Campaign

USE_CASE = {Kind.SEASON: 0, Kind.SHORT: 5, Kind.GRAND: 6, Kind.CUP: 7}
MEDIA_KEYS = (
    "buttonBackgroundUrl",
    "buttonForegroundUrl",
    "decalUrl",
    "popUpBackgroundUrl",
    "popUpImageUrl",
    "liveButtonBackgroundUrl",
    "liveButtonForegroundUrl",
)
EMPTY_MEDIA = dict.fromkeys(MEDIA_KEYS, "")
# Two playlists in seven come in another order than they are played.
SHUFFLED = {0, 1}
NO_CALENDAR = {"day": -1, "monthYear": -1, "month": -1, "monthDay": -1}


def campaign(release: Campaign, now: float) -> Json:
    """Return one release; its final ranking is null until it went out."""
    sent = release.ranking_sent
    return {
        "id": release.id,
        "seasonUid": release.group,
        "name": release.name,
        "useCase": USE_CASE[release.kind],
        "clubId": 0,
        "startTimestamp": release.start,
        "endTimestamp": release.end,
        "rankingSentTimestamp": sent if sent and sent <= now else None,
        "year": release.year,
        "week": release.week,
        **NO_CALENDAR,
        "playlist": playlist(release.maps, release.id * SLOTS),
        "editionTimestamp": release.edited,
        **_media(release),
    }


def playlist(maps: Sequence[str], first_id: int) -> list[Json]:
    """Return maps in an order of their own: only `position` says which comes first."""
    entries = [
        {"id": first_id + position, "position": position, "mapUid": uid}
        for position, uid in enumerate(maps)
    ]
    return entries[1::2] + entries[::2] if first_id % 7 in SHUFFLED else entries


def month(first: date, days: Sequence[Day], now: float) -> Json:
    """Return a month with its days."""
    following = (first + timedelta(days=31)).replace(day=1)
    return {
        "year": first.year,
        "month": first.month,
        "lastDay": (following - timedelta(days=1)).day,
        "days": [day(one, now) for one in days],
        "media": EMPTY_MEDIA,
    }


def day(one: Day, now: float) -> Json:
    """Return a day; Monday is 0."""
    return {
        "campaignId": one.campaign_id,
        "mapUid": one.map_uid,
        "day": one.date.weekday(),
        "monthDay": one.date.day,
        "seasonUid": one.group,
        "leaderboardGroup": None,
        "startTimestamp": one.start,
        "endTimestamp": one.end,
        "relativeStart": one.start - int(now),
        "relativeEnd": one.end - int(now),
    }


def _media(release: Campaign) -> Json:
    return {"mediaUrl": "", "video": False} if release.has_media else {}
