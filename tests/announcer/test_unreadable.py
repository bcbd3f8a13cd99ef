"""Rows of the file that cannot be read: each is left out and named once, and hides no other."""

import logging

import pytest
from postbox import Postbox
from support import ManualClock

from bot.announcer.cards import Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.queue_memory import QueueMemory, remembered_queue
from bot.announcer.feeds.submissions import remembered_submissions
from bot.announcer.outbox import UNREADABLE_REASON, Outbox
from bot.announcer.rows.subscriptions import read_subscriptions, set_state, subscribe
from bot.review.cards import Sample
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, looked, owed, owing
from tests.conftest import Paddock

ROTTEN = b"\xff\xfe\x80"
BAD_CARDS = [b"", b"no JSON", b"[]", b"null", b"{}", b"[" * 100_000, ROTTEN]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.parametrize("card", BAD_CARDS, ids=range(len(BAD_CARDS)))
async def test_a_card_that_cannot_be_read_stops_no_other(
    store: Store,
    outbox: Outbox,
    dispatcher: Dispatcher,
    postbox: Postbox,
    caplog: pytest.LogCaptureFixture,
    clock: ManualClock,
    card: bytes,
) -> None:
    await owing(store, outbox, clock, channels=3)
    await store.write("UPDATE announcements SET message = CAST(? AS TEXT)", [(card,)])
    clock.move(1)
    await outbox.record("totd", [owed(item_at(clock, "two"))], LOOK, clock.timestamp())

    for _ in range(2):
        await dispatcher.flush()

    titles = [[one.embeds[0]["title"] for one in postbox.messages(n)] for n in (1, 2, 3)]
    assert titles == [["two"]] * 3
    rows = await store.rows("SELECT state, reason FROM deliveries ORDER BY announcement_id")
    assert {tuple(row) for row in rows[:3]} == {("dropped", UNREADABLE_REASON)}
    (line,) = errors(caplog)
    assert "totd" in line


BAD_MEMORIES = [
    "no JSON",
    "[]",
    '{"band": 99}',
    '{"posted_at": Infinity}',
    '{"posted_at": null}',
    '{"side": "middle"}',
    '{"band": 1, "post": "x"}',
    '{"card": {"key": 1}}',
]


@pytest.mark.parametrize("memory", BAD_MEMORIES)
async def test_a_queues_memory_that_cannot_be_read_hides_no_other(
    paddock: Paddock, memory: str, caplog: pytest.LogCaptureFixture
) -> None:
    store, announcer, now = paddock.bot.store, paddock.bot.announcer, 1_787_000_000.0
    for channel in (1, 2):
        await subscribe(store, Subscription(0, paddock.guild.id, channel, "review-totd", since=now))
    for minute in (0, 1):
        await announcer.review_queue.hear("totd", Sample(now + minute * 60, 0))
    await store.write("UPDATE subscriptions SET memory = ? WHERE channel_id = 1", [(memory,)])
    caplog.clear()

    for minute, maps in ((40, 30), (41, 30), (300, 0), (301, 0)):
        await announcer.review_queue.hear("totd", Sample(now + minute * 60, maps * 180))

    sql = "SELECT channel_id FROM deliveries JOIN subscriptions s ON s.id = subscription_id "
    told = [row["channel_id"] for row in await store.rows(f"{sql} ORDER BY deliveries.id")]
    assert told[0] == 2
    assert sorted(told) == [1, 2, 2]
    (line,) = errors(caplog)
    assert "memory" in line
    assert memory not in line


@pytest.mark.parametrize("memory", [*BAD_MEMORIES, "", "{}"])
@pytest.mark.parametrize("act", ["pause", "resume", "add"])
async def test_a_memory_that_cannot_be_read_is_dropped_when_it_begins_anew(
    store: Store, clock: ManualClock, memory: str, act: str
) -> None:
    number = await added(store, clock, 1, feed="review-totd", threshold=30)
    await store.write("UPDATE subscriptions SET memory = ?", [(memory,)])
    now = clock.timestamp()

    if act == "add":
        await added(store, clock, 1, feed="review-totd", threshold=60)
    else:
        await set_state(store, number, "active" if act == "resume" else "paused", now)

    (found,) = await read_subscriptions(store, GUILD)
    assert remembered_queue(found.memory) == QueueMemory()


@pytest.mark.parametrize("memory", ["no JSON", "[]", '{"known": 5}', '{"told_votes_at": NaN}'])
def test_submissions_that_cannot_be_remembered_are_learned_anew(memory: str) -> None:
    assert remembered_submissions(memory) is None


async def test_a_rotten_key_hides_no_other(
    store: Store, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await owing(store, outbox, clock)
    await store.write("UPDATE announcements SET key = CAST(? AS TEXT)", [(ROTTEN,)])
    await store.write("UPDATE subscriptions SET memory = CAST(? AS TEXT)", [(ROTTEN,)])
    clock.move(1)
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock, "two"))], LOOK, clock.timestamp())

    await dispatcher.flush()

    assert [one.embeds[0]["title"] for one in postbox.messages(1)] == ["one", "two"]
