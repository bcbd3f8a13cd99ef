"""Seats: how many deliveries may be claimed at a time, and who is next."""

import asyncio
import heapq
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count


class Seats:
    """So many may sit at a time; whoever waits is seated by rank, and then by arrival."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._order = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def seat(self, rank: int) -> AsyncGenerator[None, None]:
        """Wait for a seat, and keep it until the block ends."""
        await self._sit(rank)
        try:
            yield
        finally:
            self._stand_up()

    async def _sit(self, rank: int) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._order), called))
        self._call()
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled():
                # It was called in the very moment in which it was told to end.
                self._stand_up()
            raise

    def _stand_up(self) -> None:
        self._free += 1
        self._call()

    def _call(self) -> None:
        while self._free and self._waiting:
            *_, called = heapq.heappop(self._waiting)
            if not called.done():
                self._free -= 1
                called.set_result(None)
