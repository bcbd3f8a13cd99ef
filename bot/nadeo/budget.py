"""The one request budget over all of Nadeo's hosts: who may ask next, and when.

A generic cell rate: at most `rate` requests a second with a burst of two, so never more than
rate * window + 2 in any window. People go before background work and take turns among themselves;
in between goes what has a moment of its own, and before all what everybody waits for: a token.
A host that wants to be left alone holds up those who ask it, and nobody else.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.nadeo.errors import Busy
from bot.nadeo.hosts import NADEO, Holds, Host

BURST_TOLERANCE = 0.75
"""How early a request may go, in intervals; below 1 so that a late network cannot add a third."""


@dataclass
class Turn:
    """On whose behalf requests are made; `user` is None for background work."""

    user: int | None = None
    is_timely: bool = False
    """Whether this background work is for a moment that passes, such as a switch."""
    joined: list["Turn"] = field(default_factory=list["Turn"], repr=False)
    """Those who wait for the same answer."""
    served: int = field(default=0, compare=False)
    """How many requests went out for this person so far."""

    def everybody(self) -> Iterator["Turn"]:
        """Give the turns of all who wait, in the order of their coming."""
        yield self
        for turn in self.joined:
            yield from turn.everybody()

    def people(self) -> Iterator["Turn"]:
        """Give the turns of the people who wait, in the order of their coming."""
        return (turn for turn in self.everybody() if turn.user is not None)

    @property
    def person(self) -> int | None:
        """The first person who waits, None while there is none."""
        return next((turn.user for turn in self.people()), None)


current_turn: ContextVar[Turn] = ContextVar("current_turn", default=Turn())  # noqa: B039 # never written to: `Turn()` means background


LONGEST_COMMAND = 4
"""How many requests a command makes at most; what makes more than that waits like a new one."""

REMEMBERED = 20
"""From how many of the last requests it is guessed how many a newcomer will make."""

MOST_PEOPLE_IN_A_ROW = 3
"""Then somebody with a moment of their own goes first: a crowd comes just when a track does."""

FIRST_GUESS = 1.0
"""How many further requests a person's first one leads to, before anybody has shown it."""

A_MOMENT = 0.001
"""How long whoever is not next lets the others take their turn, in seconds: nobody spins."""

LOOK_AGAIN = 0.5
"""How often whoever waits looks whether somebody has joined, in seconds."""


@dataclass(eq=False)
class _Ticket:
    turn: Turn
    host: Host
    is_urgent: bool = False
    person: int | None = None
    round: int = 0
    """Of a person: each takes one turn a round."""
    is_admitted: bool = False

    @property
    def is_sequel(self) -> bool:
        """Tell whether it goes on with what has begun; endless commands have no precedence."""
        return any(0 < turn.served < LONGEST_COMMAND for turn in self.turn.people())

    @property
    def is_timely(self) -> bool:
        """Tell whether anybody waits whose moment passes."""
        return any(turn.is_timely for turn in self.turn.everybody())


