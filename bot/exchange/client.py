"""The only place that asks Trackmania Exchange: slowly, under our name, and without any secret."""

import logging
from collections.abc import Collection
from http import HTTPStatus
from typing import Any, TypeAlias

import aiohttp
from pydantic import ValidationError
from yarl import URL

from bot.exchange.errors import ExchangeError, ExchangeUnavailable, ExchangeUnreadable
from bot.exchange.models import ExchangeMap, MapPage
from bot.nadeo.budget import Budget
from bot.nadeo.connection import user_agent
from bot.nadeo.errors import Busy
from bot.nadeo.fields import Reading, described
from bot.nadeo.wire import decoded, retry_after

log = logging.getLogger(__name__)

REQUESTS_PER_SECOND = 0.5
TIMEOUT = 5.0
"""How long an answer may take, in seconds: it is slow at times (quirk 160)."""
LARGEST_BODY = 2 * 2**20
"""The largest body that is read, in bytes; a hundred maps are a fiftieth of it."""
MOST_MAPS = 100
"""How many maps it takes in one request."""
FIELDS = "MapId,MapUid,Tags,Difficulty"
"""One unknown name would spoil the request (quirk 158)."""
HOLD = 60.0
"""How long it is left alone after it asked for that without saying how long, in seconds."""

Query: TypeAlias = dict[str, str]


class ExchangeClient:
    """Asks for maps by their uids or numbers; raises `ExchangeError` and nothing else.

    People go before background work, as in Nadeo's budget, of which this takes nothing.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        site: URL,
        contact: str,
        rate: float = REQUESTS_PER_SECOND,
        timeout: float = TIMEOUT,
    ) -> None:
        self.site = site
        self._session = session
        self._headers = {"User-Agent": user_agent(contact), "Accept": "application/json"}
        self._budget = Budget(rate, longest_wait=timeout)
        self._timeout = timeout

    async def maps(self, map_uids: Collection[str]) -> dict[str, ExchangeMap]:
        """Ask for a hundred maps at most and give them by uid; unknown ones are missing."""
        # Without a count it gives 40, however many were asked for (quirk 156).
        query = {"uid": ",".join(map_uids), "count": str(len(map_uids))}
        wanted, found = set(map_uids), dict[str, ExchangeMap]()
        for one in await self._find(query):
            if one.map_uid in wanted:
                found.setdefault(one.map_uid, one)
        return found

    async def map_numbered(self, number: int) -> ExchangeMap | None:
        """Ask for the map of a number, None where there is none."""
        found = await self._find({"id": str(number), "count": "1"})
        return next((one for one in found if one.map_id == number), None)

    async def _find(self, query: Query) -> tuple[ExchangeMap, ...]:
        data = await self._answer(self.site / "api" / "maps", {"fields": FIELDS, **query})
        reading = Reading()
        try:
            page = MapPage.model_validate(data, context=reading)
        except ValidationError as error:
            raise ExchangeUnreadable(f"not a page of maps: {described(error)}") from None
        for fault in reading.left_out:
            log.debug("left out of the Exchange's answer: %s", fault)
        return page.results

    async def _answer(self, url: URL, query: Query) -> Any:
        try:
            await self._budget.turn()
        except Busy as error:
            raise ExchangeUnavailable(f"not asked for about {error.seconds:.0f} s") from None
        try:
            status, body, wait = await self._exchange(url, query)
        except TimeoutError:
            raise ExchangeUnavailable(f"no answer in {self._timeout:g} s") from None
        except aiohttp.ClientError as error:
            raise ExchangeUnavailable(type(error).__name__) from None
        self._hold(status, wait)
        if status != HTTPStatus.OK:
            raise _refusal(status)
        data, is_json = decoded(body)
        if not is_json:
            raise ExchangeUnavailable("200 with a body that is not JSON")
        return data

    async def _exchange(self, url: URL, query: Query) -> tuple[int, bytes, str | None]:
        """Return status, body and `Retry-After`; where it points elsewhere nobody goes."""
        async with self._session.get(
            url,
            params=query,
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(total=self._timeout),
            allow_redirects=False,
        ) as response:
            body = bytearray()
            async for piece in response.content.iter_any():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise ExchangeUnreadable(f"a body of more than {LARGEST_BODY} bytes")
            return response.status, bytes(body), response.headers.get("Retry-After")

    def _hold(self, status: int, wait: str | None) -> None:
        """Leave it alone where it asks for that."""
        if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            self._budget.hold(retry_after(wait) or HOLD)


def _refusal(status: int) -> ExchangeError:
    is_passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
    kind = ExchangeUnavailable if is_passing else ExchangeUnreadable
    return kind(f"{status} instead of maps")
