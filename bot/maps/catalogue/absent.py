"""Maps that Nadeo lists and does not know: not asked for again soon, over restarts too."""

import json
from collections.abc import Collection
from functools import partial

from pydantic import TypeAdapter

from bot.clock import Clock, holds
from bot.nadeo.lifetimes import DAY
from bot.storage.facts import keep_fact, read_json_fact
from bot.storage.store import Store

ABSENT_FACT = "absent maps"
_KIND = TypeAdapter(dict[str, float])
ABSENT_FOR = 7 * DAY


class AbsentMaps:
    """Remembers which maps Nadeo left out of an answer, and when."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._missed_at: dict[str, float] | None = None

    async def note(self, map_uids: Collection[str]) -> None:
        """Remember maps that were asked for and did not come."""
        if map_uids:
            now = self._clock.timestamp()
            self._missed_at = {**await self._all(), **dict.fromkeys(map_uids, now)}
            write = partial(keep_fact, self._store, ABSENT_FACT, json.dumps(self._missed_at))
            await self._store.keep("which maps are absent", write)

    async def among(self, map_uids: Collection[str]) -> set[str]:
        """Tell which of these were missed lately, so that they need not be asked for again."""
        missed, now = await self._all(), self._clock.timestamp()
        return {
            uid
            for uid in map_uids
            if uid in missed and holds(missed[uid], now, missed[uid] + ABSENT_FOR)
        }

    async def _all(self) -> dict[str, float]:
        if self._missed_at is None:
            self._missed_at = await read_json_fact(self._store, ABSENT_FACT, _KIND) or {}
        return self._missed_at
