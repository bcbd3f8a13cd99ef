"""Ways in which Nadeo fails: as a whole, or once as a test has written it down."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from aiohttp import web

from bot.sandbox.nadeo import errors

Mode = Literal["fine", "down", "slow", "unauthorized", "too-many", "html"]
Spoil = Callable[[str, str, bytes], bytes]
MODES: tuple[Mode, ...] = get_args(Mode)


class CutResponse(web.Response):
    """Stands for an answer that was never sent because the connection was cut."""


@dataclass
class Script:
    """One answer written down beforehand, for the next requests it fits."""

    method: str | None
    host: str | None
    path: re.Pattern[str]
    status: int
    body: bytes
    headers: dict[str, str]
    delay: float
    cut: bool
    times: int

    def fits(self, host: str, request: web.Request) -> bool:
        """Tell whether a request is one of those this was written for."""
        return (
            self.times > 0
            and self.method in (None, request.method)
            and self.host in (None, host)
            and self.path.search(request.path) is not None
        )


@dataclass
class Failures:
    """What goes wrong now. `down_status` 0 means that connections are cut.

    `retry_after` is the header of `too-many`, None leaves it out; `slow_seconds` are real ones.
    """

    retry_after: str | None = "1"
    slow_seconds: float = 60.0
    down_status: int = 503
    scripts: list[Script] = field(default_factory=list[Script])
    spoil: Spoil | None = None
    """What becomes of every true answer: gets the method, the address and the body."""
    _mode: Mode = "fine"
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def mode(self) -> Mode:
        """How the whole of Nadeo behaves."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode not in MODES:
            raise ValueError(f"no such mode: {mode!r}; there are {', '.join(MODES)}")
        self._mode = mode

    def script(  # noqa: PLR0913 - each is one independent property of the answer
        self,
        *,
        method: str | None = None,
        host: str | None = None,
        path: str = "",
        status: int = 200,
        body: Any = b"",
        headers: dict[str, str] | None = None,
        content_type: str | None = None,
        delay: float = 0.0,
        cut: bool = False,
        times: int = 1,
    ) -> Script:
        """Write down the answer to the next `times` requests that fit.

        `path` is searched in the request's path; a body of bytes or text is sent as it is,
        anything else as JSON.
        """
        payload = web.json_response(body) if not isinstance(body, bytes | str) else None
        raw = body.encode() if isinstance(body, str) else body
        kind = content_type or ("application/json" if payload else "text/plain")
        script = Script(
            method=method.upper() if method else None,
            host=host,
            path=re.compile(path),
            status=status,
            body=(payload.text or "").encode() if payload else raw,
            headers={"Content-Type": kind, **(headers or {})},
            delay=delay,
            cut=cut,
            times=times,
        )
        self.scripts.append(script)
        return script

    def clear(self) -> None:
        """Let everything work again and forget what was written down."""
        self.mode = "fine"
        self.scripts.clear()
        self.spoil = None

    def close(self) -> None:
        """Let go of everybody who is kept waiting."""
        self._closing.set()

    async def answer(self, host: str, request: web.Request, is_login: bool) -> web.Response | None:
        """Return what to answer instead of the truth, or None."""
        for script in self.scripts:
            if script.fits(host, request):
                return await self._scripted(script, request)
        match self.mode:
            case "down":
                return self._down(request)
            case "slow":
                await self._wait(self.slow_seconds)
            case "unauthorized" if not is_login:
                return errors.unauthorized()
            case "too-many":
                return self._too_many()
            case "html":
                return errors.html(502, errors.BAD_GATEWAY)
            case _:
                pass
        return None

    def spoilt(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        """Return a true answer as it is sent."""
        if self.spoil is not None and isinstance(response, web.Response):
            body = response.body if isinstance(response.body, bytes) else b""
            response.body = self.spoil(request.method, request.path_qs, body)
        return response

    async def _scripted(self, script: Script, request: web.Request) -> web.Response:
        script.times -= 1
        if not script.times:
            self.scripts.remove(script)
        await self._wait(script.delay)
        if script.cut:
            return cut(request)
        return web.Response(status=script.status, body=script.body, headers=script.headers)

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except TimeoutError:
                return

    def _down(self, request: web.Request) -> web.Response:
        if not self.down_status:
            return cut(request)
        return web.Response(status=self.down_status, text="Service Unavailable")

    def _too_many(self) -> web.Response:
        headers = {} if self.retry_after is None else {"Retry-After": self.retry_after}
        return web.Response(status=429, text="Too many requests", headers=headers)


def cut(request: web.Request) -> CutResponse:
    """Cut the connection under a request."""
    if request.transport is not None:
        request.transport.abort()
    return CutResponse()
