"""Servers that other processes care for: not missed, sent nothing, and never forgotten."""

from math import inf

import pytest
from postbox import Postbox
from support import ManualClock

from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.rows.servers import (
    Forgotten,
    Noted,
    forget_elsewhere,
    forget_servers,
    note_servers,
)
from bot.announcer.rows.subscriptions import (
    count_subscriptions,
    read_listeners,
    read_subscribers,
    read_subscriptions,
)
from bot.announcer.servers import LEFT_SERVERS_KEPT_FOR
from bot.monitoring.rows import count_open
from bot.players.cards import Link
from bot.players.record_rows import linked_accounts
from bot.players.rows import keep_link, links_in
from bot.shards import WHOLE, Shards
from bot.storage.store import Store
from tests.announcer.owing import LOOK, added, item_at, looked, owed

OURS, THEIRS, MISSED = 2 << 22, 3 << 22, 4 << 22
"""Servers of the shards 0, 1 and 0 of 2."""
HERE = Shards(2, (0,))
THERE = Shards(2, (1,))
ACCOUNTS = [f"{number}b4d42f4-c2de-407d-b367-cbff3fe817bc" for number in range(3)]


@pytest.fixture
async def parted(store: Store, clock: ManualClock) -> Store:
    """Give a file that was for all servers, in one of which the bot is no more."""
    for channel, guild_id in enumerate((OURS, THEIRS, MISSED), 1):
        await added(store, clock, channel, guild_id=guild_id)
    return store


async def noted(store: Store, clock: ManualClock, *reachable: int, shards: Shards = HERE) -> Noted:
    return await note_servers(store, reachable, clock.timestamp(), shards)


async def marks(store: Store) -> dict[int, float]:
    rows = await store.rows("SELECT * FROM servers_left")
    return {row["guild_id"]: row["left_at"] for row in rows}


async def test_only_our_own_servers_are_missed(parted: Store, clock: ManualClock) -> None:
    assert await noted(parted, clock, OURS) == Noted(left=1, back=0)

    assert await marks(parted) == {MISSED: clock.timestamp(), THEIRS: inf}


async def test_theirs_are_never_forgotten(parted: Store, clock: ManualClock) -> None:
    await keep_link(parted, Link(1, ACCOUNTS[0]), THEIRS, clock.timestamp())
    before = await read_subscriptions(parted, THEIRS)
    await noted(parted, clock, OURS)

    for _ in range(3):
        clock.move(LEFT_SERVERS_KEPT_FOR + 1)
        await noted(parted, clock, OURS)
        await forget_servers(parted, [OURS], clock.timestamp() - LEFT_SERVERS_KEPT_FOR)

    assert await read_subscriptions(parted, MISSED) == []
    assert await read_subscriptions(parted, THEIRS) == before
    assert await links_in(parted, THEIRS) == [Link(1, ACCOUNTS[0])]


async def test_theirs_are_owed_sent_and_asked_for_nothing(
    parted: Store,
    clock: ManualClock,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
) -> None:
    await noted(parted, clock, OURS, MISSED)
    await looked(outbox, clock)

    made = await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    await dispatcher.flush()

    assert made == 2
    assert [len(postbox.messages(channel)) for channel in (1, 2, 3)] == [1, 0, 1]
    for read in (read_subscribers, read_listeners):
        assert [one.guild_id for one in await read(parted, "totd")] == [OURS, MISSED]
    assert await count_subscriptions(parted) == {"totd": 2}


async def test_what_was_owed_when_the_file_was_copied_is_sent_by_one_alone(
    parted: Store,
    clock: ManualClock,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
) -> None:
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())

    await noted(parted, clock, OURS)
    assert await count_open(parted) == {"owed": 2, "in_doubt": 0}
    await dispatcher.flush()
    assert [len(postbox.messages(channel)) for channel in (1, 2, 3)] == [1, 0, 0]
    assert await count_open(parted) == {"owed": 1, "in_doubt": 0}

    # The other process, with a copy from before.
    await parted.write("UPDATE deliveries SET state = 'owed', message_id = NULL", [()])
    await noted(parted, clock, THEIRS, shards=THERE)
    await dispatcher.flush()
    assert [len(postbox.messages(channel)) for channel in (1, 2, 3)] == [1, 1, 0]


async def test_a_server_that_comes_to_us_and_is_missed_has_its_week(
    parted: Store, clock: ManualClock
) -> None:
    await noted(parted, clock, OURS, MISSED)
    clock.move(5 * LEFT_SERVERS_KEPT_FOR)

    assert await noted(parted, clock, OURS, MISSED, shards=WHOLE) == Noted(left=1, back=0)

    assert await marks(parted) == {THEIRS: clock.timestamp()}
    assert await noted(parted, clock, OURS, THEIRS, MISSED, shards=WHOLE) == Noted(0, back=1)
    assert await marks(parted) == {}


async def test_a_server_that_was_missed_and_goes_elsewhere_is_missed_no_more(
    parted: Store, clock: ManualClock
) -> None:
    await noted(parted, clock, OURS, MISSED, shards=WHOLE)
    assert set(await marks(parted)) == {THEIRS}

    assert await noted(parted, clock, OURS, MISSED) == Noted(left=0, back=0)

    assert await marks(parted) == {THEIRS: inf}


async def test_players_of_theirs_alone_are_not_watched(parted: Store, clock: ManualClock) -> None:
    places = (THEIRS, OURS, None)
    for user_id, (guild_id, account) in enumerate(zip(places, ACCOUNTS, strict=True), 1):
        await keep_link(parted, Link(user_id, account), guild_id, clock.timestamp())
    assert await linked_accounts(parted) == ACCOUNTS

    await noted(parted, clock, OURS)

    assert await linked_accounts(parted) == ACCOUNTS[1:]


async def test_looks_that_change_nothing_write_nothing(parted: Store, clock: ManualClock) -> None:
    await noted(parted, clock, OURS)
    clock.move(600)
    changes = "SELECT total_changes() AS number"
    async with parted.writing() as connection:
        (before,) = await connection.execute_fetchall(changes)

    await noted(parted, clock, OURS)

    async with parted.writing() as connection:
        (after,) = await connection.execute_fetchall(changes)
    assert after["number"] == before["number"]


async def test_theirs_can_be_deleted_by_whoever_wants_that(
    parted: Store, clock: ManualClock
) -> None:
    await keep_link(parted, Link(1, ACCOUNTS[0]), THEIRS, clock.timestamp())
    await keep_link(parted, Link(2, ACCOUNTS[1]), MISSED, clock.timestamp())
    assert await forget_elsewhere(parted) == Forgotten(0, 0)
    await noted(parted, clock, OURS)

    assert await forget_elsewhere(parted) == Forgotten(subscriptions=1, players=1)

    assert await read_subscriptions(parted, THEIRS) == []
    assert len(await read_subscriptions(parted, OURS)) == 1
    assert len(await read_subscriptions(parted, MISSED)) == 1
    assert await linked_accounts(parted) == [ACCOUNTS[1]]
    assert set(await marks(parted)) == {MISSED}
