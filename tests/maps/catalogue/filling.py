"""What tests of the catalogue need: Nadeo's routes, and a loop that time passes for."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from support import ManualClock, until

from bot.maps.days import PARIS
from bot.supervisor import Supervisor
from tests.bench import Bench

MONTHS = "/api/token/campaign/month"
MAPS = "/api/token/map/get-multiple"
NAMES = "/api/display-names"
SEASONS = "/api/campaign/official"
SHORTS = "/api/campaign/weekly-shorts"
GRANDS = "/api/campaign/weekly-grands"
STEP = 5.0
"""How time passes for the loop, in seconds."""


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


async def counts(bench: Bench) -> dict[str, int]:
    rows = await bench.store.rows("SELECT kind, count(*) AS n FROM releases GROUP BY kind")
    return {row["kind"]: row["n"] for row in rows}


@asynccontextmanager
async def keeping_up(bench: Bench) -> AsyncGenerator[None]:
    supervisor = Supervisor(bench.clock)
    supervisor.start("catalogue", bench.lookup.catalogue.keep_up)
    await asleep(bench.clock)
    yield
    await supervisor.close()


async def pass_time(clock: ManualClock, seconds: float) -> None:
    """Let time pass in steps, each after the loop has come to rest."""
    for _ in range(int(seconds / STEP)):
        clock.move(STEP)
        await asleep(clock)


async def asleep(clock: ManualClock) -> None:
    """Wait until the loop sleeps again."""
    await until(lambda: clock._sleepers)
