"""Answers: kept as long as they hold, and shown old when Nadeo is down."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
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
from bot.nadeo.tally import Tally

_AnswerT = TypeVar("_AnswerT", bound=Answer)

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


class AnswerCache:
    """Keeps the last answer to every question.

    `with_old_at_hand` is how long somebody waits for a new answer when an old one could be shown,
    in seconds.
    """

    def __init__(
        self, clock: Clock, flights: Flights, with_old_at_hand: float, tally: Tally
    ) -> None:
        self._clock = clock
        self._flights = flights
        self._with_old_at_hand = with_old_at_hand
        self._tally = tally
        self._unknown: Recent[NotFound] = Recent(clock)
        self._answers: LRUCache[Hashable, tuple[Answer, float]] = LRUCache(MOST_ANSWERS)

    async def get(
        self,
        key: Hashable,
        lifetime: Callable[[_AnswerT, float], float],
        ask: Callable[[], Awaitable[_AnswerT]],
        *,
        anew: bool = False,
    ) -> _AnswerT:
        """Take the answer at hand while it holds, else a new one, else the old one marked stale.

        `lifetime` tells from the answer and the moment it came (Unix seconds) how long it holds;
        one that holds for no time is not kept, not even for when Nadeo is down. With `anew` Nadeo
        is asked whatever is at hand.
        """
        found = cast("tuple[_AnswerT, float] | None", self._answers.get(key))
        if found is not None and not anew and self._holds(*found):
            self._tally.hits += 1
            return found[0]
        if not anew and (unknown := self._unknown.get(key)) is not None:
            self._tally.hits += 1
            raise unknown.again()
        self._tally.misses += 1

        async def ask_and_keep() -> _AnswerT:
            fresh = await ask()
            now = self._clock.timestamp()
            fresh = fresh.model_copy(update={"received_at": now})
            holds = lifetime(fresh, now)
            if holds > 0:
                self._answers[key] = (fresh, now + holds)
            return fresh

        flight = self._flights.join(key, ask_and_keep)
        try:
            if found is None or anew:
                return await flight
            return await self._new_or_old(flight, found[0])
        except NotFound as error:
            self._unknown.keep(key, error.again())
            raise

    def _holds(self, answer: Answer, until: float) -> bool:
        """Tell whether an answer is to be believed: not from a moment that is still to come.

        Such it is where the clock was ahead and has been put right.
        """
        return answer.received_at <= self._clock.timestamp() < until

    async def _new_or_old(self, flight: Awaitable[_AnswerT], old: _AnswerT) -> _AnswerT:
        try:
            async with asyncio.timeout(self._with_old_at_hand):
                return await flight
        except NO_ANSWER:
            now = self._clock.timestamp()
            received_at = min(old.received_at, now)
            return old.model_copy(update={"stale": True, "received_at": received_at})
