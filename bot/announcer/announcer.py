"""The announcer: looks at what somebody subscribes, and hands what is new to the dispatcher."""

import logging
from collections.abc import Mapping
from functools import partial
from math import inf
from random import Random

from bot.announcer import wording
from bot.announcer.alarm import FOR_EVER, Alarm
from bot.announcer.cards import (
    FEEDS,
    REMINDER_FEEDS,
    REVIEW_FEEDS,
    CupReminder,
    Feed,
    Item,
    QueueLow,
    Subject,
    SubmissionNews,
    Subscription,
    mark_of,
)
from bot.announcer.channels import Channels
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer, Drawing, queue_message
from bot.announcer.edits import Edits
from bot.announcer.feeds.review import (
    QueueMemory,
    edit_due,
    edited,
    example_move,
    heard,
    latest_post,
    let_go,
    remembered_queue,
)
from bot.announcer.feeds.timing import RHYTHMS, next_look
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.pace import Pace
from bot.announcer.revisions import Revisions
from bot.announcer.rows.feeds import FeedState, forget_feed, note_failure, read_feeds
from bot.announcer.rows.subscriptions import (
    MOST_IN_A_SERVER,
    ServerIsFull,
    note_role_gone,
    read_listeners,
    read_subscribers,
    set_state,
    subscribe,
)
from bot.announcer.sources import Sources
from bot.announcer.tidying import tidy
from bot.announcer.upkeep import Upkeep
from bot.clock import Clock
from bot.maps.lookup.cards import MapCards
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.operator.rows import forget_old_calls
from bot.refusal import Refusal
from bot.review.cards import REVIEW_TYPES, ReviewType, Sample
from bot.storage.store import Store
from bot.supervisor import Work, guarded

log = logging.getLogger(__name__)

WATCHED: tuple[Feed, ...] = tuple(feed for feed in FEEDS if feed not in REVIEW_FEEDS)
"""Those that are looked at; the review feeds hear of samples instead."""
TIDY_EVERY = 600.0