class Budget:
    """Lets requests through at a steady rate, one queue for everybody.

    `rate` is in requests a second; a person's request that would wait longer than `longest_wait`
    seconds is refused with `Busy` instead of being queued. People go by rounds: whoever comes takes
    part in the present one, and with each further request that waits in the next. What somebody has
    begun is finished first: half an answer is none.
    """

    def __init__(self, rate: float, longest_wait: float = 25.0) -> None:
        self.rate = rate
        self.longest_wait = longest_wait
        self._interval = 1 / rate
        self._next_slot = 0.0
        self._holds = Holds()
        self._waiting: list[_Ticket] = []
        """In the order of their coming."""
        self._round = 0
        self._people_in_a_row = 0
        self._lately: deque[bool] = deque(maxlen=REMEMBERED)
        """Which of the last requests of people went on with something begun."""
        self._next: _Ticket | None = None

    @property
    def queue_length(self) -> int:
        """How many requests wait, for people and for the bot itself."""
        return len(self._waiting)

    @property
    def people_waiting(self) -> int:
        """How many of them somebody waits for."""
        return sum(ticket.turn.person is not None for ticket in self._waiting)

    @property
    def held_for(self) -> float:
        """For how many more seconds some host of Nadeo's own may not be asked."""
        return self._holds.left(*NADEO)

    def held(self, *hosts: Host) -> float:
        """For how many more seconds some of these may not be asked."""
        return self._holds.left(*hosts)

    def hold(self, seconds: float, hosts: Iterable[Host] = NADEO) -> None:
        """Let nobody ask these for so long, as was wished."""
        self._holds.hold(hosts, seconds)
        # Whoever was chosen may have to wait now: then it is somebody else's turn.
        self._next = None

    async def turn(self, host: Host = Host.LIVE, *, is_urgent: bool = False) -> None:
        """Wait until a host may be asked; raise `Busy` where that would take too long.

        What `is_urgent` goes before everybody, since everybody waits for it.
        """
        ticket = _Ticket(current_turn.get(), host, is_urgent)
        self._waiting.append(ticket)
        self._next = None
        try:
            self._admit(ticket)
            while (wait := self._free_in(ticket.host)) > 0 or self._pick() is not ticket:
                # Whoever is next wakes in this same moment and takes the slot.
                await asyncio.sleep(min(max(A_MOMENT, wait), LOOK_AGAIN))
                self._admit(ticket)
            self._take_slot(ticket)
        finally:
            self._waiting.remove(ticket)
            self._next = None

    def _admit(self, ticket: _Ticket) -> None:
        """Refuse a person who would wait too long: on coming, on joining, and in a long hold.

        A long hold refuses everybody; for their turn others wait as long as it takes.
        """
        self._seat(ticket)
        held = self.held(ticket.host)
        if ticket.person is None:
            if held > self.longest_wait:
                raise Busy(held, held_by=ticket.host)
            return
        queue = 0.0 if ticket.is_admitted else self._ahead_of(ticket) * self._interval
        ticket.is_admitted = True
        wait = max(0.0, self._free_in(ticket.host)) + queue
        if wait > self.longest_wait:
            is_held = wait - held <= self.longest_wait
            raise Busy(wait, held_by=ticket.host if is_held else "")

    def _seat(self, ticket: _Ticket) -> None:
        """Give a person, who may have joined only now, their round."""
        person = None if ticket.person is not None else ticket.turn.person
        if person is not None:
            own = (other.round + 1 for other in self._waiting if other.person == person)
            ticket.round = max(self._round, *own, 0)
            ticket.person = person

    def _ahead_of(self, ticket: _Ticket) -> float:
        """Return about how many requests go first, with those that the ones ahead will lead to."""
        until = self._holds.until(ticket.host)
        people = [
            other
            for other in self._waiting
            if other.person is not None and self._holds.until(other.host) <= until
        ]
        # Sorting keeps the order of coming within a round.
        queue = sorted(people, key=self._rank)
        ahead = queue[: queue.index(ticket)]
        begun = sum(not other.is_sequel for other in ahead)
        return len(ahead) + begun * self._sequels()

    def _sequels(self) -> float:
        """Return how many further requests a person's first one has led to lately."""
        begun = self._lately.count(False)
        return self._lately.count(True) / begun if begun else FIRST_GUESS

    def _free_in(self, host: Host) -> float:
        now = asyncio.get_running_loop().time()
        slot = self._next_slot - BURST_TOLERANCE * self._interval
        return max(slot, self._holds.until(host)) - now

    def _pick(self) -> _Ticket:
        """Choose people before background work, and the first to come of the earliest round.

        All who wait ask in the same moment: the choice is made once and kept until it has gone.
        """
        if self._next is None:
            for ticket in self._waiting:
                self._seat(ticket)
            ready = [ticket for ticket in self._waiting if self._free_in(ticket.host) <= 0]
            self._next = min(self._timely_after_a_crowd(ready) or ready, key=self._rank)
        return self._next

    def _timely_after_a_crowd(self, ready: list[_Ticket]) -> list[_Ticket]:
        """Return who must not wait for any more people, if there were many in a row."""
        if self._people_in_a_row < MOST_PEOPLE_IN_A_ROW:
            return []
        return [ticket for ticket in ready if ticket.is_timely]

    def _rank(self, ticket: _Ticket) -> tuple[bool, bool, bool, bool, int]:
        return (
            not ticket.is_urgent,
            ticket.person is None,
            not ticket.is_timely,
            not ticket.is_sequel,
            ticket.round,
        )

    def _take_slot(self, ticket: _Ticket) -> None:
        now = asyncio.get_running_loop().time()
        self._next_slot = max(now, self._next_slot) + self._interval
        is_of_the_crowd = ticket.person is not None and not ticket.is_timely
        self._people_in_a_row = self._people_in_a_row + 1 if is_of_the_crowd else 0
        if ticket.person is None:
            return
        # Whoever comes from now on takes part in the next round: nobody is overtaken for ever.
        self._round = max(self._round, ticket.round + 1)
        self._lately.append(ticket.is_sequel)
        for turn in ticket.turn.people():
            turn.served += 1
