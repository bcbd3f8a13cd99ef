"""Numbered events, kept for a while, so that a page that lost its connection misses none."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass
from itertools import dropwhile

from bot.sandbox.discord.shapes import Json

KEPT = 2_000
LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Event:
    """Something to show; `only_for` is the one person it concerns, None means everybody."""

    number: int
    body: Json
    only_for: int | None

    def concerns(self, user_id: int) -> bool:
        """Tell whether a person sees this."""
        return self.only_for in (None, user_id)


class Feed:
    """The latest events; `run` tells this run of the sandbox from another one's numbers."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        self.last = 0
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._arrived = asyncio.Event()
        self.closed = False

    def add(self, body: Json, only_for: int | None = None) -> None:
        """Add an event under the next number and wake whoever waits."""
        self.last += 1
        self._events.append(Event(self.last, body, only_for))
        self._wake()

    def close(self) -> None:
        """Let go of everybody who waits."""
        self.closed = True
        self._wake()

    def place(self, mark: str) -> int | None:
        """Return the number in a mark that `mark_of` wrote, None where it is of no use here."""
        run, _, number = mark.partition("-")
        is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
        if run != self.run or not is_number or int(number) > self.last:
            return None
        oldest = self._events[0].number if self._events else self.last + 1
        return int(number) if int(number) >= oldest - 1 else None

    def mark_of(self, number: int) -> str:
        """Return what a page says later to go on after this event."""
        return f"{self.run}-{number}"

    async def after(self, number: int, within: float) -> list[Event]:
        """Return the events after a number, waiting so many seconds for one if there is none."""
        if number >= self.last and not self.closed:
            try:
                await asyncio.wait_for(self._arrived.wait(), within)
            except TimeoutError:
                return []
        return list(dropwhile(lambda event: event.number <= number, self._events))

    def _wake(self) -> None:
        self._arrived.set()
        self._arrived = asyncio.Event()
