"""Which Track of the Day is which: pure rules over Nadeo's months, in Paris time.

A track runs from 19:00 to 19:00 and carries the date on which it began (quirks 45, 47).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.nadeo.models import Day, Month

PARIS = ZoneInfo("Europe/Paris")
FIRST_DATE = date(2020, 7, 1)
FIRST_ROYAL_MONTH = date(2021, 4, 1)
LAST_ROYAL_MONTH = date(2025, 6, 1)
SWITCH_HOUR = 19


@dataclass(frozen=True)
class DatedDay:
    """A released day with its full date."""

    date: date
    day: Day


def paris_date(moment: datetime) -> date:
    """Calendar date in Paris."""
    return moment.astimezone(PARIS).date()


def scheduled_date(moment: datetime) -> date:
    """Date of the track that should be running, where nothing is known of any.

    Yesterday's before 19:00. What Nadeo said of a track is always better than this.
    """
    there = moment.astimezone(PARIS)
    return there.date() if there.hour >= SWITCH_HOUR else there.date() - timedelta(days=1)


def expected_date(on: date, ends: int, moment: datetime) -> date:
    """Date of the track that should be running when one ended at `ends`.

    Nobody says when later ones begin: they are taken to last a day each, by the clocks in Paris.
    """
    end = datetime.fromtimestamp(ends, PARIS) if 0 < ends <= moment.timestamp() else None
    if end is None:
        return on
    gone = moment.astimezone(PARIS).replace(tzinfo=None) - end.replace(tzinfo=None)
    return on + timedelta(days=1 + max(0, gone.days))


def month_of(day: date) -> date:
    """First day of a date's month, by which months are named here."""
    return day.replace(day=1)


def month_before(first: date, months: int = 1) -> date:
    """Count so many months back; later ones for a negative number."""
    years, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(years, month + 1, 1)


def month_offset(of: date, moment: datetime) -> int:
    """How many months back Nadeo counts to reach this date's month; negative in future."""
    now = paris_date(moment)
    return (now.year - of.year) * 12 + now.month - of.month


def released(months: Iterable[Month]) -> Iterator[DatedDay]:
    """Give the days whose map is known (quirk 43), in the order of the months."""
    for month in months:
        for day in month.released():
            on = _date(month.year, month.month, day.month_day)
            if on is not None:
                yield DatedDay(on, day)


def _date(year: int, month: int, month_day: int) -> date | None:
    """Return a date, None for what is none: calendar fields may be -1 (quirk 34).

    At the ends of the calendar a day has no neighbours.
    """
    if not FIRST_DATE.year <= year < date.max.year:
        return None
    try:
        return date(year, month, month_day)
    except (ValueError, OverflowError):
        return None


def started(months: Iterable[Month], moment: datetime) -> list[DatedDay]:
    """Days that have begun, oldest first: a map that comes later must not leak."""
    now = moment.timestamp()
    begun = [item for item in released(months) if item.day.start_timestamp <= now]
    return sorted(begun, key=lambda item: item.day.start_timestamp)


def current(months: Iterable[Month], moment: datetime) -> DatedDay | None:
    """Find the running day: of two the later start, of none the newest begun (quirk 49)."""
    begun = started(months, moment)
    return begun[-1] if begun else None


def is_over(month: Month, moment: datetime) -> bool:
    """Tell whether nothing in a month will change any more."""
    days = list(released([month]))
    if not days or max(item.day.end_timestamp for item in days) >= moment.timestamp():
        return False
    # By its days, not by the clock alone: that may be wrong by months.
    first = days[0].date.replace(day=1)
    is_whole = max(item.date for item in days) == month_before(first, -1) - timedelta(days=1)
    return is_whole and paris_date(moment) > first + timedelta(days=31)
