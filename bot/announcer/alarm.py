"""Sleeping on the bot's clock until the time has come or somebody rings."""

import asyncio

from bot.clock import Clock

LONGEST_NAP = 60.0
"""No single sleep relies on the machine's clock for longer; in seconds."""
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
        """Wait so long on this clock, or until somebody rings.

        The clock may be set meanwhile: forward ends the rest early, back does not make it longer.
        """
        until, left = self._clock.timestamp() + seconds, seconds
        while not self._is_rung and (left := min(left, until - self._clock.timestamp())) > 0:
            piece = min(left, LONGEST_NAP)
            sleeping = asyncio.create_task(self._clock.sleep(piece))
            self._sleeping = sleeping
            try:
                await asyncio.wait([sleeping])
            finally:
                sleeping.cancel()
                self._sleeping = None
            left -= piece
        self._is_rung = False
