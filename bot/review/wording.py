"""Sentences of the map review."""

from collections.abc import Sequence

from bot.face.wording import labelled
from bot.languages import number
from bot.review.cards import ReviewType
from bot.sentences import Sentence, say

REASONS = {
    "mapreview:error-notfound": Sentence("Nadeo knows no such map review."),
    "only official mapreview": Sentence("Nadeo knows no such map review."),
}
"""What Nadeo's own words for a refusal mean, in small letters."""

NAMES: dict[ReviewType, Sentence] = {
    "totd": Sentence("Track of the Day"),
    "weekly-shorts": Sentence("Weekly Shorts"),
}
NO_SUCH_TYPE = Sentence(
    "There are two kinds of map review: choose `type` from the list, or leave it out."
)
WAIT_TITLE = Sentence("Map review: waiting time")
WAIT_EXPLAINED = Sentence("How long a map submitted now waits until it is played.")

JOIN_BUTTON = Sentence("How to join")
JOIN_TITLE = Sentence("Map review: join")
NO_MAP = Sentence("No map waits for review right now, so there is nothing to join.")
STARTING = Sentence("The server is starting and has no link yet. Ask again in half a minute.")
LINKED = Sentence(
    "The server is still starting: the link may not work yet. Ask again if it does not."
)
READY_TITLE = Sentence("The server is up.")
HOW_TO_JOIN = Sentence(
    "The link is one of the game, not of the web: copy it and open it inside Trackmania. "
    "It goes stale, so ask again for a later visit."
)

SUBMISSIONS_TITLE = Sentence("Map review: my account's submissions")
NO_SUBMISSIONS = Sentence("The account has submitted no maps.")
NO_VOTES = Sentence("no votes yet")
NOMINATED = Sentence("🏆 **nominated**")
STYLES = Sentence("Styles")
LABELS = Sentence("Labels")
REVIEW_PAGE = Sentence("review page")

HISTORY_TITLE = Sentence("Map review: history")
NO_SAMPLES = Sentence("I have not measured anything in that time.")
NOW_TITLE = Sentence("last")
AVERAGE = Sentence("average")
SHORTEST = Sentence("shortest")
LONGEST = Sentence("longest")
WHAT_IS_KEPT = Sentence("I measure about once a minute and keep 30 days.")


def ahead(maps: str) -> str:
    """Say how many maps come first; `maps` is a number with its noun."""
    return say("{maps} ahead", maps=maps)


def measured(moment: str) -> str:
    """Say when a time was measured; `moment` is a Discord timestamp."""
    return say("measured {moment}", moment=moment)


def totals(counts: Sequence[tuple[ReviewType, int]]) -> str:
    """Say how many submissions there are of each type."""
    return " · ".join(labelled(str(NAMES[kind]), f"**{number(count)}**") for kind, count in counts)


def of_type(kind: ReviewType, sentence: str) -> str:
    """Put the type before what is true of it alone."""
    return labelled(str(NAMES[kind]), sentence)


def bare_votes(count: str) -> str:
    """Say how many voted where nothing else is told; `count` is a number with its noun."""
    return say("{count}, of which Nadeo tells no more", count=count)


def votes(count: str) -> str:
    """Say how many voted; `count` is a number with its noun."""
    return f"({count})"


def nadeo_note(note: int) -> str:
    """Say what Nadeo itself gave."""
    return say("Nadeo's note: **{note}**", note=note)


def submitted(first: str, latest: str) -> str:
    """Say when a map was submitted; both are Discord timestamps, `latest` may be empty."""
    if latest:
        return say("submitted {first}, again {latest}", first=first, latest=latest)
    return say("submitted {first}", first=first)


HISTORY_ALT = Sentence("Waiting times of the map review over the last hours, as lines.")
NOW_AXIS = Sentence("now")
AGO_AXIS = "\u2212{} h"


def history_alt(name: str, now: str, shortest: str, longest: str) -> str:
    """Say how one waiting time went."""
    return say(
        "{name}: {now} now, between {shortest} and {longest}.",
        name=name,
        now=now,
        shortest=shortest,
        longest=longest,
    )


def over(hours: int) -> str:
    """Say which stretch of time a summary covers."""
    return say("the last {hours} h", hours=number(hours)) if hours != 1 else say("the last hour")


def hours_out_of_range(last: int) -> str:
    """Say how far back one may look."""
    return say("`hours` goes from 1 to {last}: I keep 30 days.", last=number(last))
