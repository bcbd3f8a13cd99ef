"""The budget's promises, in simulated time: how many, who first, who waits in vain."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nadeo.budget import MOST_PEOPLE_IN_A_ROW, Budget, Turn, current_turn
from bot.nadeo.errors import Busy
from tests.nadeo.queues import Queue, assert_within_budget, now
from tests.nadeo.simulated_time import simulate

PATIENT = 1e9


@given(
    rate=st.sampled_from([0.3, 1.0, 2.0, 7.0]),
    arrivals=st.lists(st.floats(0, 30), min_size=1, max_size=30),
    users=st.lists(st.sampled_from([None, 1, 2]), min_size=30, max_size=30),
)
@settings(max_examples=60, deadline=None)
def test_never_more_than_the_rate_and_two(
    rate: float, arrivals: list[float], users: list[int | None]
) -> None:
    async def main() -> list[float]:
        queue = Queue(Budget(rate, PATIENT))

        async def arrive(after: float, user: int | None) -> None:
            await asyncio.sleep(after)
            await queue.ask("x", user)

        await asyncio.gather(*map(arrive, arrivals, users))
        return [moment for moment, _ in queue.served]

    moments = simulate(main())
    assert len(moments) == len(arrivals)
    assert_within_budget(moments, rate, [0.0, 0.1, 0.5, 1.0, 1.7, 3.0, 10.0, 60.0])


def test_two_hundred_at_two_a_second() -> None:
    async def main() -> list[float]:
        queue = Queue(Budget(2.0, PATIENT))
        users = [None, 1, 2, 3]
        await asyncio.gather(*(queue.ask("x", users[index % 4]) for index in range(200)))
        return [moment for moment, _ in queue.served]

    moments = simulate(main())
    assert_within_budget(moments, 2.0, [after - moments[0] for after in moments])
    # and no slower than allowed
    assert moments[-1] - moments[0] <= 199 / 2


def test_two_go_at_nearly_once() -> None:
    async def main() -> list[float]:
        queue = Queue(Budget(1.0))
        await asyncio.gather(*(queue.ask("x") for _ in range(4)))
        return [moment for moment, _ in queue.served]

    first, second, third, fourth = simulate(main())
    assert second - first < 0.5
    assert third - first > 1
    assert fourth - third == pytest.approx(1.0)


def test_people_go_before_background_work() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0))
        tasks = [queue.ask(f"background {number}") for number in range(4)]
        await asyncio.sleep(0.5)
        tasks.append(queue.ask("person", 7))
        await asyncio.gather(*tasks)
        return queue.names

    assert simulate(main()).index("person") == 2


def test_people_take_turns() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0))
        tasks = [queue.ask("greedy", 1) for _ in range(6)]
        await asyncio.sleep(0.01)
        tasks += [queue.ask("second", 2), queue.ask("third", 3), queue.ask("second", 2)]
        await asyncio.gather(*tasks)
        return queue.names

    names = simulate(main())
    assert names[:1] == ["greedy"]
    assert set(names[1:4]) == {"greedy", "second", "third"}
    assert max(index for index, name in enumerate(names) if name == "second") <= 5


def test_first_come_first_served_without_people() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(10.0))
        await asyncio.gather(*(queue.ask(str(number)) for number in range(20)))
        return queue.names

    assert simulate(main()) == [str(number) for number in range(20)]


def test_a_full_queue_says_for_how_long() -> None:
    async def main() -> Busy:
        queue = Queue(Budget(1.0, longest_wait=5))
        tasks = [queue.ask("x", 1) for _ in range(10)]
        done = await asyncio.gather(*tasks, return_exceptions=True)
        refused = [error for error in done if isinstance(error, Busy)]
        assert len(queue.served) + len(refused) == 10
        assert 5 <= len(queue.served) <= 8
        return refused[0]

    busy = simulate(main())
    assert 5 <= busy.seconds <= 7


def test_a_greedy_user_does_not_fill_the_queue_for_others() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0, longest_wait=5))
        greedy = [queue.ask("greedy", 1) for _ in range(10)]
        await asyncio.sleep(0.01)
        await queue.ask("modest", 2)
        await asyncio.gather(*greedy, return_exceptions=True)
        return queue.names

    assert "modest" in simulate(main())[:4]


def test_background_work_is_never_refused() -> None:
    async def main() -> int:
        queue = Queue(Budget(1.0, longest_wait=5))
        await asyncio.gather(*(queue.ask("x") for _ in range(50)))
        return len(queue.served)

    assert simulate(main()) == 50


def test_whoever_gives_up_leaves_the_queue() -> None:
    async def main() -> tuple[int, float]:
        queue = Queue(Budget(1.0, PATIENT))
        start = now()
        tasks = [queue.ask("x", number) for number in range(50)]
        await asyncio.sleep(1.5)
        for task in tasks[2:-1]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert queue.budget.queue_length == 0
        return len(queue.served), now() - start

    count, took = simulate(main())
    assert count <= 4
    assert took < 5


def test_a_turn_that_people_join_moves_forward() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0))
        joined = Turn()
        tasks = [queue.ask(f"background {number}") for number in range(5)]
        tasks.append(queue.ask("joined", turn=joined))
        await asyncio.sleep(0.5)
        joined.joined.append(Turn(joined=[Turn(), Turn(user=3)]))
        await asyncio.gather(*tasks)
        return queue.names

    assert simulate(main()).index("joined") == 2


def test_a_long_queue_costs_little() -> None:
    async def main() -> int:
        queue = Queue(Budget(1000.0, PATIENT))
        await asyncio.gather(*(queue.ask("x", number % 5) for number in range(400)))
        return len(queue.served)

    assert simulate(main()) == 400


def test_an_idle_budget_saves_nothing_up() -> None:
    async def main() -> list[float]:
        queue = Queue(Budget(1.0))
        await queue.ask("x")
        await asyncio.sleep(1000)
        await asyncio.gather(*(queue.ask("x") for _ in range(5)))
        return [moment for moment, _ in queue.served[1:]]

    moments = simulate(main())
    assert moments[-1] - moments[0] > 3
    assert all(after >= before for before, after in pairwise(moments))


# --- more people than the budget has room for ----------------------------------------------------


class Crowd:
    """People who come one after another, each with a command of several requests."""

    def __init__(self, budget: Budget, requests: int) -> None:
        self.budget = budget
        self.requests = requests
        self.took: list[float] = []
        self.refused: list[tuple[int, float]] = []
        """After how many requests, and for how long they were told to wait."""

    async def come(self, people: int, every: float) -> None:
        commands: list[asyncio.Task[None]] = []
        for person in range(people):
            commands.append(asyncio.create_task(self._command(person)))
            await asyncio.sleep(every)
        await asyncio.gather(*commands)

    async def _command(self, person: int) -> None:
        current_turn.set(Turn(person))
        began = now()
        for number in range(self.requests):
            asked = now()
            try:
                await self.budget.turn()
            except Busy as busy:
                assert now() == asked, "told late"
                self.refused.append((number, busy.seconds))
                return
        self.took.append(now() - began)


@pytest.mark.parametrize("requests", [1, 2, 3])
@pytest.mark.parametrize("load", [1.2, 2.0])
def test_whoever_is_admitted_is_served(requests: int, load: float) -> None:
    async def main() -> Crowd:
        crowd = Crowd(Budget(1.0, longest_wait=25), requests)
        await crowd.come(200, every=1 / load)
        return crowd

    crowd = simulate(main())
    # the slots go to commands that end well, and in the time that was promised
    slots = 200 / load
    assert len(crowd.took) >= slots / requests * 0.9
    assert max(crowd.took) <= 25 * 1.3 + requests
    # and the others hear at once, before anything was spent on them
    assert {after for after, _ in crowd.refused} == {0}
    assert all(25 < seconds < 35 for _, seconds in crowd.refused)


def test_newcomers_do_not_starve_a_second_request() -> None:
    async def main() -> float:
        budget = Budget(1.0, PATIENT)
        crowd = asyncio.create_task(Crowd(budget, 1).come(300, every=0.5))
        await asyncio.sleep(20)
        regular = Crowd(budget, 2)
        await regular.come(1, every=0)
        crowd.cancel()
        return regular.took[0]

    assert simulate(main()) < 30


def test_a_long_command_does_not_starve_newcomers() -> None:
    async def main() -> list[str]:
        queue = Queue(Budget(1.0, PATIENT))
        greedy = Turn(1)

        async def keep_asking() -> None:
            for _ in range(20):
                await queue.ask("greedy", turn=greedy)

        asking = asyncio.create_task(keep_asking())
        await asyncio.sleep(0.5)
        await asyncio.gather(*(queue.ask("newcomer", 10 + number) for number in range(5)))
        await asking
        return queue.names

    names = simulate(main())
    assert max(index for index, name in enumerate(names) if name == "newcomer") <= 10


def test_a_full_queue_is_not_nadeos_wish() -> None:
    async def main() -> Busy:
        queue = Queue(Budget(1.0, longest_wait=5))
        done = await asyncio.gather(
            *(queue.ask("x", user) for user in range(10)), return_exceptions=True
        )
        return next(error for error in done if isinstance(error, Busy))

    assert not simulate(main()).is_held


def test_what_has_a_moment_of_its_own_goes_before_the_background_and_is_not_starved() -> None:
    async def scenario() -> list[str]:
        queue = Queue(Budget(1.0, longest_wait=PATIENT))
        tasks = [queue.ask("background") for _ in range(3)]
        tasks += [queue.ask("person", user=number) for number in range(12)]
        tasks += [queue.ask("switch", turn=Turn(is_timely=True)) for _ in range(2)]
        await asyncio.gather(*tasks)
        return queue.names

    names = simulate(scenario())

    people, last = names.index("switch"), len(names) - 1 - names[::-1].index("switch")
    assert names[:people] == ["background", *["person"] * MOST_PEOPLE_IN_A_ROW]
    assert last <= 2 * MOST_PEOPLE_IN_A_ROW + 2
    assert names[-2:] == ["background"] * 2


def test_a_token_goes_before_everybody() -> None:
    async def scenario() -> list[str]:
        budget = Budget(1.0, longest_wait=PATIENT)
        queue = Queue(budget)
        tasks = [queue.ask("person", user=number) for number in range(6)]

        async def renew() -> None:
            await budget.turn(is_urgent=True)
            queue.served.append((now(), "token"))

        await asyncio.sleep(1.5)
        tasks.append(asyncio.create_task(renew()))
        await asyncio.gather(*tasks)
        return queue.names

    names = simulate(scenario())

    assert names.index("token") <= 4
    assert names[-1] == "person"
