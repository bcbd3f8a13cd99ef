"""What is new: pure decisions from Nadeo's answers and the time."""

from bot.announcer.feeds.releases import campaign_release, month_release
from bot.announcer.feeds.reminders import reminder
from bot.announcer.feeds.timing import Decision

__all__ = ["Decision", "campaign_release", "month_release", "reminder"]
