"""One deadline for a call with all it needs: login, renewals, pauses and repetitions.

The wait for a turn in our own queue does not count: there the budget itself refuses people whom it
would cost too long, and background work has time.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager


class Deadline:
    """Ends one call, which hands it on to whatever may have to wait in the queue."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._timeout = timeout

    @contextmanager
    def not_counted(self) -> Generator[None, None, None]:
        """Wait for as long as the time inside."""
        ends = self._timeout.when()
        if ends is None:
            yield
            return
        clock = asyncio.get_running_loop().time
        began = clock()
        self._timeout.reschedule(None)
        try:
            yield
        finally:
            self._timeout.reschedule(ends + clock() - began)


@asynccontextmanager
async def deadline(seconds: float) -> AsyncGenerator[Deadline, None]:
    """End what is inside with `TimeoutError` after so many seconds that count."""
    async with asyncio.timeout(seconds) as timeout:
        yield Deadline(timeout)
