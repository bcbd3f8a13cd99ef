"""The stand-in as a whole: one port of this machine that speaks REST v10 and the gateway."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.clock import Clock, WorldClock
from bot.sandbox.discord.backend import BACKEND, Backend
from bot.sandbox.discord.events import EventStream
from bot.sandbox.discord.failures import Failures
from bot.sandbox.discord.gateway.connection import Connection
from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.people.people import People
from bot.sandbox.discord.routes.api import build_api
from bot.sandbox.discord.routes.cdn import routes as cdn_routes
from bot.sandbox.discord.routes.middleware import BASE
from bot.sandbox.discord.state.state import DiscordState

HOST = "127.0.0.1"
DEFAULT_TOKEN = "sandbox.token"  # noqa: S105 - opens nothing but this stand-in
PATIENCE_AT_THE_END = 0.5


class DiscordServer:
    """A small Discord on 127.0.0.1, open from `async with` on.

    `extend` is called with the application before it starts, to put further routes beside
    Discord's own. `clock` is the time that tokens, nonces and limits run out by.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        token: str = DEFAULT_TOKEN,
        clock: Clock | None = None,
        extend: Callable[[web.Application], None] | None = None,
    ) -> None:
        self.token = token
        # The loop's own time: who waits by it is not late because the machine was busy.
        seconds = asyncio.get_running_loop().time
        self.state = DiscordState(clock or WorldClock(seconds=seconds))
        self._hub = Hub(self.state)
        self.failures = Failures(self.state.clock, self._hub)
        self.people = People(self.state)
        self.events = EventStream()
        self.state.changes.listen(self.events.tell)
        self._backend = Backend(self.state, self._hub, self.failures, token)
        self.requests = self._backend.requests
        self._port = port
        self._extend = extend
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Return where the server listens."""
        return self._hub.address

    @property
    def api_url(self) -> str:
        """Return the base address of the API."""
        return self.address + BASE

    @property
    def gateway_url(self) -> str:
        """Return the address of the gateway."""
        return self._hub.gateway_url

    @property
    def is_online(self) -> bool:
        """Tell whether a bot listens at present."""
        return self._hub.is_online

    @property
    def shards(self) -> int:
        """Return how many shards a bot is told to use; may be set before it starts."""
        return self._hub.shards

    @shards.setter
    def shards(self, count: int) -> None:
        self._hub.shards = count

    def allow_starts(self, at_once: int, *, seconds_between: float = 0.0) -> None:
        """Say how many shards may begin sessions at once, and how long each keeps others away."""
        self._hub.max_concurrency = at_once
        self._hub.seconds_between_starts = seconds_between

    @property
    def session_starts(self) -> int:
        """Return how many gateway sessions were begun; resumed ones are not begun anew."""
        return self._hub.session_starts

    @property
    def connections(self) -> int:
        """Return how many gateway connections were made."""
        return self._hub.connections_made

    async def __aenter__(self) -> Self:
        app = web.Application()
        app[BACKEND] = self._backend
        app.add_subapp(BASE, build_api(self._backend))
        app.add_routes(cdn_routes)
        app.router.add_get("/gateway", self._serve_gateway)
        if self._extend is not None:
            self._extend(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE_AT_THE_END)
        await runner.setup()
        self._runner = runner
        try:
            await web.TCPSite(runner, HOST, self._port).start()
        except OSError:
            await runner.cleanup()
            raise
        host, port = runner.addresses[0][:2]
        self._hub.address = f"http://{host}:{port}"
        self._hub.gateway_url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.events.close()
        self._hub.cut(1001)
        await self.state.interactions.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve_gateway(self, request: web.Request) -> web.StreamResponse:
        if self.failures.gateway_refusals:
            return web.Response(status=self.failures.gateway_refusals.pop(0))
        compressed = request.query.get("compress") == "zlib-stream"
        return await Connection(self._hub, self.token, compressed=compressed).serve(request)
