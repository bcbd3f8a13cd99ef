"""One shard's connection, made anew whenever it ends."""

import asyncio
import logging
import random
from typing import TYPE_CHECKING

import aiohttp
from discord.errors import ConnectionClosed, HTTPException
from discord.gateway import ReconnectWebSocket

from bot.frame.gateway.socket import Socket
from bot.nadeo.trouble import in_words

if TYPE_CHECKING:
    from bot.frame.gateway.client import GatewayBot

log = logging.getLogger(__name__)

_FOR_GOOD = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Close codes after which Discord takes no new connection from this bot."""
_PATIENCE = 60.0
"""Seconds for a connection to be made, with the 5 that lie between two sessions."""
LONGEST_LINK_PAUSE = 45.0
"""Seconds; with the connection itself the bot is back within a minute of Discord's return."""
STEADY = 60.0
"""Seconds after which a connection that broke had been a good one."""
RESUMES = 5
"""How many failures in a row a session outlives; its own gateway may be gone for good."""


class GatewayLink:
    """Keeps one shard connected: what went wrong is one line, and the pauses grow.

    discord.py calls itself at a first failure until Python has enough of it, writes a traceback
    for every try, and ends at a message that it cannot read.
    """

    def __init__(self, client: "GatewayBot", shard_id: int) -> None:
        self._client = client
        self._id = shard_id
        self._resumable: Socket | None = None
        self._established: float | None = None
        self._missed = 0
        """Tries in a row that came to nothing."""
        self._spoilt = 0
        """Connections that broke early, since the last good one."""

    @property
    def _failures(self) -> int:
        return self._missed + self._spoilt

    @property
    def is_up(self) -> bool:
        """Tell whether Discord has begun the session and the connection still stands."""
        return self._established is not None

    def established(self) -> None:
        """Take note that Discord has begun or taken up the session."""
        self._established = asyncio.get_running_loop().time()

    async def keep_up(self) -> None:
        """Stay connected until the bot closes; raise `ConnectionClosed` where that is for good."""
        while not self._client.is_closed():
            socket, resumed = None, self._resumable is not None
            try:
                socket = await self._connect()
                while True:
                    await socket.poll_event()
            except ConnectionClosed as closed:
                if closed.code in _FOR_GOOD:
                    raise
                error: Exception = closed
            except Exception as failure:  # noqa: BLE001 # a message of any form may fail in any way
                error = failure
            if not self._client.is_closed():
                self._remember(socket, error, resumed=resumed)
                await self._pause(error)

    async def _connect(self) -> Socket:
        client, last = self._client, self._resumable
        # Word of the last session may have come late.
        self._established = None
        # Discord wants sessions begun one after another.
        row = client.starts.row(self._id)
        async with row.turn:
            if last is None:
                await client.starts.wait(client.find_gateway)
                # Before it is begun: other rows begin theirs meanwhile.
                client.starts.use()
            async with asyncio.timeout(_PATIENCE):
                socket = await Socket.from_client(
                    client,
                    initial=row.is_first,
                    gateway=last and last.gateway,
                    shard_id=self._id,
                    session=last and last.session_id,
                    sequence=last and last.sequence,
                    resume=last is not None,
                )
            row.is_first = False
        client.joined(socket, self._id)
        return socket

    def _remember(self, socket: Socket | None, error: Exception, *, resumed: bool) -> None:
        """Count the failure, and keep the session if it can be taken up."""
        if self._established is None:
            self._missed += 1
        else:
            self._missed = 0
            self._spoilt = 0 if self._was_good(error, self._established) else self._spoilt + 1
        if socket is not None:
            began = self._established is not None or resumed
            self._resumable = socket if began and socket.has_session else None
        is_over = isinstance(error, ReconnectWebSocket) and not error.resume
        if is_over or self._failures > RESUMES:
            self._resumable = None
        self._established = None

    def _was_good(self, error: Exception, since: float) -> bool:
        """Tell whether the connection did its work until Discord or the line ended it."""
        lasted = asyncio.get_running_loop().time() - since
        return isinstance(error, ReconnectWebSocket) or lasted >= STEADY

    async def _pause(self, error: Exception) -> None:
        if isinstance(error, ReconnectWebSocket) and self._failures <= 1:
            return  # asked to come again
        seconds = pause(self._failures)
        log.warning(
            "shard %d: the connection to Discord failed (%s); the next try is in %.0f s",
            self._id,
            reason(error),
            seconds,
        )
        await asyncio.sleep(seconds)


def pause(failures: int) -> float:
    """Return how many seconds to wait after so many failures in a row, at random up to a limit."""
    longest = min(LONGEST_LINK_PAUSE, 2.0 ** min(failures, 10))
    return random.uniform(longest / 2, longest)  # noqa: S311 # keeps bots apart, guards nothing


def reason(error: BaseException | None) -> str:
    """Return what went wrong in a few words, none of them from outside."""
    match error:
        case aiohttp.WSServerHandshakeError(status=status):
            return f"HTTP status {int(status)}"
        case ReconnectWebSocket():
            return "closed before it was ready"
        case ConnectionClosed(code=code):
            return f"closed with {code}"
        case HTTPException(status=status):
            return f"HTTP status {int(status)}"
        case OSError() | aiohttp.ClientError():
            return in_words(error)
        case _:
            return type(error).__name__
