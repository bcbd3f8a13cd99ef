"""A machine that looks for a sequence of events after which a post is missing or doubled."""

import asyncio
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from postbox import Postbox, Trouble
from support import ManualClock

from bot.announcer.cards import Item, Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.pace import Pace
from bot.announcer.rows.subscriptions import read_subscriptions, set_state, subscribe
from bot.announcer.sequels import Sequels
from bot.maps.releases import Target
from bot.storage.store import Store

CHANNELS = (1, 2, 3)
WISHES = {1: {"makes_thread": True}, 2: {"publishes": True, "editable": False}, 3: {}}
FORUM = 3
LASTS = 86400.0
TROUBLES: tuple[Trouble, ...] = ("before", "after", "crash before", "crash after")


class Deliveries(RuleBasedStateMachine):
    """Three channels, any order of items, failures, crashes, pauses and passing time."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = ManualClock()
        self.postbox = Postbox(self.clock)
        self.items: list[Item] = []
        self.wanted: dict[str, set[int]] = {}
        self.active = set(CHANNELS)
        self.stack = AsyncExitStack()
        self.runner.run(self._start())
        self.runner.run(self._subscribe())

    async def _start(self) -> None:
        path = Path(self.folder.name) / "pitwall.db"
        self.store = await self.stack.enter_async_context(Store.opened(path))
        self.outbox = Outbox(self.store)
        pace = Pace(1e9)
        self.dispatcher = Dispatcher(self.outbox, self.postbox, self.clock, pace)
        self.sequels = Sequels(self.store, self.postbox, self.clock, pace)

    async def _subscribe(self) -> None:
        now = self._now()
        for channel in CHANNELS:
            wanted = Subscription(0, 1, channel, "totd", since=now - 1, **WISHES[channel])
            await subscribe(self.store, replace(wanted, is_forum=channel == FORUM))
        await self.outbox.record("totd", [], Decision((), now), now)

    async def _restart(self) -> None:
        await self.sequels.close()
        await self.dispatcher.close()
        await self.stack.aclose()
        self.postbox.died = False
        await self._start()

    @rule(look_twice=st.booleans())
    def something_new(self, look_twice: bool) -> None:
        now = self._now()
        key = f"item {len(self.items)}"
        item = Item("totd", key, now, now + LASTS, Target("uid"))
        message = {"embeds": [{"title": key, "footer": {"text": item.mark}}]}
        for _ in range(1 + look_twice):
            owed = [Owed(item, message)]
            self.runner.run(self.outbox.record("totd", owed, Decision((), now), now))
        self.items.append(item)
        self.wanted[key] = set(self.active)

    @rule(channel=st.sampled_from(CHANNELS), trouble=st.sampled_from(TROUBLES))
    def trouble(self, channel: int, trouble: Trouble) -> None:
        self.postbox.trouble[channel].append(trouble)

    @rule(channel=st.sampled_from(CHANNELS), trouble=st.sampled_from(TROUBLES))
    def trouble_behind_posts(self, channel: int, trouble: Trouble) -> None:
        self.postbox.sequel_trouble[channel].append(trouble)

    @rule()
    def deliver(self) -> None:
        self.runner.run(self.dispatcher.flush())
        self.runner.run(self.sequels.flush())
        if self.postbox.died:
            self.runner.run(self._restart())

    @rule()
    def restart(self) -> None:
        self.runner.run(self._restart())

    @rule(seconds=st.sampled_from([1, 16, 400, 4000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.move(seconds)

    @precondition(lambda self: len(self.active) == len(CHANNELS))
    @rule(channel=st.sampled_from(CHANNELS))
    def pause(self, channel: int) -> None:
        self._set_state(channel, "paused")
        self.active.discard(channel)
        for wanted in self.wanted.values():
            wanted.discard(channel)

    @precondition(lambda self: len(self.active) < len(CHANNELS))
    @rule()
    def resume(self) -> None:
        (channel,) = set(CHANNELS) - self.active
        self._set_state(channel, "active")
        self.active.add(channel)

    @invariant()
    def nothing_is_doubled(self) -> None:
        for channel in CHANNELS:
            posted = self._posted(channel)
            assert all(count == 1 for count in posted.values()), posted

    def teardown(self) -> None:
        """Let everything go well for a minute: by then nothing may be missing."""
        now = self._now()
        running = [item for item in self.items if item.ends > now + 200]
        self.postbox.trouble.clear()
        self.postbox.sequel_trouble.clear()
        for _ in range(8):
            self.deliver()
            self.clock.move(16)
        self.nothing_is_doubled()
        for item in running:
            for channel in self.wanted[item.key]:
                assert self._posted(channel)[item.key] == 1, (item.key, channel)
        assert set(self.postbox.publishings.values()) <= {1}
        assert self.postbox.limited == 0
        self.runner.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    def _set_state(self, channel: int, state: str) -> None:
        async def change() -> None:
            found = await read_subscriptions(self.store, 1)
            number = next(one.id for one in found if one.channel_id == channel)
            await set_state(self.store, number, state, self._now())

        self.runner.run(change())

    def _posted(self, channel: int) -> Counter[str]:
        return Counter(message.embeds[0]["title"] for message in self.postbox.messages(channel))

    def _now(self) -> float:
        return self.clock.timestamp()


QUICK = settings(
    max_examples=12,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
THOROUGH = settings(QUICK, max_examples=250, stateful_step_count=40)


def test_no_counterexample_is_near() -> None:
    _look(QUICK)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_counterexample_is_far() -> None:
    _look(THOROUGH)


def _look(how: settings) -> None:
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415 # only here

    run_state_machine_as_test(Deliveries, settings=how)
