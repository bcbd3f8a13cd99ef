"""Sentences about the review queues."""

from collections.abc import Sequence

from bot.text import counted

WAITING_TIME_TITLE = "Waiting time"
NO_WAIT = "**none**"
QUEUE_BANDS = (
    "empty",
    "1–5 maps",
    "6–10 maps",
    "11–20 maps",
    "21–40 maps",
    "41–80 maps",
    "more than 80 maps",
)


def queue_moved(before: str, after: str, moment: str) -> str:
    """Say between which bands the queue moved; `moment` is a Discord timestamp."""
    return f"At {moment} the queue went from **{before}** to **{after}**."


def queue_low(minutes: int) -> str:
    """Say that the waiting time is as short as was asked for."""
    return f"The wait fell to {counted(minutes, 'minute')} or less."


def how_often(threshold: int | None) -> str:
    """Say how often a review feed speaks; `threshold` is in minutes."""
    if threshold is None:
        return (
            "I post when the queue turns from long to short or back: at most once in 3 hours and "
            "6 times a day."
        )
    return f"I post once when the wait falls to {counted(threshold, 'minute')} or less."


def waiting(maps: int, length: str) -> str:
    """Say how long a map submitted now waits; `length` has its unit."""
    return f"**{length}** · {counted(maps, 'map')} ahead" if maps else NO_WAIT


POST_COMES = "A post comes with the next measurement, within a minute."
NO_LISTENER = "nobody here is subscribed to this queue"
FIRST_MEASUREMENT = "the first measurement only shows me where the queue stands"


def no_post(reasons: Sequence[str]) -> str:
    """Say that the queue's state brings no post now, and why."""
    return f"No post: {'; '.join(reasons)}."


def same_band(band: str) -> str:
    """Say that the queue is where its channels know it to be."""
    return f"it is still “{band}”, which is no news"


def quiet_for(minutes: int) -> str:
    """Say how long after a post its channel is left in peace."""
    return f"quiet for another {minutes} min after the last one"


def above_threshold(minutes: int) -> str:
    """Say that the wait is longer than what a channel asked for."""
    return f"the wait must fall to {minutes} min"


def not_rearmed(minutes: int) -> str:
    """Say that a short wait was told of, or was there from the start."""
    return f"the wait must first rise to {minutes} min"
