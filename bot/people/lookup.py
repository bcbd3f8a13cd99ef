"""Names for account ids and countries for zones: a help to read with, never a reason to fail."""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from bot.clock import Clock, holds
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.flights import Flights
from bot.nadeo.models import Zone
from bot.nadeo.names import MOST_NAMES
from bot.people.rows import KnownName, keep_names, keep_zones, read_names, read_zones
from bot.storage.at_hand import AtHand
from bot.storage.store import Store

log = logging.getLogger(__name__)

ZONES_HOLD_FOR = 30 * 86400.0
MOST_NAMES_AT_HAND = 10_000
"""As many names as need not be read from the file again."""
PATIENCE_FOR_NAMES = 6.0
"""How long an answer waits for its names, in seconds, before it goes without."""

COUNTRY_DEPTH = 2
"""World, continent, country, region, town: a country is two steps below the world."""


class Player(Protocol):
    """Somebody on a ladder."""

    @property
    def account_id(self) -> str:
        """Name the account."""
        ...

    @property
    def zone_id(self) -> str:
        """Name the zone by its id."""
        ...


class Introduced(NamedTuple):
    """What people are told of a player."""

    name: str
    """Or the first block of the id."""
    country: str
    """"" where the tree of places is not known: a zone's own name may be that of a town."""
    lacks_name: bool
    """The service of names did not answer."""


class People:
    """Knows players by name and by country."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._names: AtHand[KnownName] = AtHand(partial(read_names, store), MOST_NAMES_AT_HAND)
        self._zones: dict[str, Zone] = {}
        self._countries: dict[str, str] = {}
        """Of the zones that somebody was from."""
        self._zones_fetched_at = 0.0
        self._flights = Flights()

    async def close(self) -> None:
        """End what is still asked for people who went on without it."""
        await self._flights.close()

    async def names(
        self, wanted: Collection[str], soon: Iterable[str] = (), *, any_age: bool = False
    ) -> dict[str, str]:
        """Return a name for each account: Nadeo's, an old one, or the first block of the id.

        `soon` are accounts whose names will be wanted next: they fill up the request, if one is
        made at all. With `any_age` a name that is known is not asked for anew.
        """
        known = await self._known(wanted, soon, any_age=any_age)
        return {account: _name(known, account) for account in wanted}

    async def _known(
        self, wanted: Collection[str], soon: Iterable[str], *, any_age: bool = False
    ) -> dict[str, KnownName]:
        """Return what can be had; accounts that Nadeo has no name for have an empty one."""
        known = await self._names.get(wanted)
        held = self._held(known, any_age=any_age)
        missing = [account for account in dict.fromkeys(wanted) if account not in held]
        if missing:
            likely = list(dict.fromkeys(soon))
            held |= self._held(await self._names.get(likely), any_age=any_age)
            also = [account for account in likely if account not in held]
            room = max(0, MOST_NAMES - len(missing))
            known |= await self._fetched([*missing, *also[:room]])
        return known

    def _held(self, known: Mapping[str, KnownName], *, any_age: bool) -> set[str]:
        """Return the accounts whose names need not be asked for."""
        now = self._clock.timestamp()
        return {account for account, name in known.items() if any_age or name.holds_at(now)}

    async def are_named(self, accounts: Iterable[str]) -> bool:
        """Tell whether `names` would give these without a request."""
        if not self._client.has_names:
            return True
        wanted = set(accounts)
        known = await self._names.get(wanted)
        return wanted == self._held(known, any_age=False)

    async def introduce(
        self, players: Sequence[Player], soon: Sequence[Player] = ()
    ) -> list[Introduced]:
        """Give each player a name and a country, in their order."""
        known = await self._known(
            [player.account_id for player in players], [player.account_id for player in soon]
        )
        countries = await self.countries({player.zone_id for player in players})
        return [
            Introduced(
                _name(known, player.account_id),
                countries[player.zone_id],
                self._client.has_names and player.account_id not in known,
            )
            for player in players
        ]

    async def countries(self, zone_ids: Iterable[str]) -> dict[str, str]:
        """Return the country of each zone, "" for zones that are not known (quirk 103)."""
        if not self._zones:
            await self._load_zones()
        return {zone: self._country(zone) for zone in zone_ids}

    async def refresh_zones(self) -> None:
        """Fetch the tree of places where it is missing or old; meant for the background."""
        await self._load_zones()
        now = self._clock.timestamp()
        if holds(self._zones_fetched_at, now, self._zones_fetched_at + ZONES_HOLD_FOR):
            return
        zones = await self._client.get_zones()
        if zones:
            await self._store.keep("zones", partial(keep_zones, self._store, zones, now))
            self._know_zones(zones, now)

    async def learn(self, accounts: list[str]) -> dict[str, KnownName]:
        """Return what Nadeo says now; accounts that never had a name are remembered as such."""
        names = await self._client.get_display_names(accounts)
        now = self._clock.timestamp()
        if self._client.has_names:
            old = await self._names.get(accounts)
            names = {
                account: names.get(account) or (old[account].name if account in old else "")
                for account in accounts
            }
        await self._store.keep("names", partial(keep_names, self._store, names, now))
        learnt = {account: KnownName(name, now) for account, name in names.items()}
        self._names.note(learnt)
        return learnt

    async def _fetched(self, accounts: list[str]) -> dict[str, KnownName]:
        """Return new names where they come in time."""
        try:
            async with asyncio.timeout(PATIENCE_FOR_NAMES):
                # Kept before it ends: nobody asks again meanwhile, and what is late is not lost.
                return await self._flights.join(tuple(accounts), partial(self.learn, accounts))
        except (NadeoError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
            log.warning("going without %d names: %s", len(accounts), reason)
            return {}

    async def _load_zones(self) -> None:
        self._know_zones(*await read_zones(self._store))

    def _know_zones(self, zones: Iterable[Zone], fetched_at: float) -> None:
        self._zones_fetched_at = fetched_at
        self._zones = {zone.zone_id: zone for zone in zones}
        self._countries.clear()

    def _country(self, zone_id: str) -> str:
        country = self._countries.get(zone_id)
        if country is None:
            country = self._find_country(zone_id)
            if zone_id in self._zones:
                self._countries[zone_id] = country
        return country

    def _find_country(self, zone_id: str) -> str:
        """Return the ancestor two steps below the world; who sits above keeps the zone's name."""
        path: list[str] = []
        zone = self._zones.get(zone_id)
        while zone is not None and len(path) <= len(self._zones):
            path.append(zone.name)
            zone = self._zones.get(zone.parent_id or "")
        return path[-1 - COUNTRY_DEPTH] if len(path) > COUNTRY_DEPTH else "".join(path[:1])


def _name(known: Mapping[str, KnownName], account: str) -> str:
    name = known.get(account)
    return name.name if name is not None and name.name else account.partition("-")[0]
