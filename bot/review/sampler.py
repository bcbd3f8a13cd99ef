"""Measures the waiting time of the map review once a minute and remembers it for a month."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

from bot.clock import Clock
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError, Unavailable
from bot.nadeo.lifetimes import DAY, WAITING_TIME
from bot.review.cards import REVIEW_TYPES, ReviewType, Sample
from bot.review.rows import forget_samples, keep_sample, read_samples
from bot.storage.store import Store

log = logging.getLogger(__name__)

Listener: TypeAlias = Callable[[ReviewType, Sample], Awaitable[None]]
"""Hears of every new sample after it was stored."""

_FIRST_PAUSE = 10.0
"""What people want after a start goes first; in seconds of the bot's clock, as all here."""
_PAUSE = WAITING_TIME
PAUSE_WHILE_FAILING = 120.0
"""Short, since the review feeds hear of a recovery no sooner than this."""
SAMPLES_KEPT_FOR = 30 * DAY


class Sampler:
    """Measures both kinds of review, one after the other, at most once a minute.

    The answers are those that people see too: whoever asked last, nobody asks twice a minute.
    """

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._listeners: list[Listener] = []
        self._is_failing = False

    def add_listener(self, listener: Listener) -> None:
        """Tell this one of every sample from now on."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Measure for ever, less often while Nadeo gives nothing."""
        pause = await self._first_pause()
        while True:
            await self._clock.sleep(pause)
            pause = _PAUSE if await self.measure() else PAUSE_WHILE_FAILING

    async def measure(self) -> bool:
        """Measure now and tell the listeners; return whether there was any answer."""
        problems: list[str] = []
        for review_type in REVIEW_TYPES:
            try:
                sample = await self._waiting_time(review_type)
            except NadeoError as error:
                problems.append(f"{review_type}: {error or type(error).__name__}")
            else:
                await self._keep(review_type, sample)
        self._note(problems)
        return len(problems) < len(REVIEW_TYPES)

    async def _first_pause(self) -> float:
        """Return the rest of the minute in which the last run measured, or a moment."""
        now = self._clock.timestamp()
        kept = [await read_samples(self._store, kind, now - _PAUSE, now) for kind in REVIEW_TYPES]
        latest = max((sample.measured_at for samples in kept for sample in samples), default=0.0)
        return max(_FIRST_PAUSE, min(_PAUSE, latest + _PAUSE - now))

    async def _waiting_time(self, review_type: ReviewType) -> Sample:
        answer = await self._client.get_map_review_waiting_time(review_type)
        if answer.stale:
            raise Unavailable("no newer waiting time")
        return Sample(answer.received_at, answer.seconds)

    async def _keep(self, review_type: ReviewType, sample: Sample) -> None:
        write = partial(keep_sample, self._store, review_type, sample.measured_at, sample.seconds)
        if await self._store.keep("waiting times", write):
            old = partial(forget_samples, self._store, sample.measured_at - SAMPLES_KEPT_FOR)
            await self._store.keep("waiting times", old)
        for listener in self._listeners:
            await listener(review_type, sample)

    def _note(self, problems: list[str]) -> None:
        """Write one line when it begins to fail and one when it works again."""
        if problems and not self._is_failing:
            log.warning("the waiting time cannot be measured (%s)", "; ".join(problems))
        elif self._is_failing and not problems:
            log.info("the waiting time can be measured again")
        self._is_failing = bool(problems)
