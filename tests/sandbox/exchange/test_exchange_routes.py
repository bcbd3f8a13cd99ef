"""The stand-in of Trackmania Exchange answers as the real one does."""

from typing import Any

import aiohttp

from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.exchange.shelf import Shelved
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World


async def answer(exchange: ExchangeServer, path: str, **query: str) -> tuple[int, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{exchange.url}{path}", params=query) as response,
    ):
        return response.status, await response.json()


def some(exchange: ExchangeServer, world: World, count: int) -> list[Shelved]:
    uids = (world.days.get(number, world.now()).map_uid for number in range(200))
    found = [one for uid in uids if (one := exchange.shelf.by_uid(uid)) is not None]
    return found[:count]


async def test_forty_maps_come_unless_told_otherwise(
    exchange: ExchangeServer, world: World
) -> None:
    # quirk 156
    uids = ",".join(one.map_uid for one in some(exchange, world, 100))

    _, few = await answer(exchange, "/api/maps", fields="MapId", uid=uids)
    _, all_of_them = await answer(exchange, "/api/maps", fields="MapId", uid=uids, count="100")

    assert (len(few["Results"]), few["More"]) == (40, True)
    assert (len(all_of_them["Results"]), all_of_them["More"]) == (100, False)
    status, _ = await answer(exchange, "/api/maps", fields="MapId", uid=f"{uids},more")
    assert status == 400


async def test_fields_decide_what_comes(exchange: ExchangeServer, world: World) -> None:
    one = next(one for one in some(exchange, world, 50) if one.tags)

    _, told = await answer(exchange, "/api/maps", fields="MapUid,Tags", id=str(one.number))

    (found,) = told["Results"]
    assert found.keys() == {"MapUid", "Tags"}
    assert found["MapUid"] == one.map_uid
    assert {tag["TagId"] for tag in found["Tags"]} == set(one.tags)
    # quirk 158
    assert (await answer(exchange, "/api/maps", fields="MapUid,Nope", id="1"))[0] == 400


async def test_the_tag_list_has_another_name_for_the_same_number(exchange: ExchangeServer) -> None:
    # quirk 157
    _, tags = await answer(exchange, "/api/meta/tags")

    assert {"ID", "Name", "Color"} == set(tags[0])


async def test_what_is_unknown_or_not_out_yet_is_no_fault(
    exchange: ExchangeServer, world: World
) -> None:
    to_come = world.ids.map_uid(Kind.TOTD, world.days.count(world.now()))
    for query in ({"uid": f"nobody,{to_come}"}, {"id": "7,8"}):
        status, told = await answer(exchange, "/api/maps", fields="MapId", **query)
        assert (status, told) == (200, {"More": False, "Results": []})


async def test_what_a_newcomer_sees_first_has_a_style(
    exchange: ExchangeServer, world: World
) -> None:
    running = world.days.newest(world.now())
    assert running is not None
    one = exchange.shelf.by_uid(running.map_uid)

    assert one is not None
    assert len(one.tags) == 2


async def test_most_maps_are_there_some_without_tags(
    exchange: ExchangeServer, world: World
) -> None:
    found = some(exchange, world, 200)

    assert 150 < len(found) < 200
    assert 10 < sum(not one.tags for one in found) < 100
    assert len({one.number for one in found}) == len(found)
    assert all(exchange.shelf.by_number(one.number) == one for one in found)
