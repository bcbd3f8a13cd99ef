"""Cups in Nadeo's JSON."""

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.accounts import NADEO
from bot.sandbox.world.cups import Cup
from bot.sandbox.world.world import World

UNUSED_TEXTS = ("manialink", "rulesUrl", "streamUrl", "websiteUrl", "logoUrl", "verticalUrl")
STRUCTURE = '{"version":1,"rounds":[{"matchGeneratorData":{"matchSize":64}}]}'


def cup(entry: Cup, world: World, in_list: bool) -> Json:
    """Return a cup; only the list says which club it belongs to."""
    return {
        "id": entry.id,
        "edition": entry.edition,
        "competition": {**_competition(entry, world), **_club(in_list)},
        "challenge": _challenge(entry, world),
        "startDate": entry.qualifier_start,
        "endDate": entry.end,
        "deletedOn": None,
    }


def _club(in_list: bool) -> Json:
    return {"clubId": None, "activityId": None} if in_list else {}


def _competition(entry: Cup, world: World) -> Json:
    return {
        "id": 9000 + entry.id * 2,
        "liveId": f"LID-COMP-{world.ids.digest('competition', entry.id) % 36**8:015x}",
        "creator": NADEO[0],
        "name": entry.name,
        "participantType": "PLAYER",
        "description": None,
        "registrationStart": None,
        "registrationEnd": None,
        "startDate": entry.knockout_start,
        "endDate": entry.end,
        "matchesGenerationDate": entry.knockout_start - 25,
        "nbPlayers": entry.players,
        "spotStructure": STRUCTURE,
        "leaderboardId": 20_001 + entry.id * 2,
        **dict.fromkeys(UNUSED_TEXTS),
        "allowedZones": [],
        "deletedOn": None,
        "autoNormalizeSeeds": True,
        "region": entry.region,
        "autoGetParticipantSkillLevel": "DISABLED",
        "matchAutoMode": "ENABLED",
        "partition": entry.partition,
    }


def _challenge(entry: Cup, world: World) -> Json:
    return {
        "id": 4000 + entry.id,
        "uid": world.ids.loose_uuid("challenge", entry.id),
        "name": f"{entry.name} - Challenge",
        "scoreDirection": "ASC",
        "startDate": entry.qualifier_start,
        "endDate": entry.qualifier_end,
        "status": "HAS_SERVERS",
        "resultsVisibility": "PUBLIC",
        "creator": NADEO[0],
        "admins": [NADEO[0], NADEO[1]],
        "nbServers": 0,
        "autoScale": False,
        "nbMaps": 1,
        "leaderboardId": 20_000 + entry.id * 2,
        "deletedOn": None,
        "leaderboardType": "SUM",
        "completeTimeout": 5,
    }
