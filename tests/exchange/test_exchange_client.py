"""The client of Trackmania Exchange, over real sockets."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from bot.exchange.client import LARGEST_BODY, MOST_MAPS, ExchangeClient
from bot.exchange.errors import ExchangeError, ExchangeUnavailable, ExchangeUnreadable
from bot.exchange.models import LONGEST_TAG, MOST_TAGS, MapPage
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.world.world import World
from tests.exchange.conftest import CONTACT

UID = "xMhP0WNOTISCNFicuTcFEd_I90f"


def days(world: World, count: int) -> list[str]:
    return [world.days.get(number, world.now()).map_uid for number in range(count)]


def told(*maps: dict[str, Any]) -> dict[str, Any]:
    return {"More": False, "Results": list(maps)}


def entry(**changes: Any) -> dict[str, Any]:
    whole = {
        "MapId": 298765,
        "MapUid": UID,
        "Tags": [{"TagId": 3, "Name": "Tech", "Color": ""}],
        "Difficulty": 1,
    }
    return whole | changes


async def test_a_hundred_maps_come_in_one_request(
    client: ExchangeClient, exchange: ExchangeServer, world: World
) -> None:
    # quirk 156: it gives 40 maps unless told otherwise
    uids = days(world, MOST_MAPS)
    found = await client.maps(uids)

    assert found.keys() == {uid for uid in uids if exchange.shelf.by_uid(uid)}
    assert 70 < len(found) < MOST_MAPS
    (request,) = exchange.requests
    assert request.query["count"] == ["100"]
    assert request.query["fields"] == ["MapId,MapUid,Tags,Difficulty"]  # quirk 158
    assert request.query["uid"] == [",".join(uids)]
    assert CONTACT in request.user_agent
    assert request.user_agent.startswith("Pitwall/")
    assert request.authorization_kind == ""


async def test_a_map_by_its_number(
    client: ExchangeClient, exchange: ExchangeServer, world: World
) -> None:
    shelved = next(one for uid in days(world, 20) if (one := exchange.shelf.by_uid(uid)))

    found = await client.map_numbered(shelved.number)

    assert found is not None
    assert (found.map_uid, found.map_id) == (shelved.map_uid, shelved.number)
    assert await client.map_numbered(7) is None


async def test_what_was_not_asked_for_is_not_believed(
    client: ExchangeClient, exchange: ExchangeServer
) -> None:
    other = entry(MapUid="x" * 27)
    exchange.failures.script(body=told(other, entry(), entry(MapId=5)))

    assert [one.map_id for one in (await client.maps([UID])).values()] == [298765]
    exchange.failures.script(body=told(entry()))
    assert await client.map_numbered(5) is None


async def test_a_bad_entry_is_left_out_and_what_is_missing_is_not_told(
    client: ExchangeClient, exchange: ExchangeServer
) -> None:
    tags = [{"Name": "  $f00Ice\n "}, {"TagId": 4}, {"Name": "Ice"}, {"Name": "x" * 99}]
    exchange.failures.script(
        body=told(entry(MapUid="a b"), entry(MapId=0), entry(Tags=tags, Difficulty="hard"))
    )

    (found,) = (await client.maps([UID])).values()

    assert found.tag_names == ("Ice", "x" * (LONGEST_TAG - 1) + "…")
    assert found.difficulty == -1
    exchange.failures.script(body=told({"MapId": 1, "MapUid": UID, "Tags": None}))
    assert (await client.maps([UID]))[UID].tag_names == ()


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ({"status": 503}, ExchangeUnavailable),
        ({"status": 429}, ExchangeUnavailable),
        ({"status": 403}, ExchangeUnavailable),
        ({"status": 400, "body": {"status": 400}}, ExchangeUnreadable),
        ({"body": "<html>moved</html>"}, ExchangeUnavailable),
        ({"body": []}, ExchangeUnreadable),
        ({"body": {"Results": 5}}, ExchangeUnreadable),
        ({"body": b"[" * 100_000}, ExchangeUnavailable),
        ({"body": b" " * (LARGEST_BODY + 1)}, ExchangeUnreadable),
        ({"cut": True}, ExchangeUnavailable),
    ],
)
async def test_every_failure_is_one_of_its_errors(
    client: ExchangeClient,
    exchange: ExchangeServer,
    script: dict[str, Any],
    kind: type[ExchangeError],
) -> None:
    exchange.failures.script(**script, times=2)

    with pytest.raises(kind) as failed:
        await client.maps([UID])

    assert UID not in str(failed.value)


async def test_nobody_follows_it_elsewhere(
    client: ExchangeClient, exchange: ExchangeServer
) -> None:
    there = {"Location": "http://127.0.0.1:1/api/maps"}
    exchange.failures.script(status=302, headers=there)

    with pytest.raises(ExchangeUnreadable, match="302"):
        await client.maps([UID])

    assert len(exchange.requests) == 1


async def test_one_that_is_slow_is_not_waited_for(exchange: ExchangeServer) -> None:
    exchange.failures.mode = "slow"
    async with aiohttp.ClientSession() as session:
        client = ExchangeClient(session, URL(exchange.url), CONTACT, timeout=0.2)
        with pytest.raises(ExchangeUnavailable, match="no answer"):
            await client.maps([UID])


async def test_it_is_left_alone_for_as_long_as_it_asks(
    client: ExchangeClient, exchange: ExchangeServer
) -> None:
    exchange.failures.script(status=429, headers={"Retry-After": "30"})
    for _ in range(3):
        with pytest.raises(ExchangeUnavailable):
            await client.maps([UID])

    assert len(exchange.requests) == 1


async def test_it_has_a_slow_budget_of_its_own(exchange: ExchangeServer) -> None:
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession() as session:
        client = ExchangeClient(session, URL(exchange.url), CONTACT)
        began = loop.time()
        await asyncio.gather(*(client.maps([UID]) for _ in range(3)))

    assert loop.time() - began >= 2.0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
ENTRIES = st.dictionaries(
    st.sampled_from(["MapId", "MapUid", "Tags", "Difficulty", "Name"]),
    JSON | st.just(UID) | st.lists(st.fixed_dictionaries({"Name": JSON}), max_size=3),
)
ANSWERS = JSON | st.fixed_dictionaries({"Results": JSON | st.lists(ENTRIES, max_size=4)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(answer=ANSWERS)
async def test_whatever_it_answers_is_maps_or_an_error(
    client: ExchangeClient, exchange: ExchangeServer, answer: Any
) -> None:
    exchange.failures.scripts.clear()
    exchange.failures.script(body=json.dumps(answer).encode(), content_type="application/json")
    try:
        found = await client.maps([UID])
    except ExchangeError:
        return
    for one in found.values():
        assert one.map_uid == UID
        assert len(one.tag_names) <= MOST_TAGS
        assert all(name and len(name) <= LONGEST_TAG for name in one.tag_names)
        assert MapPage.model_validate({"Results": [one]}).results == (one,)
