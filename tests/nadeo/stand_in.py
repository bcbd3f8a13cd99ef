"""A small scripted Nadeo on real sockets: it answers what a test told it to, and remembers it all.

Every host has a port of its own, so that a token that goes to the wrong one is seen.
"""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from support import until

LOGIN = "pitwall-service"
PASSWORD = "pass-wörd:with-a-colon"
CLIENT_ID = "an-application"
CLIENT_SECRET = "s3cret-of-the-application"
HOSTS = ("core", "live", "meet", "oauth", "elsewhere")
AUDIENCES = {"core": "NadeoServices", "live": "NadeoLiveServices", "meet": "NadeoLiveServices"}
BASIC = "/v2/authentication/token/basic"
REFRESH = "/v2/authentication/token/refresh"
OAUTH = "/api/access_token"
TOKEN_ROUTES = {BASIC, REFRESH, OAUTH}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    host: str
    method: str
    path: str
    """With its query, as it stood on the wire."""
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def route(self) -> str:
        return self.path.partition("?")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


@dataclass
class Script:
    """What a route does, and how often; `times` None is for ever."""

    handler: Handler
    times: int | None


@dataclass
class Issuer:
    """Makes tokens and knows which of them still hold."""

    issued_at: int = 1_500_000_000
    """Long ago on this machine's clock: only differences may count."""
    refreshable_after: int | None = 1800
    expires_after: int = 3600
    access: dict[str, str] = field(default_factory=dict)
    """Audience by token that holds."""
    refresh: dict[str, str] = field(default_factory=dict)
    everything: list[str] = field(default_factory=list)

    def pair(self, audience: str) -> dict[str, str]:
        access = self._token({"aud": audience, "rtk": False}, self.expires_after)
        claims = {"aud": "NadeoServices", "refresh_aud": audience, "rtk": True}
        refresh = self._token(claims, 86400)
        self.access[access] = audience
        self.refresh[refresh] = audience
        return {"accessToken": access, "refreshToken": refresh}

    def bearer(self) -> str:
        token = self._token({"aud": CLIENT_ID}, 3600)
        self.access[token] = "OAuth"
        return token

    def _token(self, claims: dict[str, Any], lifetime: int) -> str:
        said = {
            "jti": str(len(self.everything)),
            "iat": self.issued_at,
            "exp": self.issued_at + lifetime,
            **claims,
        }
        if self.refreshable_after is not None:
            said["rat"] = self.issued_at + self.refreshable_after
        token = ".".join([_part({"alg": "HS256"}), _part(said), "c2lnbmF0dXJl"])
        self.everything.append(token)
        return token


