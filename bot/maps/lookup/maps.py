"""Map info, kept on disk for a day."""

import asyncio
from collections.abc import Collection, Generator
from contextlib import contextmanager
from functools import partial

from bot.clock import Clock, holds
from bot.maps.rows.maps import keep_maps, read_maps
from bot.maps.wording import UNKNOWN_MAP
from bot.nadeo.cache import NO_ANSWER, WITH_OLD_AT_HAND
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NotFound
from bot.nadeo.lifetimes import DAY
from bot.nadeo.models import TrackMap
from bot.refusal import Refusal
from bot.storage.at_hand import AtHand
from bot.storage.store import Store

MOST_AT_HAND = 1024
"""As many maps as need not be read from the file again."""


class Maps:
    """Knows maps by uid.

    `any_age` is for what hardly ever changes: a name to put above a board, maps of past releases.
    """

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._known: AtHand[TrackMap] = AtHand(partial(read_maps, store), MOST_AT_HAND)

    async def get(self, map_uid: str, *, any_age: bool = False) -> TrackMap:
        """Find one map; raise `NotFound` for a uid that exists nowhere."""
        known = (await self._known.get([map_uid])).get(map_uid)
        if known is not None and (any_age or self._fresh(known)):
            return known
        try:
            async with asyncio.timeout(None if known is None else WITH_OLD_AT_HAND):
                track = await self._client.get_map(map_uid)
        except NO_ANSWER:
            if known is None:
                raise
            return _stale(known)
        await self._keep([track])
        return track

    async def several(
        self, map_uids: Collection[str], *, any_age: bool = False
    ) -> dict[str, TrackMap]:
        """Find maps by uid with a request at most for a hundred; unknown ones are missing."""
        known = await self._known.get(map_uids)
        held = {uid for uid, track in known.items() if any_age or self._fresh(track)}
        wanted = [uid for uid in map_uids if uid not in held]
        if not wanted:
            return known
        has_all = set(map_uids) <= set(known)
        try:
            async with asyncio.timeout(WITH_OLD_AT_HAND if has_all else None):
                found = await self._client.get_maps(wanted)
        except NO_ANSWER:
            if not has_all:
                raise
            return {uid: track if uid in held else _stale(track) for uid, track in known.items()}
        await self._keep(found.values())
        return known | found

    async def known(self, map_uids: Collection[str]) -> dict[str, TrackMap]:
        """Those maps that need not be asked for, however old."""
        return await self._known.get(map_uids)

    async def _keep(self, maps: Collection[TrackMap]) -> None:
        self._known.note({track.uid: track for track in maps})
        await self._store.keep("maps", partial(keep_maps, self._store, maps))

    def _fresh(self, track: TrackMap) -> bool:
        return holds(track.received_at, self._clock.timestamp(), track.received_at + DAY)


@contextmanager
def hinting() -> Generator[None, None, None]:
    """Tell whoever typed a uid that exists nowhere how else to name a map."""
    try:
        yield
    except NotFound as error:
        raise Refusal(UNKNOWN_MAP) from error


def _stale(track: TrackMap) -> TrackMap:
    return track.model_copy(update={"stale": True})
