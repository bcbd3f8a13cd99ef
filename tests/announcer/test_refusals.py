"""Channels that refuse for a while or for good, roles that are gone, and posts that come late."""

import asyncio
import logging
from dataclasses import dataclass
from itertools import pairwise

import pytest
from postbox import Postbox, Trouble
from support import ManualClock

from bot.announcer.cards import Subscription
from bot.announcer.channels import ChannelGone
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.queue_memory import QueueMemory
from bot.announcer.outbox import Outbox
from bot.announcer.pauses import LONGEST_PAUSE_AFTER_A_REFUSAL, REFUSED_FOR_GOOD
from bot.announcer.payload import LATE_AFTER, SUPPRESS_NOTIFICATIONS
from bot.announcer.rows.subscriptions import (
    note_role_gone,
    read_subscriptions,
    set_state,
    subscribe,
)
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, owed, owing, states

DAY = 86400.0
ROLE = 5


async def only(store: Store) -> Subscription:
    (found,) = await read_subscriptions(store, GUILD)
    return found


async def refused_for(
    seconds: float,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
) -> list[float]:
    """Let a channel refuse everything for so long; return when it was tried."""
    postbox.trouble[1] = ["lost"] * 100
    until, tried = clock.timestamp() + seconds, []
    while clock.timestamp() < until:
        now, before = clock.timestamp(), len(postbox.attempts)
        await dispatcher.flush()
        tried += [now] * (len(postbox.attempts) - before)
        following = await outbox.next_due(now)
        if following is None:
            break
        clock.move(following - now + 0.001)  # it counts in microseconds
    postbox.trouble[1].clear()
    return tried


