"""How many sessions Discord lets the bot begin; who begins more loses the token."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pydantic import BaseModel, Field

from bot.shards import MOST_SHARDS

log = logging.getLogger(__name__)

_LONGEST_WAIT = 7 * 86_400.0
SHORTEST_WAIT = 1.0
"""Discord counts in milliseconds, and its clock need not be ours."""


class Limit(BaseModel):
    """What Discord says of the sessions that may be begun."""

    remaining: int = Field(ge=0)
    reset_after: float = Field(ge=0, le=_LONGEST_WAIT * 1000)
    """In milliseconds."""
    max_concurrency: int = Field(1, ge=1, le=MOST_SHARDS)
    """Into how many rows the shards fall, by the rest of their numbers: each begins one session
    after another."""


@dataclass
class Row:
    """Shards that begin their sessions one after another."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the one that connects."""
    is_first: bool = True
    """Whether no session was begun yet: the first need not wait for others."""


class IdentifyStarts:
    """Counts the sessions that are begun, and waits where none is left.

    Processes know nothing of each other: where two begin sessions at once Discord calls one of them
    invalid, and it is begun again.
    """

    def __init__(self) -> None:
        self._limit: Limit | None = None
        self._rows: defaultdict[int, Row] = defaultdict(Row)

    def row(self, shard_id: int) -> Row:
        """Return those with which a shard takes turns."""
        return self._rows[shard_id % (self._limit.max_concurrency if self._limit else 1)]

    def learn(self, limit: Limit | None) -> None:
        """Take note of what Discord says."""
        self._limit = limit

    def use(self) -> None:
        """Count a session that is about to be begun."""
        if self._limit is not None:
            self._limit.remaining = max(0, self._limit.remaining - 1)

    async def wait(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Return once a session may be begun; `ask` makes Discord say how many are left."""
        if self._seconds() is not None:
            # The wait that was named belongs to a moment that is long past.
            await ask()
        while (seconds := self._seconds()) is not None:
            log.warning("Discord lets me begin no session for another %.0f s; waiting", seconds)
            await asyncio.sleep(seconds)
            await ask()

    def _seconds(self) -> float | None:
        """Return how long to wait, None where a session may be begun at once."""
        if self._limit is None or self._limit.remaining:
            return None
        return max(SHORTEST_WAIT, self._limit.reset_after / 1000)
