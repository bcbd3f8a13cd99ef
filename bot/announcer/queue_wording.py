"""Sentences about the review queues."""

from collections.abc import Sequence

from bot.announcer.cards import (
    HOURS_BETWEEN_TURNS,
    LONG_QUEUE,
    MINUTES_BETWEEN_LOWS,
    SHORT_QUEUE,
    TURNS_A_DAY,
    Side,
)
from bot.text import counted

WAITING_TIME_TITLE = "Waiting time"
NO_WAIT = "**none**"
DAY_TITLE = "In the last 24 hours"
LINE_TITLE = "The last 12 hours"
_NEITHER = "**neither short nor long**"
_EXTENTS: dict[Side, str] = {
    "short": f"{SHORT_QUEUE} maps or fewer",
    "long": f"more than {LONG_QUEUE} maps",
}


def turned(side: Side, moment: str) -> str:
    """Say when the queue turned, so that it reads well later too; `moment` is a timestamp."""
    return f"At {moment} the queue turned **{side}**."


def stands(side: Side | None) -> str:
    """Say where the queue stands now."""
    return f"Now it is {_NEITHER}." if side is None else f"Now it is **{side}**: {_EXTENTS[side]}."


def lasted(until: str) -> str:
    """Say when the queue turned away again; `until` is a timestamp."""
    return f"That lasted until {until}."


def was_kept(until: str) -> str:
    """Say of a card that told of no turn that it ended; `until` is a timestamp."""
    return f"This card showed the queue until {until}."


def queue_low(minutes: int) -> str:
    """Say that the waiting time is as short as was asked for."""
    return f"The wait fell to {counted(minutes, 'minute')} or less."


def against_threshold(minutes: int, *, is_low: bool) -> str:
    """Say how the waiting time stands to what was asked for, for a test."""
    bound = counted(minutes, "minute")
    if is_low:
        return f"The wait is {bound} or less: when it falls to that, I post a card like this."
    return f"The wait is more than {bound}: when it falls to that, I post a card like this."


def waiting(maps: int, length: str) -> str:
    """Say how long a map submitted now waits; `length` has its unit."""
    return f"**{length}** · {counted(maps, 'map')} ahead" if maps else NO_WAIT


def how_often(threshold: int | None) -> str:
    """Say how often a review feed speaks; `threshold` is in minutes."""
    if threshold is None:
        return (
            f"I post when the queue turns short ({_EXTENTS['short']} ahead) or long "
            f"({_EXTENTS['long']}): at most once in {HOURS_BETWEEN_TURNS} hours and "
            f"{TURNS_A_DAY} times a day."
        )
    return (
        f"I post once when the wait falls to {counted(threshold, 'minute')} or less, and again "
        f"when it has risen in between: at most once in {MINUTES_BETWEEN_LOWS} minutes."
    )


POST_COMES = "A post comes with the next measurement, within a minute."
NO_LISTENER = "nobody here is subscribed to this queue"
FIRST_MEASUREMENT = "the first measurement only shows me where the queue stands"
FIRST_MEASUREMENTS = "the first measurements only show me where the queue stands"
NEITHER = f"between {SHORT_QUEUE + 1} and {LONG_QUEUE} maps it turns neither way"
SEEN_ONCE = "a turn must be seen in two measurements running"


def no_post(reasons: Sequence[str]) -> str:
    """Say that the queue's state brings no post now, and why."""
    return f"No post: {'; '.join(reasons)}."


def same_side(side: Side) -> str:
    """Say that the queue stands where its channels know it to be."""
    return f"it is still {side}, which is no news"


def quiet_for(minutes: int) -> str:
    """Say how long after a post its channel is left in peace."""
    return f"quiet for another {minutes} min after the last one"


def enough_for(minutes: int) -> str:
    """Say how long a channel that was told so often is left in peace."""
    return f"{TURNS_A_DAY} posts in a day are enough: quiet for another {minutes} min"


def above_threshold(minutes: int) -> str:
    """Say that the wait is longer than what a channel asked for."""
    return f"the wait must fall to {minutes} min"


def not_rearmed(minutes: int) -> str:
    """Say that a short wait was told of, or was there from the start."""
    return f"the wait must first rise to {minutes} min"