def _part(claims: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


class Nadeo:
    """The four hosts, and a stranger's."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.tokens = Issuer()
        self.refuses_tokens = False
        """Answers 401 to every call for data."""
        self.oauth_expires_in: Any = 3600
        self._scripts: dict[tuple[str, str], list[Script]] = {}
        self._ports: dict[int, str] = {}

    # --- vocabulary --------------------------------------------------------------------------

    def answer(
        self,
        method: str,
        path: str,
        status: int = 200,
        body: Any = b"",
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Answer a route so: anything but text and bytes is sent as JSON."""
        is_raw = isinstance(body, bytes | str)
        content = (body.encode() if isinstance(body, str) else body) if is_raw else _json(body)

        async def handler(_request: web.Request) -> web.Response:
            kind = "text/plain" if is_raw else "application/json"
            sent = {"Content-Type": kind, **(headers or {})}
            return web.Response(status=status, body=content, headers=sent)

        self.do(method, path, handler, times)

    def hang(self, method: str, path: str, times: int | None = None) -> asyncio.Event:
        """Do not answer a route before the event is set, and then with `{}`."""
        release = asyncio.Event()

        async def handler(_request: web.Request) -> web.Response:
            await release.wait()
            return web.json_response({})

        self.do(method, path, handler, times)
        return release

    def cut(self, method: str, path: str, times: int | None = None) -> None:
        """Cut the connection instead of answering."""

        async def handler(request: web.Request) -> web.Response:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        self.do(method, path, handler, times)

    def do(self, method: str, path: str, handler: Handler, times: int | None = None) -> None:
        """Let a function answer a route; what was said for ever before is forgotten."""
        key = (method, "/" + path.lstrip("/"))
        limited = [script for script in self._scripts.get(key, []) if script.times is not None]
        self._scripts[key] = [*limited, Script(handler, times)]

    # --- what happened -----------------------------------------------------------------------

    def calls(self, path: str | None = None) -> list[Seen]:
        """Return the calls for data, of one route or of all."""
        routes = None if path is None else {"/" + path.lstrip("/")}
        return [
            seen
            for seen in self.seen
            if seen.route not in TOKEN_ROUTES and (routes is None or seen.route in routes)
        ]

    @property
    def logins(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.route == BASIC]

    @property
    def refreshes(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.route == REFRESH]

    @property
    def oauth_logins(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.route == OAUTH]

    def story(self) -> list[str]:
        """Return what came, in short words and in order."""
        words = {BASIC: "login", REFRESH: "refresh", OAUTH: "oauth"}
        return [words.get(seen.route, "call") for seen in self.seen]

    async def waits_for(self, count: int) -> None:
        """Wait until so many requests have come."""
        await until(lambda: len(self.seen) >= count)

    # --- tokens ------------------------------------------------------------------------------

    def revoke_access(self) -> None:
        """Let no access token given so far hold any more."""
        self.tokens.access.clear()

    def revoke_refresh(self) -> None:
        """Let no refresh token given so far hold any more."""
        self.tokens.refresh.clear()

    # --- how ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[dict[str, str]]:
        """Serve while the block runs; gives the address of every host."""
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0)
        await runner.setup()
        addresses: dict[str, str] = {}
        for host in HOSTS:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[-1][1]
            self._ports[port] = host
            addresses[host] = f"http://127.0.0.1:{port}"
        try:
            yield addresses
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        host = self._ports[request.transport.get_extra_info("sockname")[1]]
        body = await request.read()
        seen = Seen(
            host,
            request.method,
            request.raw_path,
            list(request.query.items()),
            dict(request.headers),
            body,
            asyncio.get_running_loop().time(),
        )
        self.seen.append(seen)
        scripted = self._scripted(request.method, seen.route)
        if seen.route not in TOKEN_ROUTES and not self._accepts(seen):
            return _core_error(401, "Unauthorized.")
        if scripted is not None:
            return await scripted(request)
        if seen.route in TOKEN_ROUTES:
            return self._token(seen)
        return web.json_response(["test:error-unscripted"], status=418)

    def _scripted(self, method: str, route: str) -> Handler | None:
        for script in self._scripts.get((method, route), []):
            if script.times != 0:
                script.times = None if script.times is None else script.times - 1
                return script.handler
        return None

    def _accepts(self, seen: Seen) -> bool:
        kind, _, token = seen.headers.get("Authorization", "").partition(" ")
        audience = self.tokens.access.get(token.removeprefix("t="))
        wanted = ("Bearer", "OAuth") if seen.host == "oauth" else ("nadeo_v1", AUDIENCES[seen.host])
        return not self.refuses_tokens and (kind, audience) == wanted

    def _token(self, seen: Seen) -> web.Response:
        said = seen.headers.get("Authorization", "")
        if seen.route == OAUTH:
            return self._oauth_token(seen)
        if seen.route == REFRESH:
            audience = self.tokens.refresh.pop(said.removeprefix("nadeo_v1 t="), None)
            if audience is None:
                return _core_error(401, "Unauthorized.")
            return web.json_response(self.tokens.pair(audience))
        if said != basic(LOGIN, PASSWORD):
            return _core_error(401, "Invalid credentials.")
        audience = (seen.json or {}).get("audience", "NadeoServices")
        if audience not in AUDIENCES.values():
            return _core_error(400, "There was a validation error.")
        return web.json_response(self.tokens.pair(audience))

    def _oauth_token(self, seen: Seen) -> web.Response:
        form = f"grant_type=client_credentials&client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}"
        if seen.body.decode() != form:
            refusal = {"error": "invalid_client", "error_description": "no", "message": "no"}
            return web.json_response(refusal, status=401)
        token = {"token_type": "bearer", "access_token": self.tokens.bearer()}
        if self.oauth_expires_in is not None:
            token["expires_in"] = self.oauth_expires_in
        return web.json_response(token)


def basic(login: str, password: str) -> str:
    """Return the header of a Basic login."""
    return "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _core_error(status: int, message: str) -> web.Response:
    body = {"code": "C-AA-00-01", "correlation_id": "0", "message": message, "info": {}}
    return web.json_response(body, status=status)