async def test_a_refusal_that_passes_loses_nothing(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """Bots can be timed out: they are refused for minutes to days."""
    await owing(store, outbox, clock, lasts=2 * DAY, guild_id=GUILD)
    start = clock.timestamp()

    await refused_for(0.8 * DAY, outbox, dispatcher, postbox, clock)

    found = await only(store)
    assert (found.state, found.reason, found.reason_code) == ("active", "Missing Access", 50001)
    assert found.refused_since == start
    await dispatcher.flush()
    assert len(postbox.messages(1)) == 1
    found = await only(store)
    assert (found.state, found.reason, found.refused_since) == ("active", "", None)
    assert found.reason_code == 0


async def test_a_channel_that_refuses_for_a_day_is_suspended(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, lasts=9 * DAY, guild_id=GUILD)
    start = clock.timestamp()

    tried = await refused_for(3 * DAY, outbox, dispatcher, postbox, clock)

    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert pauses[0] <= 60
    assert pauses[4] > 4 * pauses[0]
    assert max(pauses) <= LONGEST_PAUSE_AFTER_A_REFUSAL
    assert len(tried) < 60
    assert REFUSED_FOR_GOOD <= tried[-1] - start <= REFUSED_FOR_GOOD + 3600
    found = await only(store)
    assert (found.state, found.reason) == ("suspended", "Missing Access")
    assert found.reason_code == 50001
    assert found.refused_since == start
    assert await states(store) == ["dropped"]


async def test_the_day_goes_on_from_item_to_item(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, guild_id=GUILD)
    await refused_for(3600, outbox, dispatcher, postbox, clock)
    clock.move(DAY)
    tomorrow = item_at(clock, "tomorrow")
    await outbox.record("totd", [owed(tomorrow)], LOOK, clock.timestamp())
    postbox.trouble[1] = ["lost"]

    await dispatcher.flush()

    assert (await only(store)).state == "suspended"


async def test_a_refusal_noted_by_a_clock_that_was_ahead_counts_from_now(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, guild_id=GUILD)
    now = clock.timestamp()
    await store.write("UPDATE subscriptions SET refused_since = ?", [(now + 400 * DAY,)])
    postbox.trouble[1] = ["lost"]

    await dispatcher.flush()

    assert (await only(store)).refused_since == now


@pytest.mark.parametrize("act", ["resume", "add"])
async def test_whoever_takes_it_up_again_gives_it_another_day(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    act: str,
) -> None:
    await owing(store, outbox, clock, lasts=9 * DAY, guild_id=GUILD)
    await refused_for(3 * DAY, outbox, dispatcher, postbox, clock)
    found, now = await only(store), clock.timestamp()

    if act == "resume":
        await set_state(store, found.id, "active", now)
    else:
        await subscribe(store, Subscription(0, GUILD, 1, "totd", since=now))

    found = await only(store)
    assert (found.state, found.reason, found.refused_since) == ("active", "", None)


async def test_one_line_tells_of_a_refusal_and_one_of_its_end(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    await owing(store, outbox, clock, lasts=9 * DAY, guild_id=GUILD)

    await refused_for(3 * DAY, outbox, dispatcher, postbox, clock)

    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "refused for now" in line] == lines[:1]
    assert [line for line in lines if "suspended" in line] == lines[1:]


# --- edits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trouble", "is_gone"), [("lost", False), ("gone", True)])
async def test_a_post_that_cannot_be_edited_for_now_is_not_let_go(
    dispatcher: Dispatcher, postbox: Postbox, trouble: Trouble, is_gone: bool
) -> None:
    message_id = await postbox.post(1, {"embeds": [{"title": "before"}], "nonce": "n"})
    gone: list[int] = []
    postbox.uneditable = [trouble]

    dispatcher.edit(1, message_id, {"embeds": [{"title": "after"}]}, lambda: gone.append(1))
    await asyncio.gather(*dispatcher._edits.values())

    assert bool(gone) == is_gone


# --- roles ---------------------------------------------------------------------------------------


@dataclass
class Case:
    """What the server says of its roles, what was noted, and whether the role is pinged then."""

    roles: set[int] | None
    noted: bool
    pings: bool


@pytest.mark.parametrize(
    "case",
    [
        Case({ROLE}, noted=False, pings=True),
        Case({6}, noted=False, pings=False),
        Case({6}, noted=True, pings=False),
        Case({ROLE}, noted=True, pings=True),
        Case(None, noted=False, pings=True),
        Case(None, noted=True, pings=False),
    ],
)
async def test_a_role_that_was_deleted_is_not_pinged(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    case: Case,
) -> None:
    """What the server says counts, and what was noted where it cannot be asked."""
    await owing(store, outbox, clock, role_id=ROLE, guild_id=GUILD)
    if case.noted:
        await note_role_gone(store, ROLE)
    postbox.roles = case.roles

    await dispatcher.flush()

    (payload,) = postbox.payloads
    pinged = {"roles": [str(ROLE)]} if case.pings else {}
    assert payload.get("content") == (f"<@&{ROLE}>" if case.pings else None)
    assert payload["allowed_mentions"] == {"parse": [], **pinged}
    found = await only(store)
    assert (found.role_id, found.role_is_gone) == (ROLE, not case.pings)


async def test_another_role_takes_the_place_of_one_that_is_gone(
    store: Store, clock: ManualClock
) -> None:
    now = clock.timestamp()
    await subscribe(store, Subscription(0, GUILD, 1, "totd", role_id=ROLE, since=now))
    await note_role_gone(store, ROLE)

    await subscribe(store, Subscription(0, GUILD, 1, "totd", role_id=6, since=now))

    found = await only(store)
    assert (found.role_id, found.role_is_gone) == (6, False)


# --- late ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [0.0, LATE_AFTER, LATE_AFTER + 1, 30 * DAY])
async def test_what_comes_late_pings_nobody_and_wakes_nobody(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    late: float,
) -> None:
    await owing(store, outbox, clock, role_id=ROLE, lasts=99 * DAY)
    clock.move(late)

    await dispatcher.flush()

    (payload,) = postbox.payloads
    if late <= LATE_AFTER:
        assert payload["content"] == f"<@&{ROLE}>"
        assert "flags" not in payload
    else:
        assert payload["flags"] == SUPPRESS_NOTIFICATIONS == 4096
        assert payload["allowed_mentions"] == {"parse": []}
        assert payload["content"] == f"Began <t:{int(clock.timestamp() - late)}:f>"


async def test_a_suspended_queue_that_is_added_again_learns_anew_what_runs(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, guild_id=GUILD)
    known = QueueMemory(side="long", turned_at=99.0, told="long", seen="short", posted_at=123.0)
    memory = known.model_dump_json()
    await store.write("UPDATE subscriptions SET memory = ?, feed = 'review-totd'", [(memory,)])
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.suspend(delivery, ChannelGone("Unknown Channel"), clock.timestamp())

    await added(store, clock, 1, feed="review-totd")

    (found,) = await read_subscriptions(store, GUILD)
    assert QueueMemory.model_validate_json(found.memory) == QueueMemory(posted_at=123.0)
