"""How fast announcements go out: evenly, below Discord's limit, posts before edits."""

import asyncio
import heapq
from itertools import count

POSTS_PER_SECOND = 45.0
"""Discord allows 50 requests a second over all servers; the rest is for people's commands."""


def own_rate(part: float) -> float:
    """Return how many posts a second a process may make that has a part of all servers, 1 for all.

    Processes know nothing of each other: in the worst second each makes one more than its rate, and
    all of these together may be no more than one process makes alone.
    """
    in_a_second = (POSTS_PER_SECOND + 1) * part
    return max(in_a_second - 1, in_a_second / 2)


class Pace:
    """Hands out turns, one after another; in the machine's own time, as Discord counts."""

    def __init__(self, rate: float = POSTS_PER_SECOND) -> None:
        self._interval = 1 / rate
        self._next_slot = 0.0
        self._order = count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, *, urgent: bool = True) -> None:
        """Wait for a turn; whoever is not urgent lets all others pass."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._order), woken))
        if self._timer is None:
            self._wake()
        await woken

    def hold(self, seconds: float) -> None:
        """Give nobody a turn for so long."""
        self._next_slot = max(self._next_slot, asyncio.get_running_loop().time() + seconds)

    def _wake(self) -> None:
        """Give turns to those whose time has come, and come back for the next."""
        loop = asyncio.get_running_loop()
        self._timer = None
        while self._waiting:
            if self._waiting[0][2].done():
                heapq.heappop(self._waiting)
                continue
            wait = self._next_slot - loop.time()
            if wait > 0:
                self._timer = loop.call_later(wait, self._wake)
                return
            heapq.heappop(self._waiting)[2].set_result(None)
            self._next_slot = loop.time() + self._interval
