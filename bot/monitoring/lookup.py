"""How the bot is doing, put together from its parts: nothing is asked of Nadeo or Discord."""

import asyncio
import sqlite3
from math import inf
from typing import Protocol

from bot.announcer.announcer import Announcer
from bot.announcer.cards import FEEDS, REVIEW_FEEDS, Feed
from bot.announcer.rows.feeds import read_feeds
from bot.announcer.rows.subscriptions import count_subscriptions
from bot.announcer.schedule import RECENT, SAMPLES_COME_EVERY
from bot.clock import Clock, holds
from bot.face.wording import nadeo_failed
from bot.monitoring.answers import AnswerOutcome, Answers
from bot.monitoring.cards import (
    DatabaseReport,
    FeedHealth,
    Figures,
    GatewayReport,
    NadeoHealth,
    Snapshot,
)
from bot.monitoring.rows import count_ended, count_open
from bot.nadeo.client import LiveClient
from bot.nadeo.tally import ExchangeOutcome, Tally, Waiter
from bot.review.rows import read_samples
from bot.storage.store import Store
from bot.supervisor import Supervisor

PATIENCE = 3.0
"""Seconds after which a file that does not answer counts as unreadable."""
COUNTED_EVERY = 60.0
"""Seconds: the posts of a month of 10,000 subscriptions are counted in a fifth of one."""
TOO_SLOW = "no answer in time"


class Watched(Protocol):
    """What is looked at."""

    @property
    def nadeo(self) -> LiveClient:
        """The client."""
        ...

    @property
    def store(self) -> Store:
        """The file."""
        ...

    @property
    def announcer(self) -> Announcer:
        """What runs the feeds."""
        ...

    @property
    def supervisor(self) -> Supervisor:
        """What runs beside the commands."""
        ...

    def gateway_report(self) -> GatewayReport:
        """Say how the connection to Discord is."""
        ...


class Monitor:
    """Reads how a bot is doing; `answers` are what it counts of commands."""

    def __init__(self, bot: Watched, clock: Clock, answers: Answers) -> None:
        self._bot = bot
        self._clock = clock
        self.answers = answers
        self._started_at = clock.timestamp()
        self._counted = -inf, dict[str, int]()

    @property
    def tally(self) -> Tally:
        """What was asked of Nadeo."""
        return self._bot.nadeo.tally

    async def snapshot(self) -> Snapshot:
        """Look at everything, in less than a few seconds whatever is wrong."""
        fault, feeds = "", dict[Feed, FeedHealth]()
        try:
            async with asyncio.timeout(PATIENCE):
                feeds = await self._feeds()
        except sqlite3.Error as error:
            fault = getattr(error, "sqlite_errorname", type(error).__name__)
        except TimeoutError:
            fault = TOO_SLOW
        return Snapshot(
            at=self._clock.timestamp(),
            started_at=self._started_at,
            gateway=self._bot.gateway_report(),
            loops=tuple(self._bot.supervisor.reports()),
            database=DatabaseReport(fault, self._bot.store.keeping.is_failing),
            nadeo=self._nadeo(),
            feeds=feeds,
        )

    async def figures(self, snapshot: Snapshot) -> Figures:
        """Pick the most telling of what was counted since the start."""
        total, tally = self.answers.total, self.tally
        failures = AnswerOutcome.NADEO, AnswerOutcome.LATE, AnswerOutcome.FAILED
        return Figures(
            answered=total(AnswerOutcome.ANSWERED),
            refused=total(AnswerOutcome.REFUSED),
            failed=sum(map(total, failures)),
            requests=tally.count(*ExchangeOutcome),
            failed_requests=tally.count(ExchangeOutcome.FAILED, ExchangeOutcome.UNANSWERED),
            at_hand=tally.hits,
            looked_up=tally.hits + tally.misses,
            people_waited=tally.waited[Waiter.PERSON],
            too_fast_for_nadeo=tally.count(ExchangeOutcome.TOO_FAST),
            too_fast_for_discord=snapshot.gateway.too_many_requests,
            deliveries=await self.deliveries(),
        )

    async def deliveries(self) -> dict[str, int]:
        """Count posts by state: none of any where the file cannot be read."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await count_open(self._bot.store) | await self._ended()
        except (sqlite3.Error, TimeoutError):
            return {}

    async def _ended(self) -> dict[str, int]:
        """Count what needs nothing more, and not with every look."""
        now = self._clock.timestamp()
        counted_at, counts = self._counted
        if not holds(counted_at, now, counted_at + COUNTED_EVERY):
            counts = await count_ended(self._bot.store)
            self._counted = now, counts
        return counts

    def _nadeo(self) -> NadeoHealth:
        nadeo = self._bot.nadeo
        problem = nadeo_failed(nadeo.problem) if nadeo.problem is not None else ""
        return NadeoHealth(problem, nadeo.answered_at, nadeo.budget.queue_length)

    async def _feeds(self) -> dict[Feed, FeedHealth]:
        store = self._bot.store
        states = await read_feeds(store)
        failing = self._bot.announcer.watching.failing_since
        found: dict[Feed, FeedHealth] = {}
        wanted = await count_subscriptions(store)
        for feed in FEEDS:
            if not wanted.get(feed):
                continue
            if feed in REVIEW_FEEDS:
                found[feed] = await self._review_feed(feed)
            elif (state := states.get(feed)) is not None:
                found[feed] = FeedHealth(state.looked_at, state.next_look, failing.get(feed))
            else:
                found[feed] = FeedHealth(None, None)
        return found

    async def _review_feed(self, feed: Feed) -> FeedHealth:
        """Tell of a feed that hears of samples and looks at nothing itself."""
        now = self._clock.timestamp()
        samples = await read_samples(self._bot.store, REVIEW_FEEDS[feed], now - RECENT, now)
        if not samples:
            return FeedHealth(None, now - RECENT + SAMPLES_COME_EVERY)
        last = samples[-1].measured_at
        return FeedHealth(last, last + SAMPLES_COME_EVERY)
