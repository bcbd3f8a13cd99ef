"""When to look again: right after a switch, patiently while Nadeo is late, never all the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.announcer.cards import Feed, Item
from bot.maps.days import PARIS

SOONEST_AFTER_SWITCH = 2.0
LATEST_AFTER_SWITCH = 4.0
"""The answer takes a moment too: the look is to be over 5 s after the switch."""
PAUSES = (5.0, 10.0, 20.0, 40.0)
"""After the first look that found nothing new; then every minute for more than an hour."""
PAUSE_WHILE_LATE = 60.0
_PATIENT_FOR = 75 * 60.0
_LONGEST_PAUSE = 600.0
LONGEST_BETWEEN_LOOKS = 3600.0
"""Lists can change without warning, so one look an hour is made in any case."""


@dataclass(frozen=True)
class Decision:
    """What runs, and when to look next; Unix seconds."""

    items: tuple[Item, ...]
    next_look: float
    expected: float | None = None
    """The switch that is waited for: the next one, or one that passed and brought no news yet."""
    corrections: tuple[Item, ...] = ()
    """What was announced before and is to say something else now, under the same keys."""


@dataclass(frozen=True)
class Rhythm:
    """When a kind of release switches in Paris, for when Nadeo says nothing."""

    hour: int
    minute: int = 0
    weekday: int | None = None
    """Monday is 0; None for every day."""

    def last(self, now: float) -> float:
        """Find the switch that came last."""
        return self._near(now, lambda moment: moment <= now, -1)

    def next(self, now: float) -> float:
        """Find the switch that comes next."""
        return self._near(now, lambda moment: moment > now, 1)

    def _near(self, now: float, fits: Callable[[float], bool], step: int) -> float:
        day = datetime.fromtimestamp(now, UTC).astimezone(PARIS).date()
        while True:
            moment = datetime(day.year, day.month, day.day, self.hour, self.minute, tzinfo=PARIS)
            if self.weekday in {None, day.weekday()} and fits(moment.timestamp()):
                return moment.timestamp()
            day += timedelta(days=step)


RHYTHMS: dict[Feed, Rhythm] = {
    "totd": Rhythm(19),
    "weekly-shorts": Rhythm(18, weekday=6),
    "weekly-grand": Rhythm(18, weekday=6),
    "cup-of-the-week": Rhythm(17, 30, weekday=5),
    "cotd-europe": Rhythm(19),
    "cotd-america": Rhythm(3),
    "cotd-asia": Rhythm(11),
}
"""Seasons have none: they begin when Nadeo says so (quirk 50)."""


def is_within(seconds: float, after: float, now: float) -> bool:
    """Tell whether a noted moment was less than so long ago.

    One that is still to come was noted by a clock that has been set back: it says nothing.
    """
    return 0 <= now - after < seconds


def next_look(now: float, switch: float | None, due: float | None, spread: float) -> float:
    """Choose when to look next, in Unix seconds.

    `switch` is the last expected switch whose news has not been seen, None when all is as it
    should be; `due` is the next one ahead. `spread` from 0 to 1 keeps bots apart.
    """
    delay = SOONEST_AFTER_SWITCH + spread * (LATEST_AFTER_SWITCH - SOONEST_AFTER_SWITCH)
    pause = LONGEST_BETWEEN_LOOKS if switch is None else pause_while_late(now - switch)
    latest = now + pause
    return latest if due is None or due <= now else min(latest, due + delay)


def pause_while_late(late: float) -> float:
    """Choose how long to wait when a switch was due `late` seconds ago and has not come.

    One that is still to come was noted by a clock that has been set back since.
    """
    if late < 0:
        return PAUSE_WHILE_LATE
    looked_at = SOONEST_AFTER_SWITCH
    for pause in PAUSES:
        looked_at += pause
        if late < looked_at:
            return pause
    if late < _PATIENT_FOR:
        return PAUSE_WHILE_LATE
    return min(_LONGEST_PAUSE, PAUSE_WHILE_LATE + (late - _PATIENT_FOR) / 10)
