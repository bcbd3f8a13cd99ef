"""Answers: kept as long as they hold, and shown old when Nadeo is down."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from operator import attrgetter
from typing import NamedTuple, TypeVar, cast

from cachetools import LRUCache

from bot.clock import Clock
from bot.nadeo.answers import Answer, Model
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

MOST_PIECES = 12_000
"""So much is kept: a row of a board is a piece of 1.4 KB, so this is some 17 MB. At a request a
second nothing is lost before its time: these are the whole boards of the two minutes they hold.
Counted by answers it would be what 2,000 boards take: 290 MB, after some weeks."""
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


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What has no others in it; most fields are of these, and to ask pydantic's classes is slow."""


class _Kept(NamedTuple):
    answer: Answer
    until: float
    """Unix seconds."""
    size: int
    """In pieces."""


def pieces(value: object) -> int:
    """Count of how many values with fields of their own an answer is made, itself included."""
    if isinstance(value, Model):
        return 1 + sum(pieces(one) for one in vars(value).values() if type(one) not in _PLAIN)
    if isinstance(value, dict):
        return sum(map(pieces, cast("dict[object, object]", value).values()))
    return sum(map(pieces, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else 0


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
        self._answers: LRUCache[Hashable, _Kept] = LRUCache(MOST_PIECES, attrgetter("size"))

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
        kept = self._answers.get(key)
        found = None if kept is None else cast("_AnswerT", kept.answer)
        if found is not None and kept is not None and not anew and self._holds(kept):
            self._tally.hits += 1
            return found
        if not anew and (unknown := self._unknown.get(key)) is not None:
            self._tally.hits += 1
            raise unknown.again()
        self._tally.misses += 1

        async def ask_and_keep() -> _AnswerT:
            fresh = await ask()
            now = self._clock.timestamp()
            fresh = fresh.model_copy(update={"received_at": now})
            holds = lifetime(fresh, now)
            size = pieces(fresh)
            if holds > 0 and size <= self._answers.maxsize:
                self._answers[key] = _Kept(fresh, now + holds, size)
            return fresh

        flight = self._flights.join(key, ask_and_keep)
        try:
            if found is None or anew:
                return await flight
            return await self._new_or_old(flight, found)
        except NotFound as error:
            self._unknown.keep(key, error.again())
            raise

    def _holds(self, kept: "_Kept") -> bool:
        """Tell whether an answer is to be believed: not from a moment that is still to come.

        Such it is where the clock was ahead and has been put right.
        """
        return kept.answer.received_at <= self._clock.timestamp() < kept.until

    async def _new_or_old(self, flight: Awaitable[_AnswerT], old: _AnswerT) -> _AnswerT:
        try:
            async with asyncio.timeout(self._with_old_at_hand):
                return await flight
        except NO_ANSWER:
            now = self._clock.timestamp()
            received_at = min(old.received_at, now)
            return old.model_copy(update={"stale": True, "received_at": received_at})
