"""Edits made side by side: none is under way any more when a turn is over."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import pytest
from postbox import Postbox
from support import ManualClock, until

from bot.announcer.cards import Drawing
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.edits import Edits
from bot.announcer.embeds.standing import shown
from bot.announcer.outbox import Outbox
from bot.announcer.revisions import Revisions
from bot.storage.store import Store
from tests.announcer.owing import owing

PASSES = 50
"""After so many turns of the loop whatever waits for nothing has happened."""


class SlowPostbox(Postbox):
    """Takes its time for the edits of some channels, and fails at those of another."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.slow: set[int] = set()
        self.broken = 0
        self.under_way = 0
        self.has_failed = False
        self.may_end = asyncio.Event()

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        if channel_id == self.broken:
            self.has_failed = True
            raise LookupError
        self.under_way += 1
        try:
            if channel_id in self.slow:
                await self.may_end.wait()
            await super().edit(channel_id, message_id, payload)
        finally:
            try:
                await passes(channel_id)  # some connections are closed sooner than others
            finally:
                self.under_way -= 1


async def passes(times: int = 1) -> None:
    for _ in range(times * PASSES):
        await asyncio.sleep(0)


@pytest.fixture
def postbox(clock: ManualClock) -> SlowPostbox:
    return SlowPostbox(clock)


@pytest.fixture
async def edits(store: Store, outbox: Outbox, dispatcher: Dispatcher, clock: ManualClock) -> Edits:
    """Give edits of two messages that show an older card."""
    item = await owing(store, outbox, clock, channels=2)
    await dispatcher.flush()
    revisions = Revisions(store, shown)
    posted = await revisions.posted(item)
    assert posted is not None
    card = {"embeds": [{"title": "newer"}]}
    await revisions.revise(posted, item, Drawing(card), is_replaced=False)
    return Edits(revisions, dispatcher, clock)


def titles(postbox: Postbox) -> list[str]:
    return [postbox.messages(channel)[0].embeds[0]["title"] for channel in (1, 2)]


async def test_a_fault_leaves_no_other_edit_behind(edits: Edits, postbox: SlowPostbox) -> None:
    """A later turn would overtake it, and it would bring its older card behind a newer one."""
    postbox.broken, postbox.slow = 1, {2}
    turn = asyncio.create_task(edits.flush())
    await until(lambda: postbox.has_failed and postbox.under_way)
    await passes()
    assert not turn.done()

    postbox.may_end.set()
    with pytest.raises(LookupError):
        await turn

    assert titles(postbox) == ["one", "newer"]
    postbox.broken = 0
    await edits.flush()
    assert titles(postbox) == ["newer", "newer"]


async def test_who_is_cancelled_loses_no_edit(edits: Edits, postbox: SlowPostbox) -> None:
    postbox.slow = {1, 2}
    turn = asyncio.create_task(edits.flush())
    await until(lambda: postbox.under_way == 2)

    turn.cancel()
    await asyncio.gather(turn, return_exceptions=True)

    assert turn.cancelled()
    assert postbox.under_way == 0
    postbox.may_end.set()
    await edits.flush()
    assert titles(postbox) == ["newer", "newer"]
    assert await edits._revisions.lagging(0.0) == []


async def test_a_refused_edit_is_logged_with_its_channel(
    edits: Edits, postbox: SlowPostbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.announcer.edits")
    postbox.uneditable = ["lost", "gone"]

    await edits.flush()

    assert sorted(line.partition(":")[0] for line in caplog.messages) in (
        ["an announcement in channel 1 is not up to date", "an announcement in channel 2 is gone"],
        ["an announcement in channel 1 is gone", "an announcement in channel 2 is not up to date"],
    )
