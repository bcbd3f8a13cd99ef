"""Clubs, their members and the list of what they offer."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes import clubs
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.clubs import Club, Member
from bot.sandbox.world.world import World

LONGEST_PAGE = 250
MOST_HITS = 200
CLUB = "/api/token/club/{club:\\d+}"
NOT_MEMBER = "clubMemberRole:error-notMember"
Item = TypeVar("Item")


class ClubRoutes:
    """Looking for clubs and into them."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/token/club", self.search),
            web.get("/api/token/club/mine", self.mine),
            web.get("/api/token/club/player/info", self.player),
            web.get(CLUB, self.one),
            web.get(CLUB + "/member", self.members),
            web.post(CLUB + "/member/create", self.enter),
            web.get(CLUB + "/member/{account}", self.member),
            web.get(CLUB + "/member/{name}/from-login", self.member_by_name),
            web.get(CLUB + "/activity", self.activities),
        )

    async def search(self, request: web.Request) -> web.Response:
        """Return clubs by name, or the verified ones; this list alone counts in `clubCount`."""
        found = self._world.clubs.search(request.query.get("name", ""))[:MOST_HITS]
        return web.json_response(self._club_page(request, found, {}))

    async def mine(self, request: web.Request) -> web.Response:
        """Return the clubs of the caller's account."""
        account = self._identity.account
        found = self._world.clubs.of_member(account)
        roles = {club.id: {"role": club.role_of(account)} for club in found}
        return web.json_response(self._club_page(request, found, roles))

    def _club_page(self, request: web.Request, found: list[Club], extra: dict[int, Json]) -> Json:
        length, page = paged(request, found)
        return {
            "clubList": [
                {**extra.get(club.id, {}), **clubs.club(self._world, club)} for club in page
            ],
            "maxPage": query.page_count(len(found), length),
            "clubCount": len(found),
        }

    async def player(self, request: web.Request) -> web.Response:
        """Return whose tag the caller's account wears."""
        del request
        mine = self._world.clubs.of_member(self._identity.account)
        pinned = mine[0] if mine else None
        return web.json_response(
            {
                "hasClubVip": pinned is not None,
                "hasPlayerVip": False,
                "hasFollower": False,
                "tagClubId": pinned.id if pinned else 0,
                "tag": pinned.tag if pinned else "",
                "pinnedClub": pinned.id if pinned else 0,
                "pinnedClubName": pinned.name if pinned else "",
            }
        )

    async def one(self, request: web.Request) -> web.Response:
        """Return a club."""
        club = self._club(request)
        if club is None:
            return errors.live_reason("club:error-notFound", 404)
        return web.json_response(clubs.club(self._world, club))

    async def enter(self, request: web.Request) -> web.Response:
        """Refuse to let anybody in, with the status the real one uses for it."""
        if self._club(request) is None:
            return errors.live_reason("club:error-notFound", 404)
        return errors.live_reason("clubState:error-wrongState", 500)

    async def members(self, request: web.Request) -> web.Response:
        """Return members, the founder first; an unknown club has none."""
        club = self._club(request)
        length, page = paged(request, club.members if club else ())
        total = len(club.members) if club else 0
        return web.json_response(
            {
                "clubMemberList": [clubs.member(club, who) for who in page] if club else [],
                "maxPage": query.page_count(total, length),
                "itemCount": total,
            }
        )

    async def member(self, request: web.Request) -> web.Response:
        """Return one membership."""
        return self._membership(request, request.match_info["account"])

    async def member_by_name(self, request: web.Request) -> web.Response:
        """Return the membership of a display name."""
        account = self._world.accounts.find(request.match_info["name"])
        if account is None:
            return errors.live_reason("player:error-notFound", 404)
        return self._membership(request, account)

    def _membership(self, request: web.Request, account: str) -> web.Response:
        """Answer for strangers too: with no role, and a membership that begins now."""
        club = self._club(request)
        if club is None:
            return errors.live_reason("club:error-notFound", 404)
        stranger = Member(account, "", int(self._world.now()))
        return web.json_response(clubs.member(club, club.member(account) or stranger))

    async def activities(self, request: web.Request) -> web.Response:
        """Return what a club offers; only its admins may leave out `active=true`."""
        club, active = self._club(request), query.flag(request, "active")
        role = club.role_of(self._identity.account) if club else ""
        if not active and role not in ("Creator", "Admin"):
            return errors.live_reason(NOT_MEMBER, 403)
        found = self._offered(club, request, active) if club else []
        length, page = paged(request, found)
        return web.json_response(
            {
                "activityList": [clubs.activity(self._world, entry) for entry in page],
                "maxPage": query.page_count(len(found), length),
                "itemCount": len(found),
            }
        )

    def _offered(self, club: Club, request: web.Request, active: bool) -> list[Activity]:
        folder = query.number(request, "folderId", 0) or None
        return [
            activity
            for activity in self._world.activities.of_club(club)
            if activity.folder == folder and (activity.plan.active or not active)
        ]

    def _club(self, request: web.Request) -> Club | None:
        return self._world.clubs.all.get(query.path_number(request, "club"))


def paged(request: web.Request, items: Sequence[Item]) -> tuple[int, Sequence[Item]]:
    """Return the page's length, which must be asked for, and the items on it."""
    length, offset = query.page(request, None, LONGEST_PAGE)
    return length, items[offset : offset + length]
