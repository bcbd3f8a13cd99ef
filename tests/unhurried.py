"""An event loop whose clock stands still while the machine is busy.

Its time passes only while the loop has nothing to do: work that takes long, here or in the
stand-ins that share the loop, uses up nobody's patience. So a test may let a timeout of a fraction
of a second pass on purpose, and no answer that is merely computed slowly comes too late.
"""

import asyncio
import math
import selectors
from time import monotonic  # itself, since simulations put another in its place

SHORTEST_WAIT = 0.001
"""What a wait for less than this takes all the same: whoever sets timers a microsecond ahead, as
simulations do, would otherwise bring time nearly to a standstill."""
LONGEST_WAIT_FOR_AN_EVENT = 0.02
"""What a wait that an event ended counts at most, in seconds: it may have been another process's
turn, or a thread's."""


class IdleClock(selectors.DefaultSelector):
    """Counts how long the loop had nothing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = monotonic()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        began = monotonic()
        events = super().select(timeout)
        idle = monotonic() - began
        if timeout is not None:
            # The system counts in whole milliseconds: a shorter wait may last one.
            idle = min(idle, math.ceil(max(0.0, timeout) * 1000) / 1000)
        self.seconds += min(idle, LONGEST_WAIT_FOR_AN_EVENT) if events else idle
        return events


class UnhurriedLoop(asyncio.SelectorEventLoop):
    """The usual loop, by the clock of its own idleness."""

    def __init__(self) -> None:
        self._idle = IdleClock()
        super().__init__(self._idle)

    def time(self) -> float:
        """Return this loop's moment, in seconds."""
        return self._idle.seconds


def waited() -> float:
    """Return the running loop's moment, to tell how long somebody was kept waiting."""
    return asyncio.get_running_loop().time()
