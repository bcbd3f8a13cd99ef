"""Watching the feeds: a look at each when something is due, and what is new is owed."""

import logging
from collections.abc import Mapping
from functools import partial
from math import inf
from random import Random

from bot.announcer.alarm import FOR_EVER, Alarm
from bot.announcer.cards import FEEDS, REVIEW_FEEDS, Drawing, Feed, Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.edits import Edits
from bot.announcer.feeds.timing import next_look
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.rows.feeds import FeedState, forget_feed, note_failure, read_feeds
from bot.announcer.rows.subscriptions import read_subscribers
from bot.announcer.rows.told_players import Outdated
from bot.announcer.sources import Sources
from bot.announcer.upkeep import Upkeep
from bot.clock import Clock
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal
from bot.storage.store import Store
from bot.supervisor import Work
from bot.text import counted

log = logging.getLogger(__name__)

LONG_FAILURE = 3600.0
"""A feed that brings nothing for so long is a matter for whoever runs this, in seconds."""
WATCHED: tuple[Feed, ...] = tuple(feed for feed in FEEDS if feed not in REVIEW_FEEDS)
"""Those that are looked at; the review feeds hear of samples instead."""
UNHURRIED: tuple[Feed, ...] = ("world-records", "server-records")
"""Those that wait for no moment: all others go before them."""


AT_ONCE = 1.0
"""How soon to look again after a look that was out of date when it was done, in seconds."""


class Watching:
    """Looks at the feeds that somebody wants, each at its own times."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sources: Sources,
        outbox: Outbox,
        dispatcher: Dispatcher,
        upkeep: Upkeep,
        edits: Edits,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sources = sources
        self._outbox = outbox
        self._dispatcher = dispatcher
        self._upkeep = upkeep
        self._edits = edits
        self._alarms = {feed: Alarm(clock) for feed in WATCHED}
        self._failing_since: dict[Feed, float] = {}
        self._failing_for_long: set[Feed] = set()
        self._trouble = Alarm(clock)
        self._random = Random()  # noqa: S311 # keeps bots apart, guards nothing

    def loops(self) -> Mapping[str, Work]:
        """Name each watch for the supervisor: one a feed, and the one for Nadeo's return."""
        watches = {f"feed {feed}": partial(self._watch, feed) for feed in WATCHED}
        return {"recovery of feeds": self._notice_recovery, **watches}

    @property
    def failing_since(self) -> Mapping[Feed, float]:
        """When each feed that brings nothing began to, in Unix seconds."""
        return self._failing_since

    def knock(self, feed: Feed) -> None:
        """Look at a feed now; those that are not watched hear for themselves."""
        if feed in self._alarms:
            self._alarms[feed].ring()

    async def look(self, feed: Feed) -> float | None:
        """Look at a feed once; return how long to rest, None while nobody wants it."""
        subscribers = await read_subscribers(self._store, feed)
        state = (await read_feeds(self._store)).get(feed)
        if not subscribers:
            if state is not None:
                await forget_feed(self._store, feed)
            return None
        try:
            pause = await self._announce_news(feed, state, subscribers)
        except (NadeoError, Refusal, TimeoutError) as error:
            return await self._failed(feed, state, error)
        except Outdated:
            return AT_ONCE
        self._recovered(feed)
        return pause

    async def _announce_news(
        self, feed: Feed, state: FeedState | None, subscribers: list[Subscription]
    ) -> float:
        before = (state.memory, state.expected) if state is not None else ("", None)
        decision, memory = await self._sources.look(feed, *before)
        is_first = state is None or state.looked_at is None
        oldest = min(subscriber.since for subscriber in subscribers)
        owed: list[Owed] = []
        for item in await self._outbox.unknown(decision.items):
            is_wanted = not is_first or oldest < item.starts
            drawing = await self._upkeep.drawn(item) if is_wanted else Drawing({})
            only = None if item.only is None else [item.only]
            owed.append(Owed(item, drawing.message, only, drawing.is_whole, drawing.map_name))
        corrected = [
            Owed(item, (await self._upkeep.drawn(item)).message) for item in decision.corrections
        ]
        now = self._clock.timestamp()
        record = self._outbox.record
        if count := await record(feed, owed, decision, now, memory, corrected, before[0]):
            log.info("announcing %s in %s", feed, counted(count, "channel"))
            self._dispatcher.wake()
        pauses = [await self._upkeep.keep(item) for item in decision.items]
        self._edits.wake()
        return min(decision.next_look - now, *pauses, inf)

    async def _failed(self, feed: Feed, state: FeedState | None, error: Exception) -> float:
        """Return how long to rest: the looks around an expected switch are not given up."""
        now = self._clock.timestamp()
        since = self._failing_since.setdefault(feed, now)
        if since == now:
            self._trouble.ring()
        self._say_failure(feed, now - since, error)
        expected = state.expected if state is not None else None
        if expected is not None and expected <= now:
            since = max(since, expected)
        soonest = next_look(now, since, expected, self._random.random())
        await note_failure(self._store, feed, soonest, type(error).__name__)
        return soonest - now

    def _say_failure(self, feed: Feed, lasts: float, error: Exception) -> None:
        """Write a line when it begins to fail, and one when it has failed for long."""
        cause = error.__cause__ or error  # a refusal's own words are for people
        what = f"{type(cause).__name__}: {cause}"
        if lasts == 0:
            log.warning("nothing new of %s: %s", feed, what)
        elif lasts >= LONG_FAILURE and feed not in self._failing_for_long:
            self._failing_for_long.add(feed)
            log.error("nothing new of %s for over an hour: %s", feed, what)

    def _recovered(self, feed: Feed) -> None:
        """Write a line where one has told that it failed for long."""
        since = self._failing_since.pop(feed, None)
        if since is not None and feed in self._failing_for_long:
            self._failing_for_long.discard(feed)
            hours = (self._clock.timestamp() - since) / 3600
            log.warning("%s brings news again, after %.1f hours", feed, hours)

    async def _watch(self, feed: Feed) -> None:
        current_turn.set(Turn(is_timely=feed not in UNHURRIED))
        while True:
            pause = await self.look(feed)
            await self._alarms[feed].rest(FOR_EVER if pause is None else pause)

    async def _notice_recovery(self) -> None:
        """Look at everything that failed as soon as Nadeo is back, however long it was away."""
        setbacks = 0
        while True:
            if not self._failing_since:
                await self._trouble.rest(FOR_EVER)
                setbacks = 0
            setbacks = await self._sources.recovery.pause(setbacks)
            if setbacks == 0:
                for feed in tuple(self._failing_since):
                    self.knock(feed)
