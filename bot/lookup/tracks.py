"""Tracks of the Day: the running one, the one before it, that of a date."""

from datetime import date

from bot import wording
from bot.cards import Release, Target
from bot.catalogue.months import Months
from bot.clock import Clock
from bot.days import scheduled_date
from bot.refusal import Refusal


class Tracks:
    """Knows which map was the track on which day."""

    def __init__(self, months: Months, clock: Clock) -> None:
        self._months = months
        self._clock = clock

    async def running(self) -> Target:
        """Return the running track: of two the later start, of none the newest (quirk 49)."""
        return await self._newest(0)

    async def previous(self) -> Target:
        """Return the track before the running one, whatever the calendar says."""
        return await self._newest(1)

    async def on(self, wanted: date) -> Target:
        """Return the track that began on a date in Paris."""
        found = await self._months.on(wanted)
        if found is None:
            raise Refusal(wording.no_track_on(wanted))
        return target_of(found)

    def newest_date(self) -> date:
        """Return the date of the track that should be running."""
        return scheduled_date(self._clock.now())

    async def _newest(self, back: int) -> Target:
        recent = await self._months.recent()
        if len(recent.items) <= back:
            raise Refusal(wording.NO_TRACK_LISTED)
        return target_of(recent.items[-1 - back], recent.as_of)


def target_of(release: Release, as_of: float | None = None) -> Target:
    """Return the map of a day."""
    return Target(release.map_uids[0], release, as_of)
