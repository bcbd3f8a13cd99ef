"""Days and months as people count them from now: pure functions."""

import re
from datetime import date, timedelta

from bot.maps.days import month_before

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CURRENT_WORDS = frozenset({"current", "now", "this", "running", "latest", "newest", "present"})
BEFORE = frozenset({"last", "previous", "before"})
DAYS_FROM_THE_RUNNING = {
    "tomorrow": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
}

_AGO = re.compile(r"(\d{1,3}|an?|one|two|three) ?(days?|d|weeks?|w|months?|years?|y) ago", re.ASCII)
_MONTHS_AGO = re.compile(r"(\d{1,3}|a|one|two|three) months? ago", re.ASCII)
_WEEKDAY = re.compile(f"(?:(last|this|on) )?({'|'.join(_WEEKDAYS)})")
_SPELLED = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def relative_day(text: str, newest: date) -> date | None:
    """Find the day that small letters name by its distance from the running track's.

    A weekday is the last one up to it, with `last` the one before it; it may lie ahead or long ago.
    """
    text = " ".join(text.split())
    if text in DAYS_FROM_THE_RUNNING:
        return newest + timedelta(days=DAYS_FROM_THE_RUNNING[text])
    if match := _AGO.fullmatch(text):
        return _earlier(newest, _number(match[1]), match[2][0])
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        return None
    back = (newest.weekday() - _WEEKDAYS.index(match[2])) % 7
    return newest - timedelta(days=back or (7 if match[1] == "last" else 0))


def relative_month(text: str, newest: date) -> date | None:
    """Find the month that small letters name by its distance from the newest."""
    words = [word for word in text.split() if word not in {"month", "the"}]
    if len(words) == 1 and words[0] in CURRENT_WORDS:
        return newest
    if len(words) == 1 and words[0] in BEFORE:
        return month_before(newest)
    match = _MONTHS_AGO.fullmatch(" ".join(text.split()))
    return None if match is None else month_before(newest, _number(match[1]))


def _number(text: str) -> int:
    return _SPELLED[text] if text in _SPELLED else int(text)


def _earlier(newest: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years earlier, within its month."""
    if unit in "dw":
        return newest - timedelta(days=count * (7 if unit == "w" else 1))
    month = month_before(newest.replace(day=1), count * (12 if unit == "y" else 1))
    following = month_before(month, -1)
    return month.replace(day=min(newest.day, (following - month).days))
