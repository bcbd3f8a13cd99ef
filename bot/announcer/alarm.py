"""Sleeping on the bot's clock until the time has come or somebody rings."""

import asyncio

from bot.clock import Clock

LONGEST_SLEEP = 60.0
"""The machine's clock may be set, so no single sleep relies on it for longer; in seconds."""
FOR_EVER = float("inf")


class Alarm:
    """A rest that can be ended early, and that ends at once when it was rung before it began."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._is_rung = False
        self._sleeping: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """End the rest, or the next one."""
        self._is_rung = True
        if self._sleeping is not None:
            self._sleeping.cancel()

    async def rest(self, seconds: float) -> None:
        """Wait so long on this clock, or until somebody rings."""
        until = self._now() + seconds
        while not self._is_rung and (left := until - self._now()) > 0:
            sleeping = asyncio.create_task(self._clock.sleep(min(left, LONGEST_SLEEP)))
            self._sleeping = sleeping
            try:
                await asyncio.wait([sleeping])
            finally:
                sleeping.cancel()
                self._sleeping = None
        self._is_rung = False

    def _now(self) -> float:
        return self._clock.now().timestamp()
