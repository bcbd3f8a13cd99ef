"""Examples: what a subscription would post, made of what runs now."""

from bot.announcer import announce_wording, record_wording, wording
from bot.announcer.cards import (
    REMINDER_FEEDS,
    REVIEW_FEEDS,
    CupReminder,
    Feed,
    Message,
    QueueCard,
    QueueLow,
    Subject,
    SubmissionNews,
    Subscription,
)
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer
from bot.announcer.feeds.timing import RHYTHMS
from bot.announcer.sources import Sources
from bot.clock import Clock
from bot.nadeo.client import LiveClient
from bot.refusal import Refusal
from bot.review.cards import REVIEW_TYPES, Sample


class Examples:
    """Posts a card that is marked as a test and pings nobody."""

    def __init__(
        self,
        client: LiveClient,
        clock: Clock,
        sources: Sources,
        drawer: Drawer,
        dispatcher: Dispatcher,
    ) -> None:
        self._client = client
        self._clock = clock
        self._sources = sources
        self._at_hand = Sources(client, clock, sources.records, asks_anew=False)
        self._drawer = drawer
        self._dispatcher = dispatcher

    async def show(self, subscription: Subscription) -> None:
        """Post one; raises `PostError` where it does not arrive, `Refusal` where nothing runs."""
        feed, threshold = subscription.feed, subscription.threshold
        subject = await self._subject(feed, threshold, self._sources)
        message = await self._drawer.example(subject)
        if subscription.is_forum:
            title = f"{wording.TEST_TITLE} · {wording.FEED_TITLES[subscription.feed]}"
            await self._dispatcher.show_post(
                subscription.channel_id, title, subscription.tag_id, message
            )
        else:
            await self._dispatcher.show(subscription.channel_id, message)

    async def preview(self, feed: Feed) -> Message:
        """Draw one for somebody to look at, of answers at hand where there are any.

        Raises `Refusal` where nothing runs.
        """
        return await self._drawer.example(await self._subject(feed, None, self._at_hand))

    async def _subject(self, feed: Feed, threshold: int | None, sources: Sources) -> Subject:
        now = self._clock.timestamp()
        if feed in REMINDER_FEEDS:
            return CupReminder(feed, int(RHYTHMS[feed].next(now)))
        if feed in REVIEW_FEEDS:
            kind = REVIEW_FEEDS[feed]
            wait = await self._client.get_map_review_waiting_time(kind)
            now_there = Sample(wait.received_at, wait.seconds)
            if threshold is not None:
                return QueueLow(kind, threshold, now_there, is_news=False)
            return QueueCard(kind, now_there)
        if feed == "submissions":
            return await self._newest_submission()
        if feed == "world-records":
            record = await sources.records.leader()
            if record is None:
                raise Refusal(record_wording.NO_LEADER)
            return record
        decision, _ = await sources.look(feed)
        if not decision.items:
            raise Refusal(announce_wording.NOTHING_RUNS)
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
            raise Refusal(announce_wording.NOTHING_RUNS)
        return max(found, key=lambda news: news.at)
