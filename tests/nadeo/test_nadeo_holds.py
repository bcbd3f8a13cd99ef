"""Hosts that want to be left alone, in simulated time: who waits for them, and who does not."""

import asyncio
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nadeo.budget import Budget, Turn, current_turn
from bot.nadeo.errors import Busy
from bot.nadeo.hosts import NADEO, Host
from tests.nadeo.simulated_time import simulate

RATE = 2.0
PATIENT = 1e9

arrivals = st.tuples(st.floats(0, 20), st.sampled_from(Host), st.sampled_from([None, 1, 2]))
holds = st.tuples(st.floats(0, 20), st.floats(0.1, 15), st.sets(st.sampled_from(Host), min_size=1))


def now() -> float:
    return asyncio.get_running_loop().time()


@dataclass(frozen=True)
class Asked:
    came: float
    went: float
    host: Host


async def ask(budget: Budget, host: Host, user: int | None = None) -> Asked:
    current_turn.set(Turn(user))
    came = now()
    await budget.turn(host)
    return Asked(came, now(), host)


def start(budget: Budget, host: Host, user: int | None = None) -> asyncio.Task[Asked]:
    return asyncio.create_task(ask(budget, host, user))


@dataclass(frozen=True)
class Held:
    began: float
    ended: float
    hosts: set[Host]


async def play(
    coming: list[tuple[float, Host, int | None]], wished: list[tuple[float, float, set[Host]]]
) -> tuple[list[Asked], list[Held]]:
    """Let requests and wishes come at their moments."""
    budget = Budget(RATE, PATIENT)

    async def arrive(after: float, host: Host, user: int | None) -> Asked:
        await asyncio.sleep(after)
        return await ask(budget, host, user)

    async def wish(after: float, seconds: float, hosts: set[Host]) -> Held:
        await asyncio.sleep(after)
        budget.hold(seconds, hosts)
        return Held(now(), now() + seconds, hosts)

    held = asyncio.gather(*(wish(*one) for one in wished))
    asked = asyncio.gather(*(arrive(*one) for one in coming))
    return await asked, await held


@given(st.lists(arrivals, min_size=1, max_size=25), st.lists(holds, max_size=5))
@settings(max_examples=60, deadline=None)
def test_nobody_asks_a_held_host_and_all_together_keep_to_the_budget(
    coming: list[tuple[float, Host, int | None]], wished: list[tuple[float, float, set[Host]]]
) -> None:
    # quirk 15: the budget is one, whoever is held
    asked, held = simulate(play(coming, wished))

    assert len(asked) == len(coming)
    for hold in held:
        during = [one for one in asked if hold.began < one.went < hold.ended - 1e-6]
        assert not {one.host for one in during} & hold.hosts
    moments = [one.went for one in asked]
    for window in (0.0, 0.5, 1.0, 3.0, 10.0):
        for begin in moments:
            assert sum(begin <= one <= begin + window for one in moments) <= RATE * window + 2


@given(st.lists(arrivals, min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_who_asks_another_host_is_not_held_up(coming: list[tuple[float, Host, int | None]]) -> None:
    others = [one for one in coming if one[1] is not Host.NAMES]

    asked, _ = simulate(play(coming, [(0.0, 1000.0, {Host.NAMES})]))
    without, _ = simulate(play(others, []))

    went = sorted(one.went for one in asked if one.host is not Host.NAMES)
    assert len(went) == len(without)
    for one, other in zip(went, sorted(one.went for one in without), strict=True):
        assert abs(one - other) < 1e-6
    assert all(one.went >= 2000 for one in asked if one.host is Host.NAMES)


def test_a_turn_of_whoever_is_held_in_the_last_moment_goes_to_somebody_else() -> None:
    async def main() -> list[Asked]:
        budget = Budget(1.0, PATIENT)
        await ask(budget, Host.LIVE)
        await ask(budget, Host.LIVE)
        await asyncio.sleep(budget._free_in(Host.LIVE) - 0.2)

        async def hold() -> None:
            await asyncio.sleep(budget._free_in(Host.LIVE))
            budget.hold(50, {Host.NAMES})

        # All wake in one moment: the first gives the turn to the last, who is held in between.
        background, holding = start(budget, Host.LIVE), asyncio.create_task(hold())
        person = start(budget, Host.NAMES, 1)
        await holding
        return list(await asyncio.gather(background, person))

    background, person = simulate(main())

    assert background.went - background.came < 2
    assert 50 < person.went - person.came < 53


def test_those_who_wait_for_a_held_host_are_no_queue_for_others() -> None:
    async def main() -> tuple[Asked, list[Asked | BaseException]]:
        budget = Budget(1.0, longest_wait=5)
        budget.hold(4, {Host.NAMES})
        held = [start(budget, Host.NAMES, user) for user in range(2, 8)]
        await asyncio.sleep(0.1)
        served = await ask(budget, Host.LIVE, 1)
        return served, await asyncio.gather(*held, return_exceptions=True)

    served, held = simulate(main())

    assert served.went - served.came < 1
    refused = [one for one in held if isinstance(one, Busy)]
    assert refused
    # the first of them are told how long the host is held, the last that many wait
    assert [one.is_held for one in refused] == sorted(one.is_held for one in refused)[::-1]


def test_a_held_host_is_asked_again_when_its_time_is_over() -> None:
    async def main() -> tuple[list[Busy], float]:
        budget = Budget(1.0)
        budget.hold(60, {Host.LIVE})
        began = now()
        told: list[Busy] = []
        while True:
            try:
                return told, (await ask(budget, Host.LIVE, 1)).went - began
            except Busy as busy:
                told.append(busy)
                await asyncio.sleep(1)

    told, after = simulate(main())

    assert 59 < after < 61
    assert {busy.held_by for busy in told} == {"live"}


def test_nadeos_own_hosts_count_together() -> None:
    assert {host: host.fellows for host in Host} == {
        Host.CORE: NADEO,
        Host.LIVE: NADEO,
        Host.NAMES: {Host.NAMES},
    }
