"""Seasons and weeks: the whole list of a kind, brought up to date when it may have grown."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.maps.catalogue.lists import ReleaseLists
from bot.maps.catalogue.reading import campaigns_begun
from bot.maps.catalogue.to_come import campaigns_to_come
from bot.maps.releases import CampaignKind, Release, Releases
from bot.maps.rows.releases import ListState, read_list_state
from bot.nadeo import lifetimes
from bot.nadeo.cache import WITH_OLD_AT_HAND
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import CampaignList

CAMPAIGNS_AT_ONCE = 144
"""As many as are known to work in one request."""

NEWEST = 2
"""The one that may be new, and the one known before it."""


class Campaigns(ReleaseLists):
    """Knows the seasons, the weekly shorts and the weekly grands."""

    async def all(self, kind: CampaignKind) -> Releases:
        """List all of a kind that have begun; where Nadeo gives nothing, those known before."""
        state = await read_list_state(self._store, kind)
        as_of = None
        if state is None or not state.holds_at(self._clock.timestamp()):
            try:
                async with asyncio.timeout(None if state is None else WITH_OLD_AT_HAND):
                    as_of = await self._catch_up(kind, is_known=state is not None)
            except (NadeoError, TimeoutError):
                if state is None:
                    raise
                as_of = state.checked_at
        return Releases(await self._kept.of_kind(kind), as_of)

    async def is_held(self, kind: CampaignKind) -> bool:
        """Tell whether the whole list is in the file and holds, so that nobody need be asked."""
        state = await read_list_state(self._store, kind)
        return state is not None and state.holds_at(self._clock.timestamp())

    async def known(self, kind: CampaignKind) -> tuple[Release, ...]:
        """Those of a kind that are known, without asking Nadeo."""
        return await self._kept.of_kind(kind)

    async def _catch_up(self, kind: CampaignKind, *, is_known: bool) -> float | None:
        """Fetch page after page until one reaches what is known; return the age of a stale one."""
        known = {release.key for release in await self._kept.of_kind(kind)}
        ask = self._question(kind)
        newest = await ask(NEWEST if is_known else CAMPAIGNS_AT_ONCE, 0)
        page, seen, is_kept = newest, 0, True
        while page.campaign_list:
            found = campaigns_begun(kind, page.campaign_list, self._clock.timestamp())
            is_kept = await self._kept.keep(found) and is_kept
            seen += page.came
            if seen >= page.item_count or (is_known and _reaches(found, known)):
                break
            page = await ask(CAMPAIGNS_AT_ONCE, seen)
        if newest.stale:
            return newest.received_at
        await self._to_come.note(
            kind, campaigns_to_come(newest.campaign_list, self._clock.timestamp())
        )
        holds_until = self._clock.timestamp() + lifetimes.campaign_list(
            newest, self._clock.timestamp()
        )
        if is_kept:
            await self._kept.keep_state(kind, ListState(newest.received_at, holds_until))
        return None

    def _question(self, kind: CampaignKind) -> Callable[[int, int], Awaitable[CampaignList]]:
        match kind:
            case "seasonal":
                return self._client.get_maps_seasonal
            case "weekly-shorts":
                return self._client.get_maps_weekly_short
            case "weekly-grand":
                return self._client.get_maps_weekly_grand


def _reaches(found: tuple[Release, ...], known: set[str]) -> bool:
    return any(release.key in known for release in found)
