"""Sentences and labels that several rooms need; those of a subject stand in its own `wording`.

Nothing from outside stands in them but numbers and dates.
"""

from collections.abc import Mapping
from datetime import date

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

# --- what went wrong -----------------------------------------------------------------------------

STILL_SLOW = "Nadeo's servers are too slow right now. Please try again in a minute."
NEEDS_MANAGE_SERVER = "You need the right **Manage Server** for this."
OUTDATED_BUTTON = "This button is from an older version of me. Please type the command again."

NADEO_SENTENCES: dict[type[NadeoError], str] = {
    InvalidArgument: "That is nothing Nadeo could know. Please check what you typed.",
    ServiceAccountRequired: (
        "This needs a Nadeo service account, and I run with a dedicated server's account."
    ),
    LoginRejected: (
        "Nadeo refuses my login, so I cannot look anything up. Whoever runs me finds the reason in "
        "the log; I try again every few minutes."
    ),
    Unauthorized: "Nadeo does not accept my login right now. I keep trying; please try again soon.",
    TooManyRequests: "Nadeo asks me to slow down. Please try again in a minute.",
    Unavailable: "Nadeo's servers do not answer right now. Please try again in a few minutes.",
    EmptyAnswer: "Nadeo lists this but shows nothing of it, so I have nothing to show either.",
    NotFound: "Nadeo does not know that one.",
    Forbidden: "Nadeo does not let me see that.",
    UnexpectedAnswer: "Nadeo answered something I do not understand. Please try again later.",
    NadeoError: "Nadeo declined that.",
}
"""One sentence for each kind of failure; a kind without its own takes its parent's."""

NO_NAMES = (
    "Nadeo tells me no names of players right now. Whoever runs me finds the reason in the log."
)
MISSING_RULE = (
    "Nadeo lets only accounts with a certain right do that, and the one I run with has it not."
)
COMMON_REASONS = {"nls::player::missingrule": MISSING_RULE}
"""What Nadeo's own words for a refusal mean, whatever it is of; in small letters."""
NO_REASONS: Mapping[str, str] = {}


def nadeo_failed(error: NadeoError, reasons: Mapping[str, str] = NO_REASONS) -> str:
    """Say what failed at Nadeo, as far as it helps whoever asked.

    `reasons` say what Nadeo's own words for a refusal mean, in small letters, where that is more
    than its kind: each subject has its own.
    """
    if isinstance(error, Busy):
        return held_back(error.seconds) if error.is_held else busy(error.seconds)
    if isinstance(error, LoginRejected) and error.service == "OAuth":
        return NO_NAMES
    if isinstance(error, Refused):
        reason = error.reason.casefold()
        if sentence := COMMON_REASONS.get(reason) or reasons.get(reason):
            return sentence
    kinds = (kind for kind in type(error).__mro__ if kind in NADEO_SENTENCES)
    return NADEO_SENTENCES[next(kinds)]


def problem_of(error: NadeoError | TimeoutError, reasons: Mapping[str, str] = NO_REASONS) -> str:
    """Say why a part is missing, for whoever reads the rest."""
    return nadeo_failed(error, reasons) if isinstance(error, NadeoError) else STILL_SLOW


def busy(seconds: float) -> str:
    """Say how long the queue is."""
    return (
        f"Many people are asking right now. Please try again in about {max(1, round(seconds))} s."
    )


def held_back(seconds: float) -> str:
    """Say how long Nadeo lets nobody ask."""
    return f"Nadeo asks me to wait. Please try again in about {max(1, round(seconds))} s."


# --- labels --------------------------------------------------------------------------------------

NO_SCORE = "—"
LEVEL = "="

UNITS = {"tm_stunt": "points", "tm_platform": "respawns"}
"""What scores on a kind of map count, where that is no time."""

FIRST = "First"
BACK = "Back"
NEXT = "Next"
CHART = "Chart"


def long_date(on: date) -> str:
    """Write `22 August 2026`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday_date(on: date) -> str:
    """Write `Sat, 22 August 2026`."""
    return f"{WEEKDAYS[on.weekday()]}, {long_date(on)}"


def short_date(on: date, year: int | None) -> str:
    """Write `22 August`, and `22 August 2025` where it is of another year than the one given."""
    return f"{on.day} {MONTHS[on.month - 1]}" if on.year == year else long_date(on)


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
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def page_of(page: int, pages: int, total: int) -> str:
    """Say where one is in a list."""
    return f"page {page} of {pages} · {total:,} in all"


def old_data(moment: str) -> str:
    """Say how old an answer is when Nadeo gives no newer; `moment` is a Discord timestamp.

    It is "" where nobody noted it.
    """
    if not moment:
        return "⚠️ Nadeo does not answer, so this may be out of date."
    return f"⚠️ Nadeo does not answer: this is from {moment}."
