"""One deadline for a call with all it needs: login, renewals, pauses and repetitions.

The wait for a turn in our own queue does not count: there the budget itself refuses people whom it
would cost too long, and background work has time.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

_running: ContextVar[asyncio.Timeout | None] = ContextVar("deadline", default=None)


@asynccontextmanager
async def deadline(seconds: float) -> AsyncGenerator[None, None]:
    """End what is inside with `TimeoutError` after so many seconds that count."""
    async with asyncio.timeout(seconds) as timeout:
        before = _running.set(timeout)
        try:
            yield
        finally:
            _running.reset(before)


@contextmanager
def not_counted() -> Generator[None, None, None]:
    """Let the deadline wait for as long as the time inside."""
    timeout = _running.get()
    ends = timeout.when() if timeout is not None else None
    if timeout is None or ends is None:
        yield
        return
    clock = asyncio.get_running_loop().time
    began = clock()
    timeout.reschedule(None)
    try:
        yield
    finally:
        timeout.reschedule(ends + clock() - began)


def forget_deadline() -> None:
    """Part the present context from the deadline of whoever made it: others may wait for it too."""
    _running.set(None)
