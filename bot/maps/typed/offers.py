"""What autocompletes offer of days and maps."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from bot.face import wording as face_wording
from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import LABEL_SEPARATOR, Offer
from bot.languages import writing_in, written
from bot.maps import wording
from bot.maps.days import FIRST_DATE
from bot.maps.releases import OfficialMap
from bot.maps.typed.dates import date_beginnings
from bot.maps.typed.relative import relative_day
from bot.text import named

_NAME_LENGTH = 44
AUTHOR_LENGTH = 18
RELEASE_LENGTH = 30
"""So that no label is cut, which is understood only as a whole."""


def day_offers(typed: str, newest: date, found: Iterable[OfficialMap]) -> list[Offer]:
    """Days that fit what is typed so far, with the tracks that were found by it."""
    offers = _spoken(typed, newest)
    for item in found:
        if item.release.on is not None:
            label = map_label(item)
            offers.setdefault(item.release.on, (label, item.release.key))
    fits = _fitting(typed)
    for day in _days(newest) if _may_be_a_day(typed) else ():
        if len(offers) >= MOST_CHOICES:
            break
        offer = _day_offer(day)
        if day not in offers and fits(offer[0], day):
            offers[day] = offer
    return list(offers.values())[:MOST_CHOICES]


def map_offers(typed: str, newest: date, found: Iterable[OfficialMap]) -> list[Offer]:
    """Offer maps under their uids, after the running track and the one before if they fit."""
    spoken = _spoken(typed, newest)
    return [*spoken.values(), *((map_label(item), item.map_uid) for item in found)]


def map_label(item: OfficialMap) -> str:
    """Put a map's name, author and release on one line of plain text."""
    release = item.release
    parts = [named(item.name, item.map_uid, _NAME_LENGTH)]
    if item.author:
        parts.append(named(item.author, "?", AUTHOR_LENGTH))
    if release.on is not None:
        parts.append(f"{wording.RELEASE_KINDS[release.kind]} {face_wording.long_date(release.on)}")
    elif release.name not in parts[0]:
        parts.append(named(release.name, "", RELEASE_LENGTH))
    return LABEL_SEPARATOR.join(parts)


def day_track(item: OfficialMap) -> str:
    """Return a track's name for a label that begins with its date."""
    return named(item.name, item.map_uid, _NAME_LENGTH)


def _spoken(typed: str, newest: date) -> dict[date, Offer]:
    """Return today and yesterday where they fit, and a day that is meant by its distance."""
    before = newest - timedelta(days=1)
    offers = {
        newest: (f"{wording.TODAY} · {face_wording.weekday_date(newest)}", "today"),
        before: (f"{wording.YESTERDAY} · {face_wording.weekday_date(before)}", "yesterday"),
    }
    meant = relative_day(typed.casefold(), newest)
    fits = _fitting(typed)
    fitting = {day: offer for day, offer in offers.items() if fits(offer[0], day)}
    if meant is not None and FIRST_DATE <= meant <= newest:
        fitting.setdefault(meant, offers.get(meant) or _day_offer(meant))
    return fitting


def _day_offer(on: date) -> Offer:
    return face_wording.weekday_date(on), on.isoformat()


def _may_be_a_day(typed: str) -> bool:
    """Tell whether each word of letters stands in a date: names of tracks need no look at any."""
    words, names = typed.casefold().split(), _in_dates(written())
    return all(not word.isalpha() or any(word in name for name in names) for word in words)


@cache
def _in_dates(language: str) -> frozenset[str]:
    """Return all words of letters that dates are written with in a language."""
    with writing_in(language):
        days = [date(2000, 1, 1) + timedelta(days=number) for number in range(366)]
        words = " ".join(map(face_wording.weekday_date, days)).casefold().split()
    return frozenset(word for word in words if not word.isdigit())


def _fitting(typed: str) -> Callable[[str, date], bool]:
    """Return what tells whether a day may become of what is typed: by its label or ISO date.

    Thousands of days are looked at with every key that is pressed: what is typed is read once.
    """
    beginnings, words = date_beginnings(typed), typed.casefold().split()

    def fits(label: str, on: date) -> bool:
        written = on.isoformat()
        if beginnings:
            return written.startswith(beginnings)
        spoken = label.casefold()
        return all(word in spoken or written.startswith(word) for word in words)

    return fits


def _days(newest: date) -> Iterator[date]:
    count = (newest - FIRST_DATE).days + 1
    return (newest - timedelta(days=ago) for ago in range(count))
