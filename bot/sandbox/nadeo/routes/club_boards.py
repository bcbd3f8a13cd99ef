"""Leaderboards among the members of a club."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.routes.boards import DEFAULT_LENGTH, LONGEST_PAGE, MAP
from bot.sandbox.nadeo.routes.clubs import NOT_MEMBER
from bot.sandbox.nadeo.routes.rankings import GROUP
from bot.sandbox.nadeo.shapes.boards import BoardShapes
from bot.sandbox.world.clubs import Club
from bot.sandbox.world.ladders import Entry, Ladder, Ranking
from bot.sandbox.world.world import World


class ClubBoards:
    """A map's ladder and a campaign's ranking, cut down to a club."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity
        self._shapes = BoardShapes(world)
        self._read_before = set[tuple[str, str, int]]()

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get(MAP + "/club/{club}/top", self.map_top),
            web.get(MAP + "/club/{club}", self.own_record),
            web.get(GROUP + "/club/{club}/top", self.campaign_top),
            web.get(GROUP + "/club/{club}", self.own_ranking),
        )

    async def map_top(self, request: web.Request) -> web.Response:
        """Return the members' records; an unknown club has none."""
        group, club = self._world.group(request.match_info["group"]), self._club(request)
        if group is None:
            return web.json_response({})
        map_uid = request.match_info["map"]
        entries = _members_on(self._world.ladder(group, map_uid), club)
        length, offset = query.page(request, DEFAULT_LENGTH, LONGEST_PAGE)
        top = [
            {**self._shapes.player(entry.account, place), "score": entry.score}
            for place, entry in enumerate(entries, start=1)
        ]
        return web.json_response(
            {
                "groupUid": group.uid,
                "mapUid": map_uid,
                "clubId": query.path_number(request, "club"),
                "length": len(entries),
                "top": top[offset : offset + length],
            }
        )

    async def own_record(self, request: web.Request) -> web.Response:
        """Return the account's own place, which the first answer wrongly says is 1."""
        if not self._identity.is_service:
            return errors.live_reason("club_Join:error-notAllowed", 403)
        club, account = self._club(request), self._identity.account
        if club is None or not club.role_of(account):
            return errors.live_reason(NOT_MEMBER, 403)
        group, map_uid = self._world.group(request.match_info["group"]), request.match_info["map"]
        ladder = self._world.ladder(group, map_uid) if group else None
        entries = _members_on(ladder, club)
        place = next((at for at, own in enumerate(entries, 1) if own.account == account), None)
        if place is None or group is None:
            return web.json_response({})
        return web.json_response(
            {
                "groupUid": group.uid,
                "mapUid": map_uid,
                "score": entries[place - 1].score,
                "clubId": club.id,
                "position": place if self._was_read((group.uid, map_uid, club.id)) else 1,
            }
        )

    async def campaign_top(self, request: web.Request) -> web.Response:
        """Return the members' points; an unknown group gives nothing at all."""
        ranking, club = self._ranking(request), self._club(request)
        if ranking is None:
            return web.Response()
        positions = _members_in(ranking, club)
        length, offset = query.page(request, DEFAULT_LENGTH, LONGEST_PAGE)
        top = [
            {
                **self._shapes.player(ranking.account(position), place),
                "sp": str(ranking.points(position)),
            }
            for place, position in enumerate(positions, start=1)
        ]
        return web.json_response(
            {
                "top": top[offset : offset + length],
                "clubId": query.path_number(request, "club"),
                "groupUid": request.match_info["group"],
                "length": len(positions),
            }
        )

    async def own_ranking(self, request: web.Request) -> web.Response:
        """Return the account's own place in the club; an unknown club has it first."""
        ranking, club = self._ranking(request), self._club(request)
        own = ranking.position(self._identity.account) if ranking else None
        if ranking is None or own is None:
            return web.json_response({})
        better = [position for position in _members_in(ranking, club) if position < own]
        return web.json_response(
            {
                "clubId": query.path_number(request, "club"),
                "position": len(better) + 1,
                "groupUid": request.match_info["group"],
                "sp": str(ranking.points(own)),
            }
        )

    def _was_read(self, question: tuple[str, str, int]) -> bool:
        known = question in self._read_before
        self._read_before.add(question)
        return known

    def _club(self, request: web.Request) -> Club | None:
        return self._world.clubs.all.get(query.path_number(request, "club"))

    def _ranking(self, request: web.Request) -> Ranking | None:
        group = self._world.group(request.match_info["group"])
        return self._world.ranking(group) if group else None


def _members_on(ladder: Ladder | None, club: Club | None) -> list[Entry]:
    """Return the members' lines of a ladder, best first."""
    if ladder is None or club is None:
        return []
    entries = [ladder.of(member.account) for member in club.members]
    return sorted((entry for entry in entries if entry), key=lambda entry: entry.position)


def _members_in(ranking: Ranking, club: Club | None) -> list[int]:
    """Return the members' positions in a ranking, best first."""
    positions = [ranking.position(member.account) for member in club.members] if club else []
    return sorted(position for position in positions if position is not None)
