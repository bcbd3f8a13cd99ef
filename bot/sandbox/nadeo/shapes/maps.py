"""Maps in Nadeo's JSON."""

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.tracks import Track


def summary(track: Track, media_url: str) -> Json:
    """Return what map review says of a map: everything but its type."""
    medals = track.medals
    return {
        "uid": track.uid,
        "mapId": track.map_id,
        "name": track.name,
        "author": track.author,
        "submitter": track.submitter,
        "authorTime": medals.author,
        "goldTime": medals.gold,
        "silverTime": medals.silver,
        "bronzeTime": medals.bronze,
        "nbLaps": track.laps,
        "valid": False,
        "downloadUrl": f"{media_url}/maps/{track.map_id}/file",
        "thumbnailUrl": f"{media_url}/maps/{track.map_id}/thumbnail.jpg",
        "uploadTimestamp": track.uploaded,
        "updateTimestamp": track.uploaded,
    }


def full(track: Track, media_url: str) -> Json:
    """Return everything that is said of a map."""
    return {
        **summary(track, media_url),
        "fileSize": track.file_size,
        "public": False,
        "favorite": False,
        "playable": True,
        "mapStyle": track.type if track.uploaded % 5 == 0 else "",
        "mapType": track.type,
        "collectionName": "Stadium",
    }
