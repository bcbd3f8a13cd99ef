import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import SystemClock, WorldClock

NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)


async def test_a_jump_wakes_whoever_slept_until_then() -> None:
    clock = WorldClock(NOON)
    sleeper = asyncio.create_task(clock.sleep(3600))
    longer = asyncio.create_task(clock.sleep(7200))
    await asyncio.sleep(0)

    clock.forward(timedelta(hours=1, seconds=1))

    await asyncio.wait_for(sleeper, 1)
    assert not longer.done()
    longer.cancel()


async def test_a_fast_clock_passes_an_hour_in_no_time() -> None:
    clock = WorldClock(NOON, speed=360_000)

    await asyncio.wait_for(clock.sleep(3600), 5)

    assert clock.now() >= NOON + timedelta(hours=1)


async def test_moments_that_have_passed_are_not_waited_for() -> None:
    await asyncio.wait_for(WorldClock(NOON).sleep(-5), 1)
    await asyncio.wait_for(SystemClock().sleep(-5), 1)


def test_the_system_clock_tells_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
