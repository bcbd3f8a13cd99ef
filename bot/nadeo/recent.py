"""The answers of a moment ago, for whoever else asks the same: a crowd rarely asks all at once."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from cachetools import LRUCache

from bot.clock import Clock
from bot.nadeo.wire import Reply

SHARED_FOR = 1.5
"""How long an answer serves others, in seconds."""

MOST_SHARED = 16
LARGEST_SHARED = 2**20
"""The largest body that is kept for this, in bytes."""


@dataclass(frozen=True)
class _Shared:
    reply: Reply
    at: float
    """When it came, in Unix seconds."""
    tasks: WeakSet[asyncio.Task[Any]]
    """Those who have had it: who asks again wants to know anew."""


class Recent:
    """Keeps answers for a moment."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shared: LRUCache[Hashable, _Shared] = LRUCache(MOST_SHARED)

    def get(self, key: Hashable) -> Reply | None:
        """Return somebody else's answer, None where there is none so new."""
        shared = self._shared.get(key)
        if shared is None or asyncio.current_task() in shared.tasks:
            return None
        age = self._clock.now().timestamp() - shared.at
        return shared.reply if 0 <= age < SHARED_FOR else None

    def keep(self, key: Hashable, reply: Reply) -> None:
        """Remember an answer for others, and that the present task has had it."""
        shared = self._shared.get(key)
        if shared is None or shared.reply is not reply:
            shared = _Shared(reply, self._clock.now().timestamp(), WeakSet())
            if len(reply.body) <= LARGEST_SHARED:
                self._shared[key] = shared
        task = asyncio.current_task()
        if task is not None:
            shared.tasks.add(task)

    def forget(self) -> None:
        """Forget everything, after something may have changed."""
        self._shared.clear()
