"""The pictures of maps, which Core gives to everybody."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.shapes.thumbnails import thumbnail
from bot.sandbox.world.world import World


class Thumbnails:
    """Small pictures; of maps that do not exist there are none."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.get("/maps/{map_id}/thumbnail.jpg", self.picture),)

    async def picture(self, request: web.Request) -> web.Response:
        """Return a map's picture."""
        map_id = request.match_info["map_id"]
        if self._world.library.by_map_id(map_id, self._world.now()) is None:
            return errors.unknown_route("core")
        return web.Response(body=thumbnail(map_id), content_type="image/png")
