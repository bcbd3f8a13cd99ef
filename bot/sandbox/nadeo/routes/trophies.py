"""Trophies: how many points players have, and their places by them."""

import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes.boards import BoardShapes
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.world import World

ROUTE = "/api/token/leaderboard/trophy/player"
ECHELONS = (2_000, 10_000, 40_000, 100_000, 300_000, 800_000, 2_000_000, 5_000_000, 15_000_000)
MOST_POINTS_BITS = 25
FURTHEST = 900_000


class Trophies:
    """The trophies of any players, in an order of their own; unknown ones are missing."""

    def __init__(self, world: World, identity: Identity) -> None:
        del identity
        self._world = world
        self._shapes = BoardShapes(world)

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.post(ROUTE, self.players),)

    async def players(self, request: web.Request) -> web.Response:
        """Return the trophies of those who are asked for."""
        accounts = self._world.accounts
        known = [one for one in await _asked(request) if accounts.index(one) is not None]
        found = [self._trophies(account) for account in sorted(known)]
        return web.json_response({"rankings": found, "length": 0})

    def _trophies(self, account: str) -> Json:
        chance = self._world.ids.digest("trophies", account)
        points = chance % (1 << chance % MOST_POINTS_BITS)
        position = max(1, FURTHEST - FURTHEST * points.bit_length() // MOST_POINTS_BITS)
        return {
            "countPoint": points,
            "zones": self._shapes.rankings(account, position),
            "accountId": account,
            "echelon": sum(points >= limit for limit in ECHELONS),
        }


async def _asked(request: web.Request) -> list[str]:
    try:
        body: dict[str, list[dict[str, Any]]] = json.loads(await request.text())
        return list(dict.fromkeys(str(entry["accountId"]) for entry in body["listPlayer"]))
    except (ValueError, KeyError, TypeError):
        raise errors.Refusal(errors.live_error(500)) from None
