"""The supervisor of what runs beside the commands: each loop has a name, and none ends for good."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.announcements import LoopReport
from bot.clock import Clock
from bot.storage.locked import LOCKED, fault_of

log = logging.getLogger(__name__)

Work: TypeAlias = Callable[[], Awaitable[None]]
"""A loop from its beginning: called again after a fault."""

FIRST_PAUSE = 1.0
DOUBLINGS = 6
LONGEST_PAUSE = 60.0
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
            began = self._now()
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
        if self._now() - began > LONGEST_PAUSE:
            loop.faults = 0
        pause = min(FIRST_PAUSE * 2 ** min(loop.faults, DOUBLINGS), LONGEST_PAUSE)
        loop.faults += 1
        _say(loop, error, pause)
        fault = fault_of(error)
        restarts = loop.report.restarts + 1
        loop.report = replace(loop.report, restarts=restarts, fault=fault, failed_at=self._now())
        await self._clock.sleep(pause)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _say(loop: _Loop, error: BaseException, pause: float) -> None:
    """Write one line, and where the fault is new and not a known one also whence it came."""
    name, fault = loop.report.name, fault_of(error)
    is_new = loop.faults == 1 or fault != loop.report.fault
    cause = error if is_new and fault != LOCKED else None
    log.error("%s failed: %s, again in %.0f s", name, fault, pause, exc_info=cause)
