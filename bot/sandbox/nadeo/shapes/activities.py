"""Club campaigns, rooms, reviews and news in Nadeo's JSON."""

from bot.sandbox.nadeo.shapes.clubs import media, origin
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.nadeo.shapes.media import picture
from bot.sandbox.nadeo.shapes.official import EMPTY_MEDIA, NO_CALENDAR, playlist
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.releases import SLOTS
from bot.sandbox.world.world import World

SCRIPT = "TrackMania/TM_TimeAttack_Online.Script.txt"
CATEGORY_LENGTH = 5
USE_CASE_CLUB = 2


def campaign(world: World, entry: Activity) -> Json:
    """Return a club campaign with its activity around it."""
    return {
        **origin(entry),
        "clubDecalUrl": "",
        "campaignId": entry.campaign_id,
        "activityId": entry.id,
        "campaign": _inner_campaign(world, entry),
        "popularityLevel": entry.position % 4,
        "publicationTimestamp": entry.created,
        "mapsCount": len(entry.maps),
        **media(world, entry),
    }


def _inner_campaign(world: World, entry: Activity) -> Json:
    group, name = world.activities.group(entry), entry.plan.name
    length = min(CATEGORY_LENGTH, len(entry.maps))
    return {
        "id": entry.campaign_id,
        "seasonUid": group,
        "name": name,
        "color": "",
        "useCase": USE_CASE_CLUB,
        "clubId": entry.club.id,
        "leaderboardGroupUid": group,
        "publicationTimestamp": entry.created,
        "startTimestamp": entry.created,
        "endTimestamp": entry.end,
        "rankingSentTimestamp": None,
        "year": -1,
        "week": -1,
        **NO_CALENDAR,
        "published": True,
        "playlist": playlist(entry.maps, entry.campaign_id * SLOTS),
        "latestSeasons": [_season(world, entry, group)],
        "categories": [{"position": 0, "length": length, "name": name}],
        "media": EMPTY_MEDIA,
        "editionTimestamp": entry.created + 3600,
    }


def _season(world: World, entry: Activity, group: str) -> Json:
    now = int(world.now())
    return {
        "uid": group,
        "name": entry.plan.name,
        "startTimestamp": entry.created,
        "endTimestamp": entry.end,
        "relativeStart": entry.created - now,
        "relativeEnd": entry.end - now if entry.end else 0,
        "campaignId": entry.campaign_id,
        "active": not entry.end or entry.end > now,
    }


def room(world: World, entry: Activity) -> Json:
    """Return a room; one on a dedicated server has neither id nor region nor maps."""
    plan = entry.plan
    return {
        **origin(entry),
        "nadeo": plan.hosted,
        "roomId": entry.room_id if plan.hosted else None,
        "campaignId": None,
        "playerServerLogin": None if plan.hosted else f"server-{entry.room_id}",
        "activityId": entry.id,
        "room": _inner_room(world, entry),
        "popularityLevel": entry.position % 4,
        "password": plan.password,
        **media(world, entry),
    }


def _inner_room(world: World, entry: Activity) -> Json:
    plan = entry.plan
    players, most = plan.players
    numbered = {str(place): uid for place, uid in enumerate(entry.maps)}
    shuffle = {"shufflePlaylist": True} if plan.hosted and entry.position % 2 else {}
    server = world.ids.loose_uuid("server", entry.id)
    return {
        "id": entry.room_id if plan.hosted else None,
        "name": plan.name if plan.hosted else "",
        "region": "eu-west" if plan.hosted else None,
        "serverAccountId": "" if plan.hosted else server,
        "maxPlayers": most,
        "playerCount": players,
        "maps": numbered if plan.numbered_maps else list(entry.maps),
        "script": SCRIPT if plan.hosted else "TM_TimeAttack_Online",
        "scalable": plan.scalable and plan.hosted,
        "scriptSettings": _settings(entry) if plan.settings else [],
        **shuffle,
        "serverInfo": None,
    }


def _settings(entry: Activity) -> Json:
    values = {
        "S_TimeLimit": ("360", "integer"),
        "S_DecoImageUrl_WhoAmIUrl": (f"/api/club/{entry.club.id}", "text"),
        "S_ForceLapsNb": ("-1", "integer"),
        **({"S_EnableJoinLeaveNotifications": ("false", "boolean")} if entry.plan.public else {}),
    }
    return {
        key: {"key": key, "value": value, "type": kind} for key, (value, kind) in values.items()
    }


def review(world: World, entry: Activity, in_list: bool) -> Json:
    """Return a club's review room; the list prints a link that lacks a slash."""
    club = entry.club.id
    page = f"clubs{club}/map-review" if in_list else f"clubs/{club}/track-reviews"
    return {
        **origin(entry),
        "activityId": entry.id,
        "mapReviewUid": f"club_{club}_{entry.id}",
        "timeLimit": 420,
        "scalable": False,
        "allowVoteSkipMap": True,
        "submissionLimitation": bool(club % 2),
        "maxPlayer": entry.plan.players[1],
        "public": True,
        "popularityLevel": 0,
        "submittedMapCount": 2,
        "game2webUrl": f"https://www.trackmania.com/{page}/{entry.id}",
        **media(world, entry),
    }


def news(world: World, entry: Activity) -> Json:
    """Return a piece of news."""
    return {
        **origin(entry),
        "headline": f"{entry.plan.name}$z: join us",
        "body": "Talk to us at $l[https://evil.example]our place$l!\n@everyone is **welcome**.",
        **picture(world, "mediaUrl", "news", "", "Jpg"),
        "mediaTheme": "",
    }


def upload(world: World, entry: Activity) -> Json:
    """Return an upload with its items."""
    sizes = ("", "JpgLarge", "JpgMedium", "JpgSmall", "Dds")
    pictures = {f"mediaUrls{size}": list[str]() for size in sizes}
    return {
        **origin(entry),
        "type": entry.plan.type,
        "bucketItemList": [
            {"itemId": uid, "position": place, "description": "", **pictures}
            for place, uid in enumerate(entry.maps)
        ],
        "bucketItemCount": len(entry.maps),
        "popularityLevel": 0,
        "popularityValue": 0,
        **media(world, entry),
    }


def competition(world: World, entry: Activity) -> Json:
    """Return a club's competition."""
    details = media(world, entry)
    return {
        **origin(entry),
        "competitionId": 11_000 + entry.id % 1000,
        "mediaUrl": details["mediaUrl"],
        "mediaTheme": details["mediaTheme"],
        "popularityLevel": 3,
        "popularityValue": 101_231,
    }
