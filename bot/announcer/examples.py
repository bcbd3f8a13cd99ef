"""Examples: what a subscription would post, made of what runs now."""

from bot.announcer import announce_wording, record_wording, wording
from bot.announcer.cards import (
    REMINDER_FEEDS,
    REVIEW_FEEDS,
    CupReminder,
    Feed,
    LadderNews,
    Message,
    QueueCard,
    QueueLow,
    Subject,
    SubmissionNews,
    Subscription,
    WorldRecord,
)
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer
from bot.announcer.feeds.timing import RHYTHMS
from bot.announcer.sources import Sources
from bot.clock import Clock
from bot.languages import writing_in
from bot.maps.releases import Target
from bot.nadeo.client import LiveClient
from bot.players import wording as players_wording
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
        self._at_hand = Sources(
            client, clock, sources.records, sources.server_records, asks_anew=False
        )
        self._drawer = drawer
        self._dispatcher = dispatcher

    async def show(self, subscription: Subscription) -> None:
        """Post one; raises `PostError` where it does not arrive, `Refusal` where nothing runs."""
        subject = await self._subject(subscription, self._sources)
        with writing_in(subscription.language):
            message = await self._drawer.example(subject)
            title = f"{wording.TEST_TITLE} · {wording.FEED_TITLES[subscription.feed]}"
        if subscription.is_forum:
            await self._dispatcher.show_post(
                subscription.channel_id, title, subscription.tag_id, message
            )
        else:
            await self._dispatcher.show(subscription.channel_id, message)

    async def preview(self, feed: Feed, guild_id: int) -> Message:
        """Draw one for somebody to look at, of answers at hand where there are any.

        Raises `Refusal` where nothing runs.
        """
        subscription = Subscription(0, guild_id, 0, feed)
        return await self._drawer.example(await self._subject(subscription, self._at_hand))

    async def _subject(self, one: Subscription, sources: Sources) -> Subject:
        feed, threshold = one.feed, one.threshold
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
        if feed in {"world-records", "server-records"}:
            return await self._record(one, sources)
        decision, _ = await sources.look(feed)
        if not decision.items:
            raise Refusal(announce_wording.NOTHING_RUNS)
        return decision.items[0].subject

    async def _record(self, one: Subscription, sources: Sources) -> WorldRecord | LadderNews:
        if one.feed == "server-records":
            return await self._best_here(one.guild_id, sources)
        record = await sources.records.leader()
        if record is None:
            raise Refusal(record_wording.NO_LEADER)
        return record

    async def _best_here(self, guild_id: int, sources: Sources) -> LadderNews:
        """Return what the server's best on the running track would be told as."""
        if await sources.server_records.has_nobody(guild_id):
            raise Refusal(players_wording.NOBODY_LINKED)
        decision, _ = await sources.look("totd")
        for item in decision.items:
            if isinstance(item.subject, Target):
                news = await sources.server_records.example(guild_id, item.subject)
                if news is not None:
                    return news
        raise Refusal(record_wording.NONE_HERE)

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
