"""Dates as people write them: with the year first, with dots, with slashes, with a month's name."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NoReturn

from bot.face import wording as face_wording
from bot.maps import wording
from bot.maps.folding import folded
from bot.refusal import Question, Refusal

SHORTEST_MONTH = 3
"""As many letters as tell the months apart."""

YEARS_BACK = 8
"""Leap days are so far apart at most."""

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_BEGUN = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d?))?", re.ASCII)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English, which is understood whatever else is read."""
_MONTHS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})-?", re.ASCII),
    re.compile(r"(?P<number>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[^\W\d_]{3,})\.?,?(?P<filler> [^\W\d_]+)? (?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4}) (?P<name>[^\W\d_]{3,})\.?"),
)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_WORD = r"[^\W\d_]"
_WEEKDAY = rf"(?:(?P<weekday>{_WORD}{{2,}})\.?,? )?"
_FILLER = rf"(?: {_WORD}+)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?"
_MONTH = rf"(?P<month>{_WORD}{{3,}})\.?"
_YEAR = rf"(?:,?(?P<before_year>{_FILLER}) (?P<year>[0-9]{{4}}))?"
_SPOKEN = (
    re.compile(f"{_WEEKDAY}{_DAY}(?P<before_month>{_FILLER}) {_MONTH}{_YEAR}"),
    re.compile(f"{_WEEKDAY}{_MONTH} {_DAY}{_YEAR}"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_date(text: str, newest: date) -> date | None:
    """Read the date that is written, None for what is none.

    Without a year it is the last such date up to the newest. Refuse what looks like a date and is
    none in the calendar, and what may be two different dates.
    """
    text = " ".join(text.casefold().split())
    return _with_numbers(text, newest) or _with_a_name(text, newest)


def parse_month(text: str) -> date | None:
    """First day of the month that small letters write with its year, None for none."""
    matches = (form.fullmatch(text) for form in _MONTHS)
    for parts in (match.groupdict() for match in matches if match):
        name = parts.get("name")
        if not _is_filler(parts.get("filler")):
            continue
        number = month_number(name) if name else int(parts["number"])
        if found := _date(int(parts["year"]), number, 1):
            return found
    return None


def is_spoken_date(text: str) -> bool:
    """Tell whether a text is a day with its month's name and its year."""
    match = _spoken(" ".join(text.casefold().split()))
    return match is not None and match["year"] is not None


def date_beginnings(typed: str) -> tuple[str, ...]:
    """How ISO dates may go on from one that is typed as far as its month, none for others.

    `2026-1` may become January or one of the last three months.
    """
    match = _BEGUN.fullmatch(typed.strip())
    if match is None:
        return ()
    year, month, day = match.groups()
    months = {month, month.zfill(2)} if day is None else {month.zfill(2)}
    days = [f"-{day}", f"-0{day}"] if day else [""]
    return tuple(f"{year}-{begun}{rest}" for begun in sorted(months)[::-1] for rest in days)


def month_number(name: str) -> int:
    """Find the number of the month that a name in small letters begins, 0 for none.

    It is understood in English, and in what the reader reads, there without accents too.
    """
    if len(name) < SHORTEST_MONTH:
        return 0
    spoken = [enumerate(names, 1) for names in (MONTHS, face_wording.month_names())]
    begun = (number for number, month in chain(*spoken) if _begins(name, month))
    return next(begun, 0)


def _is_weekday(name: str) -> bool:
    """Tell whether a name in small letters begins that of a day of the week."""
    return any(_begins(name, day) for day in (*_WEEKDAYS, *face_wording.weekday_names()))


def _begins(typed: str, name: str) -> bool:
    return folded(name).startswith(folded(typed))


def _is_filler(text: str | None) -> bool:
    """Tell whether a word is nothing or what the reader puts between the parts of a date."""
    word = (text or "").strip()
    return not word or word in face_wording.words_of_dates()


def _with_numbers(text: str, newest: date) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _certain(int(match[1]), int(match[3]), int(match[4]))
    if match := _DOTTED.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if match[3] is None:
            return _latest(month, day, newest) or _none()
        return _certain(int(match[3]), month, day)
    if match := _SLASHED.fullmatch(text):
        return _either(int(match[1]), int(match[2]), int(match[3]))
    return None


def _with_a_name(text: str, newest: date) -> date | None:
    match = _spoken(text)
    if match is None:
        return None
    month, day = month_number(match["month"]), int(match["day"])
    if match["year"] is None:
        return _latest(month, day, newest)
    return _certain(int(match["year"]), month, day)


def _spoken(text: str) -> re.Match[str] | None:
    matches = (form.fullmatch(text) for form in _SPOKEN)
    return next((match for match in matches if match and _is_spoken(match.groupdict())), None)


def _is_spoken(parts: Mapping[str, str | None]) -> bool:
    """Tell whether the words of what looks like a date are those of one."""
    weekday = parts["weekday"]
    return (
        month_number(parts["month"] or "") > 0
        and (weekday is None or _is_weekday(weekday))
        and _is_filler(parts.get("before_month"))
        and _is_filler(parts["before_year"])
    )


def _certain(year: int, month: int, day: int) -> date:
    return _date(year, month, day) or _none()


def _none() -> NoReturn:
    raise Refusal(wording.UNKNOWN_DATE)


def _either(first: int, second: int, year: int) -> date:
    """Return the date whichever of the two is its day; ask back where both may be."""
    found = {_date(year, second, first), _date(year, first, second)}
    dates = sorted(on for on in found if on is not None)
    if len(dates) > 1:
        choices = [(face_wording.long_date(on), on.isoformat()) for on in dates]
        raise Question(wording.ambiguous_date(dates[0], dates[1]), "map", choices)
    return dates[0] if dates else _none()


def _latest(month: int, day: int, newest: date) -> date | None:
    """Return the last such date up to the newest; a name of a map may look like a day of none."""
    found = (_date(year, month, day) for year in _years(newest))
    return next((on for on in found if on is not None and on <= newest), None)


def _years(newest: date) -> Iterator[int]:
    return (newest.year - back for back in range(YEARS_BACK + 1))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
