"""Tracks of the Day: the running one, the one before it, that of a date."""

from datetime import date

from bot.maps import wording
from bot.maps.catalogue.months import Months
from bot.maps.releases import Release, Target
from bot.refusal import Refusal


class Tracks:
    """Knows which map was the track on which day."""

    def __init__(self, months: Months) -> None:
        self._months = months

    async def running(self) -> Target:
        """Find the running track: of two the later start, of none the newest (quirk 49)."""
        return await self._newest(0)

    async def previous(self) -> Target:
        """Find the track before the running one, whatever the calendar says."""
        return await self._newest(1)

    async def on(self, wanted: date) -> Target:
        """Find the track that began on a date in Paris."""
        found = await self._months.on(wanted)
        if found is None:
            raise Refusal(self._absence(wanted))
        return target_of(found)

    async def refuse_to_come(self, wanted: date) -> None:
        """Refuse a date at once where Nadeo's own moments say that its track is still to come.

        Only for dates later than any known track's this asks Nadeo, and waits but a moment.
        """
        if await self._months.is_known(wanted):
            return
        recent = await self._months.look_up()
        newest = recent.items[-1].on if recent is not None else None
        if newest is not None and wanted > newest:
            raise Refusal(self._absence(wanted))

    def newest_date(self) -> date:
        """Date of the track that should be running, without asking Nadeo."""
        return self._months.newest_date()

    def _absence(self, wanted: date) -> str:
        is_due = wanted <= self.newest_date()
        return wording.no_track_on(wanted) if is_due else wording.date_in_future(wanted)

    async def _newest(self, back: int) -> Target:
        recent = await self._months.recent()
        if len(recent.items) <= back:
            raise Refusal(wording.NO_TRACK_LISTED)
        return target_of(recent.items[-1 - back], recent.as_of)


def target_of(release: Release, as_of: float | None = None) -> Target:
    """Take a day's map as what a card shows."""
    return Target(release.map_uids[0], release, as_of)
