"""Sentences of the map review."""

from collections.abc import Sequence

from bot.review.cards import ReviewType

REASONS = {
    "mapreview:error-notfound": "Nadeo knows no such map review.",
    "only official mapreview": "Nadeo knows no such map review.",
}
"""What Nadeo's own words for a refusal mean, in small letters."""

NAMES: dict[ReviewType, str] = {
    "totd": "Track of the Day",
    "weekly-shorts": "Weekly Shorts",
}
NO_SUCH_TYPE = "There are two kinds of map review: choose `type` from the list, or leave it out."
WAIT_TITLE = "Map review: waiting time"
WAIT_EXPLAINED = "How long a map submitted now waits until it is played."

JOIN_BUTTON = "How to join"
JOIN_TITLE = "Map review: join"
NO_MAP = "No map waits for review right now, so there is nothing to join."
STARTING = "The server is starting and has no link yet. Ask again in half a minute."
LINKED = "The server is still starting: the link may not work yet. Ask again if it does not."
READY_TITLE = "The server is up."
HOW_TO_JOIN = (
    "The link is one of the game, not of the web: copy it and open it inside Trackmania. "
    "It goes stale, so ask again for a later visit."
)

SUBMISSIONS_TITLE = "Map review: my account's submissions"
NO_SUBMISSIONS = "The account has submitted no maps."
NO_VOTES = "no votes yet"
NOMINATED = "🏆 **nominated**"
STYLES = "Styles"
LABELS = "Labels"
REVIEW_PAGE = "review page"

HISTORY_TITLE = "Map review: history"
NO_SAMPLES = "I have not measured anything in that time."
NOW_TITLE = "last"
AVERAGE = "average"
SHORTEST = "shortest"
LONGEST = "longest"
WHAT_IS_KEPT = "I measure about once a minute and keep 30 days."


def ahead(maps: str) -> str:
    """Say how many maps come first; `maps` is a number with its noun."""
    return f"{maps} ahead"


def measured(moment: str) -> str:
    """Say when a time was measured; `moment` is a Discord timestamp."""
    return f"measured {moment}"


def totals(counts: Sequence[tuple[ReviewType, int]]) -> str:
    """Say how many submissions there are of each type."""
    return " · ".join(f"{NAMES[kind]}: **{count:,}**" for kind, count in counts)


def of_type(kind: ReviewType, sentence: str) -> str:
    """Put the type before what is true of it alone."""
    return f"{NAMES[kind]}: {sentence}"


def bare_votes(count: str) -> str:
    """Say how many voted where nothing else is told; `count` is a number with its noun."""
    return f"{count}, of which Nadeo tells no more"


def votes(count: str) -> str:
    """Say how many voted; `count` is a number with its noun."""
    return f"({count})"


def nadeo_note(note: int) -> str:
    """Say what Nadeo itself gave."""
    return f"Nadeo's note: **{note}**"


def submitted(first: str, latest: str) -> str:
    """Say when a map was submitted; both are Discord timestamps, `latest` may be empty."""
    return f"submitted {first}" + (f", again {latest}" if latest else "")


HISTORY_ALT = "Waiting times of the map review over the last hours, as lines."
NOW_AXIS = "now"
AGO_AXIS = "\u2212{} h"


def history_alt(name: str, now: str, shortest: str, longest: str) -> str:
    """Say how one waiting time went."""
    return f"{name}: {now} now, between {shortest} and {longest}."


def over(hours: int) -> str:
    """Say which stretch of time a summary covers."""
    return f"the last {hours:,} h" if hours != 1 else "the last hour"


def hours_out_of_range(last: int) -> str:
    """Say how far back one may look."""
    return f"`hours` goes from 1 to {last:,}: I keep 30 days."
