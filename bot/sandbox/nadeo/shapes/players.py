"""Players' records and trophies, and maps as Core tells of them."""

from datetime import UTC, datetime

from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import SECRET, Entry
from bot.sandbox.world.paris import PARIS
from bot.sandbox.world.tracks import Track
from bot.sandbox.world.world import World

NO_VALUE = 4_294_967_295
OFFSETS_UNTIL = datetime(2021, 1, 1, tzinfo=UTC).timestamp()
"""Older moments are told in Paris' own time."""
TAGS = "$A00X", "$F05TSH", "$i$0cfFR$fffA", "$oGG", "$l[https://evil.example]AD$l", "★"


class RecordShape:
    """Writes the lines of one ladder as Core does: score, medal and moment of each player."""

    def __init__(self, world: World, track: Track, mode: str, season: str) -> None:
        self._world = world
        self._track = track
        self._mode = mode or "TimeAttack"
        self._season = season

    def record(self, entry: Entry) -> Json:
        """Return one player's record."""
        track, ids = self._track, self._world.ids
        # It stays the same when the player improves.
        record_id = ids.loose_uuid("record", track.uid, entry.account, self._season)
        return {
            "accountId": entry.account,
            "filename": f"Replays\\Downloaded\\{track.map_id}_{entry.account}.replay.gbx",
            "gameMode": self._mode,
            "gameModeCustomData": "",
            "mapId": track.map_id,
            "mapRecordId": record_id,
            "medal": self._medal(entry.score),
            "recordScore": self._score(entry.score),
            "removed": False,
            "scopeId": self._season or None,
            "scopeType": "Season" if self._season else "PersonalBest",
            "timestamp": iso(entry.time),
            "url": f"{self._world.media_url}/mapRecords/{record_id}/replay",
        }

    def _score(self, score: int) -> Json:
        if score == SECRET:
            return {"respawnCount": NO_VALUE, "score": 0, "time": NO_VALUE}
        if self._track.is_stunt:
            return {"respawnCount": NO_VALUE, "score": score, "time": 28_590}
        if self._track.is_platform:
            return {"respawnCount": score, "score": 0, "time": 95_210 + score * 1000}
        return {"respawnCount": NO_VALUE, "score": 0, "time": score}

    def _medal(self, score: int) -> int:
        medals = self._track.medals
        reached = (medals.author, medals.gold, medals.silver, medals.bronze)
        key = self._track.sortable
        if score == SECRET:
            return 4
        return sum(key(score) <= key(medal) for medal in reached)


def core_map(track: Track, media_url: str) -> Json:
    """Return what Core says of a map, in names of its own."""
    return {
        "author": track.author,
        "authorScore": track.medals.author,
        "bronzeScore": track.medals.bronze,
        "collectionName": "Stadium",
        "createdWithGamepadEditor": None,
        "createdWithSimpleEditor": None,
        "fileUrl": f"{media_url}/maps/{track.map_id}/file",
        "filename": "Sandbox.Map.Gbx",
        "goldScore": track.medals.gold,
        "hasClones": track.has_clones,
        "isPlayable": True,
        "mapId": track.map_id,
        "mapStyle": "",
        "mapType": track.type,
        "mapUid": track.uid,
        "name": track.name,
        "silverScore": track.medals.silver,
        "submitter": track.submitter,
        "thumbnailUrl": f"{media_url}/maps/{track.map_id}/thumbnail.jpg",
        "timestamp": iso(track.uploaded),
    }


def iso(moment: int) -> str:
    """Return a moment as Core writes it, with an offset that is not always the same."""
    return datetime.fromtimestamp(moment, PARIS if moment < OFFSETS_UNTIL else UTC).isoformat()
