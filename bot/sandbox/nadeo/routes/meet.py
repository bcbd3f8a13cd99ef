"""Meet: the cup being played and those before."""

from collections.abc import Iterable
from itertools import islice

from aiohttp import web

from bot.sandbox.nadeo import query
from bot.sandbox.nadeo.shapes import cups
from bot.sandbox.world.cups import cups_backwards, running_cup
from bot.sandbox.world.world import World

LONGEST_PAGE = 100


class Meet:
    """Cups of the Day."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/cup-of-the-day/current", self.current),
            web.get("/api/cups-of-the-day", self.cups),
        )

    async def current(self, request: web.Request) -> web.Response:
        """Return the running cup, or nothing at all."""
        del request
        running = running_cup(self._world.ids, self._world.now())
        if running is None:
            return web.Response(status=204)
        return web.json_response(cups.cup(running, self._world, in_list=False))

    async def cups(self, request: web.Request) -> web.Response:
        """Return cups, newest first; other types than the daily one are not held here."""
        length, offset = query.page(request, 10, LONGEST_PAGE)
        daily = request.query.get("type", "cotd") == "cotd"
        newest = cups_backwards(self._world.ids, self._world.now()) if daily else iter(())
        page = [
            cups.cup(entry, self._world, in_list=True)
            for entry in islice(newest, offset, offset + length)
        ]
        return web.json_response({"COTDs": page})
