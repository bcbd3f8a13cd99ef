"""How long answers hold: docs/nadeo.md as pure functions of an answer and the moment it came.

All of them take Unix seconds and return seconds.
"""

from collections.abc import Callable

from bot.nadeo.answers import Answer
from bot.nadeo.models import CampaignList, MonthList
from bot.nadeo.rankings import PlacingAnswer

MINUTE = 60.0
DAY = 86400.0

LADDER = 2 * MINUTE
WAITING_TIME = MINUTE
SUBMISSIONS = 5 * MINUTE
CLUB = 10 * MINUTE
SERVERS = 5 * MINUTE
LONGEST_LIST = 6 * 60 * MINUTE
UNSCHEDULED = 5 * MINUTE
LATE = 20.0
LATE_FOR = 60 * MINUTE


def always(seconds: float) -> Callable[[Answer, float], float]:
    """Let every answer hold for so long, whatever it says."""
    return lambda _answer, _now: seconds


def month_list(answer: MonthList, now: float) -> float:
    """Seconds to the next switch, as far as the list tells."""
    starts = [day.start_timestamp for month in answer.month_list for day in month.days]
    runs = [
        (day.start_timestamp, day.end_timestamp)
        for month in answer.month_list
        for day in month.released()
    ]
    return _until_switch([answer.next_request_timestamp, *starts], runs, now)


def campaign_list(answer: CampaignList, now: float) -> float:
    """Seconds to the next campaign, as far as the list tells."""
    runs = [(campaign.start_timestamp, campaign.end_timestamp) for campaign in answer.campaign_list]
    starts = [start for start, _ in runs]
    return _until_switch([answer.next_request_timestamp, *starts], runs, now)


def placing(answer: PlacingAnswer, _now: float) -> float:
    """Give no time to an empty answer, which comes for no reason (quirk 75)."""
    return LADDER if answer.placing is not None else 0.0


def _until_switch(hints: list[int], runs: list[tuple[int, int]], now: float) -> float:
    """Return how long a list holds: short while its newest entry is over and the next is late.

    What is listed before its time ends it when it begins. A hint of -1 or one that is past is
    worth nothing (quirk 46), and must not ask all the time.
    """
    _, newest_end = max((run for run in runs if run[0] <= now), default=(0, 0))
    if 0 <= now - newest_end < LATE_FOR:
        return LATE
    coming = [moment - now for moment in (*hints, newest_end) if moment > now]
    return min([*coming, LONGEST_LIST]) if coming else UNSCHEDULED
