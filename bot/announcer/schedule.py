"""When everything comes next, as far as anybody knows."""

import logging

from bot.announcer.cards import FEEDS, REMINDER_FEEDS, REVIEW_FEEDS, Feed, FeedReport
from bot.announcer.feeds.releases import campaign_release, month_release
from bot.announcer.feeds.timing import RHYTHMS
from bot.announcer.rows.feeds import read_feeds
from bot.announcer.rows.subscriptions import count_subscriptions
from bot.clock import Clock
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.review.rows import read_samples
from bot.storage.store import Store

log = logging.getLogger(__name__)

TIMED_FEEDS: tuple[Feed, ...] = tuple(
    feed for feed in FEEDS if feed not in REVIEW_FEEDS and feed != "submissions"
)
RECENT = 3600.0
SAMPLES_COME_EVERY = 60.0


class Schedule:
    """Tells what is expected when, and how the feeds do."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock

    async def upcoming(self) -> list[tuple[Feed, float | None]]:
        """Find the next moment of each release and cup, with at most two questions to Nadeo.

        What the feeds saw comes first; the lists are asked for the daily track and the season,
        and the rest follows the clock of Paris, as everything does while Nadeo gives nothing.
        """
        now = self._clock.timestamp()
        expected = await self._asked(now) | await self.expected()
        by_the_clock = {feed: rhythm.next(now) for feed, rhythm in RHYTHMS.items()}
        reminded = {feed: by_the_clock[feed] for feed in REMINDER_FEEDS}
        known = by_the_clock | expected | reminded
        return [(feed, known.get(feed)) for feed in TIMED_FEEDS]

    async def _asked(self, now: float) -> dict[Feed, float]:
        """Return what the lists say of the daily track and the season, as far as they come."""
        known = await self.expected()
        found: dict[Feed, float | None] = {}
        try:
            if "totd" not in known:
                months = await self._client.get_maps_totd(length=2)
                found["totd"] = month_release(months, now, 0.0).expected
            if "campaign" not in known:
                seasons = await self._client.get_maps_seasonal()
                found["campaign"] = campaign_release("campaign", seasons, now, 0.0).expected
        except NadeoError as error:
            log.warning("telling what comes next without asking Nadeo: %s", error)
        return {feed: moment for feed, moment in found.items() if moment and moment > now}

    async def expected(self) -> dict[Feed, float]:
        """Read when the feeds that are looked at expect a switch, in Unix seconds.

        A look that is still to come was made while the clock was ahead, and expected too much.
        """
        now = self._clock.timestamp()
        return {
            feed: state.expected
            for feed, state in (await read_feeds(self._store)).items()
            if state.expected is not None
            and state.expected > now
            and (state.looked_at is None or state.looked_at <= now)
        }

    async def reports(self) -> list[FeedReport]:
        """Say how every feed is doing."""
        now = self._clock.timestamp()
        states = await read_feeds(self._store)
        counts = await count_subscriptions(self._store)
        found: list[FeedReport] = []
        for feed in FEEDS:
            count, state = counts.get(feed, 0), states.get(feed)
            if feed in REVIEW_FEEDS:
                sampled = await self._sampled(feed)
                following = None if sampled is None else sampled + SAMPLES_COME_EVERY
                found.append(FeedReport(feed, count, sampled, self._to_come(following), ""))
            elif state is None:
                found.append(FeedReport(feed, count, None, None, ""))
            elif state.looked_at is not None and state.looked_at > now:
                # The clock was ahead: neither look was made or planned as it says.
                found.append(FeedReport(feed, count, None, None, state.failure))
            else:
                looks = state.looked_at, self._to_come(state.next_look)
                found.append(FeedReport(feed, count, *looks, state.failure))
        return found

    def _to_come(self, moment: float | None) -> float | None:
        """Return a moment ahead; one that has passed is no next one, however late the look is."""
        now = self._clock.timestamp()
        return moment if moment is not None and moment > now else None

    async def _sampled(self, feed: Feed) -> float | None:
        now = self._clock.timestamp()
        samples = await read_samples(self._store, REVIEW_FEEDS[feed], now - RECENT, now)
        return samples[-1].measured_at if samples else None
