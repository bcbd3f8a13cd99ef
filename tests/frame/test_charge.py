"""Which shards a file is for: fewer at any time, more only where it has nothing old of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.announcer.cards import Subscription
from bot.announcer.rows.servers import forget_elsewhere, note_servers
from bot.announcer.rows.subscriptions import subscribe
from bot.frame.charge import take_charge
from bot.shards import WHOLE, Shards
from bot.storage.facts import read_fact
from bot.storage.store import Store, StoreError

LEFT, RIGHT = Shards(2, (0,)), Shards(2, (1,))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.opened(tmp_path / "pitwall.db") as store:
        yield store


async def subscribed(store: Store, *shards_of_2: int) -> None:
    for shard in shards_of_2:
        wanted = Subscription(0, (2 + shard) << 22, shard + 1, "totd", since=1.0)
        await subscribe(store, wanted)


async def test_a_file_of_everything_says_nothing(store: Store) -> None:
    await take_charge(store, WHOLE)

    assert await read_fact(store, "shards") is None


async def test_a_file_may_be_parted_and_parted_again(store: Store) -> None:
    await subscribed(store, 0, 1)

    for shards in (LEFT, Shards(4, (0, 2)), Shards(4, (0,)), Shards(8, (4,))):
        await take_charge(store, shards)

    assert await read_fact(store, "shards") == '{"count":8,"ids":[4]}'


@pytest.mark.parametrize("later", [WHOLE, RIGHT, Shards(4, (0, 3)), Shards(3, (0, 1))])
async def test_what_another_process_cared_for_is_not_taken_up_again(
    store: Store, later: Shards
) -> None:
    """It stands there as it was when the files were parted: removed or changed since, perhaps."""
    await subscribed(store, 0, 1)
    await take_charge(store, LEFT)
    await note_servers(store, [2 << 22], 1.0, LEFT)

    with pytest.raises(StoreError) as refused:
        await take_charge(store, later)

    assert "was last used for shard 0 of 2" in str(refused.value)
    assert "1 other server is out of date" in str(refused.value)
    await take_charge(store, LEFT)


async def test_a_start_that_failed_is_taken_back(store: Store) -> None:
    """It never got as far as to see a server, so nobody else has cared for any."""
    await subscribed(store, 0, 1)
    await take_charge(store, LEFT)

    await take_charge(store, WHOLE)

    assert await read_fact(store, "shards") == '{"count":1,"ids":[0]}'


async def test_what_was_deleted_is_not_out_of_date(store: Store) -> None:
    await subscribed(store, 0, 1)
    await take_charge(store, LEFT)
    await note_servers(store, [2 << 22], 1.0, LEFT)

    await forget_elsewhere(store)

    await take_charge(store, WHOLE)


async def test_a_file_without_anything_of_them_may_have_more(store: Store) -> None:
    """So a slip at the first start can be mended."""
    await subscribed(store, 1)
    await take_charge(store, RIGHT)

    await take_charge(store, WHOLE)
    await subscribed(store, 0)
    await take_charge(store, LEFT)
