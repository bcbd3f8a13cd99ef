"""The review queue's moves: told to whoever listens, as the sampler measures them."""

from bot.announcer import queue_wording
from bot.announcer.cards import REVIEW_FEEDS, Feed, Item, Subscription, mark_of
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer, queue_message
from bot.announcer.feeds.review import (
    QueueMemory,
    edit_due,
    edited,
    heard,
    latest_post,
    let_go,
    quiet_because,
    remembered_queue,
)
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.rows.subscriptions import read_listeners
from bot.clock import Clock
from bot.review.cards import ReviewType, Sample
from bot.storage.store import Store
from bot.supervisor import guarded


class ReviewQueue:
    """Tells channels of another band of the queue, and keeps their latest post up to date."""

    def __init__(
        self, store: Store, clock: Clock, drawer: Drawer, outbox: Outbox, dispatcher: Dispatcher
    ) -> None:
        self._store = store
        self._clock = clock
        self._drawer = drawer
        self._outbox = outbox
        self._dispatcher = dispatcher
        self._gone: set[int] = set()
        """Posts that cannot be edited any more, until their channel's memory lets them go."""

    async def hear(self, kind: ReviewType, sample: Sample) -> None:
        """Tell the channels that want to know of a new sample; listens to the sampler."""
        async with guarded("the review feeds"):
            for feed in _feeds_of(kind):
                await self._tell(feed, kind, sample)

    async def outlook(self, kind: ReviewType, sample: Sample) -> str:
        """Say whether channels will hear of a sample as the next one measured, and else why not."""
        reasons = [
            quiet_because(remembered_queue(listener.memory), sample, listener.threshold)
            for feed in _feeds_of(kind)
            for listener in await read_listeners(self._store, feed)
        ]
        if not all(reasons):
            return queue_wording.POST_COMES
        return queue_wording.no_post(list(dict.fromkeys(reasons)) or [queue_wording.NO_LISTENER])

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
            self._dispatcher.wake()

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
        self._dispatcher.edit(
            subscriber.channel_id, message_id, message, lambda: self._gone.add(message_id)
        )
        return edited(memory, sample)


def _feeds_of(kind: ReviewType) -> list[Feed]:
    """Return the feeds that tell of a kind of review."""
    return [feed for feed, review_type in REVIEW_FEEDS.items() if review_type == kind]
