"""The small question whether Nadeo answers: hasty itself, and no reason for others to be."""

import asyncio

import pytest
from aiohttp import web
from support import until

from bot.nadeo import LiveClient
from bot.nadeo.budget import Turn, current_turn
from tests.nadeo.stand_in import BASIC, OAUTH, Nadeo

WAITING_TIME = "api/token/map-review/totd/waiting-time"


def fail_once_all_wait(nadeo: Nadeo) -> asyncio.Event:
    """Let the first login fail as soon as the event is set."""
    release = asyncio.Event()

    async def fail(_request: web.Request) -> web.Response:
        await release.wait()
        return web.Response(status=503)

    nadeo.do("POST", BASIC, fail, times=1)
    return release


def has_company(client: LiveClient) -> bool:
    return any(len(flight.turn.joined) > 1 for flight in client._flights._flights.values())


@pytest.mark.parametrize("user", [None, 1])
async def test_whoever_joins_the_login_of_a_probe_is_as_patient_as_ever(
    client: LiveClient, nadeo: Nadeo, user: int | None
) -> None:
    nadeo.answer("GET", "x", body={})
    nadeo.answer("GET", WAITING_TIME, body={"seconds": 1})
    release = fail_once_all_wait(nadeo)
    probe = asyncio.create_task(client.recovery.pause(0))
    await nadeo.waits_for(1)
    current_turn.set(Turn(user))
    asked = asyncio.create_task(client.get("x"))
    await until(lambda: has_company(client))

    release.set()

    assert await asked == {}
    await probe
    assert len(nadeo.logins) == 2


async def test_a_probe_itself_is_asked_once(client: LiveClient, nadeo: Nadeo) -> None:
    await client.log_in()
    nadeo.answer("GET", WAITING_TIME, 503, times=1)
    nadeo.answer("GET", WAITING_TIME, body={"seconds": 1})

    assert await client.recovery.pause(0) == 0

    # The work waited for the second probe, and neither was repeated at once.
    assert len(nadeo.calls(WAITING_TIME)) == 2


async def test_what_a_feed_asks_anew_makes_nobody_else_ask_anew(
    client: LiveClient, nadeo: Nadeo
) -> None:
    # One of the two begins what both wait for: neither's wish is the other's.
    nadeo.answer("GET", WAITING_TIME, body={"seconds": 1})
    await client.get_map_review_waiting_time("totd")
    await client.asking_anew().get_map_review_waiting_time("totd")
    await client.get_map_review_waiting_time("totd")

    assert len(nadeo.calls(WAITING_TIME)) == 2


async def test_names_are_no_part_of_the_probe(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", WAITING_TIME, body={"seconds": 1})
    nadeo.answer("POST", OAUTH, 503, headers={"Retry-After": "3600"})
    await asyncio.gather(client.get_display_names(["a"]), return_exceptions=True)

    # What failed was the work's own fault, not Nadeo's: nothing was away.
    assert await client.recovery.pause(0) == 1
