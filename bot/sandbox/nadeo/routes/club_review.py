"""Submissions to the review rooms of clubs."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.routes.activities import asked
from bot.sandbox.nadeo.routes.clubs import CLUB, NOT_MEMBER
from bot.sandbox.nadeo.shapes import maps, review
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.activities import FIRST_CAMPAIGN, Activity
from bot.sandbox.world.clubs import CREATES_CONTENT
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.review import Submission
from bot.sandbox.world.world import World

PAGE = 48
HOUR = 3600


class ClubReview:
    """All submissions for those who run the room, and the caller's own."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        path = CLUB + "/map-review/{activity}/map"
        return (web.get(path, self.all), web.get(path + "/mine", self.mine))

    async def all(self, request: web.Request) -> web.Response:
        """Return every member's submissions to content creators."""
        room = asked(self._world, self._identity, request, "map-review")
        role = room.club.role_of(self._identity.account)
        if not role:
            return errors.live_reason(NOT_MEMBER, 403)
        if role not in CREATES_CONTENT:
            return errors.live_reason("clubMemberRole:error-notContentCreator", 403)
        length, offset = query.number(request, "length", PAGE), query.number(request, "offset", 0)
        entries = _submissions(self._world, room)[offset : offset + length]
        page = [{**self._entry(entry, True, True), **_played(entry, room)} for entry in entries]
        return web.json_response({"submittedMaps": page, "flashes": [], "itemCount": len(page)})

    async def mine(self, request: web.Request) -> web.Response:
        """Return the caller's own submissions; map and votes only if asked for."""
        room = asked(self._world, self._identity, request, "map-review")
        own = _submissions(self._world, room)[:1] if self._identity.is_service else []
        votes, info = query.flag(request, "withFeedback"), query.flag(request, "withMapInfo")
        page = [self._entry(entry, votes, info) for entry in own]
        return web.json_response({"submittedMaps": page, "itemCount": len(page)})

    def _entry(self, entry: Submission, votes: bool, info: bool) -> Json:
        track = self._world.track(entry.map_uid) if info else None
        summary = maps.summary(track, self._world.media_url) if track else None
        return review.submission(entry, summary, votes)


def _submissions(world: World, room: Activity) -> list[Submission]:
    first = (FIRST_CAMPAIGN + room.id) * 32
    uids = [world.ids.map_uid(Kind.CLUB, first + place) for place in range(2)]
    times = [room.created + HOUR * place for place in (5, 9)]
    voted = Submission(uids[1], times[1], times[1], [0, 0, 1, 2, 4], styles=("Tech",))
    return [Submission(uids[0], times[0], times[0]), voted]


def _played(entry: Submission, room: Activity) -> Json:
    """Return what only those who run the room see."""
    return {
        "rejected": False,
        "selected": False,
        "difficultyScore": -1,
        "difficultyCount": 0,
        "mScore": -1 if not entry.votes else entry.votes,
        "mScoreExperimental": 0,
        "playerCountAtStart": entry.votes,
        "playerCountAtEnd": entry.votes,
        "playerFinishCount": entry.votes,
        "playerDidntFinishCount": 0,
        "timePlayed": 420,
        "mapReviewId": room.id % 10_000,
        "creationDate": entry.first,
    }
