"""The review queue's turns: told to whoever listens, as the sampler measures them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.announcer import queue_wording
from bot.announcer.cards import REVIEW_FEEDS, Feed, Item, Message, Subscription, mark_of
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer, closed_message, queue_message
from bot.announcer.feeds.queue_memory import (
    ClosingCard,
    OpenCard,
    QueueMemory,
    closed_by,
    edit_due,
    edited,
    remembered_queue,
    shown_by,
    to_close,
    tried,
    try_due,
)
from bot.announcer.feeds.review import DAY, heard
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.rows.subscriptions import read_listeners
from bot.clock import Clock
from bot.languages import writing_in
from bot.review.cards import ReviewType, Sample
from bot.review.rows import read_samples
from bot.storage.store import Store
from bot.supervisor import guarded


@dataclass(frozen=True)
class Change:
    """What a posted card is to show; the last change of a card is to be sure to arrive."""

    channel_id: int
    message_id: int
    message: Message = field(repr=False)
    is_last: bool


class ReviewQueue:
    """Tells channels that the queue turned, keeps their latest card up to date, closes older ones.

    Which cards are to be closed is in each subscription's memory until that was done.
    """

    def __init__(
        self, store: Store, clock: Clock, drawer: Drawer, outbox: Outbox, dispatcher: Dispatcher
    ) -> None:
        self._store = store
        self._clock = clock
        self._drawer = drawer
        self._outbox = outbox
        self._dispatcher = dispatcher
        self._settled: set[int] = set()
        """Posts that are closed or gone, until their channel's memory lets them go."""

    async def hear(self, kind: ReviewType, sample: Sample) -> None:
        """Tell the channels that want to know of a new sample; listens to the sampler."""
        async with guarded("the review feeds"):
            for feed in _feeds_of(kind):
                await self._tell(feed, kind, sample)

    async def outlook(self, kind: ReviewType, sample: Sample) -> str:
        """Say whether channels will hear of a sample as the next one measured, and else why not."""
        reasons: list[str] = []
        for feed in _feeds_of(kind):
            for listener in await read_listeners(self._store, feed):
                memory = remembered_queue(listener.memory)
                outcome = heard(feed, kind, memory, sample, listener.threshold)
                reasons.append(outcome.because)
        if not all(reasons):
            return str(queue_wording.POST_COMES)
        return queue_wording.no_post(
            list(dict.fromkeys(reasons)) or [str(queue_wording.NO_LISTENER)]
        )

    async def _tell(self, feed: Feed, kind: ReviewType, sample: Sample) -> None:
        news: dict[str, tuple[Item, list[int]]] = {}
        memories: dict[int, str] = {}
        changes: list[Change] = []
        cards = _Cards(self._store, feed, kind, sample)
        for subscriber in await read_listeners(self._store, feed):
            before = self._memory(subscriber, sample)
            outcome = heard(feed, kind, before, sample, subscriber.threshold)
            after = outcome.memory
            if outcome.item is not None:
                news.setdefault(outcome.item.key, (outcome.item, []))[1].append(subscriber.id)
                after = _followed(subscriber, after, before.card, sample, after.turned_at)
            after = await _refreshed(subscriber, after, cards, changes)
            text = _closed(subscriber, after, cards, changes).model_dump_json()
            if text != subscriber.memory:
                memories[subscriber.id] = text
        owed = [
            Owed(item, (await self._drawer.draw(item)).message, only)
            for item, only in news.values()
        ]
        if await self._outbox.tell(owed, memories, self._clock.timestamp()):
            self._dispatcher.wake()
        for change in changes:
            self._make(change)

    def _memory(self, subscriber: Subscription, sample: Sample) -> QueueMemory:
        """Read what a channel knows, without the cards that are closed or gone.

        Where it knows of no turn, since it begins anew, its card has no future.
        """
        memory = remembered_queue(subscriber.memory)
        closing = tuple(one for one in memory.closing if one.message_id not in self._settled)
        self._settled.difference_update(one.message_id for one in memory.closing)
        card = memory.card
        if card is not None and (message_id := _message_of(subscriber, card)) in self._settled:
            self._settled.discard(message_id)
            card = None
        memory = memory.model_copy(update={"card": card, "closing": closing})
        if card is None or (memory.told is not None and subscriber.threshold is None):
            return memory
        until = sample.measured_at if card.turned is None else None
        memory = memory.model_copy(update={"card": None})
        return _followed(subscriber, memory, card, sample, until)

    def _make(self, change: Change) -> None:
        settle = partial(self._settled.add, change.message_id)
        self._dispatcher.edit(
            change.channel_id,
            change.message_id,
            change.message,
            settle,
            settle if change.is_last else None,
        )


