"""The dispatcher's own time: how much is in doubt, what is slept over, how it ends."""

import asyncio
import math
from dataclasses import replace

import pytest
from postbox import Postbox
from support import ManualClock, until

from bot.announcer import dispatcher as announcer_dispatcher
from bot.announcer.channels import ChannelLost
from bot.announcer.dispatcher import CLAIMED_AT_ONCE, Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import POSTS_PER_SECOND, Pace, own_rate
from bot.announcer.pauses import LONGEST_PAUSE_AFTER_A_REFUSAL
from bot.storage.store import Store
from tests.announcer.owing import LOOK, added, item_at, looked, owed, owing, states

SLOWEST_USUAL_ANSWER = 0.3


async def nothing_more_happens(store: Store) -> None:
    """Let everybody who could go on do so: each look into the file takes many turns of the loop."""
    for _ in range(100):
        await store.rows("SELECT 1")


async def test_few_are_in_doubt_while_discord_is_slow(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, channels=150)
    postbox.gate.clear()

    sending = asyncio.create_task(dispatcher.flush())
    await until(lambda: len(postbox.attempts) == CLAIMED_AT_ONCE)
    await nothing_more_happens(store)

    assert (await states(store)).count("claimed") == len(postbox.attempts) == CLAIMED_AT_ONCE
    postbox.gate.set()
    await sending
    assert await states(store) == ["sent"] * 150


def test_the_limit_is_no_brake_at_the_usual_speed() -> None:
    assert CLAIMED_AT_ONCE / SLOWEST_USUAL_ANSWER > 1.4 * POSTS_PER_SECOND


