"""The only place that talks HTTP to Nadeo: each request has its turn in the budget and our name."""

import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp
from yarl import URL

from bot.nadeo.budget import Budget
from bot.nadeo.deadline import Deadline
from bot.nadeo.errors import Unavailable
from bot.nadeo.hosts import Host
from bot.nadeo.retries import Patience
from bot.nadeo.tally import Tally
from bot.nadeo.trouble import in_words
from bot.nadeo.wire import Reply, retry_after

log = logging.getLogger(__name__)

LARGEST_BODY = 8 * 2**20
"""The largest body that is read, in bytes; the largest known answer is a twentieth of it."""

FAILING = frozenset(
    {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
)
"""Answers of a host that is down; its `Retry-After` is a guess, often a fixed hour."""

LONGEST_BELIEVED_FAILURE = 60.0
"""For how many seconds a host that is down is left alone at most, before somebody asks again."""


@dataclass(frozen=True)
class Request:
    """One HTTP request, before its turn."""

    host: Host
    method: str
    url: URL
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    json: Any = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    repeatable: bool = True
    """Whether sending it twice does no more than sending it once."""
    shared: bool = False
    """Whether an answer that somebody else had a moment ago is as good."""
    is_urgent: bool = False
    """Whether everybody waits for the answer."""
    tries: int | None = None
    """How often it is sent at most; None for as often as patience allows."""

    @property
    def mergeable(self) -> bool:
        """Tell whether one answer serves everybody who sends the same."""
        return self.repeatable and self.json is None and self.form is None

    def __str__(self) -> str:
        return f"{self.method} {self.url.host}{self.url.path}"


class _TooLargeError(Exception):
    """A body that nobody should wait for or keep in memory."""


class _OnlyOnce:
    """Stops aiohttp from repeating a request by itself where a kept connection was cut.

    The repetition would have no turn in the budget, and may be of a call that must not be repeated.
    """

    def __init__(self) -> None:
        self._sent = False

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        if self._sent:
            raise aiohttp.ServerDisconnectedError
        self._sent = True
        return await handler(request)


class Transport:
    """Sends one request at a time through the budget.

    The timeout of `patience` covers one exchange, without the wait for its turn. After a 429
    everybody leaves all hosts that count together alone for as long as it says, or for a first
    pause; a host that is down holds up itself alone. `secrets` are what no answer may be quoted
    with.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        budget: Budget,
        user_agent: str,
        patience: Patience,
        secrets: Callable[[], tuple[str, ...]],
        tally: Tally,
    ) -> None:
        self.budget = budget
        self._tally = tally
        self._session = session
        self._user_agent = user_agent
        self._patience = patience
        self._secrets = secrets
        self._timeout = aiohttp.ClientTimeout(total=patience.timeout)

    async def exchange(self, request: Request, deadline: Deadline | None = None) -> Reply:
        """Send when it is our turn; raise `Unavailable` when there is no answer."""
        is_held = self.budget.held(request.host) > 0
        uncounted = nullcontext() if deadline is None or is_held else deadline.not_counted()
        with uncounted, self._tally.waiting():
            await self.budget.turn(request.host, is_urgent=request.is_urgent)
        reply = await self._counted(request)
        if isinstance(reply, Unavailable):
            raise reply
        log.debug("%s: %d", request, reply.status)
        self._hold(request.host, reply)
        return reply

    def _hold(self, host: Host, reply: Reply) -> None:
        """Let everybody wait where an answer asks one of us to."""
        asked = retry_after(reply.retry_after)
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
            self.budget.hold(asked or self._patience.first_pause, host.fellows)
        elif asked and reply.status in FAILING:
            self.budget.hold(min(asked, LONGEST_BELIEVED_FAILURE), {host})

    async def _counted(self, request: Request) -> Reply | Unavailable:
        """Send and count, also where whoever asked gives up meanwhile."""
        status: int | None = None
        try:
            reply = await self._reply_or_problem(request)
            status = reply.status if isinstance(reply, Reply) else None
        finally:
            self._tally.note(request.host, request.url.path, status)
        return reply

    async def _reply_or_problem(self, request: Request) -> Reply | Unavailable:
        # Errors of aiohttp hold our headers, token and all: none may stay behind as a cause.
        try:
            return await self._send(request)
        except TimeoutError:
            return Unavailable(f"{request}: no answer in {self._patience.timeout:g} s")
        except _TooLargeError:
            return Unavailable(f"{request}: a body of more than {LARGEST_BODY // 2**20} MB")
        except aiohttp.ClientError as error:
            problem = Unavailable(f"{request}: {in_words(error)}")
            problem.may_have_arrived = not isinstance(error, aiohttp.ClientConnectorError)
            return problem

    async def _send(self, request: Request) -> Reply:
        async with self._session.request(
            request.method,
            request.url,
            headers={"User-Agent": self._user_agent, **request.headers},
            json=request.json,
            data=request.form,
            timeout=self._timeout,
            allow_redirects=False,
            middlewares=(_OnlyOnce(),),
        ) as response:
            body = await _body(response)
            wait = response.headers.get("Retry-After")
            return Reply(response.status, body, wait, self._secrets())


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST_BODY:
            raise _TooLargeError
    return bytes(body)
