"""When everything comes next, as far as anybody knows."""

import logging
from collections.abc import Awaitable, Callable

from bot.announcer.cards import FEEDS, REMINDER_FEEDS, REVIEW_FEEDS, Feed, FeedReport, Upcoming
from bot.announcer.feeds.releases import campaign_release, month_release
from bot.announcer.feeds.timing import RHYTHMS
from bot.announcer.rows.feeds import read_feeds
from bot.announcer.rows.subscriptions import count_subscriptions
from bot.clock import Clock
from bot.face.wording import problem_of
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.side_by_side import side_by_side
from bot.review.rows import read_samples
from bot.storage.store import Store

log = logging.getLogger(__name__)

TIMED_FEEDS: tuple[Feed, ...] = tuple(
    feed
    for feed in FEEDS
    if feed not in (*REVIEW_FEEDS, "submissions", "world-records", "server-records")
)
LISTS_PATIENCE = 30.0
"""How long one list waits for the other, in seconds: less than a command may take."""
RECENT = 3600.0
SAMPLES_COME_EVERY = 60.0


class Schedule:
    """Tells what is expected when, and how the feeds do."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock

    async def upcoming(self) -> list[Upcoming]:
        """Find the next moment of each release and cup, with at most two questions to Nadeo.

        What the feeds saw comes first; the lists are asked for the daily track and the season,
        and the rest follows the clock of Paris, as everything does while Nadeo gives nothing.
        """
        asked, problems = await self._asked()
        # Read again: a feed may have looked meanwhile.
        expected = asked | await self.expected()
        now = self._clock.timestamp()
        by_the_clock = {feed: rhythm.next(now) for feed, rhythm in RHYTHMS.items()}
        reminded = {feed: by_the_clock[feed] for feed in REMINDER_FEEDS}
        known = by_the_clock | expected | reminded
        missing = {feed: why for feed, why in problems.items() if feed not in expected}
        return [Upcoming(feed, known.get(feed), missing.get(feed, "")) for feed in TIMED_FEEDS]

    async def _asked(self) -> tuple[dict[Feed, float], dict[Feed, str]]:
        """Return what the lists of the daily track and the season expect, and why one is unread."""
        known = await self.expected()
        asks: dict[Feed, Callable[[], Awaitable[float | None]]] = {
            "totd": self._next_track,
            "campaign": self._next_season,
        }
        feeds: list[Feed] = [feed for feed in asks if feed not in known]
        answers = await side_by_side(feeds, lambda feed: asks[feed](), LISTS_PATIENCE)
        found: dict[Feed, float] = {}
        problems: dict[Feed, str] = {}
        for feed, answer in zip(feeds, answers, strict=True):
            if isinstance(answer, NadeoError | TimeoutError):
                log.warning("telling what comes next without the list of %s: %s", feed, answer)
                problems[feed] = problem_of(answer)
            elif answer and answer > self._clock.timestamp():
                found[feed] = answer
        return found, problems

    async def _next_track(self) -> float | None:
        months = await self._client.get_maps_totd(length=2)
        return month_release(months, self._clock.timestamp(), 0.0).expected

    async def _next_season(self) -> float | None:
        seasons = await self._client.get_maps_seasonal()
        now = self._clock.timestamp()
        return campaign_release("campaign", seasons, now, 0.0).expected

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
