"""Questions asked at once: what hangs hides nothing of what came."""

import asyncio

import pytest

from bot.nadeo.errors import NadeoError, Unavailable
from bot.nadeo.side_by_side import side_by_side

HANGING = {1, 2, 3, 4}


async def test_four_that_hang_hide_no_fifth() -> None:
    asked: list[int] = []

    async def ask(number: int) -> str:
        asked.append(number)
        if number in HANGING:
            await asyncio.Event().wait()
        return f"room {number}"

    # The time is over as soon as anybody waits: what needs none has been told.
    found = await side_by_side([1, 2, 3, 4, 5], ask, within=0)

    assert asked == [1, 2, 3, 4, 5]
    assert [type(one) for one in found] == [TimeoutError] * 4 + [str]
    assert found[4] == "room 5"


async def test_a_failure_is_told_in_its_place() -> None:
    async def ask(number: int) -> int:
        if number == 1:
            raise Unavailable("gone")
        return number

    found = await side_by_side([0, 1, 2], ask, within=60)

    assert isinstance(found[1], NadeoError)
    assert (found[0], found[2]) == (0, 2)


async def test_whoever_gives_up_ends_all_questions() -> None:
    ended: list[int] = []
    asked = asyncio.Event()

    async def ask(number: int) -> None:
        try:
            asked.set()
            await asyncio.Event().wait()
        finally:
            ended.append(number)

    task = asyncio.create_task(side_by_side([1, 2], ask, within=3600))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert sorted(ended) == [1, 2]


async def test_of_many_a_few_are_asked_at_once() -> None:
    under_way: list[int] = []
    most = 0

    async def ask(number: int) -> int:
        nonlocal most
        under_way.append(number)
        most = max(most, len(under_way))
        for _ in range(number % 3):
            await asyncio.sleep(0)
        under_way.remove(number)
        if number == 4:
            raise Unavailable("gone")
        return number

    found = await side_by_side(range(10), ask, within=60, at_once=3)

    assert most == 3
    assert isinstance(found.pop(4), Unavailable)
    assert found == [0, 1, 2, 3, 5, 6, 7, 8, 9]
