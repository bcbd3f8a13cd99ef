"""What every request passes before it is answered: record, fail, name yourself, show a token."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.failures import CutResponse, Failures
from bot.sandbox.nadeo.recording import Host, Recorder
from bot.sandbox.nadeo.tokens import CORE_AUDIENCE, LIVE_AUDIENCE, Tokens

LONGEST_TARGET = 8220
LIBRARY_AGENT = re.compile(
    r"\s*(python|aiohttp|curl|libcurl|wget|httpx|okhttp|java|go-http|axios|node|postman)",
    re.IGNORECASE,
)
LOGIN_PATHS = {
    "/v2/authentication/token/basic",
    "/v2/authentication/token/refresh",
    "/api/access_token",
}
AUDIENCE_OF: dict[Host, str] = {
    "core": CORE_AUDIENCE,
    "live": LIVE_AUDIENCE,
    "meet": LIVE_AUDIENCE,
}
THUMBNAIL = re.compile(r"/maps/[\w-]+/thumbnail\.jpg")
"""What everybody may see."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """The way into one of the four hosts."""

    def __init__(self, host: Host, tokens: Tokens, failures: Failures, recorder: Recorder) -> None:
        self._host: Host = host
        self._tokens = tokens
        self._failures = failures
        self._recorder = recorder

    @web.middleware
    async def record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keep what was asked and how it ended, even when the caller went away."""
        at, status = datetime.now(UTC), 0
        body = await self._recorder.read(request)
        try:
            response = await handler(request)
            status = 0 if isinstance(response, CutResponse) else response.status
        finally:
            self._recorder.record(self._host, request, at, body, status)
        return response

    @web.middleware
    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what may not pass, and turn missing routes into this host's own words."""
        is_login = request.path in LOGIN_PATHS
        if failure := await self._failures.answer(self._host, request, is_login):
            return failure
        if refusal := self._refusal(request, is_login):
            return refusal
        try:
            return self._failures.spoilt(request, await handler(request))
        except errors.Refusal as refusal:
            return refusal.response
        except web.HTTPMethodNotAllowed as error:
            return self._other_method(request, error.allowed_methods)
        except web.HTTPNotFound:
            return errors.unknown_route(self._host)

    def _refusal(self, request: web.Request, is_login: bool) -> web.Response | None:
        agent = request.headers.get("User-Agent", "")
        if not agent.strip() or LIBRARY_AGENT.match(agent):
            return errors.forbidden()
        if len(request.raw_path) >= LONGEST_TARGET:
            return errors.html(414, errors.TOO_LONG)
        is_open = is_login or (self._host == "core" and THUMBNAIL.fullmatch(request.path))
        return None if is_open or self._is_authorized(request) else errors.unauthorized()

    def _is_authorized(self, request: web.Request) -> bool:
        header = request.headers.get("Authorization", "")
        if self._host == "oauth":
            return self._tokens.verify_public(header.removeprefix("Bearer "))
        token = header.removeprefix("nadeo_v1 t=")
        return self._tokens.verify(token, AUDIENCE_OF[self._host])

    def _other_method(self, request: web.Request, allowed: set[str]) -> web.Response:
        if request.method == "OPTIONS":
            return web.Response(headers={"Allow": ", ".join(sorted({*allowed, "OPTIONS"}))})
        return errors.wrong_method(self._host, allowed)
