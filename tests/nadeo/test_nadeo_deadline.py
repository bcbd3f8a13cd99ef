"""One deadline for a call with all it needs: login, renewals, pauses, repetitions."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from support import until
from unhurried import waited

from bot.nadeo import LiveClient
from bot.nadeo.errors import Busy, NadeoError, TooManyRequests, Unavailable
from bot.nadeo.retries import Patience
from tests.nadeo.clients import MakeClient
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, REFRESH, Nadeo

DEADLINE = 0.6
SCALED = Patience(timeout=0.3, attempts=3, first_pause=0.03, deadline=DEADLINE)
LATE = 0.2
"""How much later the end may be told, in seconds of waiting."""


@asynccontextmanager
async def ends_in_time() -> AsyncGenerator[None]:
    began = waited()
    yield
    assert waited() - began < DEADLINE + LATE


def test_the_default_leaves_time_to_say_so() -> None:
    assert Patience().deadline <= 41


async def test_a_slow_ladder(make_client: MakeClient, nadeo: Nadeo) -> None:
    # login, call, refresh, call, login, call: each of them in time, but not all together
    client = make_client(patience=SCALED)

    async def slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.25)
        return web.json_response(nadeo.tokens.pair("NadeoLiveServices"))

    async def refuse_slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.25)
        return web.Response(status=401)

    nadeo.do("POST", BASIC, slowly)
    nadeo.do("POST", REFRESH, slowly)
    nadeo.do("GET", "x", refuse_slowly)
    async with ends_in_time():
        with raises(Unavailable, match=r"GET 127.0.0.1/x: no answer in 0.6 s"):
            await client.get("x")


async def test_a_hang_at_every_step(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=SCALED)
    nadeo.hang("POST", BASIC)
    for ask in (client.get("x"), client.post("x"), client.log_in(), client.get_zones()):
        async with ends_in_time():
            with raises(Unavailable):
                await ask


async def test_a_hold_is_not_sat_out(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=SCALED)
    nadeo.answer("GET", "x", 429, headers={"Retry-After": "60"})
    with raises(TooManyRequests):
        await client.get("x")
    async with ends_in_time():
        with raises(Busy, match="Nadeo lets nobody ask") as caught:
            await client.get("y")
    assert caught.value.seconds == pytest.approx(60, abs=2)


async def test_a_short_hold_counts(make_client: MakeClient) -> None:
    client = make_client(patience=SCALED)
    client.budget.hold(10)
    async with ends_in_time():
        with raises(TooManyRequests, match="Nadeo lets nobody ask"):
            await client.get("x")


async def test_our_own_queue_does_not_count(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=SCALED, nadeo_requests_per_second=10.0)
    for number in range(12):
        nadeo.answer("GET", f"x/{number}", body={})

    answers = await asyncio.gather(*(client.get(f"x/{number}") for number in range(12)))

    assert answers == [{}] * 12


async def test_a_token_that_dies_in_a_long_queue_is_renewed_first(
    make_client: MakeClient, nadeo: Nadeo
) -> None:
    client = make_client(patience=SCALED, nadeo_requests_per_second=20.0)
    for number in range(20):
        nadeo.answer("GET", f"x/{number}", body={})
    await client.log_in()
    tasks = [asyncio.create_task(client.get(f"x/{number}")) for number in range(20)]
    await until(lambda: len(nadeo.calls()) > 2)
    before = len(nadeo.seen)
    nadeo.revoke_access()

    assert await asyncio.gather(*tasks) == [{}] * 20
    routes = [seen.route for seen in nadeo.seen]
    assert REFRESH in routes[before : before + 4]


async def test_whoever_shares_a_question_ends_in_time_too(
    make_client: MakeClient, nadeo: Nadeo
) -> None:
    client = make_client(patience=SCALED)
    nadeo.hang("GET", "x")

    async def ask(client: LiveClient) -> None:
        async with ends_in_time():
            with raises(NadeoError):
                await client.get("x")

    async with asyncio.TaskGroup() as callers:
        for _ in range(4):
            callers.create_task(ask(client))
            await asyncio.sleep(0.15)
    await until(lambda: client.budget.queue_length == 0)
