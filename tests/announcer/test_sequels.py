"""Threads below posts and publishing: in the background, again after failures, never a nuisance."""

import asyncio
import logging

import pytest
from postbox import Postbox, Trouble
from support import ManualClock, until

from bot.announcer import requests
from bot.announcer.channels import ChannelGone, ChannelLost, PostError, Rejected, Unreachable
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.rows.publishing import Unpublished, read_unpublished
from bot.announcer.rows.sequels import AT_THE_LIMIT, TOO_LATE
from bot.announcer.rows.subscriptions import set_state, unsubscribe
from bot.announcer.sequels import HOUR, THREADS_WANTED_FOR, Sequels
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, looked, owed, owing, states

CHANNEL = 1
PUBLISHING = {"publishes": True, "editable": False, "guild_id": GUILD}


async def outcomes(store: Store) -> list[tuple[str, str]]:
    sql = "SELECT kind, state FROM sequels ORDER BY delivery_id, kind"
    return [(row["kind"], row["state"]) for row in await store.rows(sql)]


async def owe_more(outbox: Outbox, clock: ManualClock, key: str, lasts: float = 3600.0) -> None:
    clock.move(1)
    await outbox.record("totd", [owed(item_at(clock, key, lasts))], LOOK, clock.timestamp())


async def test_a_thread_is_opened_below_a_post_and_named_after_it(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
) -> None:
    await owing(store, outbox, clock, channels=2, makes_thread=True)
    await dispatcher.flush()

    await sequels.flush()

    first, second = (postbox.messages(channel)[0].id for channel in (1, 2))
    assert postbox.threads == dict.fromkeys((first, second), "Track of the Day")
    assert await outcomes(store) == [("thread", "done")] * 2


async def test_nothing_follows_where_nobody_asked(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, clock: ManualClock
) -> None:
    await owing(store, outbox, clock)

    await dispatcher.flush()

    assert await outcomes(store) == []


@pytest.mark.parametrize("trouble", ["before", "after", "crash before", "crash after"])
@pytest.mark.parametrize("wish", ["makes_thread", "publishes"])
async def test_failures_and_crashes_cost_nothing_but_time(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    trouble: Trouble,
    wish: str,
) -> None:
    await owing(store, outbox, clock, **{wish: True})
    await dispatcher.flush()
    postbox.sequel_trouble[CHANNEL] = [trouble]
    first = Sequels(store, postbox, clock, Pace(1_000_000))
    await first.flush()
    await first.close()
    postbox.died = False
    second = Sequels(store, postbox, clock, Pace(1_000_000))

    clock.move(10)
    await second.flush()

    (message,) = postbox.messages(CHANNEL)
    if wish == "publishes":
        assert postbox.publishings == {message.id: 1}
    else:
        assert set(postbox.threads) == {message.id}
    assert [state for _, state in await outcomes(store)] == ["done"]


@pytest.mark.parametrize(
    "trouble",
    [
        ChannelLost("Missing Permissions", 50013),
        Unreachable("503"),
        ChannelLost("Too many threads", 160006),
        Rejected("Wrong channel type", 50024),
        ChannelGone("Unknown Channel", 10003),
    ],
    ids=str,
)
async def test_a_thread_is_given_up_after_a_day_or_where_there_is_no_hope(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
    trouble: PostError,
) -> None:
    await owing(store, outbox, clock, makes_thread=True, lasts=9 * 86400.0)
    await dispatcher.flush()
    postbox.sequel_trouble[CHANNEL] = [trouble] * 1000
    start = clock.timestamp()

    while ("thread", "owed") in await outcomes(store):
        await sequels.flush()
        clock.move(60)

    is_final = isinstance(trouble, (Rejected, ChannelGone))
    lasted = clock.timestamp() - start
    tried = 1000 - len(postbox.sequel_trouble[CHANNEL])
    (row,) = await store.rows("SELECT reason, reason_code FROM sequels")
    assert tuple(row) == (str(trouble), trouble.code)
    assert tried == 1 if is_final else 20 < tried < 60
    assert lasted < 100 if is_final else lasted >= THREADS_WANTED_FOR
    assert await states(store) == ["sent"]


@pytest.mark.parametrize("wish", ["makes_thread", "publishes"])
async def test_a_post_that_is_gone_needs_nothing_more(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
    wish: str,
) -> None:
    await owing(store, outbox, clock, guild_id=GUILD, **{wish: True})
    await dispatcher.flush()
    postbox.state.messages.delete(postbox.messages(CHANNEL)[0])

    await sequels.flush()

    assert [state for _, state in await outcomes(store)] == ["done"]
    assert await read_unpublished(store, GUILD) == {}


async def test_ten_are_published_an_hour_and_the_rest_later(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
) -> None:
    number = await added(store, clock, CHANNEL, **PUBLISHING)
    await looked(outbox, clock)
    for item in range(13):
        await owe_more(outbox, clock, str(item), lasts=99 * HOUR)
    await dispatcher.flush()
    start = clock.timestamp()

    await sequels.flush()
    await sequels.flush()

    assert len(postbox.published[CHANNEL]) == 10
    late = await read_unpublished(store, GUILD)
    assert late[number].count == 3
    assert late[number].reason_code == AT_THE_LIMIT
    assert late[number].oldest == start
    clock.move(HOUR - 1)
    await sequels.flush()
    assert len(postbox.published[CHANNEL]) == 10
    clock.move(2)
    await sequels.flush()
    assert len(postbox.published[CHANNEL]) == 13
    assert postbox.limited == 0
    assert set(postbox.publishings.values()) == {1}
    assert await read_unpublished(store, GUILD) == {}