class Announcer:
    """Runs the feeds. The file remembers everything; this only knocks."""

    def __init__(
        self,
        client: LiveClient,
        map_cards: MapCards,
        store: Store,
        clock: Clock,
        channels: Channels,
    ) -> None:
        self._store = store
        self._clock = clock
        self._client = client
        self._sources = Sources(client, clock)
        self._drawer = Drawer(client, map_cards, store)
        self._outbox = Outbox(store)
        self.dispatcher = Dispatcher(self._outbox, channels, clock, Pace())
        revisions = Revisions(store)
        self._upkeep = Upkeep(self._drawer, revisions, clock)
        self.edits = Edits(revisions, self.dispatcher, clock)
        self._alarms = {feed: Alarm(clock) for feed in WATCHED}
        self._failing_since: dict[Feed, float] = {}
        self._trouble = Alarm(clock)
        self._gone: set[int] = set()
        self._random = Random()  # noqa: S311 # keeps bots apart, guards nothing

    def loops(self) -> Mapping[str, Work]:
        """Return what has to run for announcements to be made, by name."""
        watches = {f"feed {feed}": partial(self._watch, feed) for feed in WATCHED}
        return {
            "dispatcher": self.dispatcher.run,
            "edits": self.edits.run,
            "recovery of feeds": self._notice_recovery,
            "tidying": self._tidy,
            **watches,
        }

    async def close(self) -> None:
        """Begin no post more, and let those under way end."""
        await self.dispatcher.close()

    # --- who wants what ------------------------------------------------------------------------

    async def subscribe(self, wanted: Subscription) -> bool:
        """Subscribe a channel; return whether it is new and not an update."""
        try:
            is_new = await subscribe(self._store, wanted)
        except ServerIsFull as error:
            raise Refusal(wording.server_is_full(MOST_IN_A_SERVER)) from error
        self._knock(wanted.feed)
        return is_new

    async def pause(self, subscription: Subscription) -> None:
        """Owe it nothing until it is resumed."""
        await set_state(self._store, subscription.id, "paused", self._clock.timestamp())

    async def resume(self, subscription: Subscription) -> None:
        """Take a paused or suspended subscription up again: what runs already is known."""
        if subscription.state != "active":
            await set_state(self._store, subscription.id, "active", self._clock.timestamp())
            self._knock(subscription.feed)

    async def forget_role(self, role_id: int) -> None:
        """Ping a role no more that was deleted; its subscriptions go on, and say so."""
        await note_role_gone(self._store, role_id)

    async def show_example(self, subscription: Subscription) -> None:
        """Post a card as a test; raises `PostError` where it does not arrive."""
        subject = await self._example(subscription.feed, subscription.threshold)
        message = await self._drawer.example(subject)
        await self.dispatcher.show(subscription.channel_id, message)

    # --- releases, reminders, submissions ------------------------------------------------------

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
        self._failing_since.pop(feed, None)
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
            owed.append(Owed(item, drawing.message, is_whole=drawing.is_whole))
        now = self._clock.timestamp()
        if count := await self._outbox.record(feed, owed, decision, now, memory):
            log.info("announcing %s in %d channels", feed, count)
            self.dispatcher.wake()
        pauses = [await self._upkeep.keep(item) for item in decision.items]
        self.edits.wake()
        return min(decision.next_look - now, *pauses, inf)

    async def _failed(self, feed: Feed, state: FeedState | None, error: Exception) -> float:
        """Return how long to rest: the looks around an expected switch are not given up."""
        now = self._clock.timestamp()
        since = self._failing_since.setdefault(feed, now)
        if since == now:
            self._trouble.ring()
            cause = error.__cause__ or error  # a refusal's own words are for people
            log.warning("nothing new of %s: %s: %s", feed, type(cause).__name__, cause)
        expected = state.expected if state is not None else None
        if expected is not None and expected <= now:
            since = max(since, expected)
        soonest = next_look(now, since, expected, self._random.random())
        await note_failure(self._store, feed, soonest, type(error).__name__)
        return soonest - now

    async def _watch(self, feed: Feed) -> None:
        current_turn.set(Turn(is_timely=True))
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
            setbacks = await self._client.recovery.pause(setbacks)
            if setbacks == 0:
                for feed in tuple(self._failing_since):
                    self._knock(feed)

    async def _tidy(self) -> None:
        while True:
            await tidy(self._store, self._clock.timestamp())
            # Who knows what the bodies of calls hold that nobody confirmed.
            await forget_old_calls(self._store, self._clock.timestamp())
            await self._clock.sleep(TIDY_EVERY)

    # --- the review queue ----------------------------------------------------------------------

    async def hear(self, kind: ReviewType, sample: Sample) -> None:
        """Tell the channels that want to know of a new sample; listens to the sampler."""
        async with guarded("the review feeds"):
            for feed, review_type in REVIEW_FEEDS.items():
                if review_type == kind:
                    await self._tell(feed, kind, sample)

    async def _tell(self, feed: Feed, kind: ReviewType, sample: Sample) -> None:
        news: dict[str, tuple[Item, list[int]]] = {}
        memories: dict[int, str] = {}
        for subscriber in await read_listeners(self._store, feed):
            before = self._memory(subscriber)
            after, item = heard(feed, kind, before, sample, subscriber.threshold)
            if item is not None:
                news.setdefault(item.key, (item, []))[1].append(subscriber.id)
            else:
                after = self._refreshed(subscriber, after, kind, sample)
            text = after.model_dump_json()
            if text != subscriber.memory:
                memories[subscriber.id] = text
        owed = [
            Owed(item, (await self._drawer.draw(item)).message, only)
            for item, only in news.values()
        ]
        if await self._outbox.tell(owed, memories, self._clock.timestamp()):
            self.dispatcher.wake()

    def _memory(self, subscriber: Subscription) -> QueueMemory:
        memory = remembered_queue(subscriber.memory)
        if subscriber.last_message_id in self._gone:
            self._gone.discard(subscriber.last_message_id)
            return let_go(memory)
        return memory

    def _refreshed(
        self, subscriber: Subscription, memory: QueueMemory, kind: ReviewType, sample: Sample
    ) -> QueueMemory:
        """Bring the latest post up to date, if it may be edited and is there."""
        message_id, move = subscriber.last_message_id, latest_post(kind, memory, sample)
        is_there = message_id is not None and subscriber.last_key == memory.key
        if message_id is None or move is None or not (is_there and subscriber.editable):
            return memory
        if not edit_due(memory, sample):
            return memory
        message = queue_message(move, mark_of(subscriber.feed, memory.key))
        self.dispatcher.edit(
            subscriber.channel_id, message_id, message, lambda: self._gone.add(message_id)
        )
        return edited(memory, sample)

    # --- examples ------------------------------------------------------------------------------

    async def _example(self, feed: Feed, threshold: int | None) -> Subject:
        now = self._clock.timestamp()
        if feed in REMINDER_FEEDS:
            return CupReminder(feed, int(RHYTHMS[feed].next(now)))
        if feed in REVIEW_FEEDS:
            kind = REVIEW_FEEDS[feed]
            wait = await self._client.get_map_review_waiting_time(kind)
            if threshold is not None:
                short = min(wait.seconds, threshold * 60)
                return QueueLow(kind, threshold, Sample(wait.received_at, short))
            return example_move(kind, Sample(wait.received_at, wait.seconds))
        if feed == "submissions":
            return await self._newest_submission()
        decision, _ = await self._sources.look(feed)
        if not decision.items:
            raise Refusal(wording.NOTHING_RUNS)
        return decision.items[0].subject

    async def _newest_submission(self) -> SubmissionNews:
        found = [
            SubmissionNews(
                "submitted", kind, entry.map_uid, entry.map.name if entry.map else "", at
            )
            for kind in REVIEW_TYPES
            for entry in await self._sources.submitted(kind)
            for at in (float(entry.latest_submission_timestamp),)
        ]
        if not found:
            raise Refusal(wording.NOTHING_RUNS)
        return max(found, key=lambda news: news.at)

    def _knock(self, feed: Feed) -> None:
        if feed in self._alarms:
            self._alarms[feed].ring()
