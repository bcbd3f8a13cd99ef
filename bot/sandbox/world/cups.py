"""Cups of the Day: three a day, named after the Track of the Day they are played on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.sandbox.world import paris
from bot.sandbox.world.ids import Ids

FIRST_CUP_DAY = 123
QUALIFIER_DELAY = 60
QUALIFIER_SECONDS = 900
BREAK_SECONDS = 30
KNOCKOUT_SECONDS = 7200
REMINDER_SECONDS = 600
"""So long before a cup bots remind of it."""
# Hour in Paris and days after the map's date, of the first cup and its two reruns.
EDITIONS = ((19, 0), (3, 1), (11, 1))
REGIONS = ("eu-west", "us-east", "ap-southeast")


@dataclass(frozen=True)
class Cup:
    """One cup: a qualifier of fifteen minutes, then the knockout."""

    id: int
    edition: int
    name: str
    partition: str
    qualifier_start: int
    players: int

    @property
    def qualifier_end(self) -> int:
        """When the qualifier is over."""
        return self.qualifier_start + QUALIFIER_SECONDS

    @property
    def knockout_start(self) -> int:
        """When the first round begins."""
        return self.qualifier_end + BREAK_SECONDS

    @property
    def end(self) -> int:
        """When the whole cup is over at the latest."""
        return self.knockout_start + KNOCKOUT_SECONDS

    @property
    def region(self) -> str:
        """Where it is played."""
        return REGIONS[self.edition - 1]


def cup_count(now: float) -> int:
    """Return how many cups have begun; their numbers go on through days and editions."""
    return paris.count_started(_start, now)


def cup(ids: Ids, number: int, partition: str = "crossplay") -> Cup:
    """Return a cup by its number; copies for single platforms have a partition of their own."""
    day, edition = divmod(number, len(EDITIONS))
    date = paris.FIRST_TOTD + timedelta(days=FIRST_CUP_DAY + day)
    copy = "" if partition == "crossplay" else f" {partition}"
    return Cup(
        id=number * 2 + bool(copy),
        edition=edition + 1,
        name=f"COTD {date:%Y-%m-%d} #{edition + 1}{copy}",
        partition=partition,
        qualifier_start=_start(number),
        players=0 if copy else 900 + ids.digest("cup", number) % 3000,
    )


def running_cup(ids: Ids, now: float) -> Cup | None:
    """Return the cup being played, or None between two of them."""
    count = cup_count(now)
    newest = cup(ids, count - 1) if count else None
    return newest if newest and now < newest.end else None


def cups_backwards(ids: Ids, now: float) -> Iterator[Cup]:
    """Yield all cups, newest first, each with its copy for one platform."""
    for number in range(cup_count(now) - 1, -1, -1):
        yield cup(ids, number, "luna")
        yield cup(ids, number)


def _start(number: int) -> int:
    day, edition = divmod(number, len(EDITIONS))
    hour, days_later = EDITIONS[edition]
    date = paris.FIRST_TOTD + timedelta(days=FIRST_CUP_DAY + day + days_later)
    return paris.seconds(date, hour) + QUALIFIER_DELAY
