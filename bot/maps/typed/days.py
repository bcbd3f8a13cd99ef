"""Dates and months."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, TypeAlias

from bot.face import wording as face_wording
from bot.face.suggestions import LABEL_SEPARATOR, Offer
from bot.maps import wording
from bot.maps.days import FIRST_DATE, month_before
from bot.maps.folding import folded
from bot.maps.typed.dates import month_number, parse_date, parse_month
from bot.maps.typed.relative import relative_day, relative_month
from bot.refusal import DayQuestion, Refusal

DayChoice: TypeAlias = date | Literal["today", "yesterday"]
"""A date in Paris, the running track or the one before it."""

DECEMBER = 12


def day_if_any(typed: str | None, newest: date) -> DayChoice | None:
    """Find the day meant, None for what is no date.

    Refuse days before the first track and tracks of tomorrow; ask back for the day of a month.
    Whether a track has begun is otherwise not decided here: only Nadeo knows.
    """
    text = " ".join((typed or "today").casefold().split())
    if spoken := _spoken(text):
        return spoken
    wanted = relative_day(text, newest)
    if wanted is not None and wanted > newest:
        raise Refusal(wording.date_in_future(wanted))
    wanted = wanted or parse_date(text, newest)
    if wanted is None and (month := parse_month(text)) is not None:
        raise _no_day(month, newest)
    if wanted is not None and wanted < FIRST_DATE:
        raise Refusal(wording.date_too_early(FIRST_DATE))
    return wanted


def _spoken(text: str) -> DayChoice | None:
    """Find today or yesterday in small letters: alone, or in the label under which it is offered.

    They are understood in English, and in what the reader reads.
    """
    word = folded(text.partition(LABEL_SEPARATOR.strip())[0])
    if word in {"today", folded(str(wording.TODAY))}:
        return "today"
    return "yesterday" if word in {"yesterday", folded(str(wording.YESTERDAY))} else None


def month_choice(typed: str | None, oldest: date, newest: date) -> date:
    """First day of the month meant, the newest where nothing is typed.

    Without a year it is the last such month. Refuse what is no month or lies outside of those
    there are.
    """
    if typed is None or not typed.strip():
        return newest
    wanted = month_meant(typed, newest)
    if wanted is None:
        raise Refusal(wording.UNKNOWN_MONTH)
    if not oldest <= wanted <= newest:
        raise Refusal(wording.month_out_of_range(oldest, newest))
    return wanted


def month_offers(typed: str, oldest: date, newest: date) -> list[Offer]:
    """Labels and values of months that fit what is typed so far, newest first."""
    meant = month_meant(typed, newest)
    found = [month for month in _months(oldest, newest) if month == meant or _fits(typed, month)]
    found.sort(key=lambda month: month != meant)
    return [(face_wording.month_name(month), f"{month:%Y-%m}") for month in found]


def _months(oldest: date, newest: date) -> list[date]:
    count = (newest.year - oldest.year) * 12 + newest.month - oldest.month + 1
    return [month_before(newest, back) for back in range(count)]


def _fits(typed: str, month: date) -> bool:
    spoken, written = face_wording.month_name(month).casefold(), f"{month:%Y-%m}"
    return all(word in spoken or written.startswith(word) for word in typed.casefold().split())


def month_meant(typed: str, newest: date) -> date | None:
    """First day of the month that is written or counted back, None for none.

    It may lie ahead; without a year it is the last such month up to the newest.
    """
    text = " ".join(typed.casefold().split())
    if (relative := relative_month(text, newest)) is not None:
        return relative
    number = int(text) if re.fullmatch(r"[0-9]{1,2}", text) else month_number(text.rstrip("."))
    if 1 <= number <= DECEMBER:
        month = newest.replace(month=number)
        return month if month <= newest else month_before(month, 12)
    return parse_month(text)


def ask_which_day(month: date, newest: date, names: Mapping[date, str]) -> DayQuestion:
    """Ask for a day of a month up to the newest; each with its track's name where that is known."""
    end = min(newest, month_before(month, -1) - timedelta(days=1))
    first = max(month, FIRST_DATE)
    days = [first + timedelta(days=number) for number in range((end - first).days + 1)]
    choices = [(wording.day_label(day, names.get(day, "")), day.isoformat()) for day in days]
    return DayQuestion(wording.which_day(month), month, choices)


def _no_day(month: date, newest: date) -> Refusal:
    """Return the question for a day of a month, or why that month has none."""
    if month > newest:
        return Refusal(wording.date_in_future(month))
    if month < FIRST_DATE:
        return Refusal(wording.date_too_early(FIRST_DATE))
    return ask_which_day(month, newest, {})
