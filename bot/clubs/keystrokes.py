"""Questions that arise while people type: one a second each, and none that others must wait for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from cachetools import LRUCache

from bot.clock import Clock, holds
from bot.nadeo.budget import Budget
from bot.nadeo.errors import NadeoError
from bot.nadeo.hosts import Host
from bot.supervisor import guarded

log = logging.getLogger(__name__)

_PAUSE = 1.0
"""How far apart one person's questions are, in seconds."""
MOST_TYPISTS = 1000


@dataclass
class _Typist:
    asked_at: float = 0.0
    keystrokes: int = 0


class Keystrokes:
    """Asks upstream on behalf of people who type.

    Of what somebody types within a second only the last is asked. Nothing is asked while other
    people wait for the budget; work in the background waits for whoever types.
    """

    def __init__(self, budget: Budget, clock: Clock) -> None:
        self._budget = budget
        self._clock = clock
        self._typists: LRUCache[int, _Typist] = LRUCache(MOST_TYPISTS)
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(
        self, user_id: int, question: Callable[[], Awaitable[None]], patience: float
    ) -> None:
        """Start a question and wait so many seconds for it; it goes on after that."""
        task = asyncio.create_task(self._in_turn(user_id, question))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if patience > 0:
            await asyncio.wait({task}, timeout=patience)

    async def close(self) -> None:
        """End what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _in_turn(self, user_id: int, question: Callable[[], Awaitable[None]]) -> None:
        typist = self._typists.setdefault(user_id, _Typist())
        typist.keystrokes += 1
        keystroke = typist.keystrokes
        if holds(typist.asked_at, self._clock.timestamp(), typist.asked_at + _PAUSE):
            await self._clock.sleep(typist.asked_at + _PAUSE - self._clock.timestamp())
        must_wait = self._budget.people_waiting > 0 or self._budget.held(Host.LIVE) > 0
        if must_wait or typist.keystrokes != keystroke:
            return
        typist.asked_at = self._clock.timestamp()
        async with guarded("a question for suggestions"):
            await _asked(question)


async def _asked(question: Callable[[], Awaitable[None]]) -> None:
    """Ask; what Nadeo does not give is done without."""
    try:
        await question()
    except NadeoError as error:
        log.info("going without suggestions: %s", error or type(error).__name__)
