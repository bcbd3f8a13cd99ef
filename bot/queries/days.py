"""Dates and months."""

import re
from datetime import date
from typing import Literal, TypeAlias

from bot import wording
from bot.days import FIRST_DATE, month_before
from bot.queries.dates import month_number, parse_date
from bot.refusal import Refusal
from bot.wording import official

DayChoice: TypeAlias = date | Literal["today", "yesterday"]
"""A date in Paris, the running track or the one before it."""

_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_SPOKEN_MONTH = re.compile(r"([a-z]{3,9})\.? +(\d{4})", re.ASCII)


def day_choice(typed: str | None, newest: date) -> DayChoice:
    """Return the day meant; refuse what is no date or never had a track."""
    day = day_if_any(typed, newest)
    if day is None:
        raise Refusal(wording.UNKNOWN_DATE)
    return day


def day_if_any(typed: str | None, newest: date) -> DayChoice | None:
    """Return the day meant, None for what is no date; refuse days before the first track.

    Whether a track has begun is not decided here: only Nadeo knows.
    """
    text = (typed or "today").strip().casefold()
    if text == "today":
        return "today"
    if text == "yesterday":
        return "yesterday"
    wanted = parse_date(text, newest)
    if wanted is not None and wanted < FIRST_DATE:
        raise Refusal(wording.date_too_early(FIRST_DATE))
    return wanted


def month_choice(typed: str | None, oldest: date, newest: date) -> date:
    """Return the first day of the month meant, the newest where nothing is typed.

    Refuse what is no month or lies outside of those there are.
    """
    if typed is None or not typed.strip():
        return newest
    wanted = _parse_month(typed.strip().casefold())
    if wanted is None:
        raise Refusal(official.UNKNOWN_MONTH)
    if not oldest <= wanted <= newest:
        raise Refusal(official.month_out_of_range(oldest, newest))
    return wanted


def month_offers(typed: str, oldest: date, newest: date) -> list[tuple[str, str]]:
    """Return labels and values of months that fit what is typed so far, newest first."""
    words = typed.casefold().split()
    found: list[tuple[str, str]] = []
    month = newest
    while month >= oldest:
        label, value = official.month_name(month), f"{month:%Y-%m}"
        if all(word in label.casefold() or value.startswith(word) for word in words):
            found.append((label, value))
        month = month_before(month)
    return found


def _parse_month(text: str) -> date | None:
    if match := _ISO_MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
    elif match := _SPOKEN_MONTH.fullmatch(text):
        year, month = int(match[2]), month_number(match[1])
    else:
        return None
    return date(year, month, 1) if year and 1 <= month <= len(wording.MONTHS) else None
