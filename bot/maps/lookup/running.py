"""What runs officially: one place for whoever shows it, compares over it or watches it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.clock import Clock, holds
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.catalogue.reading import campaigns_begun
from bot.maps.lookup.tracks import Tracks
from bot.maps.releases import Release, ReleaseKind, Target
from bot.maps.typed.campaigns import campaign_choice
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.lifetimes import LONGEST_LIST

log = logging.getLogger(__name__)

CUPS_LISTED = 2
OFTEN, SELDOM = 120.0, 900.0
"""How long the list of Tracks and any other is left alone that was asked for, in seconds."""
FAILURES = (NadeoError, TimeoutError)


class Running:
    """Knows the newest of each kind that runs.

    All lists but that of cups are in the catalogue, which keeps itself up to date.
    """

    def __init__(
        self, client: LiveClient, catalogue: Catalogue, tracks: Tracks, clock: Clock
    ) -> None:
        self._client = client
        self._catalogue = catalogue
        self._tracks = tracks
        self._clock = clock
        self._cup: Release | None = None
        self._has_cups = False
        self._lists: Mapping[ReleaseKind, Callable[[], Awaitable[object]]] = {
            "totd": catalogue.months.recent,
            "seasonal": partial(catalogue.campaigns.all, "seasonal"),
            "weekly-shorts": partial(catalogue.campaigns.all, "weekly-shorts"),
            "weekly-grand": partial(catalogue.campaigns.all, "weekly-grand"),
            "cup-of-the-week": self._find_cup,
        }
        self._asked_at: dict[ReleaseKind, float] = {}

    async def known(self) -> tuple[Release, ...]:
        """Return what runs as far as it is known, without asking Nadeo."""
        now = self._clock.timestamp()
        newest = {one.kind: one for one in await self._catalogue.under_way()}
        if self._cup is not None and self._cup.runs_at(now):
            newest["cup-of-the-week"] = self._cup
        return tuple(newest[kind] for kind in self._lists if kind in newest)

    async def known_kinds(self) -> frozenset[ReleaseKind]:
        """Tell of which kinds it is known what runs, be that nothing."""
        cups: set[ReleaseKind] = {"cup-of-the-week"} if self._has_cups else set()
        return await self._catalogue.known_lists() | cups

    async def refreshed(self) -> tuple[Release, ...]:
        """Return what runs, after asking for those lists that may have grown.

        What fails stays as it was; raises `NadeoError` where no list is known at all.
        """
        failures: list[Exception] = []
        for kind in self._lists:
            if not self._is_due(kind):
                continue
            try:
                await self._ask(kind)
            except FAILURES as error:
                log.info("which maps of %s run is not known: %s", kind, error)
                failures.append(error)
        if failures and not await self.known_kinds():
            self._asked_at.clear()
            raise failures[0]
        return await self.known()

    async def season(self) -> Release:
        """Find the newest season, which costs nothing while its list holds; refuse where none is.

        Raises `NadeoError`.
        """
        return campaign_choice(None, (await self._catalogue.campaigns.all("seasonal")).items)

    async def track(self) -> Target:
        """Find the running track, which costs nothing while its list holds; refuse where none is.

        Raises `NadeoError`.
        """
        return await self._tracks.running()

    def wants_cup(self) -> bool:
        """Tell whether the cup of the week is to be asked for: none is known to run for long."""
        return self._is_due("cup-of-the-week")

    async def ask_for_cup(self) -> None:
        """Ask for the cup of the week; where Nadeo gives nothing, the one known before stays."""
        try:
            await self._ask("cup-of-the-week")
        except FAILURES as error:
            log.info("the cup of the week is not known: %s", error)

    def _is_due(self, kind: ReleaseKind) -> bool:
        now = self._clock.timestamp()
        asked_at = self._asked_at.get(kind)
        return asked_at is None or not holds(asked_at, now, asked_at + self._pause(kind, now))

    def _pause(self, kind: ReleaseKind, now: float) -> float:
        if kind == "cup-of-the-week" and self._cup is not None and self._cup.runs_at(now):
            return LONGEST_LIST
        return OFTEN if kind == "totd" else SELDOM

    async def _ask(self, kind: ReleaseKind) -> None:
        self._asked_at[kind] = self._clock.timestamp()
        await self._lists[kind]()

    async def _find_cup(self) -> None:
        listed = await self._client.get_maps_cup_of_the_week(CUPS_LISTED)
        now = self._clock.timestamp()
        begun = campaigns_begun("cup-of-the-week", listed.campaign_list, now)
        self._cup = next((one for one in reversed(begun) if one.runs_at(now)), None)
        self._has_cups = True
