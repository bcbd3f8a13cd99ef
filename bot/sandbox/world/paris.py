"""When things happen in Trackmania: all rules in Europe/Paris, all answers in Unix seconds."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
FIRST_TOTD = date(2020, 7, 1)
FIRST_SHORT = date(2024, 12, 15)
FIRST_GRAND = date(2026, 1, 25)
FIRST_CUP = date(2025, 12, 13)
FIRST_ROYAL, LAST_ROYAL = date(2021, 4, 1), date(2025, 6, 30)
SEASONS = ("Winter", "Spring", "Summer", "Fall")
# Seasons that did not begin on the first day of their quarter.
ODD_SEASONS = {
    (2020, 2): date(2020, 6, 23),
    (2024, 0): date(2024, 1, 9),
    (2024, 1): date(2024, 4, 2),
    (2026, 0): date(2026, 1, 27),
    (2026, 1): date(2026, 4, 15),
}
# The 59th week of shorts began two days late, after a week of nine days.
LATE_SHORT, LATE_SHORT_START = 58, date(2026, 1, 27)
FAR = 20_000


def seconds(day: date, hour: int, minute: int = 0) -> int:
    """Return the moment at which clocks in Paris show this."""
    return int(datetime.combine(day, time(hour, minute), PARIS).timestamp())


def paris_date(moment: float) -> date:
    """Return the date that calendars in Paris show."""
    return datetime.fromtimestamp(moment, PARIS).date()


def utc(moment: float) -> datetime:
    """Return a moment given in seconds."""
    return datetime.fromtimestamp(moment, UTC)


def count_started(starts_at: Callable[[int], int], now: float) -> int:
    """Return how many of an endless sequence have begun."""
    return bisect_right(range(FAR), now, key=starts_at)


@cache
def totd_start(number: int) -> int:
    """Return when a Track of the Day began; number 0 is the first ever."""
    day = FIRST_TOTD + timedelta(days=number)
    if number == 0:
        return seconds(day, 16)
    if day == date(2020, 10, 25):
        return seconds(day, 18)
    return seconds(day, 19)


@cache
def totd_end(number: int) -> int:
    """Return when a Track of the Day ends: 19:00 on the next day, whatever that one does."""
    return seconds(FIRST_TOTD + timedelta(days=number + 1), 19)


def season_quarter(number: int) -> tuple[int, int]:
    """Return year and quarter (0 is winter) of a season; number 0 is Summer 2020."""
    years, quarter = divmod(number + 2, 4)
    return 2020 + years, quarter


@cache
def season_start(number: int) -> int:
    """Return when a season began."""
    year, quarter = season_quarter(number)
    usual = date(year, quarter * 3 + 1, 1)
    return seconds(ODD_SEASONS.get((year, quarter), usual), 17)


@cache
def short_start(number: int) -> int:
    """Return when a week of shorts began; number 0 is Week 1."""
    day = FIRST_SHORT + timedelta(weeks=number)
    return seconds(LATE_SHORT_START if number == LATE_SHORT else day, 18)


@cache
def grand_start(number: int) -> int:
    """Return when a weekly grand began."""
    return seconds(FIRST_GRAND + timedelta(weeks=number), 18)


@cache
def cup_start(number: int) -> int:
    """Return when a cup of the week began."""
    return seconds(FIRST_CUP + timedelta(weeks=number), 17, 30)


@cache
def royal_start(number: int) -> int:
    """Return when a day of the Royal archive began."""
    return seconds(FIRST_ROYAL + timedelta(days=number), 19)


def week_of_next_monday(moment: int) -> tuple[int, int]:
    """Return ISO year and week of the first Monday after this moment's day."""
    day = paris_date(moment)
    calendar = (day + timedelta(days=7 - day.weekday())).isocalendar()
    return calendar.year, calendar.week


def months_between(early: date, late: date) -> int:
    """Return how many months lie between the months of two dates."""
    return (late.year - early.year) * 12 + late.month - early.month


def month_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a date."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)
