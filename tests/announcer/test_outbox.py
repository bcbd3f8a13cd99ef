from dataclasses import replace
from math import inf

import pytest
from postbox import Postbox
from support import ManualClock

from bot.announcer.cards import Item, nonce_of
from bot.announcer.channels import ChannelLost, PostError, Unreachable
from bot.announcer.dispatcher import OVER, Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.payload import payload_of
from bot.announcer.rows.feeds import forget_feed, note_failure, read_feeds
from bot.announcer.rows.subscriptions import (
    read_subscriptions,
)
from bot.announcer.search import LOOK_UPS, NONCE_HOLDS
from bot.maps.releases import Target
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, looked, owed, owing, states


async def test_an_item_goes_to_each_subscription_once(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    for channel in (1, 2):
        await added(store, clock, channel)
    await looked(outbox, clock)
    now = clock.timestamp()

    assert await outbox.record("totd", [owed(item_at(clock))], LOOK, now) == 2
    assert await outbox.record("totd", [owed(item_at(clock))], LOOK, now) == 0
    await dispatcher.flush()
    await dispatcher.flush()

    assert [len(postbox.messages(channel)) for channel in (1, 2)] == [1, 1]
    assert await states(store) == ["sent", "sent"]
    (first, _) = await read_subscriptions(store, GUILD)
    assert first.last_message_id == postbox.messages(1)[0].id
    assert first.last_key == "one"


async def test_what_runs_at_the_first_look_counts_as_known(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await added(store, clock, 1, since=clock.timestamp() + 1)

    assert await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp()) == 0
    assert await outbox.unknown([item_at(clock)]) == []


async def test_what_began_after_subscribing_is_new_even_at_the_first_look(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await added(store, clock, 1, since=clock.timestamp() - 1)

    assert await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp()) == 1


async def test_a_late_answer_from_before_the_switch_is_not_new(
    outbox: Outbox, clock: ManualClock
) -> None:
    yesterday = item_at(clock, "yesterday")
    clock.move(86400)
    await outbox.record("totd", [owed(item_at(clock, "today"))], LOOK, clock.timestamp())

    assert await outbox.unknown([yesterday]) == []


async def test_the_nonce_is_short_and_always_the_same(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    number = await added(store, clock, 1, role_id=5)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    (delivery,) = await outbox.due(clock.timestamp())

    payload = payload_of(delivery, clock.timestamp())

    assert payload["nonce"] == nonce_of(number, 1, "totd", "one")
    assert len(payload["nonce"]) <= 25
    assert payload["enforce_nonce"] is True
    assert payload["content"] == "<@&5>"
    assert payload["allowed_mentions"] == {"parse": [], "roles": ["5"]}


def test_two_files_have_no_nonce_in_common() -> None:
    """Discord knows nonces by bot: one that was used in any channel brings no second message."""
    nonces = {nonce_of(1, channel, "totd", "one") for channel in range(100)}
    assert len(nonces) == 100


async def test_nobody_is_pinged_without_a_role(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    (delivery,) = await outbox.due(clock.timestamp())

    payload = payload_of(delivery, clock.timestamp())
    assert payload["allowed_mentions"] == {"parse": []}
    assert not {"content", "flags"} & payload.keys()


async def test_a_cut_connection_is_tried_again_and_posts_once(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    for channel in (1, 2, 3):
        await added(store, clock, channel)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    postbox.trouble[1] = ["before", "after"]
    postbox.trouble[2] = ["after"]

    for _ in range(4):
        await dispatcher.flush()
        clock.move(15)

    assert [len(postbox.messages(channel)) for channel in (1, 2, 3)] == [1, 1, 1]
    assert await states(store) == ["sent"] * 3


async def test_an_empty_history_means_sending_again_with_the_same_nonce(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    postbox.blind = True  # as without the right to read it
    postbox.trouble[1] = ["after"]

    await dispatcher.flush()
    clock.move(15)
    await dispatcher.flush()

    assert postbox.attempts == [1, 1]
    assert len(postbox.messages(1)) == 1


async def doubted(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """Try a delivery once, in a way that leaves doubt whether it arrived."""
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    postbox.trouble[1] = ["before"]
    await dispatcher.flush()


@pytest.mark.parametrize("refusal", [ChannelLost("Missing Access"), Unreachable("500")])
async def test_a_history_that_cannot_be_read_costs_no_time_while_the_nonce_holds(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    refusal: PostError,
) -> None:
    await doubted(store, outbox, dispatcher, postbox, clock)
    postbox.unreadable = [refusal]
    clock.move(2)

    await dispatcher.flush()

    assert len(postbox.messages(1)) == 1
    assert await states(store) == ["sent"]


@pytest.mark.parametrize(("failures", "flushes"), [(1, 2), (9, LOOK_UPS)])
async def test_when_the_nonce_is_forgotten_a_failing_history_is_tried_a_few_times(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    failures: int,
    flushes: int,
) -> None:
    await doubted(store, outbox, dispatcher, postbox, clock)
    postbox.unreadable = [Unreachable("500") for _ in range(failures)]
    clock.move(NONCE_HOLDS + 1)

    for _ in range(flushes):
        assert postbox.messages(1) == []
        await dispatcher.flush()
        clock.move(15)

    assert len(postbox.messages(1)) == 1


async def test_a_release_whose_group_is_told_later_is_the_same(
    outbox: Outbox, clock: ManualClock
) -> None:
    by_map, by_group = item_at(clock, "map"), item_at(clock, "group")
    await outbox.record("totd", [owed(by_map)], LOOK, clock.timestamp())

    assert await outbox.unknown([by_group]) == []


async def test_a_claimed_delivery_is_found_in_the_history_by_its_mark(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.claim(delivery, clock.timestamp())
    await postbox.post(1, payload_of(delivery, clock.timestamp()))
    clock.move(900)  # the nonce is forgotten by now

    await dispatcher.flush()

    assert len(postbox.messages(1)) == 1
    assert await states(store) == ["sent"]


@pytest.mark.parametrize("has_gone_out", [True, False])
async def test_what_may_have_gone_out_is_looked_for_though_it_is_over(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    clock: ManualClock,
    has_gone_out: bool,
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.claim(delivery, clock.timestamp())
    if has_gone_out:
        await postbox.post(1, payload_of(delivery, clock.timestamp()))
    clock.move(3601)

    await dispatcher.flush()

    assert len(postbox.messages(1)) == has_gone_out
    assert await states(store) == ["sent" if has_gone_out else "dropped"]


async def test_what_is_over_is_dropped(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    clock.move(3601)

    await dispatcher.flush()

    assert postbox.messages(1) == []
    (row,) = await store.rows("SELECT state, reason FROM deliveries")
    assert (row["state"], row["reason"]) == ("dropped", OVER)


async def test_failures_are_remembered_until_a_success(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await note_failure(store, "totd", 5.0, "Nadeo is down")
    assert (await read_feeds(store))["totd"].looked_at is None

    await looked(outbox, clock)
    assert (await read_feeds(store))["totd"].failure == ""

    await forget_feed(store, "totd")
    assert await read_feeds(store) == {}


async def test_only_releases_are_held_against_the_clock(outbox: Outbox, clock: ManualClock) -> None:
    """News whose moment is our own may come after our clock was set back."""
    now = clock.timestamp()
    for feed in ("submissions", "totd"):
        noted = Item(feed, "later", now + 3600, now + 9999, Target("uid"))
        await outbox.record(feed, [owed(noted)], LOOK, now)

    news = [Item(feed, "new", now, now + 9999, Target("uid")) for feed in ("submissions", "totd")]

    assert [item.feed for item in await outbox.unknown(news)] == ["submissions"]


async def test_failing_for_hours_keeps_the_pauses_short(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    await store.write("UPDATE deliveries SET attempts = 5000", [()])
    postbox.trouble[1] = ["before"]

    await dispatcher.flush()

    (row,) = await store.rows("SELECT attempts, not_before FROM deliveries")
    assert row["attempts"] == 5001
    assert 0 < row["not_before"] - clock.timestamp() <= 6


IMPOSSIBLE = [10**20, 10**400, -(10**20), 1e308, float("nan"), inf]


@pytest.mark.parametrize("moment", IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
async def test_an_impossible_moment_hides_nothing_that_follows(
    store: Store,
    outbox: Outbox,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
    moment: float,
) -> None:
    await added(store, clock, 1)
    await looked(outbox, clock)
    absurd = replace(item_at(clock, "absurd"), starts=moment)
    endless = replace(item_at(clock, "endless"), ends=moment)
    now = clock.timestamp()

    for _ in range(2):
        found = await outbox.unknown([absurd, endless])
        assert found == [endless]
    expecting = replace(LOOK, expected=moment)
    assert await outbox.record("totd", [owed(endless)], expecting, now) == 1

    (delivery,) = await outbox.due(now)
    assert delivery.ends == inf
    assert (await read_feeds(store))["totd"].expected is None
    lines = [one.getMessage() for one in caplog.records]
    assert len([line for line in lines if "impossible moment" in line]) == 1


async def test_what_a_clock_postponed_that_was_ahead_is_due(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock)
    now = clock.timestamp()
    (delivery,) = await outbox.due(now)

    await outbox.postpone(delivery, now + 3600)
    assert await outbox.due(now) == []
    await outbox.postpone(delivery, now + 400 * 86400)

    assert len(await outbox.due(now)) == 1


async def test_what_a_clock_claimed_that_was_ahead_is_looked_for_thoroughly(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    """Its age is not known: no nonce is trusted, and no message is too old to be it."""
    await owing(store, outbox, clock, lasts=1e7)
    now = clock.timestamp()
    (delivery,) = await outbox.due(now)
    await postbox.post(1, payload_of(delivery, now))
    await outbox.claim(delivery, now + 400 * 86400)
    clock.move(7200)
    for number in range(150):
        await postbox.post(1, {"embeds": [{"title": "chatter"}], "nonce": str(number)})

    await dispatcher.flush()

    assert len(postbox.messages(1)) == 151
    assert await states(store) == ["sent"]
