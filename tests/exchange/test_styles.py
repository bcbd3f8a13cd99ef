"""Styles: told as far as they are known, asked for once, kept over restarts."""

import asyncio
import json
from collections.abc import Sequence

import pytest
from support import ManualClock

from bot.exchange import wording
from bot.exchange.cards import KeptStyle, Wanted
from bot.exchange.client import ExchangeClient
from bot.exchange.collecting import PAUSE, WHEN_COMPLETE, Collecting
from bot.exchange.lookup import HOLDS_FOR, Exchange
from bot.exchange.rows import keep_styles, read_numbered, read_styles
from bot.nadeo.lifetimes import DAY
from bot.refusal import Refusal
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.exchange.shelf import TAGS, Shelved
from bot.sandbox.world.world import World
from bot.storage.store import Store

OLD = 0.0


def shelved(exchange: ExchangeServer, world: World, *, has_tags: bool = True) -> Shelved:
    uids = (world.days.get(number, world.now()).map_uid for number in range(200))
    found = (exchange.shelf.by_uid(uid) for uid in uids)
    return next(one for one in found if one is not None and bool(one.tags) is has_tags)


def absent(exchange: ExchangeServer, world: World) -> str:
    uids = (world.days.get(number, world.now()).map_uid for number in range(200))
    return next(uid for uid in uids if exchange.shelf.by_uid(uid) is None)


async def nothing_missing(_now: float, _most: int) -> Sequence[Wanted]:
    return []


@pytest.fixture
def collecting(styles: Exchange, clock: ManualClock) -> Collecting:
    return Collecting(styles, nothing_missing, clock)


async def test_nobody_waits_and_whoever_looks_next_is_told(
    styles: Exchange, collecting: Collecting, exchange: ExchangeServer, world: World
) -> None:
    one = shelved(exchange, world)
    assert await styles.style_of(one.map_uid) is None
    assert not exchange.requests

    await collecting.collect()
    await collecting.collect()

    style = await styles.style_of(one.map_uid)
    assert style is not None
    assert style.tags == tuple(TAGS[tag] for tag in one.tags)
    assert style.difficulty == one.difficulty
    assert style.page == f"{exchange.url}/mapshow/{one.number}"
    assert len(exchange.requests) == 1


async def test_what_was_told_is_kept_over_a_restart_and_renewed_after_a_month(
    styles: Exchange,
    collecting: Collecting,
    client: ExchangeClient,
    store: Store,
    exchange: ExchangeServer,
    world: World,
    clock: ManualClock,
) -> None:
    one = shelved(exchange, world)
    await styles.style_of(one.map_uid)
    await collecting.collect()

    later = Exchange(client, store, clock)
    assert await later.style_of(one.map_uid) is not None
    assert later.wanted() == []
    clock.move(HOLDS_FOR)
    # What is old is shown until something newer is told.
    assert await later.style_of(one.map_uid) is not None
    assert [wanted.map_uid for wanted in later.wanted()] == [one.map_uid]


@pytest.mark.parametrize(("age", "again"), [(DAY, DAY), (90 * DAY, HOLDS_FOR)])
async def test_a_young_map_without_a_style_is_asked_for_again_after_a_day(
    styles: Exchange,
    collecting: Collecting,
    exchange: ExchangeServer,
    world: World,
    clock: ManualClock,
    age: float,
    again: float,
) -> None:
    uids = [absent(exchange, world), shelved(exchange, world, has_tags=False).map_uid]
    released_at = clock.timestamp() - age
    for uid in uids:
        await styles.style_of(uid, released_at)
    await collecting.collect()

    for moment in (again - 2, 2):
        clock.move(moment)
        for uid in uids:
            await styles.style_of(uid, released_at)
    assert {wanted.map_uid for wanted in styles.wanted()} == set(uids)
    assert await styles.style_of(uids[0]) is None
    assert await styles.style_of(uids[1]) is not None
    assert len(exchange.requests) == 1


async def test_a_failure_is_silent_and_the_wish_stays(
    styles: Exchange, collecting: Collecting, exchange: ExchangeServer, world: World
) -> None:
    one = shelved(exchange, world)
    await styles.style_of(one.map_uid)
    exchange.failures.script(status=502)
    await collecting.collect()
    assert await styles.style_of(one.map_uid) is None

    await collecting.collect()

    assert await styles.style_of(one.map_uid) is not None


