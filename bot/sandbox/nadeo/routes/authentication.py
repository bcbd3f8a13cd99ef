"""Logging in: Core's two calls, and the client credentials of the public interface."""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.tokens import AUDIENCES, CORE_AUDIENCE, Pair, Tokens

DEAD_CREDENTIALS = "C-AA-00-01"


@dataclass(frozen=True)
class Client:
    """An application registered for the public interface."""

    id: str
    secret: str


class Authentication:
    """Core's log in and refresh."""

    def __init__(self, identity: Identity, tokens: Tokens) -> None:
        self._identity = identity
        self._tokens = tokens

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (
            web.post("/v2/authentication/token/basic", self.basic),
            web.post("/v2/authentication/token/refresh", self.refresh),
        )

    async def basic(self, request: web.Request) -> web.Response:
        """Give tokens for a login and its password."""
        credentials = _basic(request)
        if credentials is None:
            return errors.unauthorized()
        login, password = credentials
        if login != self._identity.login:
            return errors.core_error(401, DEAD_CREDENTIALS, "Username could not be found.", {})
        if password != self._identity.password:
            return errors.core_error(401, DEAD_CREDENTIALS, "Invalid credentials.", {})
        audience = await _audience(request)
        if audience not in AUDIENCES:
            return errors.validation_error({"audience": "Invalid audience."})
        return _pair(self._tokens.issue(audience))

    async def refresh(self, request: web.Request) -> web.Response:
        """Give new tokens for a refresh token, once."""
        token = request.headers.get("Authorization", "").removeprefix("nadeo_v1 t=")
        pair = self._tokens.refresh(token)
        return errors.unauthorized() if pair is None else _pair(pair)


class PublicLogin:
    """The public interface's client credentials."""

    def __init__(self, client: Client, tokens: Tokens) -> None:
        self._client = client
        self._tokens = tokens

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject."""
        return (web.post("/api/access_token", self.access_token),)

    async def access_token(self, request: web.Request) -> web.Response:
        """Give a token to a registered application."""
        try:
            form = await request.post()
        except (ValueError, LookupError):
            return errors.oauth_error(400, "invalid_request", "The request cannot be read")
        if form.get("grant_type") != "client_credentials":
            return errors.oauth_error(400, "unsupported_grant_type", "Unsupported grant type")
        if (form.get("client_id"), form.get("client_secret")) != (
            self._client.id,
            self._client.secret,
        ):
            return errors.oauth_error(401, "invalid_client", "Client authentication failed")
        return web.json_response(
            {
                "token_type": "bearer",
                "expires_in": int(self._tokens.access_lifetime),
                "access_token": self._tokens.issue_public(),
            }
        )


def _basic(request: web.Request) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        login, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return login, password


async def _audience(request: web.Request) -> str:
    """Return the audience asked for; no body at all means Core's own."""
    if not await request.read():
        return CORE_AUDIENCE
    try:
        body: dict[str, object] = json.loads(await request.text())
        return str(body.get("audience", CORE_AUDIENCE))
    except (ValueError, AttributeError, LookupError, RecursionError):
        return ""


def _pair(pair: Pair) -> web.Response:
    return web.json_response({"accessToken": pair.access, "refreshToken": pair.refresh})
