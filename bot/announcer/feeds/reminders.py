"""Reminders of the Cups of the Day: they follow the clock of Paris, nothing else tells of them."""

from bot.announcer.cards import CupReminder, Feed, Item
from bot.announcer.feeds.timing import RHYTHMS, Decision

AHEAD = 600.0
"""A reminder comes so many seconds before its cup."""


def reminder(feed: Feed, now: float) -> Decision:
    """Remind of the cup that begins within ten minutes, if one does."""
    starts = RHYTHMS[feed].next(now)
    due = starts - AHEAD
    if now < due:
        return Decision((), due, due)
    cup = CupReminder(feed, int(starts))
    item = Item(feed=feed, key=str(int(starts)), starts=due, ends=starts, subject=cup)
    following = RHYTHMS[feed].next(starts) - AHEAD
    return Decision((item,), following, following)