async def test_the_hours_count_survives_a_restart(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, CHANNEL, **PUBLISHING)
    await looked(outbox, clock)
    for item in range(12):
        await owe_more(outbox, clock, str(item))
        await dispatcher.flush()
        await Sequels(store, postbox, clock, Pace(1_000_000)).flush()

    assert (len(postbox.published[CHANNEL]), postbox.limited) == (10, 0)


async def test_an_answer_that_comes_with_the_next_hour_is_not_waited_for(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """discord.py's call that takes a bucket's last token returns only when the bucket resets."""
    monkeypatch.setattr(requests, "POST_PATIENCE", 0.05)
    await owing(store, outbox, clock, **PUBLISHING)
    await dispatcher.flush()
    postbox.publish_gate.clear()

    await sequels.flush()

    assert await outcomes(store) == [("publishing", "done")]
    assert list(postbox.publishings.values()) == [1]


async def test_a_publishing_that_hangs_delays_neither_posts_nor_other_channels(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
) -> None:
    await owing(store, outbox, clock, **PUBLISHING)
    await added(store, clock, 2, makes_thread=True)
    await added(store, clock, 3, makes_thread=True, feed="weekly-grand")
    await dispatcher.flush()
    postbox.publish_gate.clear()
    running = asyncio.create_task(sequels.run())
    await until(lambda: bool(postbox.publishings))

    await owe_more(outbox, clock, "two")
    await dispatcher.flush()
    assert [len(postbox.messages(channel)) for channel in (1, 2)] == [2, 1]
    sequels.wake()

    def has_thread() -> bool:
        clock.move(0.5)
        return postbox.messages(2)[0].id in postbox.threads

    await until(has_thread)

    running.cancel()
    await asyncio.wait_for(asyncio.gather(running, return_exceptions=True), 5)
    assert ("publishing", "owed") in await outcomes(store)


async def test_what_is_over_is_not_published_any_more_and_says_why(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot.announcer.sequels")
    item = await owing(store, outbox, clock, **PUBLISHING)
    await dispatcher.flush()
    postbox.sequel_trouble[CHANNEL] = [ChannelLost("Missing Permissions", 50013)]
    await sequels.flush()
    clock.move(3600)
    await sequels.flush()

    assert await outcomes(store) == [("publishing", "dropped")]
    what = f"publishing of totd in channel {CHANNEL}"
    assert caplog.messages == [
        f"a {what} has to wait: Missing Permissions",
        f"too late for a {what}",
    ]
    (late,) = (await read_unpublished(store, GUILD)).values()
    assert late == Unpublished(1, item.starts, 50013, "Missing Permissions")
    assert await read_unpublished(store, GUILD + 1) == {}
    await owe_more(outbox, clock, "two")
    await dispatcher.flush()
    await sequels.flush()
    assert await read_unpublished(store, GUILD) == {}


@pytest.mark.parametrize("is_paused", [True, False])
async def test_what_never_had_its_turn_in_time_is_no_trouble(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    clock: ManualClock,
    *,
    is_paused: bool,
) -> None:
    await owing(store, outbox, clock, **PUBLISHING)
    await dispatcher.flush()
    (row,) = await store.rows("SELECT id FROM subscriptions")
    if is_paused:
        await set_state(store, row["id"], "paused", clock.timestamp())
        clock.move(3600)
        await sequels.flush()
        await set_state(store, row["id"], "active", clock.timestamp())
    clock.move(3600)

    await sequels.flush()

    (row,) = await store.rows("SELECT state, reason FROM sequels")
    assert tuple(row) == ("dropped", TOO_LATE)
    assert await read_unpublished(store, GUILD) == {}


@pytest.mark.parametrize("state", ["paused", "suspended", "removed"])
async def test_what_nobody_wants_any_more_is_left_alone(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
    state: str,
) -> None:
    await owing(store, outbox, clock, makes_thread=True, **PUBLISHING)
    await dispatcher.flush()
    (row,) = await store.rows("SELECT id FROM subscriptions")
    if state == "removed":
        await unsubscribe(store, row["id"])
    else:
        await set_state(store, row["id"], state, clock.timestamp())

    await sequels.flush()

    assert not postbox.threads
    assert not postbox.publishings


async def test_a_post_found_again_has_its_thread_too(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    sequels: Sequels,
    postbox: Postbox,
    clock: ManualClock,
) -> None:
    await owing(store, outbox, clock, makes_thread=True)
    postbox.trouble[CHANNEL] = ["after"]
    await dispatcher.flush()
    clock.move(15)
    await dispatcher.flush()

    await sequels.flush()

    assert set(postbox.threads) == {postbox.messages(CHANNEL)[0].id}
