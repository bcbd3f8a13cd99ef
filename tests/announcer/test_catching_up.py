"""What is owed once more, to one channel alone."""

import pytest
from support import ManualClock

from bot.announcer.embeds.standing import shown
from bot.announcer.outbox import Outbox
from bot.announcer.revisions import Revisions
from bot.announcer.rows.catching_up import owe_again, read_noted
from bot.announcer.rows.subscriptions import set_state
from bot.storage.store import Store
from tests.announcer.owing import owing, states


@pytest.mark.parametrize(
    ("was_claimed", "state"),
    [(False, "owed"), (True, "claimed")],
)
async def test_what_was_given_up_is_owed_again_and_looked_for_where_it_may_have_gone_out(
    store: Store, clock: ManualClock, was_claimed: bool, state: str
) -> None:
    outbox = Outbox(store)
    item = await owing(store, outbox, clock)
    (delivery,) = await outbox.due(clock.timestamp())
    if was_claimed:
        assert await outbox.claim(delivery, clock.timestamp())
    await outbox.drop(delivery, "given up")

    owed = [await owe_again(store, delivery.announcement_id, 1) for _ in range(2)]

    assert owed == [True, False]
    assert await states(store) == [state]
    standing = await read_noted(store, item, 1)
    assert standing is not None
    assert (standing.state, standing.has_card) == (state, True)


async def test_what_was_posted_is_not_owed_again(store: Store, clock: ManualClock) -> None:
    outbox = Outbox(store)
    await owing(store, outbox, clock)
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.settle(delivery, 5, clock.timestamp())

    assert not await owe_again(store, delivery.announcement_id, 1)
    # A channel that had it knows so, though the account of it be forgotten.
    await store.write("DELETE FROM deliveries", [()])
    assert not await owe_again(store, delivery.announcement_id, 1)


async def test_what_is_paused_is_owed_nothing(store: Store, clock: ManualClock) -> None:
    outbox = Outbox(store)
    await owing(store, outbox, clock)
    (delivery,) = await outbox.due(clock.timestamp())
    await set_state(store, 1, "paused", clock.timestamp())

    assert not await owe_again(store, delivery.announcement_id, 1)
    assert await states(store) == ["dropped"]


async def test_what_is_found_in_the_channel_is_still_to_be_edited(
    store: Store, clock: ManualClock
) -> None:
    outbox = Outbox(store)
    await owing(store, outbox, clock)
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.claim(delivery, clock.timestamp())
    await outbox.drop(delivery, "its answer was lost")
    sql = "UPDATE announcements SET revision = 1, card_revision = 1"
    await store.write(sql, [()])

    assert await owe_again(store, delivery.announcement_id, 1)
    (delivery,) = await outbox.due(clock.timestamp())
    await outbox.settle(delivery, 5, clock.timestamp())

    (edit,) = await Revisions(store, shown).lagging(clock.timestamp())
    assert edit.message_id == 5
