"""What is forgotten after a while, and what never is."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import ManualClock

from bot.announcer.cards import FEEDS, RELEASE_FEEDS, Feed
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.tidying import ANNOUNCEMENTS_KEPT_FOR, UNREPEATABLE, tidy
from bot.storage.store import Store
from tests.announcer.owing import LOOK, added, item_at, looked, owed, owing, states

DAY = 86400.0


async def cards(store: Store) -> dict[str, str]:
    rows = await store.rows("SELECT key, message FROM announcements")
    return {row["key"]: row["message"] for row in rows}


@pytest.mark.parametrize("lasts", [DAY, inf])
async def test_of_a_release_only_its_key_is_kept(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, clock: ManualClock, lasts: float
) -> None:
    item = await owing(store, outbox, clock, channels=2, lasts=lasts)
    await dispatcher.flush()
    clock.move(ANNOUNCEMENTS_KEPT_FOR - 1)
    await tidy(store, clock.timestamp())
    assert await states(store) == ["sent"] * 2
    clock.move(2)

    await tidy(store, clock.timestamp())

    assert await states(store) == []
    assert await cards(store) == {"one": ""}
    assert await outbox.unknown([item]) == []
    now = clock.timestamp()
    assert await outbox.record("totd", [owed(item)], LOOK, now) == 0


@pytest.mark.parametrize("feed", UNREPEATABLE)
async def test_what_can_never_come_again_is_forgotten(
    store: Store, outbox: Outbox, clock: ManualClock, feed: Feed
) -> None:
    for number in range(1000):
        item = replace(item_at(clock, f"{number} 1-2", lasts=900), feed=feed)
        await outbox.tell([owed(item)], {}, clock.timestamp())
    clock.move(365 * DAY)

    await tidy(store, clock.timestamp())

    assert await cards(store) == {}


async def test_of_submissions_only_summaries_can_never_come_again(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    keys = {"submitted totd uid 5", "nominated totd uid 5", "votes 1787000000"}
    for key in keys:
        item = replace(item_at(clock, key), feed="submissions")
        await outbox.tell([owed(item)], {}, clock.timestamp())
    clock.move(365 * DAY)

    await tidy(store, clock.timestamp())

    assert (await cards(store)).keys() == {"submitted totd uid 5", "nominated totd uid 5"}


async def test_what_still_runs_or_is_owed_keeps_its_card(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, clock: ManualClock
) -> None:
    await owing(store, outbox, clock, lasts=90 * DAY)
    await dispatcher.flush()
    clock.move(31 * DAY)
    await tidy(store, clock.timestamp())
    assert await states(store) == ["sent"]
    assert (await cards(store))["one"]

    await outbox.record("totd", [owed(item_at(clock, "two"))], LOOK, clock.timestamp())
    clock.move(31 * DAY)
    await tidy(store, clock.timestamp())

    assert (await states(store))[-1] == "owed"
    assert (await cards(store))["two"]


async def test_what_a_clock_noted_that_was_ahead_is_forgotten_too(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    now = clock.timestamp()
    item = replace(item_at(clock, lasts=900), feed="review-totd")
    await outbox.tell([owed(item)], {}, now + 400 * DAY)

    await tidy(store, now)
    clock.move(31 * DAY)
    await tidy(store, clock.timestamp())

    assert await cards(store) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    gaps=st.lists(st.floats(1.0, 40 * DAY), min_size=1, max_size=8),
    lasts=st.sampled_from([600.0, DAY, 90 * DAY, inf]),
    feed=st.sampled_from(FEEDS),
)
async def test_nothing_that_can_come_again_is_ever_taken_for_new(
    store: Store, gaps: list[float], lasts: float, feed: Feed
) -> None:
    await store.write("DELETE FROM announcements", [()])
    outbox, clock, items = Outbox(store), ManualClock(), []
    for number, gap in enumerate(gaps):
        item = replace(item_at(clock, f"submitted {number}", lasts=lasts), feed=feed)
        items.append(item)
        await outbox.record(feed, [owed(item)], LOOK, clock.timestamp())
        clock.move(gap)
        await tidy(store, clock.timestamp())

    still_possible = items if feed not in UNREPEATABLE else items[-1:] if gaps[-1] < DAY else []
    assert await outbox.unknown(still_possible) == []
    assert feed not in RELEASE_FEEDS or len(await cards(store)) == len(items)


async def test_a_row_that_was_only_known_needs_no_card(
    store: Store, outbox: Outbox, clock: ManualClock
) -> None:
    await added(store, clock, 1, since=clock.timestamp() + 1)
    known = replace(owed(item_at(clock)), message={})
    await outbox.record("totd", [known], LOOK, clock.timestamp())
    await looked(outbox, clock)

    assert await cards(store) == {"one": ""}