class _Cards:
    """The cards that show a sample, each drawn once in a language for however many channels."""

    def __init__(self, store: Store, feed: Feed, kind: ReviewType, sample: Sample) -> None:
        self.kind: ReviewType = kind
        self.sample = sample
        self._store = store
        self._feed: Feed = feed
        self._measured: Sequence[Sample] | None = None
        self._drawn: dict[tuple[str, str], Message] = {}

    async def open(self, card: OpenCard, language: str) -> Message:
        """Draw a card that is kept up to date."""
        drawn = (card.key, language)
        if drawn not in self._drawn:
            now = self.sample.measured_at
            if self._measured is None:
                self._measured = await read_samples(self._store, self.kind, now - DAY, now)
            shown = shown_by(self.kind, card, self.sample)
            mark = mark_of(self._feed, card.key)
            with writing_in(language):
                self._drawn[drawn] = queue_message(shown, self._measured, mark)
        return self._drawn[drawn]

    def closed(self, closing: ClosingCard, language: str) -> Message:
        """Draw a card that is not kept up to date any more."""
        with writing_in(language):
            return closed_message(closed_by(self.kind, closing), mark_of(self._feed, closing.key))


async def _refreshed(
    subscriber: Subscription, memory: QueueMemory, cards: _Cards, changes: list[Change]
) -> QueueMemory:
    """Have the latest card show the sample, where it may be changed and is there."""
    card = memory.card
    if card is None or not (subscriber.editable and subscriber.is_live):
        return memory
    message_id = _message_of(subscriber, card)
    if message_id is None or not edit_due(card, cards.sample):
        return memory
    channel_id = subscriber.channel_of(message_id)
    message = await cards.open(card, subscriber.language)
    changes.append(Change(channel_id, message_id, message, is_last=False))
    return edited(memory, cards.sample)


def _closed(
    subscriber: Subscription, memory: QueueMemory, cards: _Cards, changes: list[Change]
) -> QueueMemory:
    """Have older cards say what they were, those whose turn it is to be tried."""
    now = cards.sample.measured_at
    due = [one for one in memory.closing if try_due(one, now)]
    changes += [
        Change(
            subscriber.channel_of(one.message_id),
            one.message_id,
            cards.closed(one, subscriber.language),
            is_last=True,
        )
        for one in due
    ]
    return tried(memory, due, now)


def _followed(
    subscriber: Subscription,
    memory: QueueMemory,
    card: OpenCard | None,
    sample: Sample,
    until: float | None,
) -> QueueMemory:
    """Note that a card is to be closed, where it is there and may be changed."""
    message_id = None if card is None else _message_of(subscriber, card)
    if card is None or message_id is None or not subscriber.editable:
        return memory
    return to_close(memory, card, message_id, sample.measured_at, until)


def _message_of(subscriber: Subscription, card: OpenCard) -> int | None:
    """Return the message that shows a card, None where it was not posted or is not yet."""
    return subscriber.last_message_id if subscriber.last_key == card.key else None


def _feeds_of(kind: ReviewType) -> list[Feed]:
    """Return the feeds that tell of a kind of review."""
    return [feed for feed, review_type in REVIEW_FEEDS.items() if review_type == kind]
