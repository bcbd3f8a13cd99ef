"""Rests of the announcer: ended early by a ring, never made longer by a clock that is set."""

import asyncio
from datetime import timedelta

from support import ManualClock

from bot.announcer.alarm import LONGEST_NAP, Alarm


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_clock_that_is_set_back_does_not_make_a_rest_longer(clock: ManualClock) -> None:
    alarm = Alarm(clock)
    rest = asyncio.create_task(alarm.rest(3600))
    await settled()
    # The machine's clock jumps back by six hours; what sleeps has its own measure of time.
    sleeping = clock._sleepers
    clock._now -= timedelta(hours=6)
    clock._sleepers = [(moment - timedelta(hours=6), woken) for moment, woken in sleeping]

    for _ in range(int(3600 / LONGEST_NAP)):
        assert not rest.done()
        clock.move(LONGEST_NAP)
        await settled()

    assert rest.done()


async def test_a_clock_that_is_set_forward_ends_it(clock: ManualClock) -> None:
    rest = asyncio.create_task(Alarm(clock).rest(3600))
    await settled()

    clock.move(7200)
    await settled()

    assert rest.done()


async def test_a_ring_ends_the_rest_or_the_next_one(clock: ManualClock) -> None:
    alarm = Alarm(clock)
    rest = asyncio.create_task(alarm.rest(3600))
    await settled()
    alarm.ring()
    await settled()
    assert rest.done()

    alarm.ring()
    await asyncio.wait_for(alarm.rest(3600), 1)
