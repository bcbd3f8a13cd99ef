"""The small pictures of maps, fetched from where Nadeo keeps them and from nowhere else.

What comes is handed on as it is: only the process that draws looks into it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from http import HTTPStatus

import aiohttp
from cachetools import LRUCache
from yarl import URL

from bot.clock import Clock, holds
from bot.nadeo.connection import user_agent

log = logging.getLogger(__name__)

HOSTS = (
    URL("https://core.trackmania.nadeo.live"),
    URL("https://prod.trackmania.core.nadeo.online"),
    URL("https://trackmania-prod-storage-map-thumbnail-s3.cdn.ubi.com"),
)
"""Where they lie (docs/nadeo.md, "Pictures of maps"); the last is where the first one sends us."""
PATIENCE = 5.0
"""Seconds for all pictures that are wanted together."""
AT_ONCE = 6
"""How many come at the same time, whoever wants them."""
MOST_REDIRECTS = 2
MOST_A_MINUTE = 200
"""Requests within a minute, whoever makes how many sheets: three months with a redirect each."""
LARGEST = 2**20
"""Bytes of one: the game's own have a tenth of that."""
KEPT = 8 * 2**20
"""Bytes of those that are kept for whoever wants them next: a few months of them."""


class _NotThere(Exception):  # named for what happened
    """A picture was not to be had; the message is for the log."""


class Thumbnails:
    """Fetches pictures of maps by their addresses, and keeps those of late.

    An address is asked only below one of the known hosts, or of `others`: where the settings say
    that Nadeo is.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        contact: str,
        clock: Clock,
        others: Iterable[URL] = (),
    ) -> None:
        self._session = session
        self._clock = clock
        self._headers = {
            "User-Agent": user_agent(contact),
            "Accept": "image/*",
            # Nothing that grows when it is unpacked.
            "Accept-Encoding": "identity",
        }
        self._origins = frozenset(url.origin() for url in (*HOSTS, *others))
        self._places = asyncio.Semaphore(AT_ONCE)
        self._asked_at: deque[float] = deque(maxlen=MOST_A_MINUTE)
        """When the last requests were made, in Unix seconds."""
        self._kept: LRUCache[str, bytes] = LRUCache(KEPT, getsizeof=len)

    async def of(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """Return what lies at these addresses, as far as it came in time."""
        wanted = {
            address: asyncio.create_task(self._picture(address))
            for address in dict.fromkeys(addresses)
        }
        if not wanted:
            return {}
        try:
            await asyncio.wait(wanted.values(), timeout=PATIENCE)
        finally:
            for task in wanted.values():
                task.cancel()
            await asyncio.wait(wanted.values())
        found: dict[str, bytes] = {}
        problems: list[str] = []
        for address, task in wanted.items():
            try:
                found[address] = task.result()
            except asyncio.CancelledError:
                problems.append(f"not there within {PATIENCE:.0f} s")
            except _NotThere as error:
                problems.append(str(error))
        if problems:
            log.warning(
                "%d of %d pictures of maps did not come: %s",
                len(problems),
                len(wanted),
                "; ".join(sorted(set(problems))[:3]),
            )
        return found

    async def _picture(self, address: str) -> bytes:
        async with self._places:
            # Somebody else may have had it fetched meanwhile.
            kept: bytes | None = self._kept.get(address)
            if kept is None:
                kept = await self._fetched(address)
                self._kept[address] = kept
            return kept

    async def _fetched(self, address: str) -> bytes:
        try:
            url = URL(address)
            for _ in range(1 + MOST_REDIRECTS):
                found = await self._asked(url)
                if isinstance(found, bytes):
                    return found
                url = url.join(found)
        except ValueError:
            raise _NotThere("no address of the web") from None
        except TimeoutError:
            raise _NotThere("no answer in time") from None
        except aiohttp.ClientError as error:
            raise _NotThere(type(error).__name__) from None
        raise _NotThere(f"more than {MOST_REDIRECTS} redirects")

    async def _asked(self, url: URL) -> bytes | URL:
        """Return the body that lies there, or where else it lies."""
        if not self._is_known(url):
            raise _NotThere(f"an address of another host, {url.host or '?'}, which is not asked")
        self._count()
        async with self._session.get(
            url,
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
            allow_redirects=False,
        ) as response:
            is_elsewhere = HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST
            if is_elsewhere and (place := response.headers.get("Location")):
                return URL(place)
            if response.status != HTTPStatus.OK:
                raise _NotThere(f"{response.status} from {url.host}")
            return await _body(response)

    def _count(self) -> None:
        """Note a request, unless there were enough of late."""
        now = self._clock.timestamp()
        oldest = self._asked_at[0] if len(self._asked_at) == MOST_A_MINUTE else 0.0
        if holds(oldest, now, oldest + 60):
            raise _NotThere(f"there were {MOST_A_MINUTE} requests within a minute")
        self._asked_at.append(now)

    def _is_known(self, url: URL) -> bool:
        if not url.absolute or url.user is not None or url.password is not None:
            return False
        return url.origin() in self._origins


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            raise _NotThere(f"one of more than {LARGEST} bytes")
    if not body:
        raise _NotThere("an empty one")
    return bytes(body)
