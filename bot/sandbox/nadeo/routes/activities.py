"""What clubs offer, one by one and across clubs."""

from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from bot.sandbox.nadeo import errors, query
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.routes.clubs import CLUB, MOST_HITS, NOT_MEMBER, paged
from bot.sandbox.nadeo.shapes import activities
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.world import World

Shape = Callable[[World, Activity], Json]
Handler = Callable[[web.Request], Awaitable[web.Response]]
# Path, activity type, how one looks in a list, what the list is called.
LISTS: tuple[tuple[str, str, Shape, str], ...] = (
    ("campaign", "campaign", activities.campaign, "clubCampaignList"),
    ("room", "room", activities.room, "clubRoomList"),
    ("competition", "competition", activities.competition, "clubCompetitionList"),
    (
        "map-review",
        "map-review",
        lambda world, entry: activities.review(world, entry, in_list=True),
        "clubMapReviewList",
    ),
)
SINGLES: tuple[tuple[str, str, Shape], ...] = (
    ("room", "room", activities.room),
    ("news", "news", activities.news),
    ("bucket", "map-upload", activities.upload),
    (
        "map-review",
        "map-review",
        lambda world, entry: activities.review(world, entry, in_list=False),
    ),
)
EMPTY_FAULT = "empty"
JOIN_FAULT = "roomServer:error-NoServerAvailable"


class ActivityRoutes:
    """Campaigns, rooms, reviews, news and uploads of clubs."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        yield web.get(CLUB + "/campaign/{campaign}", self.campaign)
        yield web.post(CLUB + "/room/{activity}/join", self.join)
        for path, kind, shape, key in LISTS:
            yield web.get(f"/api/token/club/{path}", self._list(kind, shape, key))
        for path, kind, shape in SINGLES:
            yield web.get(f"{CLUB}/{path}/{{activity}}", self._single(kind, shape))

    async def campaign(self, request: web.Request) -> web.Response:
        """Return a campaign by its campaign id; one answers with nothing for good."""
        found = self._world.activities.campaign(query.path_number(request, "campaign"))
        entry = visible(found, self._identity, request)
        if entry.plan.fault == EMPTY_FAULT:
            return web.Response()
        return web.json_response(activities.campaign(self._world, entry))

    async def join(self, request: web.Request) -> web.Response:
        """Start a room and tell how to join it."""
        entry = asked(self._world, self._identity, request, "room")
        if entry.plan.fault == JOIN_FAULT:
            return errors.live_reason(JOIN_FAULT, 500)
        servers = self._world.review_servers
        server = f"room-{entry.id}"
        reading = servers.reading(server, maps=1)
        body = {"starting": reading != "ready", "joinLink": servers.link(server, reading)}
        return web.json_response(body)

    def _list(self, kind: str, shape: Shape, key: str) -> Handler:
        async def handler(request: web.Request) -> web.Response:
            return web.json_response(self._list_page(kind, shape, key, request))

        return handler

    def _list_page(self, kind: str, shape: Shape, key: str, request: web.Request) -> Json:
        """Return one page over all clubs: by name, or those of verified clubs."""
        name = request.query.get("name", "").casefold()
        found = [
            entry
            for entry in self._world.activities.of_type(kind)
            if (name in entry.plan.name.casefold() if name else entry.club.verified)
        ][: MOST_HITS if name else None]
        length, page = paged(request, found)
        return {
            key: [shape(self._world, entry) for entry in page],
            "maxPage": query.page_count(len(found), length),
            "itemCount": len(found),
        }

    def _single(self, kind: str, shape: Shape) -> Handler:
        async def handler(request: web.Request) -> web.Response:
            entry = asked(self._world, self._identity, request, kind)
            return web.json_response(shape(self._world, entry))

        return handler


def asked(world: World, identity: Identity, request: web.Request, kind: str) -> Activity:
    """Return the activity a path names by its activity id, or refuse the request."""
    found = world.activities.all.get(query.path_number(request, "activity"))
    entry = visible(found if found and found.plan.type == kind else None, identity, request)
    if entry.plan.fault.endswith("notFound"):
        raise errors.Refusal(errors.live_reason(entry.plan.fault, 404))
    return entry


def visible(found: Activity | None, identity: Identity, request: web.Request) -> Activity:
    """Return an activity of the club in the path that the caller may see, or refuse."""
    if found is None or found.club.id != query.path_number(request, "club"):
        raise errors.Refusal(errors.live_reason("activity:error-notFound", 404))
    role = found.club.role_of(identity.account)
    if not found.club.lets_in(identity.account) or not (found.plan.public or role):
        raise errors.Refusal(errors.live_reason(NOT_MEMBER, 403))
    return found
