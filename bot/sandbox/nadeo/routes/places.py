"""Where a score would stand: the neighbours of one, the positions of many."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.routes.boards import MAP
from bot.sandbox.nadeo.shapes.boards import BoardShapes
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import Ladder
from bot.sandbox.world.world import World

MOST_MAPS = 50


class Places:
    """Questions about scores nobody has to have driven; closed groups answer none."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity
        self._shapes = BoardShapes(world)

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get(MAP + "/surround/{lower}/{upper}", self.surround),
            web.post("/api/token/leaderboard/group/map", self.positions),
        )

    async def surround(self, request: web.Request) -> web.Response:
        """Return the neighbours of a score, which itself appears as if the caller had it."""
        group, map_uid = self._world.group(request.match_info["group"]), request.match_info["map"]
        asked = query.number(request, "score", 0)
        if group is None or not group.is_open(self._world.now()):
            return web.json_response({})
        ladder = self._world.ladder(group, map_uid)
        asked = self._askable(ladder, asked)
        if not asked:
            return web.json_response({})
        lines = self._around(ladder, asked, request) if ladder else [self._fake(1, asked)]
        return web.json_response(self._shapes.world_board(group.uid, map_uid, lines))

    async def positions(self, request: web.Request) -> web.Response:
        """Return the rank that scores would have, or the account's own records without scores."""
        maps = await _maps(request)
        scores = {
            key.removeprefix("scores[").removesuffix("]"): request.query[key]
            for key in request.query
            if key.startswith("scores[")
        }
        if not set(scores) <= set(maps) or len(maps) > MOST_MAPS:
            return errors.live_error(500)
        if self._world.empty_positions:
            self._world.empty_positions -= 1
            return web.json_response([])
        found = [self._position(uid, group, scores) for uid, group in maps.items()]
        return web.json_response([answer for answer in found if answer])

    def _position(self, map_uid: str, group_uid: str, scores: dict[str, str]) -> Json | None:
        """Return the answer for one map, or None where the real one says nothing."""
        group = self._world.group(group_uid)
        if group is None or not group.is_open(self._world.now()):
            return None
        ladder = self._world.ladder(group, map_uid)
        if ladder is None:
            return None
        zones = self._asked(ladder, scores.get(map_uid, "")) if scores else self._own(ladder)
        return {"groupUid": group_uid, "mapUid": map_uid, **zones} if zones else None

    def _asked(self, ladder: Ladder, text: str) -> Json | None:
        score = int(text) if text.isascii() and text.isdigit() else 0
        if score < 1:
            return None
        zone = self._world.zones.world
        ranking = {"position": ladder.rank_of(score), "length": 0}
        entry = {"zoneId": zone.id, "zoneName": zone.name, "ranking": ranking}
        return {"score": score, "zones": [entry]}

    def _own(self, ladder: Ladder) -> Json | None:
        entry = ladder.of(self._identity.account)
        if entry is None:
            return None
        return {"score": entry.score, "zones": self._shapes.rankings(entry.account, entry.position)}

    def _around(self, ladder: Ladder, asked: int, request: web.Request) -> Iterator[Json]:
        """Yield the asked score with at most one line on each side of it."""
        own = ladder.of(self._identity.account)
        is_record = own is not None and not ladder.is_better(asked, ladder.true_score(own.position))
        position = own.position if own and is_record else ladder.rank_of(asked)
        # A line of the caller's own is gone where a better score takes its place.
        following = position + (own is not None and own.position == position)
        if _wants(request, "lower") and position > 1:
            yield self._shapes.line(ladder.entry(position - 1))
        yield self._fake(position, asked)
        if _wants(request, "upper") and following <= ladder.size:
            yield {**self._shapes.line(ladder.entry(following)), "position": position + 1}

    def _askable(self, ladder: Ladder | None, asked: int) -> int:
        """Return the score that counts: a record of the account's own hides all worse ones."""
        own = ladder.of(self._identity.account) if ladder else None
        if own is None or ladder is None:
            return asked
        record = ladder.true_score(own.position)
        return record if not asked or ladder.is_better(record, asked) else asked

    def _fake(self, position: int, score: int) -> Json:
        who = self._shapes.player(self._identity.account, position)
        return {**who, "score": score, "timestamp": -1}


def _wants(request: web.Request, side: str) -> bool:
    return request.match_info[side] not in ("", "0")


async def _maps(request: web.Request) -> dict[str, str]:
    """Return the groups by map of the body; a map named twice counts once."""
    try:
        body: dict[str, list[dict[str, Any]]] = json.loads(await request.text())
        return {str(entry["mapUid"]): str(entry["groupUid"]) for entry in body["maps"]}
    except (ValueError, KeyError, TypeError):
        raise errors.Refusal(errors.live_error(500)) from None
