"""The supervisor of what runs beside the commands: each loop has a name, and none ends for good."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.clock import Clock
from bot.file_faults import file_fault, in_words


@dataclass(frozen=True)
class LoopReport:
    """How something that runs beside the commands is doing."""

    name: str
    restarts: int = 0
    fault: str = ""
    """The kind of the last one, "" where there was none."""
    failed_at: float = 0.0
    """Unix seconds."""
    is_resting: bool = False
    """Whether it does not run at the moment, after a fault."""


log = logging.getLogger(__name__)

Work: TypeAlias = Callable[[], Awaitable[None]]
"""A loop from its beginning: called again after a fault."""

_FIRST_PAUSE = 1.0
_DOUBLINGS = 6
LONGEST_LOOP_PAUSE = 60.0
"""A loop that ran for so long without a fault has recovered; in seconds, as the pauses."""


@dataclass
class _Loop:
    work: Work
    report: LoopReport
    faults: int = 0
    """How many there were in a row."""
    task: asyncio.Task[None] = field(init=False)


class Supervisor:
    """Begins loops, begins them again after a fault with growing pauses, and ends them all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._loops: dict[str, _Loop] = {}

    def start(self, name: str, work: Work) -> None:
        """Run a loop until it ends by itself or all are closed; a name that runs is left alone."""
        if name in self._loops:
            return
        loop = _Loop(work, LoopReport(name))
        self._loops[name] = loop
        loop.task = asyncio.create_task(self._run(loop), name=name)

    def reports(self) -> list[LoopReport]:
        """Return how each loop is doing, in the order of their start."""
        return [loop.report for loop in self._loops.values()]

    async def close(self) -> None:
        """End all of them."""
        tasks = [loop.task for loop in self._loops.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, loop: _Loop) -> None:
        while True:
            began = self._clock.timestamp()
            try:
                await loop.work()
            except asyncio.CancelledError as error:
                if loop.task.cancelling():
                    raise
                # Something that the loop waited for was cancelled, not the loop.
                await self._pause(loop, error, began)
            except Exception as error:  # noqa: BLE001 # the desk of what runs beside
                await self._pause(loop, error, began)
            else:
                return

    async def _pause(self, loop: _Loop, error: BaseException, began: float) -> None:
        """Note a fault and wait a moment, longer after each that follows at once."""
        if self._clock.timestamp() - began > LONGEST_LOOP_PAUSE:
            loop.faults = 0
        pause = min(_FIRST_PAUSE * 2 ** min(loop.faults, _DOUBLINGS), LONGEST_LOOP_PAUSE)
        loop.faults += 1
        _say(loop, error, pause)
        fault = fault_of(error)
        restarts = loop.report.restarts + 1
        now = self._clock.timestamp()
        loop.report = LoopReport(loop.report.name, restarts, fault, now, is_resting=True)
        await self._clock.sleep(pause)
        loop.report = replace(loop.report, is_resting=False)


def _say(loop: _Loop, error: BaseException, pause: float) -> None:
    """Write one line, and where the fault is new also what to do about it or whence it came."""
    name, fault = loop.report.name, fault_of(error)
    is_new = loop.faults == 1 or fault != loop.report.fault
    is_known = file_fault(error) is not None
    words = in_words(error) if is_new and is_known else fault
    cause = error if is_new and not is_known else None
    log.error("%s failed: %s, again in %.0f s", name, words, pause, exc_info=cause)


@asynccontextmanager
async def guarded(name: str) -> AsyncGenerator[None, None]:
    """Write about what went wrong inside, one line where its cause is known, and go on."""
    try:
        yield
    except Exception as error:
        is_known = file_fault(error) is not None
        words = in_words(error) if is_known else fault_of(error)
        log.exception("%s failed: %s", name, words, exc_info=not is_known)


def fault_of(error: BaseException) -> str:
    """Return what a fault is called: its type, or what is known to keep SQLite from its file."""
    fault = file_fault(error)
    return type(error).__name__ if fault is None else fault.name
