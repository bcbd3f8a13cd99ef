"""The Exchange on a port of this machine: its routes, its limits, its failures."""

from collections import deque
from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.exchange.shelf import COLOURS, TAGS, Shelf, Shelved
from bot.sandbox.guard import guard
from bot.sandbox.nadeo.failures import CutResponse, Failures
from bot.sandbox.nadeo.recording import AnyHost, RecordedRequest, Recorder
from bot.sandbox.world.world import World

HOST: AnyHost = "exchange"
MOST_MAPS = 100
DEFAULT_COUNT = 40
MOST_COUNTED = 1000
FIELDS = ("MapId", "MapUid", "OnlineMapId", "Name", "GbxMapName", "Tags", "Difficulty")
SHUTDOWN_SECONDS = 0.5


class ExchangeServer:
    """Trackmania Exchange, which knows most maps of one world while the context is open."""

    def __init__(self, world: World) -> None:
        self.failures = Failures()
        self.shelf = Shelf(world)
        self._recorder = Recorder()
        self._stack = AsyncExitStack()
        self.url = ""

    @property
    def requests(self) -> deque[RecordedRequest]:
        """The newest requests, oldest first."""
        return self._recorder.requests

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opening:
            application = web.Application(middlewares=[guard, self._record, self._fail])
            application.add_routes(self._routes())
            runner = web.AppRunner(
                application,
                access_log=None,
                handler_cancellation=True,
                shutdown_timeout=SHUTDOWN_SECONDS,
            )
            await runner.setup()
            opening.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            self._stack = opening.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.failures.close()
        await self._stack.aclose()

    def _routes(self) -> Iterable[web.RouteDef]:
        return (
            web.get("/api/maps", self._maps),
            web.get("/api/meta/tags", self._tags),
            web.get("/mapshow/{number}", self._page),
        )

    @web.middleware
    async def _record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        at, status = datetime.now(UTC), 0
        body = await self._recorder.read(request)
        try:
            response = await handler(request)
            status = 0 if isinstance(response, CutResponse) else response.status
        finally:
            self._recorder.record(HOST, request, at, body, status)
        return response

    @web.middleware
    async def _fail(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if failure := await self.failures.answer(HOST, request, is_login=False):
            return failure
        return self.failures.spoilt(request, await handler(request))

    async def _maps(self, request: web.Request) -> web.Response:
        """Return maps by uid or number, 40 unless told otherwise (quirk 156)."""
        fields = request.query.get("fields", "").split(",")
        asked = request.query.get("uid", request.query.get("id", "")).split(",")
        count = request.query.get("count", str(DEFAULT_COUNT))
        # One unknown name spoils the request (quirk 158).
        is_sound = set(fields) <= set(FIELDS) and count.isdecimal() and len(asked) <= MOST_MAPS
        if not is_sound:
            return web.json_response({"status": 400}, status=400)
        if "uid" in request.query:
            found = [self.shelf.by_uid(uid) for uid in asked]
        else:
            found = [self.shelf.by_number(int(one)) for one in asked if one.isdecimal()]
        most = min(int(count), MOST_COUNTED)
        maps = [_entry(one, fields) for one in found if one is not None]
        return web.json_response({"More": len(maps) > most, "Results": maps[:most]})

    async def _tags(self, _request: web.Request) -> web.Response:
        """Return all tags; what a map calls TagId is ID here (quirk 157)."""
        tags = [
            {"ID": number, "Name": name, "Color": COLOURS.get(number, "")}
            for number, name in TAGS.items()
        ]
        return web.json_response(tags)

    async def _page(self, request: web.Request) -> web.Response:
        """Show that a link leads to a map."""
        number = request.match_info["number"]
        found = self.shelf.by_number(int(number)) if number.isdecimal() else None
        if found is None:
            raise web.HTTPNotFound
        return web.Response(text=f"{found.number}: {found.name} ({found.map_uid})")


def _entry(one: Shelved, fields: list[str]) -> dict[str, Any]:
    tags = [
        {"TagId": number, "Name": TAGS[number], "Color": COLOURS.get(number, "")}
        for number in one.tags
    ]
    whole: dict[str, Any] = {
        "MapId": one.number,
        "MapUid": one.map_uid,
        "OnlineMapId": one.online_id,
        "Name": one.name,
        "GbxMapName": one.name,
        "Tags": tags,
        "Difficulty": one.difficulty,
    }
    return {field: whole[field] for field in fields}
