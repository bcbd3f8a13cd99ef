"""discord.py's socket, which leaves nothing open or running when it fails."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from discord.gateway import DiscordWebSocket

PATIENCE_AT_THE_END = 5.0
"""Seconds for Discord to agree to a close; aiohttp would give it 30."""
PATIENCE_WHEN_CANCELLED = 0.3
"""Seconds where the bot itself stops."""
SHORTEST_BEAT, LONGEST_BEAT = 0.01, 86_400.0
"""Between which seconds a heart can beat; Discord's own asks for about 41."""


class UnreadableHello(ValueError):
    """Discord names no interval that a heart can beat at."""


class Socket(DiscordWebSocket):
    """A connection whose every failure closes it and stops its heart.

    discord.py drops a socket that fails before it is ready, with its thread and its connection.
    """

    @property
    def has_session(self) -> bool:
        """Tell whether there is a session to take up, with a number for its last message."""
        return isinstance(self.session_id, str) and type(self.sequence) is int

    async def poll_event(self) -> None:
        """Read one message."""
        async with self._closed_on_failure():
            await super().poll_event()

    async def identify(self) -> None:
        """Begin a session."""
        async with self._closed_on_failure():
            await super().identify()

    async def resume(self) -> None:
        """Take up a session."""
        async with self._closed_on_failure():
            await super().resume()

    async def send_as_json(self, data: Any) -> None:
        """Send, if the heart can beat: it starts with its first beat."""
        heart = self._keep_alive
        if heart is not None and not SHORTEST_BEAT <= (heart.interval or 0) <= LONGEST_BEAT:
            self._keep_alive = None
            raise UnreadableHello
        await super().send_as_json(data)

    @asynccontextmanager
    async def _closed_on_failure(self) -> AsyncGenerator[None, None]:
        try:
            yield
        except Exception:
            await self._let_go(PATIENCE_AT_THE_END)
            raise
        except BaseException:
            await self._let_go(PATIENCE_WHEN_CANCELLED)
            raise

    async def _let_go(self, patience: float) -> None:
        if self._keep_alive is not None:
            self._keep_alive.stop()
        with suppress(OSError, TimeoutError, aiohttp.ClientError):
            async with asyncio.timeout(patience):
                await self.socket.close(code=4000)
