"""Requests to Discord: each at its turn, and none waited for without end."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.announcer.channels import Channels, HeldBack, Unreachable
from bot.announcer.pace import Pace

_ResultT = TypeVar("_ResultT")

POST_PATIENCE = 20.0
"""How long one request may take, in seconds; discord.py repeats some failures by itself."""
HOLD = 15.0
"""How long nothing is sent after Discord refused everything, in seconds."""
_UNTIL_TOLD_AGAIN = 0.2
"""discord.py may go to sleep once more while it is told to end, for as long as a limit lasts."""


class Requests:
    """Sends at one pace, and gives up what takes too long."""

    def __init__(self, channels: Channels, pace: Pace) -> None:
        self._channels = channels
        self._pace = pace

    async def turn(self, *, urgent: bool = True) -> None:
        """Wait for a turn; whoever is not urgent lets all others pass."""
        await self._pace.turn(urgent=urgent)

    async def timed(
        self, request: Coroutine[Any, Any, _ResultT], patience: float | None = None
    ) -> _ResultT:
        """Give a request up that takes too long, unless Discord itself wants it to wait.

        Whoever is cut off in such a pause would never let any other request go on.
        """
        task = asyncio.create_task(request)
        try:
            while not task.done():
                await asyncio.wait([task], timeout=patience or POST_PATIENCE)
                if not task.done() and not self._channels.is_held:
                    raise Unreachable("no answer in time")
            return task.result()
        except HeldBack:
            self._pace.hold(HOLD)
            raise
        finally:
            await _ended(task)


async def _ended(task: asyncio.Task[Any]) -> None:
    """End a task, however often it has to be told."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_UNTIL_TOLD_AGAIN)
    if not task.cancelled():
        task.exception()
