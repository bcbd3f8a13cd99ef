"""An authorised connection to Nadeo's hosts: tokens, retries and the budget behind one method."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import aiohttp

from bot import __version__
from bot.clock import Clock
from bot.nadeo.addresses import address
from bot.nadeo.auth import Audience, Credentials, TokenOffice
from bot.nadeo.budget import Budget
from bot.nadeo.deadline import Deadline, deadline
from bot.nadeo.errors import (
    LoginRejected,
    NadeoError,
    Refused,
    TooManyRequests,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.nadeo.flights import Flights
from bot.nadeo.hosts import Host
from bot.nadeo.recent import Recent
from bot.nadeo.retries import Patience
from bot.nadeo.tally import Tally
from bot.nadeo.transport import Request, Transport
from bot.nadeo.wire import Reply, holds_for_others, interpret, raise_if_passing
from bot.settings import Settings

_ResultT = TypeVar("_ResultT")

BELIEVED_FOR = 10.0
"""After a 401 that no new login cured, how long the next one is believed at once, in seconds."""

OUTAGES = (Unavailable, Unauthorized, LoginRejected, UnexpectedAnswer)
"""Failures that are about Nadeo as a whole, or about our account, not about what was asked."""

PROBE = "api/token/map-review/totd/waiting-time"
"""The smallest answer there is."""


def user_agent(contact: str) -> str:
    """Name us and a contact, as every request does (quirk 13)."""
    return f"Pitwall/{__version__} ({contact})"


class Connection:
    """Sends calls with the right token for their audience, equal ones in flight only once.

    `monotonic` gives the seconds that the life of tokens is measured in.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        settings: Settings,
        patience: Patience,
        flights: Flights,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.budget = Budget(settings.pace)
        self.tally = Tally()
        self._patience = patience
        self._flights = flights
        self._recent: Recent[Reply] = Recent(clock)
        self._clock = clock
        self._monotonic = monotonic
        agent = user_agent(settings.nadeo_contact)
        self._settings = settings
        self._transport = Transport(session, self.budget, agent, patience, self.secrets, self.tally)
        self._tokens = TokenOffice(
            self._patiently,
            _account(settings),
            _application(settings),
            flights,
            patience.with_old_at_hand,
            monotonic,
        )
        self._probe = address(str(settings.nadeo_live_url), PROBE)
        self._incurable_until: dict[Audience, float] = {}
        self.problem: NadeoError | None = None
        """Why the last call got no answer, None where it got one."""
        self._answered_at: float | None = None

    @property
    def answered_at(self) -> float | None:
        """When a call last got an answer, in Unix seconds; never a moment to come."""
        now = self._clock.timestamp()
        return None if self._answered_at is None else min(self._answered_at, now)

    @property
    def account_id(self) -> str | None:
        """The id of the account, as the token for the Live services has it."""
        return self._tokens.account_id

    def secrets(self) -> tuple[str, ...]:
        """Tell what must be read nowhere: of the settings, and the tokens of the last time."""
        return (*self._settings.secrets(), *self._tokens.secrets())

    async def log_in(self, audience: Audience) -> None:
        """Make sure of a token, without a call to use it for."""
        await self._in_time("login", audience, lambda _deadline: self._tokens.header(audience))

    async def answers(self) -> bool:
        """Tell whether Nadeo answers: one small question, asked once and not waited for long.

        A login that it needs is everybody's, and goes on without it.
        """
        try:
            async with asyncio.timeout(self._patience.with_old_at_hand):
                header = await self._tokens.header(Audience.LIVE)
                request = Request(Host.LIVE, "GET", self._probe, {"Authorization": header})
                raise_if_passing(await self._transport.exchange(request))
        except (NadeoError, TimeoutError):
            return False
        return True

    async def call(self, request: Request, audience: Audience) -> Any:
        """Send with a token and return the decoded answer, None where it has no body."""
        try:
            answer = await self._answer(request, audience)
        except (*OUTAGES, Refused) as error:
            self._note(audience, error)
            raise
        self._note(audience)
        return answer

    def _note(self, audience: Audience, error: NadeoError | None = None) -> None:
        """Remember how Nadeo is; players' names come from elsewhere and say nothing of it."""
        if audience is Audience.OAUTH:
            return
        if isinstance(error, OUTAGES):
            self.problem = error
            return
        self.problem, self._answered_at = None, self._clock.timestamp()

    async def _answer(self, request: Request, audience: Audience) -> Any:
        ask = partial(self._climb, request, audience)
        climb = partial(self._in_time, str(request), audience, ask)
        if not request.mergeable:
            self._recent.forget()
            return interpret(await climb())
        key = (request.method, request.url)
        reply = self._recent.get(key) if request.shared else None
        if reply is None:
            reply = await self._flights.join(key, climb)
            if request.shared and holds_for_others(reply):
                self._recent.keep(key, reply)
        # The bytes are shared, the decoded answer is each caller's own.
        return interpret(reply)

    async def _in_time(
        self, what: str, audience: Audience, ask: Callable[[Deadline], Awaitable[_ResultT]]
    ) -> _ResultT:
        """Ask until the deadline, and tell then what it was that took so long.

        Whoever joins a question under way ends with it, so before a deadline of their own.
        """
        try:
            async with deadline(self._patience.deadline) as until:
                return await ask(until)
        except TimeoutError:
            raise self._lateness(what, audience) from None

    def _lateness(self, what: str, audience: Audience) -> NadeoError:
        held = self.budget.held(*audience.hosts)
        if held > 0:
            return TooManyRequests(f"{what}: Nadeo lets nobody ask for {held:.0f} s", held)
        return Unavailable(f"{what}: no answer in {self._patience.deadline:g} s")

    async def _climb(self, request: Request, audience: Audience, until: Deadline) -> Reply:
        """Follow the 401 ladder: as it is, after a refresh, after a new login, and no further."""
        with _without_effect():
            header = await self._tokens.header(audience)
        reply = await self._authorized(request, header, until)
        for renew in (self._tokens.refreshed, self._tokens.logged_in):
            believed = self._monotonic() < self._incurable_until.get(audience, 0.0)
            if reply.status != HTTPStatus.UNAUTHORIZED or believed:
                return reply
            with _without_effect():
                renewed = await renew(audience, header)
            if renewed is not None:
                header = renewed
                reply = await self._authorized(request, header, until)
        if reply.status == HTTPStatus.UNAUTHORIZED:
            self._incurable_until[audience] = self._monotonic() + BELIEVED_FOR
        return reply

    async def _authorized(self, request: Request, header: str, until: Deadline) -> Reply:
        headers = {**request.headers, "Authorization": header}
        return await self._patiently(replace(request, headers=headers), until)

    async def _patiently(self, request: Request, until: Deadline | None = None) -> Reply:
        """Send until there is an answer that means something, or patience ends."""

        async def attempt() -> Reply:
            reply = await self._transport.exchange(request, until)
            raise_if_passing(reply)
            return reply

        return await self._patience.retry(
            attempt, repeatable=request.repeatable, tries=request.tries
        )


@contextmanager
def _without_effect() -> Generator[None, None, None]:
    """Say of a login that fails that the call it was for has had no effect, and no answer."""
    try:
        yield
    except NadeoError as error:
        error.may_have_arrived = False
        error.said = None
        raise


def _account(settings: Settings) -> Credentials:
    return Credentials(settings.nadeo_core_url, settings.nadeo_login, settings.nadeo_password)


def _application(settings: Settings) -> Credentials | None:
    if settings.trackmania_client_id is None or settings.trackmania_client_secret is None:
        return None
    return Credentials(
        settings.trackmania_api_url,
        settings.trackmania_client_id,
        settings.trackmania_client_secret,
    )
