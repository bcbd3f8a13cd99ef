"""Maps of the day by date: running months from Nadeo, past ones from the file for good."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.maps.catalogue.lists import ReleaseLists
from bot.maps.catalogue.reading import days_begun, listed_days
from bot.maps.catalogue.to_come import days_to_come
from bot.maps.days import (
    FIRST_DATE,
    LAST_ROYAL_MONTH,
    expected_date,
    is_over,
    month_before,
    month_of,
    month_offset,
    paris_date,
    released,
    scheduled_date,
)
from bot.maps.releases import DayKind, Release, Releases
from bot.maps.rows.releases import ListState, read_list_state
from bot.nadeo import lifetimes
from bot.nadeo.cache import WITH_OLD_AT_HAND
from bot.nadeo.errors import NadeoError, Unavailable
from bot.nadeo.models import Month, MonthList

ROYAL_MONTHS = 51
ROYAL = frozenset(month_before(LAST_ROYAL_MONTH, back) for back in range(ROYAL_MONTHS))
"""The first day of each month that the archive has."""

MONTHS_AT_ONCE = 144
"""As many as are known to work in one request."""

_FOR_GOOD = 4e12

_SURELY_RECENT = 27 * lifetimes.DAY
"""How long ago, in seconds, a track of this month or the one before may surely have begun."""

_AT_ONCE = 1.5
"""How long what was typed is checked before an answer is promised, in seconds."""


class Months(ReleaseLists):
    """Knows which map was the Track of the Day, and which the Royal map, on which day."""

    _kept_answer = 0.0
    _newest: Release | None = None
    _read: tuple[MonthList, tuple[Release, ...]] | None = None
    """The answer that was read last, and all its days."""
    _has_caught_up = False

    def newest_date(self) -> date:
        """Date of the track that should be running, without asking anybody.

        As its predecessor's end tells; by the clock in Paris only while no track is known.
        """
        now = self._clock.now()
        newest = self._newest
        if newest is None or newest.on is None or newest.starts > now.timestamp():
            return scheduled_date(now)
        return expected_date(newest.on, newest.ends, now)

    async def recent(self) -> Releases:
        """Tracks of this month and the one before, where it lies on a 1st (quirk 48).

        Where Nadeo gives nothing, what it gave last.
        """
        found = await self._recent()
        self._newest = found.items[-1] if found.items else None
        return found

    async def _recent(self) -> Releases:
        patience = WITH_OLD_AT_HAND if await self._has_old() else None
        try:
            async with asyncio.timeout(patience):
                answer = await self._client.get_maps_totd(length=2)
        except (NadeoError, TimeoutError):
            kept = await self._kept_lately()
            if not kept.items:
                raise
            return kept
        await self._keep_recent(answer)
        as_of = answer.received_at if answer.stale else None
        return Releases(self._begun_of(answer), as_of)

    async def _has_old(self) -> bool:
        """Tell whether there is something to show where Nadeo gives nothing new."""
        newest, now = self._newest, self._clock.timestamp()
        if newest is not None and now - _SURELY_RECENT < newest.starts <= now:
            return True
        return bool((await self._kept_lately()).items)

    def _begun_of(self, answer: MonthList) -> tuple[Release, ...]:
        """Return what has begun of an answer, which is read but once while it holds."""
        if self._read is None or self._read[0] is not answer:
            self._read = answer, listed_days("totd", answer.month_list)
        days = self._read[1]
        return days[: bisect_right(days, self._clock.timestamp(), key=_start)]

    async def on(self, wanted: date) -> Release | None:
        """Find the track that began on a date in Paris, None where there was none."""
        month = await self.month(month_of(wanted))
        return next((release for release in month.items if release.on == wanted), None)

    async def look_up(self) -> Releases | None:
        """Find the recent tracks, None unless they come in a moment and are no old ones."""
        try:
            async with asyncio.timeout(_AT_ONCE):
                recent = await self.recent()
        except (NadeoError, TimeoutError):
            return None
        return recent if recent.as_of is None and recent.items else None

    async def is_known(self, wanted: date) -> bool:
        """Tell whether a track of that date or a later one has begun, as far as we know."""
        kept = await self._kept_lately()
        newest = kept.items[-1].on if kept.items else None
        return wanted <= (newest or scheduled_date(self._clock.now()))

    async def month(self, first: date) -> Releases:
        """Tracks of a month that have begun; this may ask Nadeo for its whole year."""
        if first in await self._kept.past_months():
            return Releases(await self._kept_month("totd", first))
        # The two recent months hold the month before, from whenever on Nadeo counts a new one.
        if month_offset(first, self._clock.now()) <= 1:
            recent = await self.recent()
            days = tuple(item for item in recent.items if item.on and month_of(item.on) == first)
            if days or not _is_older(first, recent.items):
                return Releases(days, recent.as_of)
        await self._fetch_year(first.year)
        return Releases(await self._kept_month("totd", first))

    async def royal_month(self, first: date) -> Releases:
        """Royal maps of a month; the month is named by its first day."""
        known = await self.royal()
        return Releases(await self._kept_month("royal", first), known.as_of)

    async def royal(self) -> Releases:
        """Fetch the whole Royal archive, once and never again; return how old it is, not it."""
        state = await read_list_state(self._store, "royal")
        if state is not None and state.holds_at(self._clock.timestamp()):
            return Releases(())
        try:
            await self._fetch_royal()
        except (NadeoError, TimeoutError):
            if state is None:
                raise
            return Releases((), state.checked_at)
        return Releases(())

    async def _fetch_royal(self) -> None:
        # The offset counts from the present month, though nothing is added (quirk 56).
        offset = max(0, month_offset(LAST_ROYAL_MONTH, self._clock.now()))
        found = await self._royal_from(offset)
        if LAST_ROYAL_MONTH not in _months_of(found):
            found = (*found, *await self._royal_from(max(0, offset - 1)))
        is_kept = await self._kept.keep(found)
        is_whole = _months_of(found) >= ROYAL
        holds_until = _FOR_GOOD if is_whole else self._clock.timestamp() + lifetimes.LONGEST_LIST
        if is_kept:
            await self._kept.keep_state("royal", ListState(self._clock.timestamp(), holds_until))

    async def _royal_from(self, offset: int) -> tuple[Release, ...]:
        answer = await self._client.get_maps_royal(ROYAL_MONTHS, offset)
        if answer.stale:
            raise Unavailable("no newer list (royal)")
        return self._begun("royal", answer.month_list)

    async def catch_up(self) -> Releases:
        """Fetch the running months, and all past ones that are not known yet."""
        recent = await self.recent()
        offset = 0
        while missing := await self._missing(offset):
            start = missing[0] - 1
            given = await self._fetch(start, min(MONTHS_AT_ONCE, missing[-1] - start + 1))
            if given == 0:
                break
            # What Nadeo left out is asked for another time, not at once.
            offset = start + max(2, given)
        self._has_caught_up = True
        return recent

    async def has_past(self) -> bool:
        """Tell whether all past months are known, but for those that Nadeo leaves out."""
        return self._has_caught_up or not await self._missing(0)

    async def _missing(self, from_offset: int) -> list[int]:
        """Return how many months back those lie that are not known for good."""
        known = await self._kept.past_months()
        now = self._clock.now()
        oldest = month_offset(FIRST_DATE, now)
        this_month = month_of(paris_date(now))
        # The two newest are the running ones.
        offsets = range(max(2, from_offset), oldest + 1)
        return [offset for offset in offsets if month_before(this_month, offset) not in known]

    async def _fetch_year(self, year: int) -> None:
        """Fetch a whole year, for whoever goes on to look at its other months.

        One month to spare: from when on Nadeo counts a new month is not known (quirk 48).
        """
        now = self._clock.now()
        oldest, newest = (month_offset(date(year, month, 1), now) for month in (1, 12))
        offset = max(0, newest - 1)
        await self._fetch(offset, oldest - offset + 1)

    async def _fetch(self, offset: int, length: int) -> int:
        """Fetch months of tracks, keep what has begun, and return how many Nadeo gave."""
        answer = await self._client.get_maps_totd(length, offset)
        await self._keep(answer.month_list)
        return answer.came

    async def _keep_recent(self, answer: MonthList) -> None:
        if answer.stale or answer.received_at == self._kept_answer:
            return
        is_kept = await self._keep(answer.month_list)
        await self._to_come.note("totd", days_to_come(answer.month_list, self._clock.timestamp()))
        holds_until = self._clock.timestamp() + lifetimes.month_list(
            answer, self._clock.timestamp()
        )
        if is_kept:
            self._kept_answer = answer.received_at
            await self._kept.keep_state("totd", ListState(answer.received_at, holds_until))

    async def _keep(self, months: Iterable[Month]) -> bool:
        """Keep what has begun; return whether the file took it."""
        months = tuple(months)
        if not await self._kept.keep(self._begun("totd", months)):
            return False
        # A month with a day that could not be read is not known for good.
        whole = [month for month in months if month.is_whole]
        over = [month for month in whole if is_over(month, self._clock.now())]
        firsts = {month_of(item.date) for item in released(over)}
        await self._kept.keep_past(firsts)
        return True

    async def _kept_lately(self) -> Releases:
        first = month_before(month_of(paris_date(self._clock.now())))
        # To the end of time: when a day begins is for its timestamp to say, not for its date.
        kept = await self._kept.days("totd", first, date.max)
        begun = tuple(release for release in kept if release.starts <= self._clock.timestamp())
        state = await read_list_state(self._store, "totd")
        return Releases(begun, state.checked_at if state else 0.0)

    async def _kept_month(self, kind: DayKind, first: date) -> tuple[Release, ...]:
        last = month_before(first, -1) - timedelta(days=1)
        return await self._kept.days(kind, first, last)

    def _begun(self, kind: DayKind, months: Iterable[Month]) -> tuple[Release, ...]:
        return days_begun(kind, months, self._clock.now())


def _start(release: Release) -> float:
    return release.starts


def _is_older(first: date, recent: Sequence[Release]) -> bool:
    """Tell whether a month lies before all that are known: a world may be ahead of the calendar."""
    oldest = next((item.on for item in recent if item.on is not None), None)
    return oldest is not None and first < month_of(oldest)


def _months_of(days: Iterable[Release]) -> set[date]:
    return {month_of(item.on) for item in days if item.on is not None}
