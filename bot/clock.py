"""What time it is, and waiting: the machine's clock, or the sandbox's own."""

import asyncio
import contextlib
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock(ABC):
    """Tells and passes the time that decisions are made from."""

    @abstractmethod
    def now(self) -> datetime:
        """Tell the present moment, in UTC."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has moved on by so many seconds."""

    def timestamp(self) -> float:
        """Return the present moment in Unix seconds, in which moments are stored and compared."""
        return self.now().timestamp()


def holds(noted: float, now: float, until: float) -> bool:
    """Tell whether what was noted at a moment is still believed; all in the same seconds.

    What was noted in the future is not: the clock was wrong then, and may have been by a year.
    """
    return noted <= now < until


class SystemClock(Clock):
    """The machine's own clock."""

    def now(self) -> datetime:
        """Tell the present moment, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds; a moment that has passed already is not waited for."""
        await asyncio.sleep(max(0.0, seconds))


class WorldClock(Clock):
    """A clock set to a moment of its own, which may run faster than the machine's.

    It goes by `seconds`, which may not stand still while a loop sleeps: a correction of the
    machine's clock does not move this one.
    """

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.speed = speed
        self._start = start or datetime.now(UTC)
        self._seconds = seconds
        self._origin = seconds()
        self._jumped = asyncio.Event()

    def now(self) -> datetime:
        """Tell this clock's moment, in UTC, however fast it runs."""
        return self._start + timedelta(seconds=self._seconds() - self._origin) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has moved on by so many seconds."""
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._jumped.wait(), left / self.speed)

    def forward(self, by: timedelta) -> None:
        """Jump ahead, and wake whoever slept until a moment that has come by it."""
        self._start += by
        self._jumped.set()
        self._jumped = asyncio.Event()
