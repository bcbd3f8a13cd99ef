"""What was asked of Nadeo and how it went, counted since the client was made.

Nothing in it names a player, a map or a club.
"""

import asyncio
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus

from bot.nadeo.budget import current_turn
from bot.nadeo.hosts import Host
from bot.nadeo.routes import route_of


class ExchangeOutcome(StrEnum):
    """How one exchange ended."""

    GIVEN = "given"
    REFUSED = "refused"
    """A status of 3xx or 4xx, "not found" and a dead token among them."""
    TOO_FAST = "too_many_requests"
    FAILED = "failed"
    """A status of 5xx, of which some mean "not found" (quirk 18)."""
    UNANSWERED = "unanswered"
    """No connection, no answer in time, or one that was cut off."""


class Waiter(StrEnum):
    """Who waits for a turn in the budget."""

    PERSON = "person"
    BACKGROUND = "background"


@dataclass(frozen=True)
class Exchanged:
    """What is counted of a request that was sent."""

    host: Host
    route: str
    """A template: bounded in number, and without ids."""
    outcome: ExchangeOutcome


@dataclass
class Tally:
    """Counts; whoever shows them reads them here."""

    exchanges: Counter[Exchanged] = field(default_factory=Counter[Exchanged])
    waited: dict[Waiter, float] = field(default_factory=lambda: dict.fromkeys(Waiter, 0.0))
    """Seconds in all that requests waited for their turn."""
    hits: int = 0
    """How often an answer was at hand."""
    misses: int = 0

    def note(self, host: Host, path: str, status: int | None) -> None:
        """Count a request that was sent, and what came of it; None for no answer."""
        outcome = ExchangeOutcome.UNANSWERED if status is None else _outcome(status)
        self.exchanges[Exchanged(host, route_of(host, path), outcome)] += 1

    @contextmanager
    def waiting(self) -> Generator[None, None, None]:
        """Count for how long a turn is waited, given or not."""
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            yield
        finally:
            is_background = current_turn.get().person is None
            self.waited[Waiter.BACKGROUND if is_background else Waiter.PERSON] += clock() - began

    def count(self, *outcomes: ExchangeOutcome) -> int:
        """Return how many requests ended so."""
        return sum(number for one, number in self.exchanges.items() if one.outcome in outcomes)


def _outcome(status: int) -> ExchangeOutcome:
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return ExchangeOutcome.GIVEN
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ExchangeOutcome.TOO_FAST
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ExchangeOutcome.REFUSED
    return ExchangeOutcome.FAILED
