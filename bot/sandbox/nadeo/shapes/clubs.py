"""Clubs, their members and activities in Nadeo's JSON."""

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.nadeo.shapes.media import picture
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.clubs import Club, Member
from bot.sandbox.world.world import World

PNG_PICTURES = (
    "icon",
    "decal",
    "screen16x9",
    "screen64x41",
    "decalSponsor4x1",
    "screen8x1",
    "screen16x1",
    "vertical",
)
THEMES = ("icon", "decal", "screen16x9", "screen64x41", "screen8x1", "screen16x1", "vertical")
WITHOUT_PICTURES = 5


def club(world: World, entry: Club) -> Json:
    """Return a club; one in five has chosen themes instead of pictures."""
    subject = "" if entry.number % WITHOUT_PICTURES == 1 else str(entry.id)
    pictures: Json = {}
    for name in PNG_PICTURES:
        pictures |= picture(world, f"{name}Url", name, subject)
    theme = "" if subject else "Club/Themes/Preset"
    return {
        "id": entry.id,
        "name": entry.name,
        "tag": entry.tag,
        "description": entry.description,
        "authorAccountId": entry.creator,
        "latestEditorAccountId": entry.creator,
        **pictures,
        "logoUrl": "",
        **picture(world, "backgroundUrl", "background", subject, "Jpg"),
        "creationTimestamp": entry.created,
        "popularityLevel": entry.number % 4,
        "state": entry.state,
        "featured": entry.number % 7 == 0,
        "walletUid": world.ids.loose_uuid("wallet", entry.id),
        "metadata": "",
        "editionTimestamp": entry.created + 86_400,
        **{f"{name}Theme": theme for name in (*THEMES, "background")},
        "verified": entry.verified,
    }


def member(entry: Club, who: Member) -> Json:
    """Return a membership."""
    return {
        "accountId": who.account,
        "clubId": entry.id,
        "role": who.role,
        "creationTimestamp": who.since,
        "vip": who.vip,
        "moderator": False,
        "hasFeatured": False,
        "pin": False,
        "useTag": who.vip,
    }


def activity(world: World, entry: Activity) -> Json:
    """Return an activity as the club's list shows it; only some carry a `folderId`."""
    folder = {"folderId": entry.folder} if entry.folder or entry.position % 2 else {}
    return {
        "id": entry.id,
        "name": entry.plan.name,
        "activityType": entry.plan.type,
        "activityId": entry.id,
        "targetActivityId": entry.id,
        "campaignId": entry.campaign_id,
        "position": entry.position,
        "public": entry.plan.public,
        "active": entry.plan.active,
        "externalId": entry.campaign_id or entry.room_id,
        "featured": entry.position == 1,
        "password": entry.plan.password,
        "itemsCount": len(entry.maps),
        "clubId": entry.club.id,
        "editionTimestamp": entry.created + 3600,
        "creatorAccountId": entry.creator,
        "latestEditorAccountId": entry.creator,
        **media(world, entry),
        **folder,
    }


def media(world: World, entry: Activity) -> Json:
    """Return an activity's picture, or the theme that stands in for one."""
    themed = entry.position % 3 == 0
    subject = "" if themed else str(entry.id)
    theme = "Club/Campaigns/Preset" if themed else ""
    return {**picture(world, "mediaUrl", "activity", subject), "mediaTheme": theme}


def origin(entry: Activity) -> Json:
    """Return what every activity's own page says of club and makers."""
    return {
        "id": entry.id,
        "clubId": entry.club.id,
        "clubName": entry.club.name,
        "name": entry.plan.name,
        "creationTimestamp": entry.created,
        "creatorAccountId": entry.creator,
        "latestEditorAccountId": entry.creator,
    }
