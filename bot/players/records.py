"""Records of given players on a map: two hundred a request, in the map's own mode."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock, holds
from bot.nadeo.cache import NO_ANSWER, WITH_OLD_AT_HAND
from bot.nadeo.client import LiveClient
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.nadeo.player_models import GameMode, game_mode
from bot.players.cards import MapResult
from bot.players.record_rows import read_board, read_covered
from bot.players.rows import keep_clones, read_clones
from bot.storage.store import Store

COUNTED_IN_RACES = "tm_race"
LATE_ROUNDS = 2
"""For so many rounds what a watch read last is as good as an answer."""


@dataclass(frozen=True)
class MapResults:
    """The records of those players who have one, in no particular order."""

    results: tuple[MapResult, ...]
    received_at: float
    """Unix seconds."""
    stale: bool = False


class PlayerRecords:
    """Knows how given players did on a map: from the file where they are watched there."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock

    async def on_map(
        self, track: TrackMap, group_uid: str, account_ids: Collection[str]
    ) -> MapResults:
        """Find players' bests of all time or of a season; raises `NadeoError`.

        On a board that was watched lately only those are asked for who were not covered yet; where
        Nadeo gives nothing, what was seen there last is marked stale.
        """
        board = await read_board(self._store, track.uid, group_uid)
        covered = {}
        if board is not None:
            covered = await read_covered(self._store, board.board_id, account_ids)
        if board is None or not covered:
            return await self._asked(track, group_uid, account_ids)
        now = self._clock.timestamp()
        is_fresh = holds(board.read_at, now, board.read_at + LATE_ROUNDS * board.rhythm)
        missing = set(account_ids) - covered.keys() if is_fresh else set(account_ids)
        kept = tuple(result for result in covered.values() if result is not None)
        if not missing:
            return MapResults(kept, board.read_at)
        try:
            async with asyncio.timeout(WITH_OLD_AT_HAND):
                asked = await self._asked(track, group_uid, missing)
        except NO_ANSWER:
            return MapResults(kept, min(board.read_at, now), stale=True)
        if is_fresh:
            received_at = min(board.read_at, asked.received_at)
            return MapResults((*kept, *asked.results), received_at, asked.stale)
        is_older = asked.stale and asked.received_at < board.read_at <= now
        return MapResults(kept, board.read_at, stale=True) if is_older else asked

    async def read(
        self, track: TrackMap, group_uid: str, account_ids: Collection[str]
    ) -> MapResults:
        """Ask Nadeo whatever is at hand; raises `NadeoError`."""
        return await self._asked(track, group_uid, account_ids, anew=True)

    async def asks_for_clones(self, track: TrackMap, group_uid: str) -> bool:
        """Tell whether a reading has to ask first what the records are counted in."""
        if group_uid != ALL_TIME or track.kind not in {"", COUNTED_IN_RACES}:
            return False
        return track.uid not in await read_clones(self._store, [track.uid])

    async def learn_clones(self, track: TrackMap) -> None:
        """Ask for that, once and for good; raises `NadeoError`."""
        await self._has_clones(track.uid)

    async def _asked(
        self,
        track: TrackMap,
        group_uid: str,
        account_ids: Collection[str],
        *,
        anew: bool = False,
    ) -> MapResults:
        season = "" if group_uid == ALL_TIME else group_uid
        mode = await self._mode(track, season)
        found = await self._client.players.records(
            track.map_id, mode, account_ids, season, anew=anew
        )
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
