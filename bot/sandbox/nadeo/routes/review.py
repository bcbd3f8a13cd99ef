"""Map review of the official queues."""

from collections.abc import Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes import maps, review
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.review import REVIEW_TYPES, SECONDS_PER_MAP, Submission
from bot.sandbox.world.world import World

PAGE = 144


class Review:
    """Joining, waiting and the account's own submissions."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.get("/api/token/map-review/{type}/connect", self.connect),
            web.get("/api/token/map-review/{type}/waiting-time", self.waiting_time),
            web.get("/api/token/map-review/{type}/submitted-map", self.submitted),
        )

    async def connect(self, request: web.Request) -> web.Response:
        """Tell how to join; needs a player's account."""
        review_type = _official(request)
        if not self._identity.is_service:
            rule = f"{self._identity.account} does not have rule map_AccessServerReview"
            return errors.live_object(403, "NLS::Player::MissingRule", rule)
        servers = self._world.review_servers
        reading = servers.reading(review_type, self._world.queue[review_type])
        return web.json_response(
            {
                "joinLink": servers.link(review_type, reading),
                "noMap": reading == "no-map",
                "starting": reading in ("starting", "linked"),
                "submissionWaitTimer": servers.wait_timer,
            }
        )

    async def waiting_time(self, request: web.Request) -> web.Response:
        """Tell how long a map submitted now would wait."""
        ahead = self._world.queue[_official(request)]
        return web.json_response({"seconds": ahead * SECONDS_PER_MAP})

    async def submitted(self, request: web.Request) -> web.Response:
        """Return the account's own submissions; the count is that of the page."""
        review_type = request.match_info["type"]
        if review_type not in REVIEW_TYPES:
            return errors.live_reason("mapReview:error-notFound", 404)
        length, offset = query.number(request, "length", PAGE), query.number(request, "offset", 0)
        own = self._world.submissions[review_type] if self._identity.is_service else []
        page = [self._entry(entry, request) for entry in own[offset : offset + length]]
        return web.json_response({"submittedMaps": page, "itemCount": len(page)})

    def _entry(self, entry: Submission, request: web.Request) -> Json:
        wanted = query.flag(request, "withMapInfo")
        track = self._world.track(entry.map_uid) if wanted else None
        info = maps.summary(track, self._world.media_url) if track else None
        return review.submission(entry, info, query.flag(request, "withFeedback"))


def _official(request: web.Request) -> str:
    review_type = request.match_info["type"]
    if review_type not in REVIEW_TYPES:
        refusal = web.Response(status=403, text="Only official MapReview")
        raise errors.Refusal(refusal)
    return review_type
