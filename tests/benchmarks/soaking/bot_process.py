"""The bot of a soak, a process of its own: what is measured of it is the bot's and nobody else's.

It is the product's own `run`, by a clock that keeps step with the stand-ins' in the other process:
both go by the machine's monotonic clock, which is one for all.
"""

import asyncio
import faulthandler
import gc
import logging
import signal
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import click

from bot.clock import WorldClock
from bot.frame import logs
from bot.frame.runner import run
from bot.settings import load

log = logging.getLogger("soak")

MOST_KINDS = 40
"""So many kinds of objects, and of lines that took memory, are told of."""


@click.command()
@click.option("--start", required=True, help="When the world began, ISO 8601 in UTC.")
@click.option("--origin", type=float, required=True, help="The monotonic clock's reading then.")
@click.option("--speed", type=float, required=True)
def main(start: str, origin: float, speed: float) -> None:
    """Run the bot until SIGTERM; at SIGUSR1 it tells what it holds."""
    # Where it does not end, SIGUSR2 tells what it is at.
    faulthandler.register(signal.SIGUSR2)
    settings = load(None)
    logs.configure(settings.log_level, settings.secrets(), settings.log_format)
    gone = timedelta(seconds=time.monotonic() - origin) * speed
    # `-X dev` is for its warnings: asyncio in debug mode would tell of every slow step.
    asyncio.run(_soaked(datetime.fromisoformat(start) + gone, speed), debug=False)
    # What nobody closed says so when it is thrown away.
    gc.collect()
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            log.error("left behind: thread %s", thread.name)


async def _soaked(start: datetime, speed: float) -> None:
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _tell)
    await run(load(None), WorldClock(start, speed))
    # What was cancelled at the very end still has its turn.
    await asyncio.sleep(0)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        log.error("left behind: task %s", _name(task))


def _tell() -> None:
    gc.collect()
    tasks = Counter(map(_name, asyncio.all_tasks()))
    kinds = Counter(type(one).__qualname__ for one in gc.get_objects())
    log.info("holds tasks: %s", _counted(tasks.most_common()))
    log.info("holds objects: %s", _counted(kinds.most_common(MOST_KINDS)))
    if tracemalloc.is_tracing():
        lines = tracemalloc.take_snapshot().statistics("lineno")[:MOST_KINDS]
        log.info("holds bytes: %s", _counted((str(one.traceback), one.size) for one in lines))


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _name(task: "asyncio.Task[object]") -> str:
    return getattr(task.get_coro(), "__qualname__", repr(task))


if __name__ == "__main__":
    main()
