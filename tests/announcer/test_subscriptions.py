"""Subscriptions: one for a feed and a channel, so many in a server, paused and suspended."""

import pytest
from postbox import Postbox
from support import ManualClock

from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.queue_memory import QueueMemory
from bot.announcer.outbox import Outbox
from bot.announcer.rows.subscriptions import (
    MOST_IN_A_SERVER,
    ServerIsFull,
    count_subscriptions,
    read_subscribers,
    read_subscriptions,
    set_state,
    unsubscribe,
)
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, looked, owed, states


async def test_a_channel_that_is_gone_suspends_that_subscription_alone(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    lost = await added(store, clock, 1)
    await added(store, clock, 2)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    postbox.trouble[1] = ["gone"]

    await dispatcher.flush()

    suspended, healthy = await read_subscriptions(store, GUILD)
    assert (suspended.state, suspended.reason) == ("suspended", "Unknown Channel")
    assert healthy.state == "active"
    assert await states(store) == ["dropped", "sent"]
    await set_state(store, lost, "active", clock.timestamp())
    assert [one.channel_id for one in await read_subscribers(store, "totd")] == [1, 2]


async def test_paused_channels_are_owed_nothing(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    number = await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    await set_state(store, number, "paused", clock.timestamp())
    await dispatcher.flush()
    clock.move(1)
    await outbox.record("totd", [owed(item_at(clock, "two"))], LOOK, clock.timestamp())
    await dispatcher.flush()

    assert postbox.messages(1) == []


async def test_the_same_feed_and_channel_again_updates(store: Store, clock: ManualClock) -> None:
    number = await added(store, clock, 1, feed="review-totd", threshold=30)
    again = await added(store, clock, 1, feed="review-totd", threshold=60, role_id=9)

    assert again == number
    (found,) = await read_subscriptions(store, GUILD)
    assert (found.threshold, found.role_id) == (60, 9)
    await unsubscribe(store, number)
    assert await count_subscriptions(store) == {}


async def test_a_server_has_fifty_subscriptions_at_most(store: Store, clock: ManualClock) -> None:
    for channel in range(MOST_IN_A_SERVER):
        await added(store, clock, channel)

    with pytest.raises(ServerIsFull):
        await added(store, clock, MOST_IN_A_SERVER)

    await added(store, clock, 0, role_id=9)
    await added(store, clock, MOST_IN_A_SERVER, guild_id=8)
    assert len(await read_subscriptions(store, GUILD)) == MOST_IN_A_SERVER


async def test_the_quiet_time_of_a_queue_outlives_pauses_and_other_thresholds(
    store: Store, clock: ManualClock
) -> None:
    number = await added(store, clock, 1, feed="review-totd", threshold=30)
    memory = QueueMemory(armed=True, posted_at=123.0, posts=(99.0, 123.0)).model_dump_json()
    await store.write("UPDATE subscriptions SET memory = ?", [(memory,)])

    await added(store, clock, 1, feed="review-totd", threshold=60)
    await set_state(store, number, "paused", clock.timestamp())
    await set_state(store, number, "active", clock.timestamp())

    (found,) = await read_subscriptions(store, GUILD)
    assert QueueMemory.model_validate_json(found.memory) == QueueMemory(
        posted_at=123.0, posts=(99.0, 123.0)
    )
