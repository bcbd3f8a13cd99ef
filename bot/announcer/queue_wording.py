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
from bot.sentences import Sentence, say, say_counted

WAITING_TIME_TITLE = Sentence("Waiting time")
NO_WAIT = Sentence("**none**")
DAY_TITLE = Sentence("In the last 24 hours")
LINE_TITLE = Sentence("The last 12 hours")
SIDES: dict[Side, Sentence] = {"short": Sentence("short"), "long": Sentence("long")}
_EXTENTS: dict[Side, Sentence] = {
    "short": Sentence("{count} maps or fewer", count=str(SHORT_QUEUE)),
    "long": Sentence("more than {count} maps", count=str(LONG_QUEUE)),
}


def turned(side: Side, moment: str) -> str:
    """Say when the queue turned, so that it reads well later too; `moment` is a timestamp."""
    return say("At {moment} the queue turned **{side}**.", moment=moment, side=SIDES[side])


def stands(side: Side | None) -> str:
    """Say where the queue stands now."""
    if side is None:
        return say("Now it is **neither short nor long**.")
    return say("Now it is **{side}**: {extent}.", side=SIDES[side], extent=_EXTENTS[side])


def lasted(until: str) -> str:
    """Say when the queue turned away again; `until` is a timestamp."""
    return say("That lasted until {until}.", until=until)


def was_kept(until: str) -> str:
    """Say of a card that told of no turn that it ended; `until` is a timestamp."""
    return say("This card showed the queue until {until}.", until=until)


def queue_low(minutes: int) -> str:
    """Say that the waiting time is as short as was asked for."""
    return say_counted(
        "The wait fell to {count} minute or less.",
        "The wait fell to {count} minutes or less.",
        minutes,
    )


def against_threshold(minutes: int, *, is_low: bool) -> str:
    """Say how the waiting time stands to what was asked for, for a test."""
    if is_low:
        return say_counted(
            "The wait is {count} minute or less: when it falls to that, I post a card like this.",
            "The wait is {count} minutes or less: when it falls to that, I post a card like this.",
            minutes,
        )
    return say_counted(
        "The wait is more than {count} minute: when it falls to that, I post a card like this.",
        "The wait is more than {count} minutes: when it falls to that, I post a card like this.",
        minutes,
    )


def waiting(maps: int, length: str) -> str:
    """Say how long a map submitted now waits; `length` has its unit."""
    if not maps:
        return str(NO_WAIT)
    return say_counted(
        "**{length}** · {count} map ahead", "**{length}** · {count} maps ahead", maps, length=length
    )


def how_often(threshold: int | None) -> str:
    """Say how often a review feed speaks; `threshold` is in minutes."""
    if threshold is None:
        return say(
            "I post when the queue turns short ({short} ahead) or long ({long}): at most "
            "once in {hours} hours and {posts} times a day.",
            short=_EXTENTS["short"],
            long=_EXTENTS["long"],
            hours=HOURS_BETWEEN_TURNS,
            posts=TURNS_A_DAY,
        )
    return say_counted(
        "I post once when the wait falls to {count} minute or less, and again when it has risen "
        "in between: at most once in {pause} minutes.",
        "I post once when the wait falls to {count} minutes or less, and again when it has risen "
        "in between: at most once in {pause} minutes.",
        threshold,
        pause=MINUTES_BETWEEN_LOWS,
    )


POST_COMES = Sentence("A post comes with the next measurement, within a minute.")
NO_LISTENER = Sentence("nobody here is subscribed to this queue")
FIRST_MEASUREMENT = Sentence("the first measurement only shows me where the queue stands")
FIRST_MEASUREMENTS = Sentence("the first measurements only show me where the queue stands")
NEITHER = Sentence(
    "between {fewest} and {most} maps it turns neither way",
    fewest=str(SHORT_QUEUE + 1),
    most=str(LONG_QUEUE),
)
SEEN_ONCE = Sentence("a turn must be seen in two measurements running")


def no_post(reasons: Sequence[str]) -> str:
    """Say that the queue's state brings no post now, and why."""
    return say("No post: {reasons}.", reasons="; ".join(reasons))


def same_side(side: Side) -> str:
    """Say that the queue stands where its channels know it to be."""
    return say("it is still {side}, which is no news", side=SIDES[side])


def quiet_for(minutes: int) -> str:
    """Say how long after a post its channel is left in peace."""
    return say("quiet for another {minutes} min after the last one", minutes=minutes)


def enough_for(minutes: int) -> str:
    """Say how long a channel that was told so often is left in peace."""
    return say(
        "{posts} posts in a day are enough: quiet for another {minutes} min",
        posts=TURNS_A_DAY,
        minutes=minutes,
    )


def above_threshold(minutes: int) -> str:
    """Say that the wait is longer than what a channel asked for."""
    return say("the wait must fall to {minutes} min", minutes=minutes)


def not_rearmed(minutes: int) -> str:
    """Say that a short wait was told of, or was there from the start."""
    return say("the wait must first rise to {minutes} min", minutes=minutes)
