"""Trying again: a few times, with growing pauses and some chance, and only where it can help."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from bot.nadeo.errors import ServerFault, TooManyRequests, Unavailable

_ResultT = TypeVar("_ResultT")

ATTEMPTS_AT_A_SERVER_FAULT = 2
"""A 500 may be Nadeo's "not found" (quirk 18), which no repetition cures."""

LONGEST_RETRY_AFTER = 15.0
"""Whoever is told to wait longer than this hears so at once; in seconds."""


@dataclass(frozen=True)
class Patience:
    """How long and how often Nadeo is tried; times in seconds.

    The default ends every call within 45 s, however it fails.
    """

    timeout: float = 7.5
    """Of one exchange; with the longest pause before the next it stays below 10 s."""
    attempts: int = 3
    first_pause: float = 1.0
    """Each pause is twice the one before, and up to a quarter of the first longer by chance."""
    with_old_at_hand: float = 4.0
    """How long somebody waits for a new answer or token when an old one would do."""
    deadline: float = 40.0
    """Of one call with all it needs: login, renewals, pauses and repetitions."""

    async def retry(
        self,
        call: Callable[[], Awaitable[_ResultT]],
        *,
        repeatable: bool,
        tries: int | None = None,
    ) -> _ResultT:
        """Call until it succeeds, cannot be helped or was tried often enough; raise its last error.

        A call that is not `repeatable` is tried again only after 429: Nadeo did nothing then.
        `tries` stands in for `attempts` where it is given.
        """
        retrying = AsyncRetrying(
            stop=stop_after_attempt(tries or self.attempts),
            wait=self._pause,
            retry=_worth_another if repeatable else _was_refused_for_speed,
            reraise=True,
        )
        return await retrying(call)

    def _pause(self, state: RetryCallState) -> float:
        """Return how long to wait: as Nadeo says, longer each time, and a little by chance.

        No pause is shorter than those before it together, whatever Nadeo said in between.
        """
        growing = wait_exponential(multiplier=self.first_pause)(state)
        chance = wait_random(0, self.first_pause / 4)(state)
        told = getattr(_error(state), "retry_after", None) or 0.0
        return max(told, growing, state.idle_for) + chance


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def _was_refused_for_speed(state: RetryCallState) -> bool:
    return isinstance(_error(state), TooManyRequests) and _worth_another(state)


def _worth_another(state: RetryCallState) -> bool:
    error = _error(state)
    if isinstance(error, ServerFault):
        return state.attempt_number < ATTEMPTS_AT_A_SERVER_FAULT
    return isinstance(error, Unavailable) and (error.retry_after or 0.0) <= LONGEST_RETRY_AFTER
