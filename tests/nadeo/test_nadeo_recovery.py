"""Waiting for Nadeo to come back: one small question for everybody who waits."""

import asyncio

import pytest
from support import ManualClock

from bot.nadeo.recovery import FIRST_PAUSE, LONGEST_PROBE_PAUSE, Recovery
from tests.nadeo.clocks import Moment


class Gate:
    """Answers or not, and counts the questions."""

    def __init__(self, clock: ManualClock) -> None:
        self.is_open = False
        self.asked_at: list[float] = []
        self._clock = clock

    async def __call__(self) -> bool:
        self.asked_at.append(self._clock.timestamp())
        return self.is_open


async def pass_seconds(clock: ManualClock, seconds: int) -> None:
    for _ in range(seconds):
        clock.move(1)
        for _ in range(5):
            await asyncio.sleep(0)


async def test_all_who_wait_ask_one_question_together() -> None:
    clock = ManualClock()
    gate = Gate(clock)
    recovery = Recovery(gate, clock)
    waiting = [asyncio.create_task(recovery.pause(0)) for _ in range(3)]
    await pass_seconds(clock, 100)
    assert len(gate.asked_at) <= 20
    assert not any(task.done() for task in waiting)

    gate.is_open = True
    await pass_seconds(clock, 6)

    # What was away has not failed.
    assert [task.result() for task in waiting] == [0, 0, 0]


async def test_pauses_grow_while_nadeo_answers_others() -> None:
    clock = ManualClock()
    gate = Gate(clock)
    gate.is_open = True
    recovery = Recovery(gate, clock)
    # 1,024 are 34 hours of a wrong secret: two to that power is no float any more.
    lengths = {
        0: FIRST_PAUSE,
        2: 4 * FIRST_PAUSE,
        30: LONGEST_PROBE_PAUSE,
        1024: LONGEST_PROBE_PAUSE,
        10**6: LONGEST_PROBE_PAUSE,
    }
    for setbacks, length in lengths.items():
        waiting = asyncio.create_task(recovery.pause(setbacks))
        await asyncio.sleep(0)
        await pass_seconds(clock, int(length) - 1)
        assert not waiting.done()
        await pass_seconds(clock, 1)
        assert waiting.result() == setbacks + 1


async def test_a_probe_that_nobody_answers_does_not_hold_up_the_work_for_good() -> None:
    clock = ManualClock()
    waiting = asyncio.create_task(Recovery(Gate(clock), clock).pause(0))

    await pass_seconds(clock, 620)

    assert waiting.done()


@pytest.mark.parametrize("jump", [400 * 86400, 2 * 3600, -2 * 3600, -400 * 86400])
async def test_a_clock_that_is_put_right_does_not_hold_up_the_work(jump: int) -> None:
    slept: list[float] = []

    class Corrected(Moment):
        async def sleep(self, seconds: float) -> None:
            slept.append(seconds)
            assert sum(slept) < 700, "held up"
            await super().sleep(seconds + (jump if len(slept) == 3 else 0))

    async def is_down() -> bool:
        return False

    assert await Recovery(is_down, Corrected()).pause(0) == 0
