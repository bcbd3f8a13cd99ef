"""The mirror of every official map: filled once, then kept up to date, searched without Nadeo."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Collection
from datetime import date
from functools import partial
from typing import TypeAlias, get_args

from bot.clock import Clock
from bot.maps.catalogue.absent import AbsentMaps
from bot.maps.catalogue.campaigns import Campaigns
from bot.maps.catalogue.finder import ALL_KINDS, Finder
from bot.maps.catalogue.kept import LISTS, LIVE_LISTS, KeptReleases
from bot.maps.catalogue.months import Months
from bot.maps.catalogue.to_come import MapsToCome
from bot.maps.days import FIRST_DATE
from bot.maps.releases import CampaignKind, Release, ReleaseKind, Releases
from bot.maps.rows.catalogue import read_unknown_maps, read_unnamed_authors
from bot.maps.rows.maps import keep_maps
from bot.maps.rows.releases import read_list_states
from bot.nadeo.addresses import batches
from bot.nadeo.client import MOST_MAPS, LiveClient
from bot.nadeo.errors import (
    EmptyAnswer,
    NadeoError,
    Refused,
    ServerFault,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.nadeo.names import MOST_NAMES
from bot.storage.store import Store

log = logging.getLogger(__name__)

_FIRST_PAUSE = 30.0
_LONGEST_PAUSE = 600.0
LATENESS = (5.0, 30.0)
"""How long after a release it is asked for, in seconds: people who cannot wait ask themselves."""


AskForList: TypeAlias = Callable[[], Awaitable[Releases]]
Learn = Callable[[list[str]], Awaitable[object]]
"""Asks for the names of accounts and remembers them."""


class Catalogue:
    """Every official map since the game came out, kept in the file.

    Work in the background has no turn of its own in the request budget: people go first.
    """

    def __init__(self, client: LiveClient, store: Store, clock: Clock, learn: Learn) -> None:
        self.to_come = MapsToCome(store, clock)
        self._kept = KeptReleases(store, clock)
        self.months = Months(client, store, clock, self._kept, self.to_come)
        self.campaigns = Campaigns(client, store, clock, self._kept, self.to_come)
        self.finder = Finder(store)
        self._client = client
        self._store = store
        self._clock = clock
        self._learn = learn
        self._refreshing = asyncio.Lock()
        self._absent = AbsentMaps(store, clock)
        self._postponed: set[str] = set()
        self._declined: set[str] = set()

    async def release_of(self, map_uid: str, kinds: Collection[str] = ALL_KINDS) -> Release | None:
        """Tell as what a map came out last, None where we know of nothing."""
        releases = await self._kept.with_map(map_uid)
        found = [release for release in releases if release.kind in kinds]
        return found[-1] if found else None

    async def release_of_group(self, season_uid: str) -> Release | None:
        """Tell what has this group for its boards, the latest of several."""
        found = await self._kept.with_group(season_uid)
        return found[-1] if found else None

    async def under_way(self) -> tuple[Release, ...]:
        """Return the newest release of each kind that runs, as they are known: nobody is asked."""
        newest = {release.kind: release for release in await self._kept.running()}
        return tuple(newest.values())

    async def tracks_before(self, on: date) -> tuple[Release, ...]:
        """Return the Tracks of this day and month in earlier years, newest first."""
        years = range(on.year - 1, FIRST_DATE.year - 1, -1)
        dates = [same for year in years if (same := _same_day(on, year)) is not None]
        found = [await self._kept.days("totd", one, one) for one in dates]
        return tuple(release for releases in found for release in releases)

    async def is_filled(self) -> bool:
        """Tell whether every official map can be found by its name, but for what Nadeo declines."""
        return await self.has_lists() and not await self._unknown_maps()

    async def has_lists(self) -> bool:
        """Tell whether every list is known, so that what no list holds is no official map."""
        known = await self.known_lists()
        unknown = set(LISTS) - known
        if not known or not unknown <= self._declined:
            return False
        return "totd" in unknown or await self.months.has_past()

    async def known_lists(self) -> frozenset[ReleaseKind]:
        """Tell of which kinds the list is known."""
        states = await read_list_states(self._store)
        return frozenset(kind for kind in LISTS if kind in states)

    async def refresh(self) -> None:
        """Fetch what is missing: lists first, then maps, then their authors' names.

        What is known is never asked for again, so that this goes on where it was interrupted.
        """
        async with self._refreshing:
            await self._kept.forget_the_future()
            problems = [
                *[await self._problem_of_list(kind, ask) for kind, ask in self._lists().items()],
                await _problem(self._fetch_maps),
                await _problem(self._fetch_authors),
            ]
        for problem in problems:
            if problem is not None:
                raise problem

    async def keep_up(self) -> None:
        """Refresh for ever: when a list may have grown, at growing distance where Nadeo is late."""
        pause, setbacks = _FIRST_PAUSE, 0
        while True:
            due = await self._refreshed()
            if due is None:
                setbacks = await self._client.recovery.pause(setbacks)
                continue
            setbacks = 0
            if due - self._clock.timestamp() >= _FIRST_PAUSE:
                pause = _FIRST_PAUSE
                await self._sleep_while_lists_hold()
            else:
                await self._clock.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _refreshed(self) -> float | None:
        """Refresh; return when the first list may have grown, None where something is missing."""
        try:
            await self.refresh()
        except NadeoError as error:
            log.warning("the catalogue is incomplete: %s", error)
            return None
        return await self._next_list()

    def _lists(self) -> dict[str, AskForList]:
        def campaigns(kind: CampaignKind) -> AskForList:
            return lambda: self.campaigns.all(kind)

        kinds: tuple[CampaignKind, ...] = get_args(CampaignKind)
        lists: dict[str, AskForList] = {kind: campaigns(kind) for kind in kinds}
        return {"totd": self.months.catch_up, **lists, "royal": self.months.royal}

    async def _problem_of_list(self, kind: str, ask: AskForList) -> NadeoError | None:
        """Fetch a list and return what went wrong: the other lists do not wait for it."""
        self._declined.discard(kind)
        try:
            found = await ask()
        except NadeoError as error:
            if _is_declined(error) and not isinstance(error, ServerFault):
                self._declined.add(kind)
            return error
        return None if found.as_of is None else Unavailable(f"no newer list ({kind})")

    async def _fetch_maps(self) -> None:
        problem: NadeoError | None = None
        for batch in batches(await self._unknown_maps(), MOST_MAPS):
            try:
                found = await self._client.get_maps(batch, keep=False)
            except NadeoError as error:
                # One map may spoil its batch: the others go first, and are not held up by it.
                if not _is_declined(error) or self._postponed.issuperset(batch):
                    raise
                self._postponed.update(batch)
                problem = error
                continue
            await self._absent.note(set(batch) - set(found))
            if not await self._store.keep("maps", partial(keep_maps, self._store, found.values())):
                # The next hundred would be asked for in vain as well.
                break
            await self.finder.index()
        if problem is not None:
            raise problem

    async def _unknown_maps(self) -> list[str]:
        """Return maps still to be fetched; those that Nadeo does not know wait for some days."""
        unknown = await read_unknown_maps(self._store)
        absent = await self._absent.among(unknown)
        wanted = [map_uid for map_uid in unknown if map_uid not in absent]
        return sorted(wanted, key=lambda map_uid: map_uid in self._postponed)

    async def _fetch_authors(self) -> None:
        unnamed = await read_unnamed_authors(self._store)
        for start in range(0, len(unnamed), MOST_NAMES):
            await self._learn(unnamed[start : start + MOST_NAMES])
            if self._store.keeping.is_refused:
                break
        await self.finder.index()

    async def _next_list(self) -> float:
        """Return when the first list may have grown, in Unix seconds."""
        known = await read_list_states(self._store)
        states = [known.get(kind) for kind in LIVE_LISTS]
        now = self._clock.timestamp()
        return min(state.holds_until if state and state.holds_at(now) else 0.0 for state in states)

    async def _sleep_while_lists_hold(self) -> None:
        """Sleep a little longer than that, so that not all bots ask in the same second."""
        while (wait := await self._next_list() - self._clock.timestamp()) > 0:
            # In pieces: a clock may jump ahead, and a wrong one be set back.
            await self._clock.sleep(min(wait, _LONGEST_PAUSE))
        await self._clock.sleep(random.uniform(*LATENESS))  # noqa: S311 # guards nothing


def _same_day(on: date, year: int) -> date | None:
    """Return a date's day in another year, None for a 29 February that there was not."""
    try:
        return on.replace(year=year)
    except ValueError:
        return None


async def _problem(step: Callable[[], Awaitable[None]]) -> NadeoError | None:
    """Take a step and return what went wrong."""
    try:
        await step()
    except NadeoError as error:
        return error
    return None


def _is_declined(error: NadeoError) -> bool:
    """Tell whether one question failed while others may still be answered."""
    declined = (Refused, EmptyAnswer, UnexpectedAnswer, ServerFault)
    return isinstance(error, declined) and not isinstance(error, Unauthorized)
