"""Leaderboards of ten thousand and more, computed entry by entry and never stored."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from bot.sandbox.world.accounts import CROWD, OWN_INDEX, REGULARS, Accounts
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.tracks import Track

PERSONAL_BEST = "Personal_Best"
FEWEST, MOST = 10_500, 60_000
SECRET = -1


@dataclass(frozen=True)
class Entry:
    """One line of a leaderboard; `time` is when the record was set."""

    account: str
    position: int
    score: int
    time: int


@dataclass(frozen=True)
class Order:
    """Which player is where: one permutation of the regulars, one of the crowd behind them."""

    size: int
    regulars: tuple[int, int]
    crowd: tuple[int, int]

    @classmethod
    def shuffled(cls, random: Random) -> "Order":
        """Return an order in which the bot's own account has a record one time in three."""
        size = random.randrange(FEWEST, MOST)
        step = random.randrange(1, CROWD)
        own = (
            random.randrange(REGULARS + 1, size)
            if random.randrange(3) == 0
            else random.randrange(size + 1, REGULARS + CROWD)
        )
        shift = (OWN_INDEX - REGULARS - (own - REGULARS - 1) * step) % CROWD
        front = random.randrange(1, REGULARS), random.randrange(REGULARS)
        return cls(size, front, (step, shift))

    def player(self, position: int) -> int:
        """Return the index of who is at a position, which begins at 1."""
        if position <= REGULARS:
            step, shift = self.regulars
            return ((position - 1) * step + shift) % REGULARS
        step, shift = self.crowd
        return REGULARS + ((position - REGULARS - 1) * step + shift) % CROWD

    def position(self, player: int) -> int | None:
        """Return where a player is, or None without a record."""
        if player < REGULARS:
            step, shift = self.regulars
            return (player - shift) * pow(step, -1, REGULARS) % REGULARS + 1
        step, shift = self.crowd
        position = (player - REGULARS - shift) * pow(step, -1, CROWD) % CROWD + REGULARS + 1
        return position if position <= self.size else None


class Crowd:
    """The many whose records never change; positions begin at 1."""

    def __init__(self, group: str, track: Track) -> None:
        self._track = track
        random = Random(f"{group}/{track.uid}")
        self.order = Order.shuffled(random)
        self._best = track.medals.author * random.randrange(880, 960) // 1000
        self._spread = track.medals.bronze * random.randrange(300, 700) // 1000

    def score(self, position: int) -> int:
        """Return the score at a position."""
        share = (position - 1) / self.order.size
        if self._track.is_stunt:
            return max(10, 2600 - int(2500 * share**0.5))
        if self._track.is_platform:
            return int(200 * share**1.5)
        return self._best + int(self._spread * share**0.7)

    def as_good(self, score: int) -> int:
        """Return how many have this score or a better one."""
        key = self._track.sortable
        positions = range(1, self.order.size + 1)
        return bisect_right(positions, key(score), key=lambda at: key(self.score(at)))


class Ladder:
    """The leaderboard of one map in one group; positions begin at 1, the best is first.

    Whoever drives leaves an old line for a better one. Scores better than the `threshold` are
    secret.
    """

    def __init__(
        self,
        accounts: Accounts,
        group: str,
        track: Track,
        opened: int,
        now: float,
        drives: Iterable[Drive] = (),
    ) -> None:
        self.threshold: int | None = None
        self._accounts = accounts
        self._track = track
        self._opened = opened
        self._now = int(now)
        self._crowd = Crowd(group, track)
        counted = [drive for drive in drives if self._counts(drive)]
        counted.sort(key=lambda drive: (track.sortable(drive.score), drive.at))
        left = [self._place_in_crowd(drive.account) for drive in counted]
        self._left = sorted(place for place in left if place is not None)
        self._driven: dict[int, Drive] = {}
        for number, drive in enumerate(counted):
            ahead = self._crowd.as_good(drive.score)
            self._driven[ahead - bisect_right(self._left, ahead) + number + 1] = drive
        self._places = list(self._driven)
        self._place_of = {drive.account: place for place, drive in self._driven.items()}

    @property
    def size(self) -> int:
        """How many players have a record."""
        return self._crowd.order.size - len(self._left) + len(self._driven)

    def entry(self, position: int) -> Entry:
        """Return the line at a position that exists."""
        score = self.shown(self.true_score(position))
        if drive := self._driven.get(position):
            return Entry(drive.account, position, score, drive.at)
        account = self._accounts.id(self._crowd.order.player(self._in_crowd(position)))
        moment = self._opened + 60 + position * 7919 % 79_200
        return Entry(account, position, score, min(moment, self._now))

    def page(self, first: int, length: int) -> Iterator[Entry]:
        """Yield the lines from a position on, as far as there are any."""
        for position in range(max(1, first), min(first + length, self.size + 1)):
            yield self.entry(position)

    def of(self, account: str) -> Entry | None:
        """Return a player's line."""
        if account in self._place_of:
            return self.entry(self._place_of[account])
        place = self._place_in_crowd(account)
        return None if place is None else self.entry(self._position(place))

    def true_score(self, position: int) -> int:
        """Return the score at a position, secret or not."""
        drive = self._driven.get(position)
        return drive.score if drive else self._crowd.score(self._in_crowd(position))

    def true_best(self, account: str) -> int | None:
        """Return a player's score, secret or not, None without one."""
        entry = self.of(account)
        return None if entry is None else self.true_score(entry.position)

    def shown(self, score: int) -> int:
        """Return a score as others see it."""
        if self.threshold is not None and self.is_better(score, self.threshold):
            return SECRET
        return score

    def rank_of(self, score: int) -> int:
        """Return the position a new score would take: behind those who had it before."""
        positions = range(1, self.size + 1)
        key = self._track.sortable
        return bisect_right(positions, key(score), key=lambda at: key(self.true_score(at))) + 1

    def is_better(self, score: int, other: int) -> bool:
        """Tell whether a score beats another on this map."""
        return self._track.sortable(score) < self._track.sortable(other)

    def _counts(self, drive: Drive) -> bool:
        """Tell whether a drive is better than what its player has in the crowd."""
        place = self._place_in_crowd(drive.account)
        return place is None or self.is_better(drive.score, self._crowd.score(place))

    def _place_in_crowd(self, account: str) -> int | None:
        index = self._accounts.index(account)
        return None if index is None else self._crowd.order.position(index)

    def _in_crowd(self, position: int) -> int:
        """Return where in the crowd the line at a position stood before anybody drove."""
        place = position - bisect_left(self._places, position)
        for left in self._left:
            place += left <= place
        return place

    def _position(self, place: int) -> int:
        """Return at which position somebody of the crowd, who did not drive, stands by now."""
        position = place - bisect_left(self._left, place)
        for driven in self._places:
            position += driven <= position
        return position


class Ranking:
    """The points ranking of one campaign."""

    def __init__(self, accounts: Accounts, group: str) -> None:
        self._accounts = accounts
        random = Random(f"{group}/points")
        self.order = Order.shuffled(random)
        self._most = random.randrange(90_000, 260_000)

    @property
    def size(self) -> int:
        """How many players have points."""
        return self.order.size

    def account(self, position: int) -> str:
        """Return who is at a position."""
        return self._accounts.id(self.order.player(position))

    def points(self, position: int) -> int:
        """Return the points at a position."""
        share = (position - 1) / self.size
        return max(1, int(self._most * (1 - share**0.3)))

    def position(self, account: str) -> int | None:
        """Return a player's position, or None without points."""
        index = self._accounts.index(account)
        return None if index is None else self.order.position(index)
