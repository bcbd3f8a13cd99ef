"""What runs officially: told from what is known already, for whoever watches it."""

import logging

from bot.clock import Clock, holds
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.catalogue.reading import campaigns_begun
from bot.maps.releases import Release
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.lifetimes import LONGEST_LIST

log = logging.getLogger(__name__)

CUPS_LISTED = 2
CUP_PAUSE = 900.0
"""How often the cup of the week is asked for at most while none runs, in seconds."""


class Running:
    """Knows the newest of each kind that runs.

    All lists but that of cups are in the catalogue, which keeps itself up to date.
    """

    def __init__(self, client: LiveClient, catalogue: Catalogue, clock: Clock) -> None:
        self._client = client
        self._catalogue = catalogue
        self._clock = clock
        self._cup: Release | None = None
        self._asked_at = 0.0

    async def known(self) -> tuple[Release, ...]:
        """Return what runs as far as it is known, without asking Nadeo."""
        now = self._clock.timestamp()
        cups = () if self._cup is None or not self._cup.runs_at(now) else (self._cup,)
        return (*await self._catalogue.under_way(), *cups)

    def wants_cup(self) -> bool:
        """Tell whether the cup of the week is to be asked for: none is known to run for long."""
        now = self._clock.timestamp()
        is_running = self._cup is not None and self._cup.runs_at(now)
        pause = LONGEST_LIST if is_running else CUP_PAUSE
        return not holds(self._asked_at, now, self._asked_at + pause)

    async def ask_for_cup(self) -> None:
        """Ask for the cup of the week; where Nadeo gives nothing, the one known before stays."""
        now = self._clock.timestamp()
        self._asked_at = now
        try:
            listed = await self._client.get_maps_cup_of_the_week(CUPS_LISTED)
        except NadeoError as error:
            log.info("the cup of the week is not known: %s", error)
            return
        begun = campaigns_begun("cup-of-the-week", listed.campaign_list, now)
        self._cup = next((one for one in reversed(begun) if one.runs_at(now)), None)
