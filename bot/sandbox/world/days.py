"""Tracks of the Day: one map a day since July 2020, and the Royal archive of the same form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.sandbox.world import paris
from bot.sandbox.world.ids import Ids, Kind


@dataclass(frozen=True)
class Day:
    """One day of a month; `map_uid` is empty while its map is not out."""

    number: int
    date: date
    start: int
    end: int
    map_uid: str = ""
    group: str = ""
    campaign_id: int = 0


@dataclass
class Days:
    """The maps day by day, with the moments at which they came or will come.

    A late Nadeo publishes `delay` seconds after the day began; `early` holds days that were
    made to begin before their time.
    """

    ids: Ids
    known: Sequence[Day] = ()
    delay: float = 0.0
    early: dict[int, int] = field(default_factory=dict[int, int])

    def __post_init__(self) -> None:
        self._by_group = {day.group: day.number for day in self.known}

    def start(self, number: int) -> int:
        """Return when a day begins or began."""
        if number in self.early:
            return self.early[number]
        return self.known[number].start if number < len(self.known) else paris.totd_start(number)

    def end(self, number: int) -> int:
        """Return when a day ends: at its usual hour, unless the next was made to begin early."""
        if number + 1 in self.early:
            return self.early[number + 1]
        return self.known[number].end if number < len(self.known) else paris.totd_end(number)

    def count(self, now: float) -> int:
        """Return how many maps are out."""
        return paris.count_started(lambda number: self.start(number) + int(self.delay), now)

    def get(self, number: int, now: float) -> Day:
        """Return a day as Nadeo shows it at this moment."""
        return self._shown(number, self.count(now))

    def _shown(self, number: int, out: int) -> Day:
        """Return a day as Nadeo shows it when so many maps are out."""
        day = paris.FIRST_TOTD + timedelta(days=number)
        start, end = self.start(number), self.end(number)
        if number >= out:
            return Day(number, day, start, end)
        if number < len(self.known):
            known = self.known[number]
            return Day(number, day, start, end, known.map_uid, known.group, known.campaign_id)
        return Day(
            number,
            day,
            start,
            end,
            self.ids.map_uid(Kind.TOTD, number),
            self.ids.uuid(Kind.TOTD, number),
            173 + number * 68,
        )

    def newest(self, now: float) -> Day | None:
        """Return the day whose map came out last."""
        count = self.count(now)
        return self.get(count - 1, now) if count else None

    def month(self, first: date, now: float) -> list[Day]:
        """Return the days of a month; those to come have no map."""
        following = paris.month_before(first, -1)
        numbers = range((first - paris.FIRST_TOTD).days, (following - paris.FIRST_TOTD).days)
        out = self.count(now)
        return [self._shown(number, out) for number in numbers if number >= 0]

    def by_group(self, group: str, now: float) -> Day | None:
        """Return the day whose season has this uid."""
        number = self._by_group.get(group)
        if number is None:
            thing = self.ids.uuid_names(group)
            if thing is None or thing.kind != Kind.TOTD or thing.number < len(self.known):
                return None
            number = thing.number
        return self.get(number, now) if number < self.count(now) else None


def royal_count(now: float) -> int:
    """Return how many Royal maps there are."""
    whole = (paris.LAST_ROYAL - paris.FIRST_ROYAL).days + 1
    return min(whole, paris.count_started(paris.royal_start, now))


def royal_month(ids: Ids, first: date, now: float) -> list[Day]:
    """Return the Royal maps of a month: none before April 2021 or after June 2025."""
    following = paris.month_before(first, -1)
    numbers = range((first - paris.FIRST_ROYAL).days, (following - paris.FIRST_ROYAL).days)
    return [royal_day(ids, number) for number in numbers if 0 <= number < royal_count(now)]


def royal_day(ids: Ids, number: int) -> Day:
    """Return a day of the Royal archive by its number."""
    return Day(
        number,
        paris.FIRST_ROYAL + timedelta(days=number),
        paris.royal_start(number),
        paris.royal_start(number + 1),
        ids.map_uid(Kind.ROYAL, number),
        ids.uuid(Kind.ROYAL, number),
        9000 + number * 53,
    )
