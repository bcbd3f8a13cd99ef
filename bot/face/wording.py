"""Sentences and labels that several rooms need; those of a subject stand in its own `wording`.

Nothing from outside stands in them but numbers and dates.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from bot.languages import locale, number, writing_in, written
from bot.nadeo.errors import (
    Busy,
    EmptyAnswer,
    Forbidden,
    InvalidArgument,
    LoginRejected,
    NadeoError,
    NotFound,
    Refused,
    ServiceAccountRequired,
    TooManyRequests,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.sentences import Sentence, say

# --- what went wrong -----------------------------------------------------------------------------

STILL_SLOW = Sentence("Nadeo's servers are too slow right now. Please try again in a minute.")
NEEDS_MANAGE_SERVER = Sentence("You need the right **Manage Server** for this.")
OUTDATED_BUTTON = Sentence(
    "This button is from an older version of me. Please type the command again."
)

NADEO_SENTENCES: dict[type[NadeoError], Sentence] = {
    InvalidArgument: Sentence("That is nothing Nadeo could know. Please check what you typed."),
    ServiceAccountRequired: Sentence(
        "This needs a Nadeo service account, and I run with a dedicated server's account."
    ),
    LoginRejected: Sentence(
        "Nadeo refuses my login, so I cannot look anything up. Whoever runs me finds the reason in "
        "the log; I try again every few minutes."
    ),
    Unauthorized: Sentence(
        "Nadeo does not accept my login right now. I keep trying; please try again soon."
    ),
    TooManyRequests: Sentence("Nadeo asks me to slow down. Please try again in a minute."),
    Unavailable: Sentence(
        "Nadeo's servers do not answer right now. Please try again in a few minutes."
    ),
    EmptyAnswer: Sentence(
        "Nadeo lists this but shows nothing of it, so I have nothing to show either."
    ),
    NotFound: Sentence("Nadeo does not know that one."),
    Forbidden: Sentence("Nadeo does not let me see that."),
    UnexpectedAnswer: Sentence(
        "Nadeo answered something I do not understand. Please try again later."
    ),
    NadeoError: Sentence("Nadeo declined that."),
}
"""One sentence for each kind of failure; a kind without its own takes its parent's."""

NO_NAMES = Sentence(
    "Nadeo tells me no names of players right now. Whoever runs me finds the reason in the log."
)
MISSING_RULE = Sentence(
    "Nadeo lets only accounts with a certain right do that, and the one I run with has it not."
)
COMMON_REASONS = {"nls::player::missingrule": MISSING_RULE}
"""What Nadeo's own words for a refusal mean, whatever it is of; in small letters."""
NO_REASONS: Mapping[str, Sentence] = {}


def nadeo_failed(error: NadeoError, reasons: Mapping[str, Sentence] = NO_REASONS) -> str:
    """Say what failed at Nadeo, as far as it helps whoever asked.

    `reasons` say what Nadeo's own words for a refusal mean, in small letters, where that is more
    than its kind: each subject has its own.
    """
    if isinstance(error, Busy):
        return held_back(error.seconds) if error.is_held else busy(error.seconds)
    if isinstance(error, LoginRejected) and error.service == "OAuth":
        return str(NO_NAMES)
    if isinstance(error, Refused):
        reason = error.reason.casefold()
        if sentence := COMMON_REASONS.get(reason) or reasons.get(reason):
            return str(sentence)
    kinds = (kind for kind in type(error).__mro__ if kind in NADEO_SENTENCES)
    return str(NADEO_SENTENCES[next(kinds)])


def problem_of(
    error: NadeoError | TimeoutError, reasons: Mapping[str, Sentence] = NO_REASONS
) -> str:
    """Say why a part is missing, for whoever reads the rest."""
    return nadeo_failed(error, reasons) if isinstance(error, NadeoError) else str(STILL_SLOW)


def busy(seconds: float) -> str:
    """Say how long the queue is."""
    return say(
        "Many people are asking right now. Please try again in about {seconds} s.",
        seconds=max(1, round(seconds)),
    )


def held_back(seconds: float) -> str:
    """Say how long Nadeo lets nobody ask."""
    return say(
        "Nadeo asks me to wait. Please try again in about {seconds} s.",
        seconds=max(1, round(seconds)),
    )


DAYS_AT_HAND = 10_000

# --- labels --------------------------------------------------------------------------------------

NO_SCORE = "—"
LEVEL = "="

UNITS = {"tm_stunt": Sentence("points"), "tm_platform": Sentence("respawns")}
"""What scores on a kind of map count, where that is no time."""

FIRST = Sentence("First")
BACK = Sentence("Back")
NEXT = Sentence("Next")
CHART = Sentence("Chart")


def long_date(on: date) -> str:
    """Write `22 August 2026`."""
    return format_date(on, "long", locale())


def weekday_date(on: date) -> str:
    """Write `Sat, 22 August 2026`."""
    return _weekday_date(on, written())


@lru_cache(maxsize=DAYS_AT_HAND)
def _weekday_date(on: date, language: str) -> str:
    """Write it once: all days there are stand beside what somebody types, with every key."""
    with writing_in(language):
        day = format_date(on, "EEE", locale())
        return say("{weekday}, {date}", weekday=day, date=long_date(on))


def short_date(on: date, year: int | None) -> str:
    """Write `22 August`, and `22 August 2025` where it is of another year than the one given."""
    return day_of_year(on) if on.year == year else long_date(on)


def day_of_year(on: date) -> str:
    """Write `22 August`."""
    return format_skeleton("MMMMd", on, locale=locale())


def month_name(first: date) -> str:
    """Write `August 2026`."""
    return format_skeleton("yMMMM", first, locale=locale())


def titled(text: str) -> str:
    """Begin with a capital letter, as a title does: months have small ones in French."""
    return text[:1].upper() + text[1:]


def month_names() -> tuple[str, ...]:
    """Write the names of the twelve months."""
    return tuple(format_date(date(2000, month, 1), "LLLL", locale()) for month in range(1, 13))


def weekday_names() -> tuple[str, ...]:
    """Write the names of the seven days of a week, Monday first."""
    return tuple(format_date(date(2001, 1, day), "EEEE", locale()) for day in range(1, 8))


def short_weekdays() -> tuple[str, ...]:
    """Write the short names of the seven days of a week, as dates have them."""
    return tuple(format_date(date(2001, 1, day), "EEE", locale()) for day in range(1, 8))


def words_of_dates() -> frozenset[str]:
    """Return the words between the parts of a long date, such as `de` in Spanish."""
    return frozenset(re.findall(r"'(\w+)'", str(locale().date_formats["long"].pattern)))


def labelled(name: str, value: str) -> str:
    """Write a value behind what it is called: not every language has the colon right behind it."""
    return say("{name}: {value}", name=name, value=value)


def page_of(page: int, pages: int, total: int) -> str:
    """Say where one is in a list."""
    return say(
        "page {page} of {pages} · {total} in all", page=page, pages=pages, total=number(total)
    )


def old_data(moment: str) -> str:
    """Say how old an answer is when Nadeo gives no newer; `moment` is a Discord timestamp.

    It is "" where nobody noted it.
    """
    if not moment:
        return say("⚠️ Nadeo does not answer, so this may be out of date.")
    return say("⚠️ Nadeo does not answer: this is from {moment}.", moment=moment)
