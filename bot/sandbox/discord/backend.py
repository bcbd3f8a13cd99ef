"""What every route works with, and how it answers."""

from dataclasses import dataclass, field
from typing import cast

from aiohttp import web

from bot.sandbox.discord.failures import Failures
from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.recorder import Requests
from bot.sandbox.discord.shapes import Json, text_of
from bot.sandbox.discord.state.drafts import Upload
from bot.sandbox.discord.state.state import DiscordState


@dataclass(eq=False, slots=True)
class Backend:
    """The parts of one running stand-in."""

    state: DiscordState
    hub: Hub
    failures: Failures
    token: str
    requests: Requests = field(default_factory=Requests)

    @property
    def address(self) -> str:
        """Return the server's address, which uploaded files are fetched from."""
        return self.hub.address


@dataclass(frozen=True, slots=True)
class Body:
    """A request's decoded body and the files that came with it, by their number."""

    content: object = None
    uploads: dict[int, Upload] = field(default_factory=dict[int, Upload])
    readable: bool = True


BACKEND = web.AppKey("backend", Backend)
BODY = web.RequestKey("body", Body)


def backend(request: web.Request) -> Backend:
    """Return what the route works with."""
    return request.app[BACKEND]


def number(request: web.Request, name: str) -> int:
    """Return an identifier from the request's path."""
    return int(request.match_info[name])


def answer(payload: object, status: int = 200) -> web.Response:
    """Answer with JSON; discord.py wants its type without a character set."""
    text = text_of(payload).encode()
    return web.Response(body=text, status=status, content_type="application/json")


def nothing() -> web.Response:
    """Answer that it is done."""
    return web.Response(status=204)


def form(request: web.Request) -> Json:
    """Return the request's body as an object; without a body an empty one."""
    content = request[BODY].content
    return cast("Json", content) if isinstance(content, dict) else {}
