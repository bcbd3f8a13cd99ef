"""Core's list of zones."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.world.world import World

CHANGED = "2022-11-14T11:19:00+00:00"


class ZoneList:
    """All zones at once."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.get("/zones/", self.zones), web.get("/zones", self.zones))

    async def zones(self, request: web.Request) -> web.Response:
        """Return every zone; World has no parent."""
        del request
        return web.json_response(
            [
                {
                    "icon": f"file://Media/Flags/{zone.name}.jpg",
                    "name": zone.name,
                    "parentId": zone.parent,
                    "timestamp": CHANGED,
                    "zoneId": zone.id,
                }
                for zone in self._world.zones.all.values()
            ]
        )
