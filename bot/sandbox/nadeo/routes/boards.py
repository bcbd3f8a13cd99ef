"""Leaderboards of maps."""

from collections.abc import Iterable, Iterator
from itertools import islice

from aiohttp import web

from bot.sandbox.nadeo import query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes.boards import BoardShapes, board
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import Entry, Ladder
from bot.sandbox.world.world import World

LONGEST_PAGE = 100
READABLE = 10_000
PER_ZONE = 5
DEFAULT_LENGTH = 5
MAP = "/api/token/leaderboard/group/{group}/map/{map}"


class Boards:
    """A map's leaderboard in a group: the world's, the zones', the medals."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity
        self._shapes = BoardShapes(world)

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.get(MAP + "/top", self.top), web.get(MAP + "/medals", self.medals))

    async def top(self, request: web.Request) -> web.Response:
        """Return the best; only `onlyWorld=true` lets the caller choose which."""
        group, map_uid = self._world.group(request.match_info["group"]), request.match_info["map"]
        if group is None:
            return web.json_response({})
        ladder = self._world.ladder(group, map_uid)
        if query.flag(request, "onlyWorld"):
            lines = [self._shapes.line(entry) for entry in _page(ladder, request)]
            return web.json_response(self._shapes.world_board(group.uid, map_uid, lines))
        tops = [self._zone_top(ladder, zone) for zone in self._asked_zones(request)]
        return web.json_response(board(group.uid, map_uid, tops))

    async def medals(self, request: web.Request) -> web.Response:
        """Return who is the last to have each medal; medals nobody has are missing."""
        group, map_uid = self._world.group(request.match_info["group"]), request.match_info["map"]
        if group is None:
            return web.json_response({})
        ladder, track = self._world.ladder(group, map_uid), self._world.track(map_uid)
        found: list[Json] = []
        if ladder and track:
            for medal in ("Author", "Gold", "Silver", "Bronze"):
                position = ladder.rank_of(getattr(track.medals, medal.lower())) - 1
                if position:
                    found.append({"medal": medal, **self._medal(ladder.entry(position))})
        return web.json_response({"groupUid": group.uid, "mapUid": map_uid, "medals": found})

    def _medal(self, entry: Entry) -> Json:
        line = self._shapes.line(entry)
        return {key: line[key] for key in ("accountId", "zoneId", "zoneName", "score")}

    def _asked_zones(self, request: web.Request) -> list[str]:
        """Return the zone asked for, or all that the caller's account lives in."""
        zones = self._world.zones
        asked = request.query.get("zoneId", "")
        if asked in zones.all:
            return [asked]
        return [zone.id for zone in zones.path(self._identity.zone.id)]

    def _zone_top(self, ladder: Ladder | None, zone: str) -> Json:
        accounts, zones = self._world.accounts, self._world.zones
        readable = ladder.page(1, READABLE) if ladder else iter(())
        local = (entry for entry in readable if zones.within(accounts.zone(entry.account).id, zone))
        lines = [
            {**self._shapes.line(entry), "position": position}
            for position, entry in enumerate(islice(local, PER_ZONE), start=1)
        ]
        return self._shapes.top(zones.all[zone], lines)


def _page(ladder: Ladder | None, request: web.Request) -> Iterator[Entry]:
    """Yield the lines asked for: at most a hundred, none beyond the first ten thousand."""
    length, offset = query.page(request, DEFAULT_LENGTH, LONGEST_PAGE)
    if ladder is None:
        return iter(())
    return ladder.page(offset + 1, min(length, READABLE - offset))