async def test_a_channel_that_is_owed_much_keeps_one_seat(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    for number in range(CLAIMED_AT_ONCE + 5):
        clock.move(1)
        item = item_at(clock, str(number))
        await outbox.record("totd", [owed(item)], LOOK, clock.timestamp())
    postbox.gate.clear()

    sending = asyncio.create_task(dispatcher.flush())
    await until(lambda: postbox.attempts == [1])
    await nothing_more_happens(store)

    assert postbox.attempts == [1]
    postbox.gate.set()
    await sending
    titles = [message.embeds[0]["title"] for message in postbox.messages(1)]
    assert titles == [str(number) for number in range(CLAIMED_AT_ONCE + 5)]


class SlowlyRead(Outbox):
    """An outbox whose reader is held up once, right after it looked for what comes next."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.is_armed = False
        self.has_read, self.go_on = asyncio.Event(), asyncio.Event()

    async def next_due(self, now: float) -> float | None:
        found = await super().next_due(now)
        if self.is_armed:
            self.is_armed = False
            self.has_read.set()
            await self.go_on.wait()
        return found


async def test_a_postponement_that_lands_while_the_file_is_read_is_not_slept_over(
    store: Store, postbox: Postbox, clock: ManualClock
) -> None:
    outbox = SlowlyRead(store)
    await owing(store, outbox, clock)
    dispatcher = Dispatcher(outbox, postbox, clock, Pace(1_000_000))
    postbox.gate.clear()
    postbox.trouble[1] = ["before"]
    outbox.is_armed = True
    # What it slept until before has passed, as it has whenever it reads.
    dispatcher._sleeps_until = clock.timestamp()
    running = asyncio.create_task(dispatcher.run())
    await outbox.has_read.wait()
    await until(lambda: postbox.attempts == [1])

    postbox.gate.set()
    while not (await store.rows("SELECT attempts FROM deliveries"))[0]["attempts"]:
        await asyncio.sleep(0)
    await nothing_more_happens(store)
    outbox.go_on.set()
    await nothing_more_happens(store)
    clock.move(2)
    await until(lambda: len(postbox.messages(1)) == 1)

    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_fault_of_the_file_does_not_wait_for_a_channel_that_refuses_for_hours(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await owing(store, outbox, clock, channels=2)
    now = clock.timestamp()
    refused, _ = await outbox.due(now)
    await outbox.refuse(
        refused, ChannelLost("Missing Access"), now, now + LONGEST_PAUSE_AFTER_A_REFUSAL
    )
    broken = "BEFORE UPDATE ON deliveries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    await store.write(f"CREATE TRIGGER broken {broken}", [()])
    running = asyncio.create_task(dispatcher.run())
    await until(lambda: "a delivery failed" in caplog.text)
    await nothing_more_happens(store)
    await store.write("DROP TRIGGER broken", [()])

    clock.move(announcer_dispatcher.PAUSE_AFTER_A_FAULT)
    await until(lambda: len(postbox.messages(2)) == 1)

    assert postbox.attempts == [2]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_delivery_that_was_tried_since_it_was_read_is_not_claimed(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    """It is in doubt, and a stale row does not say so."""
    await owing(store, outbox, clock)
    now = clock.timestamp()
    (stale,) = await outbox.due(now)
    assert await outbox.claim(stale, now)
    await outbox.postpone(stale, now)

    assert not await outbox.claim(stale, now)
    (fresh,) = await outbox.due(now)
    assert (fresh.state, await outbox.claim(fresh, now)) == ("claimed", True)


async def test_what_is_being_posted_may_end_before_the_dispatcher_does(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, channels=CLAIMED_AT_ONCE + 30)
    postbox.gate.clear()
    running = asyncio.create_task(dispatcher.run())
    await until(lambda: len(postbox.attempts) == CLAIMED_AT_ONCE)

    running.cancel()
    await nothing_more_happens(store)
    assert not running.done()
    postbox.gate.set()
    await asyncio.gather(running, return_exceptions=True)

    assert (await states(store)).count("sent") == CLAIMED_AT_ONCE
    assert (await states(store)).count("owed") == 30


async def test_a_post_that_does_not_end_is_cut_off_and_looked_for_later(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(announcer_dispatcher, "POSTS_PATIENCE_AT_STOP", 0.0)
    await owing(store, outbox, clock)
    postbox.gate.clear()
    sending = asyncio.create_task(dispatcher.flush())
    await until(lambda: postbox.attempts == [1])

    await dispatcher.close()
    await sending

    assert await states(store) == ["claimed"]


async def test_a_loop_that_begins_again_while_the_bot_stops_posts_nothing(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """After a fault it does, and posts would take as long again as there was to stop."""
    await owing(store, outbox, clock)
    await dispatcher.close()

    running = asyncio.create_task(dispatcher.run())
    await nothing_more_happens(store)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert (postbox.attempts, await states(store)) == ([], ["owed"])


async def test_servers_take_turns(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """A server with ever so many channels delays no other by more than one of them."""
    for channel in range(1, 51):
        await added(store, clock, channel, guild_id=1)
    await added(store, clock, 100, guild_id=2)
    await added(store, clock, 101, guild_id=3)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())

    await dispatcher.flush()

    first = [channel for channel in postbox.attempts if channel in {1, 100, 101}]
    assert postbox.attempts[:3] == first == [1, 100, 101]


async def test_a_server_whose_news_comes_later_does_not_wait_for_a_large_one(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, channels=50, guild_id=1)
    postbox.gate.clear()
    running = asyncio.create_task(dispatcher.run())
    await until(lambda: len(postbox.attempts) == CLAIMED_AT_ONCE)

    clock.move(1)
    await added(store, clock, 100, guild_id=2, feed="weekly-grand")
    now = clock.timestamp()
    await outbox.record("weekly-grand", [], LOOK, now)
    item = replace(item_at(clock, "grand"), feed="weekly-grand")
    await outbox.record("weekly-grand", [owed(item)], LOOK, now)
    dispatcher.wake()
    await nothing_more_happens(store)
    postbox.gate.set()
    await until(lambda: len(postbox.attempts) == 51)

    assert postbox.attempts[CLAIMED_AT_ONCE] == 100
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


class EndedWhileRead(Outbox):
    """An outbox during whose look for what comes next the bot stops."""

    dispatcher: Dispatcher

    async def next_due(self, now: float) -> float | None:
        await self.dispatcher.close()
        return await super().next_due(now)


async def test_deliveries_that_end_before_their_turn_leave_nothing_undone(
    store: Store, postbox: Postbox, clock: ManualClock
) -> None:
    """Python complains of work that was made and never begun."""
    outbox = EndedWhileRead(store)
    await owing(store, outbox, clock, channels=3)
    dispatcher = outbox.dispatcher = Dispatcher(outbox, postbox, clock, Pace(1_000_000))

    await dispatcher.start_due()

    assert postbox.attempts == []
    assert await states(store) == ["owed"] * 3


@pytest.mark.parametrize("processes", [1, 2, 3, 8, 46])
def test_processes_together_are_never_faster_than_one(processes: int) -> None:
    """Discord counts the requests of a second, of which there may be 50 of one bot."""
    rate = own_rate(1 / processes)

    assert processes * rate <= POSTS_PER_SECOND
    assert processes * (math.floor(rate) + 1) <= POSTS_PER_SECOND + 1
    assert rate > 0
