"""The ways in which this Nadeo can be made to fail."""

import asyncio
import re

import aiohttp
import pytest
from support import until
from unhurried import waited

from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import AGENT, Caller

MONTH = "/api/token/campaign/month"
PATHS = {"live": MONTH, "meet": "/api/cup-of-the-day/current", "core": "/zones/"}


@pytest.mark.parametrize("host", PATHS)
async def test_modes_hold_for_every_host(caller: Caller, nadeo: NadeoServer, host: str) -> None:
    found = {}
    for mode in ("down", "unauthorized", "too-many", "html", "fine"):
        nadeo.failures.mode = mode
        answer = await caller.ask(PATHS[host], host=host)
        found[mode] = (answer.status, answer.content_type)
    assert found == {
        "down": (503, "text/plain"),
        "unauthorized": (401, "application/json"),
        "too-many": (429, "text/plain"),
        "html": (502, "text/html"),
        "fine": (200, "application/json"),
    }


async def test_an_unknown_mode_is_refused(nadeo: NadeoServer) -> None:
    with pytest.raises(ValueError, match="no such mode"):
        setattr(nadeo.failures, "mode", "broken")  # noqa: B010 # what no type allows


async def test_unauthorized_lets_logins_through(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "unauthorized"
    pair = nadeo.tokens.issue("NadeoServices")
    headers = {"Authorization": f"nadeo_v1 t={pair.refresh}"}
    path = "/v2/authentication/token/refresh"
    assert (await caller.ask(path, "POST", "core", headers=headers)).status == 200


async def test_retry_after_can_be_chosen_or_left_out(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "too-many"
    assert (await caller.ask(MONTH)).headers["Retry-After"] == "1"
    nadeo.failures.retry_after = "30"
    assert (await caller.ask(MONTH)).headers["Retry-After"] == "30"
    nadeo.failures.retry_after = None
    assert "Retry-After" not in (await caller.ask(MONTH)).headers


async def test_down_can_mean_cut_connections(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "down"
    nadeo.failures.down_status = 0
    with pytest.raises(aiohttp.ClientConnectionError):
        await caller.ask(MONTH)
    assert nadeo.requests[-1].status == 0
    nadeo.failures.clear()
    assert (await caller.ask(MONTH)).status == 200


async def test_slow_answers_come_late(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "slow"
    nadeo.failures.slow_seconds = 0.05
    assert (await caller.ask(MONTH)).status == 200


async def test_slow_does_not_hold_up_the_end(world: World) -> None:
    async with aiohttp.ClientSession() as session:
        async with NadeoServer(world) as nadeo:
            nadeo.failures.mode = "slow"
            caller = Caller(nadeo, session)
            waiting = [asyncio.create_task(caller.ask(MONTH)) for _ in range(3)]
            await asyncio.sleep(0.05)
            started = waited()
        assert waited() - started < 2
        ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert len(ended) == 3


async def test_a_caller_who_gives_up_is_recorded(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.mode = "slow"
    with pytest.raises(TimeoutError):
        await caller.ask(MONTH, timeout=aiohttp.ClientTimeout(total=0.05))
    await until(lambda: nadeo.requests)
    assert [request.status for request in nadeo.requests] == [0]


async def test_a_script_answers_what_fits(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.script(path=r"campaign/month$", method="get", host="live", status=504, times=2)
    nadeo.failures.script(path="/zones", body={"odd": [1]}, headers={"X-Odd": "yes"})
    assert (await caller.ask("/zones/", host="core")).json == {"odd": [1]}
    assert [(await caller.ask(MONTH)).status for _ in range(3)] == [504, 504, 200]
    assert nadeo.failures.scripts == []


@pytest.mark.parametrize(
    ("body", "content_type", "text", "kind"),
    [
        (b"\xff\xfe", "application/octet-stream", "\ufffd\ufffd", "application/octet-stream"),
        ("Only official MapReview", None, "Only official MapReview", "text/plain"),
        (["club:error-notFound"], None, '["club:error-notFound"]', "application/json"),
        ("", "application/json", "", "application/json"),
        ("{broken", "application/json", "{broken", "application/json"),
        (None, None, "null", "application/json"),
    ],
)
async def test_a_script_may_send_any_body(
    nadeo: NadeoServer, body: object, content_type: str | None, text: str, kind: str
) -> None:
    nadeo.failures.script(body=body, content_type=content_type)
    async with (
        aiohttp.ClientSession(headers={"User-Agent": AGENT}) as session,
        session.get(nadeo.live_url + "/") as response,
    ):
        assert (await response.read()).decode(errors="replace") == text
        assert response.content_type == kind


async def test_a_script_may_wait_and_cut(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.failures.script(method="POST", delay=0.02, cut=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await caller.ask("/anything", "POST")
    nadeo.failures.script(path=re.escape(MONTH), delay=0.02)
    assert (await caller.ask(MONTH)).text == ""
    nadeo.failures.script()
    nadeo.failures.clear()
    assert nadeo.failures.scripts == []
