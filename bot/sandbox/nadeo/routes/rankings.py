"""Points rankings of whole campaigns."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.routes.boards import DEFAULT_LENGTH, LONGEST_PAGE, READABLE
from bot.sandbox.nadeo.shapes.boards import BoardShapes
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import Ranking
from bot.sandbox.world.world import World

GROUP = "/api/token/leaderboard/group/{group}"
PER_ZONE = 5


class Rankings:
    """Who has how many points; the all-time board has no such ranking."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity
        self._shapes = BoardShapes(world)

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.get(GROUP, self.player), web.get(GROUP + "/top", self.top))

    async def top(self, request: web.Request) -> web.Response:
        """Return the best of a campaign."""
        ranking = self._ranking(request)
        if ranking is None:
            return web.json_response({})
        length, offset = query.page(request, DEFAULT_LENGTH, LONGEST_PAGE)
        if not query.flag(request, "onlyWorld"):
            length, offset = PER_ZONE, 0
        last = min(offset + length, READABLE, ranking.size)
        lines = [self._line(ranking, position) for position in range(offset + 1, last + 1)]
        tops = [self._shapes.top(self._world.zones.world, lines)]
        return web.json_response({"groupUid": request.match_info["group"], "tops": tops})

    async def player(self, request: web.Request) -> web.Response:
        """Return one player's places, the caller's without `accountId`."""
        account = request.query.get("accountId", self._identity.account)
        ranking = self._ranking(request)
        position = ranking.position(account) if ranking else None
        if ranking is None or position is None:
            return web.json_response({})
        return web.json_response(
            {
                "groupUid": request.match_info["group"],
                "sp": str(ranking.points(position)),
                "zones": self._shapes.rankings(account, position),
            }
        )

    def _ranking(self, request: web.Request) -> Ranking | None:
        group = self._world.group(request.match_info["group"])
        return self._world.ranking(group) if group else None

    def _line(self, ranking: Ranking, position: int) -> Json:
        who = self._shapes.player(ranking.account(position), position)
        return {**who, "sp": str(ranking.points(position))}