async def test_an_exchange_that_is_down_is_asked_less_and_less_often(
    styles: Exchange, collecting: Collecting, exchange: ExchangeServer
) -> None:
    exchange.failures.mode = "html"
    await styles.style_of("x" * 27)
    pauses: list[float] = []
    for _ in range(9):
        await collecting.collect()
        pauses.append(collecting._pause())

    assert pauses[:3] == [60, 120, 240]
    assert pauses[-1] == 3600
    exchange.failures.mode = "fine"
    await collecting.collect()
    assert collecting._pause() == PAUSE


async def test_one_map_that_spoils_its_batch_does_not_hold_up_the_others(
    styles: Exchange, exchange: ExchangeServer, clock: ManualClock, world: World
) -> None:
    one = shelved(exchange, world)
    missing = [Wanted("spoils", is_young=False)]

    async def unknown(_now: float, _most: int) -> Sequence[Wanted]:
        return missing

    collecting = Collecting(styles, unknown, clock)
    exchange.failures.script(status=400)
    await collecting.collect()
    missing.append(Wanted(one.map_uid, is_young=False))
    await collecting.collect()

    assert [request.query["uid"] for request in exchange.requests] == [["spoils"], [one.map_uid]]
    clock.move(DAY)
    await collecting.collect()
    assert exchange.requests[-1].query["uid"] == [f"spoils,{one.map_uid}"]


async def test_where_all_is_known_nothing_is_asked(
    styles: Exchange, exchange: ExchangeServer, clock: ManualClock
) -> None:
    looked: list[float] = []

    async def complete(now: float, _most: int) -> Sequence[Wanted]:
        looked.append(now)
        return []

    collecting = Collecting(styles, complete, clock)
    for _ in range(10):
        await collecting.collect()
        clock.move(WHEN_COMPLETE / 4)

    assert len(looked) == 3
    assert not exchange.requests


async def test_numbers_are_asked_for_once_and_kept(
    styles: Exchange, exchange: ExchangeServer, world: World
) -> None:
    one = shelved(exchange, world)

    assert await styles.uid_numbered(one.number) == one.map_uid
    assert await styles.uid_numbered(one.number) == one.map_uid

    assert len(exchange.requests) == 1
    assert await styles.style_of(one.map_uid) is not None
    with pytest.raises(Refusal, match="no map with that number"):
        await styles.uid_numbered(9)


async def test_a_number_that_nobody_can_be_asked_for_is_refused(
    styles: Exchange, exchange: ExchangeServer, store: Store, clock: ManualClock
) -> None:
    exchange.failures.mode = "down"
    with pytest.raises(Refusal) as refused:
        await styles.uid_numbered(5)
    assert refused.value.sentence == str(wording.NO_ANSWER)

    with pytest.raises(Refusal) as off:
        await Exchange(None, store, clock).uid_numbered(5)
    assert off.value.sentence == str(wording.EXCHANGE_OFF)


async def test_listeners_hear_what_was_told(
    styles: Exchange, collecting: Collecting, exchange: ExchangeServer, world: World
) -> None:
    heard: list[str] = []
    styles.add_listener(heard.extend)
    one, other = shelved(exchange, world), absent(exchange, world)
    for uid in (one.map_uid, other):
        await styles.style_of(uid)

    await collecting.collect()

    assert heard == [one.map_uid]


async def test_what_is_kept_comes_back_and_a_bad_row_hides_no_other(store: Store) -> None:
    kept = KeptStyle("a", 12, ("Tech", "日本 'x'"), 5, 1.5, 2.5)
    none = KeptStyle("b", None, (), -1, 1.5, 2.5)
    await keep_styles(store, [kept, none, KeptStyle("c", 13, (), 0, 1.0, 2.0)])
    await store.write("UPDATE map_styles SET tags = ? WHERE map_uid = 'c'", [(json.dumps(5),)])

    assert await read_styles(store, ["a", "b", "c", "d"]) == {"a": kept, "b": none}
    assert await read_numbered(store, 12) == kept
    assert await read_numbered(store, 13) is None


async def test_the_loop_goes_on_by_itself(
    styles: Exchange,
    collecting: Collecting,
    exchange: ExchangeServer,
    world: World,
    clock: ManualClock,
) -> None:
    one = shelved(exchange, world)
    await styles.style_of(one.map_uid)
    running = asyncio.create_task(collecting.run())
    async with asyncio.timeout(60):
        while await styles.style_of(one.map_uid) is None:
            await asyncio.sleep(0)
            clock.move(PAUSE)
    running.cancel()
