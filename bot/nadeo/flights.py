"""Equal questions under way: asked once, answered to everybody who waits."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextvars import copy_context
from dataclasses import dataclass
from typing import TypeVar, cast

from bot.nadeo.budget import Turn, current_turn

_ResultT = TypeVar("_ResultT")


@dataclass
class _Flight:
    turn: Turn
    task: asyncio.Task[object]


class Flights:
    """Merges equal questions: whoever asks while one is under way gets its answer too."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight] = {}

    async def join(self, key: Hashable, ask: Callable[[], Awaitable[_ResultT]]) -> _ResultT:
        """Ask, or wait for whoever asks already; giving up does not stop it for the others.

        A person who joins moves it forward, and with it whatever it waits for itself.
        """
        flight = self._flights.get(key) or self._start(key, ask)
        flight.turn.joined.append(current_turn.get())
        await asyncio.wait({flight.task})
        return cast("_ResultT", flight.task.result())

    def _start(self, key: Hashable, ask: Callable[[], Awaitable[object]]) -> _Flight:
        turn = Turn()
        context = copy_context()
        context.run(current_turn.set, turn)

        async def run() -> object:
            return await ask()

        flight = _Flight(turn, asyncio.create_task(run(), context=context))
        self._flights[key] = flight
        flight.task.add_done_callback(lambda task: self._land(key, task))
        return flight

    def _land(self, key: Hashable, task: asyncio.Task[object]) -> None:
        del self._flights[key]
        if not task.cancelled():
            task.exception()  # seen: everybody may have given up waiting for it

    async def close(self) -> None:
        """End what is under way."""
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
