"""Maps and ranks."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from yarl import URL

from bot.exchange.typed import ExchangeNumber, exchange_number
from bot.maps.typed.days import DayChoice, day_if_any
from bot.maps.typed.wrapping import unwrapped


@dataclass(frozen=True)
class TypedUid:
    """A map told by its uid, alone or in a link."""

    uid: str


@dataclass(frozen=True)
class TypedName:
    """A map told by some words."""

    words: str


MapChoice: TypeAlias = DayChoice | TypedUid | TypedName | ExchangeNumber

_MAP_UID = re.compile(r"[A-Za-z0-9_-]{24,32}", re.ASCII)
_MAP_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?"
    r"(?:trackmania\.io/#/(?:(?:totd|campaigns)/)?leaderboard/(?:[\w-]+/)?"
    r"|trackmania\.com/tracks/)"
    r"([A-Za-z0-9_-]{1,64})/?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE,
)


def map_choice(typed: str | None, newest: date, exchange: URL | None = None) -> MapChoice:
    """Tell what was meant as a map: the running track where nothing is typed.

    `exchange` is the site whose links and numbers are understood, None where it is switched off.
    """
    if typed is None:
        return "today"
    text = unwrapped(typed)
    number = exchange_number(text, exchange)
    if number is not None:
        return number
    day = day_if_any(text or typed, newest)
    if day is not None:
        return day
    uid = map_uid(text)
    return TypedName(text or typed.strip()) if uid is None else TypedUid(uid)


def map_uid(typed: str) -> str | None:
    """Find the uid in a link or a uid as it is, None where the text is neither (quirk 101)."""
    text = unwrapped(typed)
    link = _MAP_LINK.fullmatch(text)
    if link is not None:
        return link[1]
    return text if _MAP_UID.fullmatch(text) else None
