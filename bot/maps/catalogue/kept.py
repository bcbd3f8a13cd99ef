"""Releases that have begun: those in the file, and those that it did not take."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeAlias, get_args

from bot.clock import Clock
from bot.maps.days import month_of, paris_date
from bot.maps.releases import CampaignKind, DayKind, Release, ReleaseKind
from bot.maps.rows.releases import (
    ListState,
    forget_after,
    keep_list_state,
    keep_past_months,
    keep_releases,
    read_by_group,
    read_by_map,
    read_days,
    read_list_states,
    read_past_months,
    read_releases,
    read_running,
)
from bot.storage.store import Store

LIVE_LISTS: tuple[ReleaseKind, ...] = ("totd", *get_args(CampaignKind))
LISTS: tuple[ReleaseKind, ...] = (*LIVE_LISTS, "royal")


_Key: TypeAlias = tuple[str, str]
"""The kind of a release, and what tells it from others of its kind."""


class KeptReleases:
    """Remembers releases in the file, or beside it while that takes nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._beside: dict[_Key, Release] = {}

    async def keep(self, releases: Iterable[Release]) -> bool:
        """Remember those that have begun; return whether the file took them."""
        now = self._clock.timestamp()
        begun: dict[_Key, Release] = {
            (one.kind, one.key): one for one in releases if one.starts <= now
        }
        write = partial(keep_releases, self._store, begun.values(), now)
        if not await self._store.keep("releases", write):
            self._beside |= begun
            return False
        for key in begun:
            self._beside.pop(key, None)
        return True

    async def keep_state(self, kind: ReleaseKind, state: ListState) -> None:
        """Remember how far a list is known, all of which the file has taken."""
        await self._store.keep("lists", partial(keep_list_state, self._store, kind, state))

    async def keep_past(self, months: Iterable[date]) -> None:
        """Remember that all days of these months are in the file."""
        await self._store.keep("months", partial(keep_past_months, self._store, months))

    async def past_months(self) -> set[date]:
        """First days of the months whose Tracks of the Day are known for good."""
        return await read_past_months(self._store)

    async def forget_the_future(self) -> None:
        """Forget what a clock that was ahead let in, where a list says that there was one."""
        now = self._clock.now()
        states = await read_list_states(self._store)
        if any(state.checked_at > now.timestamp() for state in states.values()):
            write = partial(forget_after, self._store, now.timestamp(), month_of(paris_date(now)))
            await self._store.keep("that a clock was wrong", write)

    async def of_kind(self, kind: ReleaseKind) -> tuple[Release, ...]:
        """All of a kind, oldest first."""
        return self._with_others(
            await read_releases(self._store, kind), lambda one: one.kind == kind
        )

    async def days(self, kind: DayKind, first: date, last: date) -> tuple[Release, ...]:
        """Days between two dates, both included, oldest first."""
        return self._with_others(
            await read_days(self._store, kind, first, last),
            lambda one: one.kind == kind and one.on is not None and first <= one.on <= last,
        )

    async def running(self) -> tuple[Release, ...]:
        """All that run now, oldest first."""
        now = self._clock.timestamp()
        found = await read_running(self._store, now)
        return self._with_others(found, lambda one: one.runs_at(now))

    async def with_map(self, map_uid: str) -> tuple[Release, ...]:
        """Those that brought a map, oldest first."""
        return self._with_others(
            await read_by_map(self._store, map_uid), lambda one: map_uid in one.map_uids
        )

    async def with_group(self, season_uid: str) -> tuple[Release, ...]:
        """Those whose boards have this group."""
        return self._with_others(
            await read_by_group(self._store, season_uid), lambda one: one.season_uid == season_uid
        )

    def _with_others(
        self, found: Iterable[Release], is_wanted: Callable[[Release], bool]
    ) -> tuple[Release, ...]:
        """Return what was found with what the file lacks, newer than what it has."""
        known: dict[_Key, Release] = {(one.kind, one.key): one for one in found}
        known |= {key: one for key, one in self._beside.items() if is_wanted(one)}
        # A clock that was ahead let in what has yet to come.
        begun = (one for one in known.values() if one.starts <= self._clock.timestamp())
        return tuple(sorted(begun, key=lambda one: one.starts))
