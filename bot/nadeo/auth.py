"""Tokens: one an audience, renewed early and by one task at a time, never written anywhere.

The rules: docs/nadeo.md, "Logins". The dead Ubisoft login has no code here at all (quirk 1).
"""

import asyncio
import base64
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from pydantic import SecretStr
from yarl import URL

from bot.nadeo.errors import LoginRejected, NadeoError, Refused, Unavailable, UnexpectedAnswer
from bot.nadeo.flights import Flights
from bot.nadeo.hosts import Host
from bot.nadeo.token_answers import claims, login_refusal, oauth_token, token_pair, token_times
from bot.nadeo.transport import Request
from bot.nadeo.wire import Reply

log = logging.getLogger(__name__)

REJECTED_FOR = 300.0
"""How long a rejected login is not tried again, in seconds."""

UNUSABLE_FOR = 60.0
"""How long a login is not tried again whose answer held no usable tokens, in seconds."""

EARLY_RENEWAL_PAUSES = 60.0
"""How long the old token is used after a renewal that failed, in seconds."""

TOKENS_HIDDEN = 24
"""How many tokens are known as secrets, the newest first: those of about two hours."""

LOGIN_FAILED = "%s; next try in %.0f min"
"""What is told the operator, once each time, of a login that is not tried again for a while."""

Send = Callable[[Request], Awaitable[Reply]]
"""Sends with retries; a reply of any status comes back."""


class Audience(StrEnum):
    """What a token is for; the exact names Nadeo wants (quirk 5)."""

    CORE = "NadeoServices"
    LIVE = "NadeoLiveServices"
    OAUTH = "OAuth"

    @property
    def hosts(self) -> frozenset[Host]:
        """Whom a call with such a token may have to ask: for the token too."""
        match self:
            case Audience.CORE:
                return frozenset({Host.CORE})
            case Audience.LIVE:
                return frozenset({Host.CORE, Host.LIVE})
            case Audience.OAUTH:
                return frozenset({Host.NAMES})


@dataclass(frozen=True)
class Credentials:
    """What one kind of token is asked for with."""

    base: URL
    login: str
    secret: SecretStr


@dataclass(frozen=True)
class _Token:
    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    renew_at: float
    dies_at: float


