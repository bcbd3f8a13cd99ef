"""Records of given players on a map: two hundred a request, in the map's own mode."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from bot.nadeo.client import LiveClient
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.nadeo.player_models import GameMode, game_mode
from bot.players.cards import MapResult
from bot.players.rows import keep_clones, read_clones
from bot.storage.store import Store

COUNTED_IN_RACES = "tm_race"


@dataclass(frozen=True)
class MapResults:
    """The records of those players who have one, in no particular order."""

    results: tuple[MapResult, ...]
    received_at: float
    """Unix seconds."""
    stale: bool = False


class PlayerRecords:
    """Knows how given players did on a map."""

    def __init__(self, client: LiveClient, store: Store) -> None:
        self._client = client
        self._store = store

    async def on_map(
        self, track: TrackMap, group_uid: str, account_ids: Collection[str]
    ) -> MapResults:
        """Ask for players' bests of all time or of a season; raises `NadeoError`."""
        season = "" if group_uid == ALL_TIME else group_uid
        mode = await self._mode(track, season)
        found = await self._client.players.records(track.map_id, mode, account_ids, season)
        results = tuple(
            MapResult(record.account_id, score, record.timestamp)
            for record in found.records
            if (score := record.score(mode)) is not None
        )
        return MapResults(results, found.received_at, found.stale)

    async def _mode(self, track: TrackMap, season: str) -> GameMode:
        """Return what the records are asked as; within a season clones make no difference."""
        is_race = track.kind in {"", COUNTED_IN_RACES}
        has_clones = is_race and not season and await self._has_clones(track.uid)
        return game_mode(track.kind, has_clones=has_clones)

    async def _has_clones(self, map_uid: str) -> bool:
        """Ask once and for good (quirks 107, 109)."""
        known = await read_clones(self._store, [map_uid])
        if map_uid not in known:
            found = await self._client.players.core_maps([map_uid])
            known = {uid: one.has_clones for uid, one in found.items()}
            await self._store.keep("clones", partial(keep_clones, self._store, known))
        return known.get(map_uid, False)
