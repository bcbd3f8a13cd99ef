"""The budget as Nadeo sees it: over all hosts, logins and retries included."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.budget import Turn, current_turn
from tests.nadeo.clients import MakeClient
from tests.nadeo.stand_in import Nadeo, Seen


def assert_within(seen: Sequence[Seen], rate: float) -> None:
    moments = sorted(item.at for item in seen)
    for index, start in enumerate(moments):
        for count, end in enumerate(moments[index:], start=1):
            assert count <= rate * (end - start) + 2, (index, count, end - start)


async def ask(client: LiveClient, number: int) -> None:
    current_turn.set(Turn(number % 3 or None))
    match number % 5:
        case 0:
            await client.get_zones()
        case 1:
            await client.get_display_names([str(number)])
        case 2:
            await client.post(f"x/{number}")
        case _:
            await client.get(f"x/{number}")


def script(nadeo: Nadeo, count: int) -> None:
    nadeo.answer("GET", "zones/", 503, times=2)
    nadeo.answer("GET", "zones/", body=[])
    nadeo.answer("GET", "api/display-names", body={})
    for number in range(count):
        nadeo.answer("GET", f"x/{number}", 502, times=number % 4 == 0)
        nadeo.answer("GET", f"x/{number}", body={})
        nadeo.answer("POST", f"x/{number}", body={})


async def test_all_hosts_share_one_budget(make_client: MakeClient, nadeo: Nadeo) -> None:
    # quirk 15
    client = make_client(nadeo_requests_per_second=20.0)
    script(nadeo, 30)
    await asyncio.gather(*(ask(client, number) for number in range(30)))
    assert {seen.host for seen in nadeo.seen} == {"core", "live", "oauth"}
    # This machine may be busy: the strict proofs are in simulated time and in the long test.
    took = nadeo.seen[-1].at - nadeo.seen[0].at
    assert took >= (len(nadeo.seen) - 2) / 20.0 - 0.3


async def test_people_first_on_the_wire(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(nadeo_requests_per_second=10.0)
    for number in range(14):
        nadeo.answer("GET", f"x/{number}", body={})
    nadeo.answer("GET", "mine", body={})
    await client.log_in()
    tasks = [asyncio.create_task(client.get(f"x/{number}")) for number in range(14)]
    await nadeo.waits_for(2)
    before = len(nadeo.calls())
    current_turn.set(Turn(user=1))
    await client.get("mine")
    assert [seen.route for seen in nadeo.calls()].index("/mine") <= before + 2
    await asyncio.gather(*tasks)


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_two_hundred_mixed_requests_at_two_a_second(
    make_client: MakeClient, nadeo: Nadeo
) -> None:
    client = make_client(nadeo_requests_per_second=2.0)
    client.budget.longest_wait = 1000.0
    script(nadeo, 200)
    await asyncio.gather(*(ask(client, number) for number in range(200)))
    assert len(nadeo.seen) >= 160
    assert_within(nadeo.seen, 2.0)
