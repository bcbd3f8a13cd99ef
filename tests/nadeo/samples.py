"""Small answers of our own making, in Nadeo's form."""

from typing import Any

MAP_UID = "olsKnq_qAghcVAnEkoeUnVHFZei"
MAP_ID = "b1f1a3f2-0000-4000-8000-000000000002"
OTHER_UID = "Bn0FIw3JjdYPhqSAzXJYF5D7Q3f"
SEASON = "0c8e1b1c-5e1f-4a5f-8f0e-2f5d9c5c1a11"
ACCOUNT = "5b4d42f4-c2de-407d-b367-cbff3fe817bc"
STRANGER = "10000000-0000-4000-8000-000000000001"
WORLD = "301e1b69-7e13-11e8-8060-e284abfd2bc4"


def campaign(**changes: Any) -> dict[str, Any]:
    """Return a season of two maps whose list is out of order."""
    return {
        "id": 4711,
        "seasonUid": SEASON,
        "name": "Summer 2026",
        "useCase": 0,
        "clubId": 0,
        "startTimestamp": 1_000,
        "endTimestamp": 2_000,
        "rankingSentTimestamp": None,
        "year": -1,
        "week": -1,
        "day": -1,
        "monthYear": -1,
        "month": -1,
        "monthDay": -1,
        "playlist": [
            {"id": 9, "position": 1, "mapUid": OTHER_UID},
            {"id": 8, "position": 0, "mapUid": MAP_UID},
        ],
        "editionTimestamp": 900,
        **changes,
    }


def campaigns(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "itemCount": 25,
        "campaignList": list(items),
        "nextRequestTimestamp": 2_000,
        "relativeNextRequest": 300,
        **changes,
    }


def day(month_day: int, map_uid: str = MAP_UID, **changes: Any) -> dict[str, Any]:
    """Return a day; with the uid "" it is one to come."""
    return {
        "campaignId": 100 + month_day if map_uid else 0,
        "mapUid": map_uid,
        "day": (month_day + 4) % 7,
        "monthDay": month_day,
        "seasonUid": SEASON if map_uid else "",
        "leaderboardGroup": None,
        "startTimestamp": 86_400 * month_day,
        "endTimestamp": 86_400 * (month_day + 1),
        "relativeStart": 0,
        "relativeEnd": 86_400,
        **changes,
    }


def months(*days: dict[str, Any], **changes: Any) -> dict[str, Any]:
    month = {"year": 2026, "month": 8, "lastDay": 31, "days": list(days), "media": {"x": ""}}
    return {
        "monthList": [month],
        "itemCount": 74,
        "nextRequestTimestamp": 86_400 * 20,
        "relativeNextRequest": 60,
        **changes,
    }


def track(uid: str = MAP_UID, **changes: Any) -> dict[str, Any]:
    return {
        "uid": uid,
        "mapId": MAP_ID,
        "name": "$f00Ro$zad",
        "author": ACCOUNT,
        "submitter": STRANGER,
        "authorTime": 41_000,
        "goldTime": 44_000,
        "silverTime": 50_000,
        "bronzeTime": 62_000,
        "nbLaps": 0,
        "valid": False,
        "downloadUrl": "https://core.trackmania.nadeo.live/maps/x/file",
        "thumbnailUrl": "https://core.trackmania.nadeo.live/maps/x/thumbnail.jpg",
        "uploadTimestamp": 5,
        "updateTimestamp": 6,
        "fileSize": None,
        "public": False,
        "favorite": False,
        "playable": True,
        "mapStyle": "",
        "mapType": "TrackMania\\TM_Race",
        "collectionName": "Stadium",
        **changes,
    }


def record(position: int, score: int = 45_000, **changes: Any) -> dict[str, Any]:
    return {
        "accountId": ACCOUNT,
        "zoneId": WORLD,
        "zoneName": "Île-de-France",
        "position": position,
        "score": score,
        "timestamp": 1_700_000_000,
        **changes,
    }


def ladder(*records: dict[str, Any], zone: str = "World") -> dict[str, Any]:
    top = {"zoneId": WORLD, "zoneName": zone, "top": list(records)}
    return {"groupUid": "Personal_Best", "mapUid": MAP_UID, "tops": [top]}


def club_campaign(**changes: Any) -> dict[str, Any]:
    inner = campaign(useCase=2, clubId=9, endTimestamp=0, seasonUid="NLS-abc_DEF-123")
    return {
        "campaignId": 28,
        "activityId": 300,
        "campaign": inner,
        "popularityLevel": 0,
        "publicationTimestamp": 11,
        "creationTimestamp": 10,
        "creatorAccountId": ACCOUNT,
        "id": 300,
        "clubId": 9,
        "clubName": "$o$fffAce$f00.",
        "name": "Ice | week 3",
        "mapsCount": 2,
        "mediaUrl": "https://example.org/banner.dds",
        "mediaUrlPngLarge": "https://example.org/banner.png",
        "mediaTheme": "",
        **changes,
    }


def submission(uid: str = MAP_UID, **changes: Any) -> dict[str, Any]:
    return {
        "mapUid": uid,
        "feedbackCount": 3,
        "creationTimestamp": 1,
        "latestSubmissionTimestamp": 2,
        "nominated": False,
        "map": {"uid": uid, "name": "A map", "author": ACCOUNT, "submitter": ACCOUNT},
        "noteInfo": {"countTotal": 4, "average": 3.25, "countStar1": 0, "countStarMax": 2},
        "nadeoNote": 0,
        "labels": ["Hard AT"],
        "mapStyles": ["Tech"],
        "messagingOpen": False,
        **changes,
    }
