"""Answers: kept as long as they hold, and shown old when Nadeo is down."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from cachetools import LRUCache

from bot.clock import Clock
from bot.nadeo.answers import Answer
from bot.nadeo.errors import (
    Busy,
    EmptyAnswer,
    LoginRejected,
    NotFound,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.nadeo.flights import Flights
from bot.nadeo.recent import Recent

AnswerT = TypeVar("AnswerT", bound=Answer)

MOST_ANSWERS = 2048
WITH_OLD_AT_HAND = 4.0
"""How long somebody waits for what is new when the file has something old to show, in seconds."""

NO_ANSWER = (
    Unavailable,
    UnexpectedAnswer,
    EmptyAnswer,
    Unauthorized,
    LoginRejected,
    Busy,
    TimeoutError,
)
"""Failures that are Nadeo's or ours, not the question's: an old answer is better than these."""


_anew: ContextVar[bool] = ContextVar("anew", default=False)


@contextmanager
def asking_anew() -> Generator[None, None, None]:
    """Ask Nadeo within, whatever is at hand; the answers are kept for everybody as always.

    For those who know that something must have changed: whoever waits for a switch.
    """
    before = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(before)


class AnswerCache:
    """Keeps the last answer to every question.

    `with_old_at_hand` is how long somebody waits for a new answer when an old one could be shown,
    in seconds.
    """

    def __init__(self, clock: Clock, flights: Flights, with_old_at_hand: float) -> None:
        self._clock = clock
        self._flights = flights
        self._with_old_at_hand = with_old_at_hand
        self._unknown: Recent[NotFound] = Recent(clock)
        self._answers: LRUCache[Hashable, tuple[Answer, float]] = LRUCache(MOST_ANSWERS)

    async def get(
        self,
        key: Hashable,
        lifetime: Callable[[AnswerT, float], float],
        ask: Callable[[], Awaitable[AnswerT]],
    ) -> AnswerT:
        """Return the answer at hand while it holds, else a new one, else the old one marked stale.

        `lifetime` tells from the answer and the moment it came (Unix seconds) how long it holds;
        one that holds for no time is not kept, not even for when Nadeo is down.
        """
        found = cast("tuple[AnswerT, float] | None", self._answers.get(key))
        is_anew = _anew.get()
        if found is not None and not is_anew and self._clock.now().timestamp() < found[1]:
            return found[0]
        if not is_anew and (unknown := self._unknown.get(key)) is not None:
            raise unknown.again()

        async def ask_and_keep() -> AnswerT:
            fresh = await ask()
            now = self._clock.now().timestamp()
            fresh = fresh.model_copy(update={"received_at": now})
            holds = lifetime(fresh, now)
            if holds > 0:
                self._answers[key] = (fresh, now + holds)
            return fresh

        flight = self._flights.join(key, ask_and_keep)
        try:
            if found is None or is_anew:
                return await flight
            return await self._new_or_old(flight, found[0])
        except NotFound as error:
            self._unknown.keep(key, error.again())
            raise

    async def _new_or_old(self, flight: Awaitable[AnswerT], old: AnswerT) -> AnswerT:
        try:
            async with asyncio.timeout(self._with_old_at_hand):
                return await flight
        except NO_ANSWER:
            return old.model_copy(update={"stale": True})
