"""The map review queues, their servers, and what the bot's own account submitted."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from math import pi, sin
from typing import Literal

from bot.clock import Clock
from bot.sandbox.world.ids import Ids

Reading = Literal["ready", "starting", "linked", "no-map"]

REVIEW_TYPES = ("totd", "weekly-shorts")
SECONDS_PER_MAP = 180
QUARTER = 900
STARTING_SECONDS = 15
LINKED_SECONDS = 30
IDLE_SECONDS = 600


class Queue(MutableMapping[str, int]):
    """Maps ahead in each queue: a set number stays, otherwise the queue swells and empties."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._set: dict[str, int] = {}

    def __getitem__(self, review_type: str) -> int:
        if review_type not in REVIEW_TYPES:
            raise KeyError(review_type)
        return self._set.get(review_type, self._drifting(review_type))

    def __setitem__(self, review_type: str, maps_ahead: int) -> None:
        self._set[review_type] = max(0, maps_ahead)

    def __delitem__(self, review_type: str) -> None:
        """Let the queue drift again."""
        self._set.pop(review_type, None)

    def is_set(self, review_type: str) -> bool:
        """Tell whether a queue stays at a number instead of drifting."""
        return review_type in self._set

    def clear(self) -> None:
        """Let both queues drift again."""
        self._set.clear()

    def __iter__(self) -> Iterator[str]:
        return iter(REVIEW_TYPES)

    def __len__(self) -> int:
        return len(REVIEW_TYPES)

    def _drifting(self, review_type: str) -> int:
        moment = int(self._clock.timestamp())
        hours = 5 if review_type == "totd" else 9
        swell = sin(2 * pi * moment / (hours * 3600))
        noise = self._ids.digest("queue", review_type, moment // QUARTER) % 7
        return max(0, round(14 + 18 * swell) + noise - 3)


@dataclass
class Submission:
    """A map of the own account in review; `stars` counts the votes of one to five."""

    map_uid: str
    first: int
    latest: int
    stars: list[int] = field(default_factory=lambda: [0] * 5)
    nominated: bool = False
    labels: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    messaging: bool = False
    nadeo_note: int = 0

    @property
    def votes(self) -> int:
        """How many voted."""
        return sum(self.stars)

    @property
    def average(self) -> float:
        """The mean vote, 0 without any."""
        weighted = sum(star * count for star, count in enumerate(self.stars, start=1))
        return round(weighted / self.votes, 4) if self.votes else 0


class ReviewServers:
    """Servers that come up when somebody wants to join, and go to sleep when nobody does."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._started: dict[str, datetime] = {}
        self._asked: dict[str, datetime] = {}
        self.fixed: dict[str, Reading] = {}
        self.wait_timer = 0

    def reading(self, server: str, maps: int) -> Reading:
        """Return what a player who asks to join is told; asking starts the server."""
        if server in self.fixed:
            return self.fixed[server]
        if maps == 0:
            return "no-map"
        now = self._clock.now()
        last = self._asked.get(server)
        if last is None or (now - last).total_seconds() > IDLE_SECONDS:
            self._started[server] = now
        self._asked[server] = now
        up = (now - self._started[server]).total_seconds()
        if up < STARTING_SECONDS:
            return "starting"
        return "linked" if up < LINKED_SECONDS else "ready"

    def link(self, server: str, reading: Reading) -> str:
        """Return the link to join with, which is empty as long as there is none."""
        if reading in ("starting", "no-map"):
            return ""
        return f"#qjoin={self._ids.digest('join', server):016x}Ab_-cd"
