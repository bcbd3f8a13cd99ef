"""Waiting for Nadeo to come back, for whatever runs in the background."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.clock import Clock

FIRST_PAUSE = 5.0
LONGEST_PROBE_PAUSE = 120.0
_DOUBLINGS = 5
"""From there on it is the longest pause; a power without end is more than a float can hold."""
PROBE_EVERY = 5.0
"""With the few seconds a probe may take, nobody misses a recovery by more than ten."""
LONGEST_ABSENCE = 600.0
"""After so long the work itself is tried: perhaps it is the probe that nobody answers."""


class Recovery:
    """Tells those who failed when to try again: all of them wait for one small question."""

    def __init__(self, answers: Callable[[], Awaitable[bool]], clock: Clock) -> None:
        self._answers = answers
        self._clock = clock
        self._probing = asyncio.Lock()
        self._probed_at = 0.0
        self._is_up = True

    async def pause(self, setbacks: int) -> int:
        """Wait after so many failures in a row while Nadeo answered; return how many it is then.

        The pauses grow while Nadeo answers others. While it answers nobody the wait goes on, and
        ends as soon as it does: its absence counts as no failure of the work.
        """
        pause = FIRST_PAUSE * 2 ** min(setbacks, _DOUBLINGS)
        await self._clock.sleep(min(pause, LONGEST_PROBE_PAUSE))
        began = self._clock.timestamp()
        was_away = False
        while not await self._probe() and 0 <= self._clock.timestamp() - began < LONGEST_ABSENCE:
            was_away = True
            await self._clock.sleep(PROBE_EVERY)
        return 0 if was_away else setbacks + 1

    async def _probe(self) -> bool:
        async with self._probing:
            if not 0 <= self._clock.timestamp() - self._probed_at < PROBE_EVERY:
                self._is_up = await self._answers()
                self._probed_at = self._clock.timestamp()
            return self._is_up
