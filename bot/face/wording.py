"""Every sentence a person reads, in one package; a large subject has a module of its own.

Nothing from outside stands in these sentences but numbers and dates.
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

UNKNOWN_FAULT = "Something went wrong on my side. It is in the log of whoever runs me."
STILL_SLOW = "Nadeo's servers are too slow right now. Please try again in a minute."
FILE_REFUSES = (
    "I cannot write anything down right now, so nothing was changed. Whoever runs me finds the "
    "reason in the log."
)
CHOOSE = "Choose one …"
RESTARTING = "I am being restarted. Please try again in a few seconds."
COMMANDS_CHANGED = "My commands have just changed. Reload Discord (Ctrl+R) and try again."
NOT_YOUR_BUTTON = "These buttons belong to whoever typed the command. Type it for your own."
OUTDATED_BUTTON = "This button is from an older version of me. Please type the command again."
MISSING_RIGHTS = "I may not do that in this channel."

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
    EmptyAnswer: "Nadeo has this on its list, but shows nothing of it. Trying again hardly helps.",
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
    """Return the sentence for a failure at Nadeo.

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


def problem_of(error: NadeoError | TimeoutError, reasons: Mapping[str, str]) -> str:
    """Return why a part is missing, for whoever reads the rest."""
    return nadeo_failed(error, reasons) if isinstance(error, NadeoError) else STILL_SLOW


def busy(seconds: float) -> str:
    """Return how long the queue is."""
    return (
        f"Many people are asking right now. Please try again in about {max(1, round(seconds))} s."
    )


def held_back(seconds: float) -> str:
    """Return how long Nadeo lets nobody ask."""
    return f"Nadeo asks me to wait. Please try again in about {max(1, round(seconds))} s."


# --- what was typed ------------------------------------------------------------------------------

DATE_HINT = (
    "Write it as `2026-08-22`, choose `today` or `yesterday`, or type a few letters of the track's "
    "name and choose it."
)
NO_TRACK_LISTED = "Nadeo lists no Track of the Day right now. Please try again in a few minutes."
UNKNOWN_DATE = f"I do not understand that date. {DATE_HINT}"
MAP_HINT = (
    "Type a few letters of a map's name and choose it from the list, "
    "or paste its uid or its trackmania.io link."
)
UNKNOWN_MAP = f"I do not know that map. {MAP_HINT}"


def date_too_early(first: date) -> str:
    """Return when the Track of the Day began."""
    return f"The first Track of the Day was on {long_date(first)}."


def ambiguous_date(first: date, second: date) -> str:
    """Return which two dates may be meant, and how to write them."""
    return (
        f"Do you mean {long_date(first)} or {long_date(second)}? "
        f"Write it as `{first.isoformat()}` or `{second.isoformat()}`."
    )


def which_day(month: date) -> str:
    """Return how to name a day of the month that was typed."""
    return (
        f"Which day of {MONTHS[month.month - 1]} {month.year}? Write it as `{month:%Y-%m}-15`, "
        f"or see all of them with `/calendar month:{month:%Y-%m}`."
    )


def date_in_future(wanted: date) -> str:
    """Return that a track is still to come; 19:00 in Paris is when tracks change."""
    return f"The track of {long_date(wanted)} is not out yet: tracks change at 19:00 in Paris."


def no_track_on(wanted: date) -> str:
    """Return that Nadeo lists nothing for a date."""
    return f"Nadeo lists no track for {long_date(wanted)}."


def rank_out_of_range(last: int) -> str:
    """Return which ranks there are."""
    return f"`rank` goes from 1 to {last:,}: no board can be read further down."


# --- labels --------------------------------------------------------------------------------------

TODAY = "Today"
YESTERDAY = "Yesterday"
TRACK_OF_THE_DAY = "Track of the Day"
BOARD_NAMES = {"season": "Season leaderboard", "all-time": "All-time leaderboard"}
MAP_KINDS = {"tm_stunt": "Stunt", "tm_platform": "Platform", "tm_royal": "Royal"}
NO_RECORDS = "Nobody has driven here yet."
NO_RECORDS_THIS_FAR = "Nobody is ranked this far down."
NO_SCORE = "—"
SECRETS_OF_SHORTS = (
    "SECRET: while a Weekly Short runs, the game hides all times that beat the author's."
)
SECRETS_EXPLAINED = "SECRET: the author hides these times for now."
NAMES_MISSING = "Names are missing right now."
GAPS_TO_RECORD = "gaps to the record"

MEDALS = "Medals"
MEDAL_NAMES = ("🟢 Author", "🥇 Gold", "🥈 Silver", "🥉 Bronze")
TYPE = "Type"
UPLOADED = "Uploaded"
ENDS = "Runs until"
ENDED = "Ran until"
LINKS = "Links"

LEADERBOARD = "Leaderboard"
FIRST = "First"
BACK = "Back"
NEXT = "Next"


def long_date(on: date) -> str:
    """Return `22 August 2026`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday_date(on: date) -> str:
    """Return `Sat, 22 August 2026`."""
    return f"{WEEKDAYS[on.weekday()]}, {long_date(on)}"


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


def by(author: str) -> str:
    """Return who made a map; `author` is escaped already."""
    return f"by {author}"


def ranks(first: int, last: int) -> str:
    """Return which ranks a page shows."""
    return f"ranks {first:,} to {last:,}"


def as_of(moment: str) -> str:
    """Return when an answer was fetched; `moment` is a Discord timestamp."""
    return f"As of {moment}."


def page_of(page: int, pages: int, total: int) -> str:
    """Return where one is in a list."""
    return f"page {page} of {pages} · {total:,} in all"


def gaps_to_rank(position: int) -> str:
    """Return what gaps on a deep page are counted from."""
    return f"gaps to rank {position:,}"


def old_data(moment: str) -> str:
    """Return how old an answer is when Nadeo gives no newer; `moment` is a Discord timestamp.

    It is "" where nobody noted it.
    """
    if not moment:
        return "⚠️ Nadeo does not answer, so this may be out of date."
    return f"⚠️ Nadeo does not answer: this is from {moment}."


# --- commands ------------------------------------------------------------------------------------

HELP_TITLE = "What I can do"
HELP_INTRO = "Type `/` and choose, or tap a command here:"
HELP_OUTRO = "Times of day follow your own clock."

ABOUT_INTRO = (
    "Maps, leaderboards, map review and clubs of Trackmania as slash commands. "
    "I read no messages and ask for no privileged rights."
)
ABOUT_STORED_TITLE = "What I keep"
ABOUT_SERVERS = "Servers"
ABOUT_INVITE_TITLE = "Invite"
ABOUT_STORED = (
    "Maps, clubs and player names as Nadeo gave them, the review's waiting times, what your "
    "server subscribed, and which clubs were searched for that day, not by whom. "
    "No messages, no members.\n"
    "If I leave your server, all of it stays for a week, in case that was a slip or an outage of "
    "Discord's, and goes on when I am back. Then it is deleted."
)
ABOUT_INVITE = "Invite me to your server"
ABOUT_CREDIT = "Data from Nadeo's Live web services. Not affiliated with Nadeo or Ubisoft."
