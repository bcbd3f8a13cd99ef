"""The four hosts on four ports of this machine."""

from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.guard import guard
from bot.sandbox.nadeo.failures import Failures
from bot.sandbox.nadeo.gate import Gate
from bot.sandbox.nadeo.identity import AccountKind, Identity
from bot.sandbox.nadeo.recording import Host, RecordedRequest, Recorder
from bot.sandbox.nadeo.routes.all import routes_of
from bot.sandbox.nadeo.routes.authentication import Client
from bot.sandbox.nadeo.tokens import Tokens
from bot.sandbox.world.world import World

HOSTS: tuple[Host, ...] = ("core", "live", "meet", "oauth")
# Longer than the longest target that is answered with 414, so that it gets that far.
LINE_SIZE = 32_768
SHUTDOWN_SECONDS = 0.5


class NadeoServer:
    """Nadeo's four hosts, which speak for one world as long as the context is open."""

    def __init__(
        self,
        world: World,
        *,
        login: str = "sandbox",
        password: str = "sandbox",  # noqa: S107 - opens nothing but this stand-in
        account: AccountKind = "service",
        client_id: str = "sandbox",
        client_secret: str = "sandbox",  # noqa: S107 - likewise
    ) -> None:
        self.world = world
        self.identity = Identity(world, login, password, account)
        self.tokens = Tokens(self.identity, client_id)
        self.failures = Failures()
        self._client = Client(client_id, client_secret)
        self._recorder = Recorder()
        self._urls: dict[Host, str] = {}
        self._stack = AsyncExitStack()

    @property
    def requests(self) -> deque[RecordedRequest]:
        """The newest requests, oldest first."""
        return self._recorder.requests

    @property
    def on_request(self) -> list[Callable[[RecordedRequest], None]]:
        """Who is told of every request once it is answered."""
        return self._recorder.listeners

    @property
    def core_url(self) -> str:
        """Where Core listens."""
        return self._urls["core"]

    @property
    def live_url(self) -> str:
        """Where Live listens."""
        return self._urls["live"]

    @property
    def meet_url(self) -> str:
        """Where Meet listens."""
        return self._urls["meet"]

    @property
    def oauth_url(self) -> str:
        """Where the public interface listens."""
        return self._urls["oauth"]

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opening:
            for host in HOSTS:
                self._urls[host] = await self._listen(host, opening)
            self._stack = opening.pop_all()
        # Nobody who believes what is told here is led out of this machine.
        self.world.media_url = self.core_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.failures.close()
        await self._stack.aclose()

    async def _listen(self, host: Host, stack: AsyncExitStack) -> str:
        gate = Gate(host, self.tokens, self.failures, self._recorder)
        application = web.Application(middlewares=[guard, gate.record, gate.admit])
        application.add_routes(
            routes_of(host, self.world, self.identity, self.tokens, self._client)
        )
        runner = web.AppRunner(
            application,
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=SHUTDOWN_SECONDS,
            max_line_size=LINE_SIZE,
            max_field_size=LINE_SIZE,
        )
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"
