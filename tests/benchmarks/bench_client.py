"""`LiveClient` beside plain calls with `requests`, one to one, of the same Nadeo: `make bench`.

Nadeo is a process of its own. Rounds of each kind follow one another, so that whatever else the
machine does slows all.
"""

import asyncio
import json
import statistics
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import requests
from support import settings_by

from bot.nadeo import LiveClient
from bot.settings import Settings
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import STAND_INS, line_with, python

ROUNDS, CALLS = 7, 200
PATH = "/api/token/leaderboard/group/Personal_Best/map/{}/top"
UNLIMITED = "1000000"
"""Requests a second: what the budget allows is not what is measured here."""


@dataclass(frozen=True)
class Pace:
    """What one call took, in seconds: of the clock, and of this process's processor time."""

    seconds: float
    processor: float


@pytest.fixture
async def settings(tmp_path: Path) -> AsyncIterator[Settings]:
    async with python(tmp_path, STAND_INS, "1", "1") as stand_ins:
        variables = json.loads(await line_with("{", stand_ins.stdout))
        yield settings_by(**{**variables, "NADEO_REQUESTS_PER_SECOND": UNLIMITED})


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[LiveClient]:
    async with aiohttp.ClientSession() as session, LiveClient(session, settings) as client:
        yield client


def logged_in(settings: Settings) -> requests.Session:
    """Return what a script has that asks Nadeo by itself."""
    session = requests.Session()
    session.headers["User-Agent"] = settings.nadeo_contact
    secret = f"{settings.nadeo_login}:{settings.nadeo_password.get_secret_value()}".encode()
    answer = session.post(
        f"{settings.nadeo_core_url}/v2/authentication/token/basic",
        json={"audience": "NadeoLiveServices"},
        headers={"Authorization": f"Basic {b64encode(secret).decode()}"},
        timeout=10,
    )
    answer.raise_for_status()
    session.headers["Authorization"] = f"nadeo_v1 t={answer.json()['accessToken']}"
    return session


async def paced(calls: Callable[[], Awaitable[object]]) -> Pace:
    began, worked = time.perf_counter(), time.process_time()
    await calls()
    return Pace(
        (time.perf_counter() - began) / CALLS,
        (time.process_time() - worked) / CALLS,
    )


async def test_beside_requests(
    settings: Settings, client: LiveClient, figures: list[Figure]
) -> None:
    uid = (await client.get_maps_totd()).month_list[0].days[0].map_uid
    script, address = logged_in(settings), f"{settings.nadeo_live_url}{PATH.format(uid)}"
    anew = client.asking_anew()

    async def plain() -> None:
        for number in range(CALLS):
            page = {"onlyWorld": "true", "length": 20, "offset": number}
            answer = script.get(address, params=page, timeout=10)
            answer.raise_for_status()
            assert answer.json()["tops"]

    async def one_by_one() -> None:
        for number in range(CALLS):
            assert (await anew.get_map_leaderboard(uid, length=20, offset=number)).tops

    async def at_once() -> None:
        calls = (anew.get_map_leaderboard(uid, length=20, offset=one) for one in range(CALLS))
        assert all(board.tops for board in await asyncio.gather(*calls))

    async def known() -> None:
        for number in range(CALLS):
            assert (await client.get_map_leaderboard(uid, length=20, offset=number)).tops

    kinds = {"plain": plain, "one by one": one_by_one, "at once": at_once, "known": known}
    paces: defaultdict[str, list[Pace]] = defaultdict(list)
    for _ in range(ROUNDS):
        for kind, calls in kinds.items():
            paces[kind].append(await paced(calls))
    middle = {
        kind: Pace(
            statistics.median(one.seconds for one in each),
            statistics.median(one.processor for one in each),
        )
        for kind, each in paces.items()
    }
    names = {
        "plain": "Plain calls with `requests`, one after another",
        "one by one": "`LiveClient`, one after another, each asked anew",
        "at once": f"`LiveClient`, {CALLS} at once, each asked anew",
        "known": "`LiveClient`, answers that still hold",
    }
    figures += [
        Figure(
            names[kind],
            f"{1 / pace.seconds:,.0f} calls a second, {pace.processor * 1000:.2f} ms of a "
            f"processor each ({pace.processor / middle['plain'].processor:.2f} times `requests`)",
        )
        for kind, pace in middle.items()
    ]
    print(*figures[-len(names) :], sep="\n")
