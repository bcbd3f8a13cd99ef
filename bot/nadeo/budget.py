"""The one request budget over all of Nadeo's hosts: who may ask next, and when.

A generic cell rate: at most `rate` requests a second with a burst of two, so never more than
rate * window + 2 in any window. People go before background work and take turns among themselves.
"""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.nadeo.errors import Busy

BURST_TOLERANCE = 0.75
"""How early a request may go, in intervals; below 1 so that a late network cannot add a third."""


@dataclass
class Turn:
    """On whose behalf requests are made; `user` is None for background work."""

    user: int | None = None
    joined: list["Turn"] = field(default_factory=list["Turn"], repr=False)
    """Those who wait for the same answer."""

    @property
    def person(self) -> int | None:
        """Return the first person who waits, None while there is none."""
        if self.user is not None:
            return self.user
        people = (turn.person for turn in self.joined)
        return next((person for person in people if person is not None), None)


current_turn: ContextVar[Turn] = ContextVar("current_turn", default=Turn())  # noqa: B039 # never written to: `Turn()` means background


@dataclass(eq=False)
class _Ticket:
    turn: Turn


class Budget:
    """Lets requests through at a steady rate, one queue for everybody.

    `rate` is in requests a second; a person's request that would wait longer than `longest_wait`
    seconds is refused with `Busy` instead of being queued.
    """

    def __init__(self, rate: float, longest_wait: float = 25.0) -> None:
        self.rate = rate
        self.longest_wait = longest_wait
        self._interval = 1 / rate
        self._next_slot = 0.0
        self._held_until = 0.0
        self._waiting: list[_Ticket] = []
        self._last_served: dict[int, int] = {}
        self._slots_taken = 0
        self._next: _Ticket | None = None

    @property
    def queue_length(self) -> int:
        """Return how many requests wait."""
        return len(self._waiting)

    @property
    def held_for(self) -> float:
        """Return for how many more seconds nobody may ask."""
        return max(0.0, self._held_until - asyncio.get_running_loop().time())

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long, as Nadeo wished."""
        until = asyncio.get_running_loop().time() + seconds
        self._held_until = max(self._held_until, until)

    async def turn(self) -> None:
        """Wait until the next request may be sent; raise `Busy` where that would take too long."""
        ticket = _Ticket(current_turn.get())
        if ticket.turn.person is not None:
            self._refuse_when_full(ticket.turn.person)
        self._waiting.append(ticket)
        self._next = None
        try:
            while (wait := self._free_in()) > 0 or self._pick() is not ticket:
                if wait > self.longest_wait and ticket.turn.person is not None:
                    raise Busy(wait)
                # Whoever is next wakes in this same moment and takes the slot.
                await asyncio.sleep(max(0.0, wait))  # the slot has a known time
            self._take_slot(ticket)
        finally:
            self._waiting.remove(ticket)
            self._next = None

    def _refuse_when_full(self, user: int) -> None:
        pending: dict[int, int] = {}
        for ticket in self._waiting:
            person = ticket.turn.person
            if person is not None:
                pending[person] = pending.get(person, 0) + 1
        own = pending.pop(user, 0)
        ahead = own + sum(min(count, own + 1) for count in pending.values())
        wait = max(self.held_for, self._free_in()) + ahead * self._interval
        if wait > self.longest_wait:
            raise Busy(wait)

    def _free_in(self) -> float:
        now = asyncio.get_running_loop().time()
        slot = self._next_slot - BURST_TOLERANCE * self._interval
        return max(slot, self._held_until) - now

    def _pick(self) -> _Ticket:
        """Choose people before background work, and among people whoever was served longest ago.

        All who wait ask in the same moment: the choice is made once and kept until it has gone.
        """
        if self._next is None:
            self._next = min(self._waiting, key=self._rank)
        return self._next

    def _rank(self, ticket: _Ticket) -> tuple[bool, int]:
        person = ticket.turn.person
        return (person is None, -1 if person is None else self._last_served.get(person, -1))

    def _take_slot(self, ticket: _Ticket) -> None:
        now = asyncio.get_running_loop().time()
        self._next_slot = max(now, self._next_slot) + self._interval
        if len(self._waiting) == 1:
            self._last_served.clear()
        elif ticket.turn.person is not None:
            self._slots_taken += 1
            self._last_served[ticket.turn.person] = self._slots_taken
