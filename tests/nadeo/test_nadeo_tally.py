"""What is counted of requests to Nadeo: route templates, outcomes, waits, answers at hand."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import until
from yarl import URL

from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NadeoError
from bot.nadeo.hosts import Host
from bot.nadeo.routes import OTHER, ROUTES, route_of
from bot.nadeo.tally import Exchanged, ExchangeOutcome, Waiter
from tests.nadeo.clients import MakeClient
from tests.nadeo.samples import months
from tests.nadeo.stand_in import Nadeo

BASIC = Exchanged(Host.CORE, "v2/authentication/token/basic", ExchangeOutcome.GIVEN)
MONTH = "api/token/campaign/month"


@pytest.mark.parametrize(
    ("statuses", "outcomes"),
    [
        ([200], [ExchangeOutcome.GIVEN]),
        ([404], [ExchangeOutcome.REFUSED]),
        ([302], [ExchangeOutcome.REFUSED]),
        ([429, 200], [ExchangeOutcome.TOO_FAST, ExchangeOutcome.GIVEN]),
        ([500, 500], [ExchangeOutcome.FAILED, ExchangeOutcome.FAILED]),
        ([503, 502, 504], [ExchangeOutcome.FAILED] * 3),
        # A dead token: a refresh and the same call again.
        ([401, 200], [ExchangeOutcome.REFUSED, ExchangeOutcome.GIVEN]),
    ],
)
async def test_each_exchange_is_counted_by_route_and_outcome(
    make_client: MakeClient, nadeo: Nadeo, statuses: list[int], outcomes: list[ExchangeOutcome]
) -> None:
    client = make_client()
    await client.log_in()
    for status in statuses:
        nadeo.answer("GET", "api/token/club/4711", status, {"id": 4711}, times=1)
    before = client.tally.exchanges.copy()

    try:
        await client.get("api/token/club/4711")
    except NadeoError:
        assert outcomes[-1] is not ExchangeOutcome.GIVEN

    counted = client.tally.exchanges - before
    of_clubs = {one: number for one, number in counted.items() if "club" in one.route}
    route = "api/token/club/{club}"
    assert of_clubs == Counter(Exchanged(Host.LIVE, route, outcome) for outcome in outcomes)
    assert sum(client.tally.exchanges.values()) == len(nadeo.seen)
    assert client.tally.count(*ExchangeOutcome) == len(nadeo.seen)


async def test_a_request_without_an_answer_is_counted(
    make_client: MakeClient,
) -> None:
    client = make_client(nadeo_core_url=URL("http://127.0.0.1:9"))

    with pytest.raises(NadeoError):
        await client.get("x")

    login = Exchanged(Host.CORE, BASIC.route, ExchangeOutcome.UNANSWERED)
    assert client.tally.exchanges == {login: 3}


async def test_who_gives_up_has_asked_all_the_same(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client()
    await client.log_in()
    release = nadeo.hang("GET", "x")
    asking = asyncio.create_task(client.get("x"))
    await until(lambda: len(nadeo.seen) == 2)

    async with client:
        pass
    await asyncio.gather(asking, return_exceptions=True)
    release.set()

    assert client.tally.exchanges == {
        BASIC: 1,
        Exchanged(Host.LIVE, OTHER, ExchangeOutcome.UNANSWERED): 1,
    }


async def test_answers_at_hand_are_counted(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client()
    nadeo.answer("GET", MONTH, body=months())

    for _ in range(3):
        await client.get_maps_totd()
    tally = client.tally
    assert (tally.hits, tally.misses) == (2, 1)
    await client.asking_anew().get_maps_totd()
    assert (tally.hits, tally.misses) == (2, 2)


async def test_waits_are_counted_by_who_waits(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(nadeo_requests_per_second=20.0)
    nadeo.answer("POST", "x", body={})
    await client.log_in()
    asleep = client.tally.waited.copy()

    async def ask(user: int | None) -> None:
        current_turn.set(Turn(user))
        await client.post("x")

    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(ask(user) for user in (1, 2, 3, None)))
    took = asyncio.get_running_loop().time() - began

    person, background = (client.tally.waited[one] - asleep[one] for one in Waiter)
    # The background went last, after three who waited for up to three intervals in all.
    assert 0.0 < background <= took
    assert 0.0 < person <= 3 * took
    assert background >= 2 * 0.05


def test_every_path_in_the_client_is_a_route() -> None:
    # What stands as a path in the code is asked, and must not be counted as "other".
    folder = Path(__file__).parents[2] / "bot" / "nadeo"
    code = "\n".join(
        file.read_text("utf-8") for file in folder.glob("*.py") if file.name != "routes.py"
    )
    filled_in = re.sub(r"\{[^{}]*\}", "x", code)
    begin = "api|v2|accounts|maps|webidentities|zones"
    written = set(re.findall(rf'"((?:{begin})/[^"? ]*)"', filled_in))
    assert len(written) > 20
    assert "api/token/club/x" in written

    assert [path for path in written if not _is_counted(path)] == []


def _is_counted(path: str) -> bool:
    """Tell whether a path is that of a route, or the beginning of some."""
    every = [route for of_host in ROUTES.values() for route in of_host]
    routes = [re.sub(r"\{\w+\}", "x", route) for route in every]
    is_beginning = any(route.startswith(path.rstrip("/")) for route in routes)
    return is_beginning or any(route_of(host, f"/{path}") != OTHER for host in ROUTES)


@pytest.mark.parametrize("host", ROUTES)
def test_every_template_is_found_again(host: Host) -> None:
    for route in ROUTES[host]:
        asked = re.sub(r"\{\w+\}", "4f5bab5e-0b5c", route)
        assert route_of(host, f"/{asked}") == route
        assert route_of(host, f"/base/{asked}/") == route


@given(path=st.text())
def test_no_path_makes_a_route_of_its_own(path: str) -> None:
    for host, routes in ROUTES.items():
        assert route_of(host, f"/{path}") in {*routes, OTHER}
