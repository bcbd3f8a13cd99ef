"""The answers of a moment ago, for whoever else asks the same: a crowd rarely asks all at once."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from cachetools import LRUCache

from bot.clock import Clock

ValueT = TypeVar("ValueT")

SHARED_FOR = 1.5
"""How long an answer serves others, in seconds."""

MOST_SHARED = 16


@dataclass(frozen=True)
class _Shared(Generic[ValueT]):
    value: ValueT
    at: float
    """When it came, in Unix seconds."""
    tasks: WeakSet[asyncio.Task[Any]]
    """Those who have had it: who asks again wants to know anew."""


class Recent(Generic[ValueT]):
    """Keeps answers for a moment, for all but those who have had them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shared: LRUCache[Hashable, _Shared[ValueT]] = LRUCache(MOST_SHARED)

    def get(self, key: Hashable) -> ValueT | None:
        """Take somebody else's answer, None where there is none so new."""
        shared = self._for_others(key)
        if shared is None:
            return None
        self._note(shared)
        return shared.value

    def keep(self, key: Hashable, value: ValueT) -> None:
        """Remember an answer for others, and that the present task has had it."""
        shared = self._for_others(key)
        if shared is None:
            shared = _Shared(value, self._clock.timestamp(), WeakSet())
            self._shared[key] = shared
        self._note(shared)

    def forget(self) -> None:
        """Forget everything, after something may have changed."""
        self._shared.clear()

    def _for_others(self, key: Hashable) -> _Shared[ValueT] | None:
        shared = self._shared.get(key)
        if shared is None or asyncio.current_task() in shared.tasks:
            return None
        age = self._clock.timestamp() - shared.at
        return shared if 0 <= age < SHARED_FOR else None

    def _note(self, shared: _Shared[ValueT]) -> None:
        task = asyncio.current_task()
        if task is not None:
            shared.tasks.add(task)
