"""What runs now: the season and the track that a player's card and a comparison are about."""

from bot.maps.lookup.lists import Lists
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.typed_maps import TypedMaps
from bot.maps.releases import Release, Target
from bot.nadeo.models import TrackMap


class WhatRuns:
    """Knows what runs, which costs nothing while it is known."""

    def __init__(self, maps: Maps, typed_maps: TypedMaps, lists: Lists) -> None:
        self._maps = maps
        self._typed_maps = typed_maps
        self._lists = lists

    async def season(self) -> Release:
        """Find the running season."""
        return await self._lists.found(await self._lists.understood("seasonal", None))

    async def target(self) -> Target:
        """Find the running Track of the Day."""
        return await self._typed_maps.track("today")

    async def track(self) -> tuple[TrackMap, Release | None]:
        """Find the running track with its map."""
        target = await self.target()
        return await self._maps.get(target.map_uid, any_age=True), target.release
