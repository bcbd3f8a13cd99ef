"""Links in the file: one account a person and one person an account, and nothing left of either."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.players.cards import Link
from bot.players.rows import (
    forget_ladders,
    forget_link,
    keep_clones,
    keep_link,
    link_of,
    links_in,
    read_clones,
    take_off,
    user_of,
)
from bot.storage.store import Store
from tests.bench import Bench

HERE, THERE = 7, 2**63 - 1
ANNA, BELA = 11, 2**62


def account(number: int) -> str:
    return f"{number:08}-0000-4000-8000-000000000000"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.opened(tmp_path / "pitwall.db") as store:
        yield store


async def test_what_is_kept_is_read_back(store: Store) -> None:
    assert await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    assert await keep_link(store, Link(BELA, account(2)), THERE, 2.0)
    assert await keep_link(store, Link(BELA, account(2)), HERE, 3.0)

    assert await link_of(store, BELA) == Link(BELA, account(2))
    assert await user_of(store, account(1)) == ANNA
    assert await links_in(store, HERE) == [Link(ANNA, account(1)), Link(BELA, account(2))]
    assert await links_in(store, THERE) == [Link(BELA, account(2))]
    assert (await link_of(store, 5), await user_of(store, account(5))) == (None, None)
    assert await links_in(store, 5) == []


async def test_an_account_stays_with_whoever_took_it_first(store: Store) -> None:
    assert await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    assert await keep_link(store, Link(BELA, account(2)), HERE, 2.0)

    assert not await keep_link(store, Link(BELA, account(1)), THERE, 3.0)

    assert await link_of(store, BELA) == Link(BELA, account(2))
    assert await links_in(store, THERE) == []


async def test_of_many_at_once_one_has_it(bench: Bench) -> None:
    links = [Link(user, account(1)) for user in range(1, 21)]

    kept = await asyncio.gather(*(keep_link(bench.store, one, HERE, 1.0) for one in links))

    assert kept.count(True) == 1
    assert await links_in(bench.store, HERE) == [links[kept.index(True)]]


async def test_the_same_again_keeps_the_place(store: Store) -> None:
    await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    await keep_link(store, Link(BELA, account(2)), HERE, 2.0)

    await keep_link(store, Link(ANNA, account(1)), HERE, 3.0)
    assert [one.user_id for one in await links_in(store, HERE)] == [ANNA, BELA]

    await keep_link(store, Link(ANNA, account(3)), None, 3.0)
    assert await links_in(store, HERE) == [Link(BELA, account(2)), Link(ANNA, account(3))]


async def test_taken_off_one_ladder(store: Store) -> None:
    await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    await keep_link(store, Link(ANNA, account(1)), THERE, 1.0)

    assert await take_off(store, HERE, ANNA)
    assert not await take_off(store, HERE, ANNA)
    assert not await take_off(store, THERE, BELA)

    assert await links_in(store, HERE) == []
    assert await links_in(store, THERE) == [Link(ANNA, account(1))]


async def test_a_link_that_is_forgotten_leaves_all_ladders(store: Store) -> None:
    await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    await keep_link(store, Link(ANNA, account(1)), THERE, 1.0)
    await keep_link(store, Link(BELA, account(2)), None, 1.0)

    async with store.writing() as connection:
        assert await forget_link(connection, ANNA) == 2
        assert await forget_link(connection, ANNA) is None
        assert await forget_link(connection, BELA) == 0

    assert await store.rows("SELECT 1 FROM links UNION SELECT 1 FROM server_players") == []


async def test_ladders_that_are_forgotten_take_those_with_them_who_stand_on_no_other(
    store: Store,
) -> None:
    await keep_link(store, Link(ANNA, account(1)), HERE, 1.0)
    await keep_link(store, Link(BELA, account(2)), HERE, 1.0)
    await keep_link(store, Link(BELA, account(2)), THERE, 1.0)
    await keep_link(store, Link(13, account(3)), None, 1.0)

    async with store.writing() as connection:
        assert await forget_ladders(connection, []) == 0
        assert await forget_ladders(connection, [HERE, 5]) == 2

    assert await link_of(store, ANNA) is None
    assert await links_in(store, THERE) == [Link(BELA, account(2))]
    assert await link_of(store, 13) == Link(13, account(3))


async def test_clones_are_remembered_for_good(store: Store) -> None:
    await keep_clones(store, {"a": True, "b": False})
    await keep_clones(store, {"b": False})

    assert await read_clones(store, ["a", "b", "c"]) == {"a": True, "b": False}
    assert await read_clones(store, []) == {}
