"""A budget that Nadeo holds: who waits the hold out, and who is told at once."""

import asyncio

import pytest

from bot.nadeo.budget import Budget, Turn
from bot.nadeo.errors import Busy
from tests.nadeo.queues import Queue, assert_within_budget, now
from tests.nadeo.simulated_time import simulate


def test_a_hold_holds_everybody() -> None:
    async def main() -> list[float]:
        queue = Queue(Budget(1.0))
        await queue.ask("x")
        waiting = [queue.ask("x", 1), queue.ask("x"), queue.ask("x", 2)]
        queue.budget.hold(10)
        queue.budget.hold(3)  # a shorter one does not shorten it
        assert queue.budget.held_for == pytest.approx(10)
        await asyncio.gather(*waiting)
        return [moment for moment, _ in queue.served]

    first, *held = simulate(main())
    assert held[0] - first >= 10
    assert_within_budget(held, 1.0, [0.5, 1.0, 2.0])


def test_people_do_not_sit_out_a_long_hold() -> None:
    async def main() -> tuple[list[object], float]:
        queue = Queue(Budget(1.0))
        start = now()
        tasks = [queue.ask("x", user) for user in range(5)]
        await asyncio.sleep(0)
        queue.budget.hold(600)
        done = await asyncio.gather(*tasks, return_exceptions=True)
        return [type(error) for error in done if error is not None], now() - start

    refused, took = simulate(main())
    assert refused[-4:] == [Busy] * 4
    assert took < 30


@pytest.mark.parametrize("user", [None, 3])
def test_whoever_waits_when_a_long_hold_comes_is_told(user: int | None) -> None:
    async def main() -> tuple[Busy, float]:
        queue = Queue(Budget(0.1))
        await queue.ask("before")
        waiting = queue.ask("waits", user)
        await asyncio.sleep(1)
        queue.budget.hold(55)
        held = now()
        with pytest.raises(Busy) as caught:
            await waiting
        return caught.value, now() - held

    busy, took = simulate(main())
    assert took < 1
    assert busy.seconds == pytest.approx(55, abs=1)
    assert busy.is_held


def test_whoever_joins_a_short_hold_is_not_refused() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0))
        queue.budget.hold(20)
        turn = Turn()
        waiting = queue.ask("background", turn=turn)
        await asyncio.sleep(10)
        turn.joined.append(Turn(user=3))
        await waiting
        return queue.names

    assert simulate(main()) == ["background"]


def test_a_long_hold_refuses_the_background_too() -> None:
    async def scenario() -> None:
        budget = Budget(1.0, longest_wait=25.0)
        budget.hold(60)
        with pytest.raises(Busy) as refused:
            await budget.turn()
        assert refused.value.is_held
        budget = Budget(1.0, longest_wait=25.0)
        budget.hold(20)
        await budget.turn()
        assert now() >= 20

    simulate(scenario())