class TokenOffice:
    """Hands out Authorization headers and renews what stands behind them.

    `nadeo` is the account; `oauth` the optional application for names. `with_old_at_hand` is how
    long a renewal may hold up callers while the old token lives; it and `monotonic` are in seconds.
    """

    def __init__(
        self,
        send: Send,
        nadeo: Credentials,
        oauth: Credentials | None,
        flights: Flights,
        with_old_at_hand: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send = send
        self._nadeo = nadeo
        self._oauth = oauth
        self._flights = flights
        self._with_old_at_hand = with_old_at_hand
        self._monotonic = monotonic
        self._tokens: dict[Audience, _Token] = {}
        self._spoken: deque[SecretStr] = deque(maxlen=TOKENS_HIDDEN)
        self._fruitless: dict[str, tuple[float, LoginRejected | UnexpectedAnswer]] = {}

    @property
    def account_id(self) -> str | None:
        """The account as its token names it, None while there is no token or none that tells."""
        token = self._tokens.get(Audience.LIVE)
        account = None if token is None else claims(token.access).get("sub")
        return account if isinstance(account, str) else None

    def secrets(self) -> tuple[str, ...]:
        """Tell the Basic login and the tokens, of which old ones may be repeated to us too."""
        return (self._basic(), *(token.get_secret_value() for token in self._spoken))

    async def header(self, audience: Audience) -> str:
        """Make a header that should be accepted, renewing the token when it is time."""
        token = self._tokens.get(audience)
        if token is None or self._monotonic() >= token.dies_at:
            token = await self._renewed(audience, token)
        elif self._monotonic() >= token.renew_at:
            token = await self._renewed_early(audience, token)
        return _header(audience, token)

    async def refreshed(self, audience: Audience, refused: str) -> str | None:
        """Make another header than the refused one, None where only a new login can help."""
        token = self._tokens.get(audience)
        if token is not None and _header(audience, token) == refused:
            token = await self._refreshed_once(audience, token)
        return None if token is None else _header(audience, token)

    async def logged_in(self, audience: Audience, refused: str) -> str:
        """Make another header than the refused one by a new login."""
        token = self._tokens.get(audience)
        if token is None or _header(audience, token) == refused:
            token = await self._logged_in_once(audience)
        return _header(audience, token)

    async def _renewed(self, audience: Audience, token: _Token | None) -> _Token:
        renew = partial(self._renew, audience, token)
        return await self._flights.join(("renewal", audience), renew)

    async def _renewed_early(self, audience: Audience, token: _Token) -> _Token:
        """Renew a token that still lives, and keep to it while that fails."""
        try:
            async with asyncio.timeout(self._with_old_at_hand):
                return await self._renewed(audience, token)
        except (NadeoError, TimeoutError):
            if self._tokens.get(audience) is token:
                log.warning("could not renew the token for %s; the old one still lives", audience)
                later = self._monotonic() + EARLY_RENEWAL_PAUSES
                self._tokens[audience] = replace(token, renew_at=later)
            return self._tokens.get(audience, token)

    async def _renew(self, audience: Audience, token: _Token | None) -> _Token:
        fresh = None if token is None else await self._refreshed_once(audience, token)
        return fresh or await self._logged_in_once(audience)

    async def _refreshed_once(self, audience: Audience, token: _Token) -> _Token | None:
        refresh = partial(self._refresh, audience, token)
        return await self._flights.join(("refresh", audience), refresh)

    async def _logged_in_once(self, audience: Audience) -> _Token:
        return await self._flights.join(("login", audience), partial(self._log_in, audience))

    async def _refresh(self, audience: Audience, token: _Token) -> _Token | None:
        """Return a new token, None where only a login can help: refused, or the route is down."""
        if token.refresh is None:
            return None
        url = self._nadeo.base / "v2/authentication/token/refresh"
        headers = {"Authorization": _nadeo(token.refresh)}
        # Once and no more: a second try costs the time that the login needs.
        request = Request(Host.CORE, "POST", url, headers, is_urgent=True, tries=1)
        try:
            reply = await self._send(request)
            access, refresh = token_pair(reply)
        except (Refused, Unavailable, UnexpectedAnswer) as error:
            log.info("no refresh for %s (%s): logging in anew", audience, type(error).__name__)
            return None
        return self._keep(audience, access, refresh)

    async def _log_in(self, audience: Audience) -> _Token:
        service = "OAuth" if audience is Audience.OAUTH else "Nadeo"
        if failure := self._standing(service):
            raise failure.again()
        reply = await self._send(self._login_request(audience))
        try:
            return self._read_login(audience, reply)
        except Refused as error:
            refusal = login_refusal(reply)
            if refusal is None:
                raise Unavailable(f"{service} login: status {reply.status}") from error
            rejection = LoginRejected(service, refusal)
            raise self._remembered(service, rejection, REJECTED_FOR) from error
        except UnexpectedAnswer as error:
            unusable = UnexpectedAnswer(f"{service} login: {error}")
            raise self._remembered(service, unusable, UNUSABLE_FOR) from error

    def _standing(self, service: str) -> LoginRejected | UnexpectedAnswer | None:
        until, failure = self._fruitless.get(service, (0.0, None))
        return failure if self._monotonic() < until else None

    def _remembered(
        self, service: str, failure: LoginRejected | UnexpectedAnswer, seconds: float
    ) -> LoginRejected | UnexpectedAnswer:
        """Return a failure that stands for so long in place of further logins."""
        # Two audiences may meet it at the same time; the operator need read it only once.
        if self._standing(service) is None:
            log.error(LOGIN_FAILED, failure, seconds / 60)
        self._fruitless[service] = (self._monotonic() + seconds, failure)
        return failure.again()

    def _login_request(self, audience: Audience) -> Request:
        if audience is not Audience.OAUTH:
            url = self._nadeo.base / "v2/authentication/token/basic"
            body = {"audience": audience.value}
            headers = {"Authorization": f"Basic {self._basic()}"}
            return Request(Host.CORE, "POST", url, headers, json=body, is_urgent=True)
        if self._oauth is None:
            raise NadeoError("no OAuth application is configured")
        form = {
            "grant_type": "client_credentials",
            "client_id": self._oauth.login,
            "client_secret": self._oauth.secret.get_secret_value(),
        }
        url = self._oauth.base / "api/access_token"
        return Request(Host.NAMES, "POST", url, form=form, is_urgent=True)

    def _basic(self) -> str:
        pair = f"{self._nadeo.login}:{self._nadeo.secret.get_secret_value()}"
        return base64.b64encode(pair.encode()).decode()

    def _read_login(self, audience: Audience, reply: Reply) -> _Token:
        if audience is not Audience.OAUTH:
            return self._keep(audience, *token_pair(reply))
        access, seconds = oauth_token(reply)
        now = self._monotonic()
        token = _Token(access, None, now + seconds * 0.9, now + seconds)
        return self._remember(audience, token)

    def _keep(self, audience: Audience, access: str, refresh: str | None) -> _Token:
        """Remember both tokens of a pair: the old refresh token is dead from now on (quirk 8)."""
        times = token_times(access, time.time())
        now = self._monotonic()
        token = _Token(access, refresh, now + times.refresh_after, now + times.expires_after)
        return self._remember(audience, token)

    def _remember(self, audience: Audience, token: _Token) -> _Token:
        self._tokens[audience] = token
        self._spoken.extend(SecretStr(part) for part in (token.access, token.refresh) if part)
        return token


def _nadeo(token: str) -> str:
    return f"nadeo_v1 t={token}"


def _header(audience: Audience, token: _Token) -> str:
    return f"Bearer {token.access}" if audience is Audience.OAUTH else _nadeo(token.access)
