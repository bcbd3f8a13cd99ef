"""Maps by uid, and where they were official."""

from collections.abc import Iterable
from datetime import timedelta

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.shapes import maps
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world import paris
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World

MOST_UIDS = 100
NOWHERE: Json = {
    "officialYear": -1,
    "season": -1,
    "officialMaps": [],
    "totdYear": -1,
    "week": -1,
    "totdMaps": [],
}


class Maps:
    """What is known of maps."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/token/map/get-multiple", self.several),
            web.get("/api/token/map/{uid}", self.one),
            web.get("/api/campaign/map/{uid}", self.official),
            web.post("/api/token/map/favorite/{uid}/{change:add|remove}", self.favorite),
        )

    async def one(self, request: web.Request) -> web.Response:
        """Return a map; an unknown one is status 500."""
        track = self._world.track(request.match_info["uid"])
        if track is None:
            return errors.live_error(500, "NotFoundHttpException")
        return web.json_response(maps.full(track, self._world.media_url))

    async def several(self, request: web.Request) -> web.Response:
        """Return up to a hundred maps, the last asked first; unknown ones are left out."""
        asked = request.query.get("mapUidList", "").split(",")
        if not all(asked) or len(asked) > MOST_UIDS:
            return errors.live_error(500)
        tracks = [self._world.track(uid) for uid in dict.fromkeys(reversed(asked))]
        found = [maps.full(track, self._world.media_url) for track in tracks if track]
        return web.json_response({"mapList": found, "itemCount": len(found)})

    async def official(self, request: web.Request) -> web.Response:
        """Return the season or the week of Tracks of the Day a map belonged to."""
        uid, now = request.match_info["uid"], self._world.now()
        library = self._world.library
        release = library.release_of(uid, now)
        if release and release.kind == Kind.SEASON:
            year, quarter = paris.season_quarter(release.number)
            official = {"officialYear": year, "season": quarter, "officialMaps": release.maps}
            return web.json_response({**NOWHERE, **official})
        if day := library.day_of(uid, now):
            return web.json_response({**NOWHERE, **self._week(day.number)})
        return web.json_response(NOWHERE)

    async def favorite(self, request: web.Request) -> web.Response:
        """Change nothing that can be seen, as the real call."""
        if self._world.track(request.match_info["uid"]) is None:
            return errors.live_error(500)
        return web.Response(status=204)

    def _week(self, number: int) -> Json:
        date = paris.FIRST_TOTD + timedelta(days=number)
        monday, days = number - date.weekday(), self._world.days
        week = [
            days.get(at, self._world.now()).map_uid for at in range(monday, monday + 7) if at >= 0
        ]
        calendar = date.isocalendar()
        return {
            "totdYear": calendar.year,
            "week": calendar.week,
            "totdMaps": [uid for uid in week if uid],
        }
