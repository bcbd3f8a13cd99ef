"""Maps that Nadeo lists before their time: nobody is to see them by their uid either."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeAlias

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.maps.releases import ReleaseKind
from bot.nadeo.models import Campaign, Month
from bot.storage.facts import keep_fact, read_json_fact
from bot.storage.store import Store

TO_COME_FACT = "maps to come"
_KIND = TypeAdapter(dict[str, dict[str, int]])

_Starts: TypeAlias = Mapping[str, int]
"""When maps come out, by uid; Unix seconds."""


class MapsToCome:
    """Remembers, over restarts too, which maps Nadeo's lists have given away."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, dict[str, int]] | None = None
        self._is_kept = True

    async def note(self, kind: ReleaseKind, starts: _Starts) -> None:
        """Remember what a list holds of the future, in place of what it held before."""
        known = await self._all()
        if known.get(kind, {}) != starts or not self._is_kept:
            known[kind] = dict(starts)
            write = partial(keep_fact, self._store, TO_COME_FACT, json.dumps(known))
            self._is_kept = await self._store.keep("which maps are to come", write)

    async def holds(self, map_uid: str) -> bool:
        """Tell whether a map is listed and has not come out yet."""
        known = await self._all()
        starts = [starts[map_uid] for starts in known.values() if map_uid in starts]
        return bool(starts) and min(starts) > self._clock.timestamp()

    async def _all(self) -> dict[str, dict[str, int]]:
        if self._known is None:
            self._known = await read_json_fact(self._store, TO_COME_FACT, _KIND) or {}
        return self._known


def days_to_come(months: Iterable[Month], now: float) -> _Starts:
    """When the maps of days that have not begun come out, by uid, in Unix seconds."""
    days = [day for month in months for day in month.released()]
    return {day.map_uid: day.start_timestamp for day in days if day.start_timestamp > now}


def campaigns_to_come(campaigns: Iterable[Campaign], now: float) -> _Starts:
    """When the maps of campaigns that have not begun come out, by uid, in Unix seconds."""
    return {
        entry.map_uid: campaign.start_timestamp
        for campaign in campaigns
        if campaign.start_timestamp > now
        for entry in campaign.playlist
    }
