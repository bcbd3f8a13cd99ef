"""Styles of maps: told as far as they are known, and nobody waits for them."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from functools import partial

from yarl import URL

from bot.clock import Clock, holds
from bot.exchange import wording
from bot.exchange.cards import KeptStyle, Style, Wanted
from bot.exchange.client import MOST_MAPS, ExchangeClient
from bot.exchange.errors import ExchangeError
from bot.exchange.links import map_page
from bot.exchange.models import ExchangeMap
from bot.exchange.rows import keep_styles, read_numbered, read_styles
from bot.nadeo.lifetimes import DAY
from bot.refusal import Refusal
from bot.storage.at_hand import AtHand
from bot.storage.store import Store

HOLDS_FOR = 30 * DAY
"""How long what was told is believed, in seconds."""
YOUNG_FOR = 30 * DAY
"""How long after a map came out its tags may be told any day, in seconds."""
MOST_AT_HAND = 1024
MOST_WANTED = 500
PATIENCE = 5.0
"""How long somebody who typed a number waits for the map, in seconds."""

Listener = Callable[[Collection[str]], None]
"""Hears the uids of maps whose style has just been told."""


class Exchange:
    """Knows what the Exchange told of maps; without a client it knows nothing at all."""

    def __init__(self, client: ExchangeClient | None, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._known: AtHand[KeptStyle] = AtHand(partial(read_styles, store), MOST_AT_HAND)
        self._wanted: dict[str, Wanted] = {}
        self._listeners: list[Listener] = []

    @property
    def site(self) -> URL | None:
        """The address of the site, None where it is switched off."""
        return None if self._client is None else self._client.site

    def add_listener(self, listener: Listener) -> None:
        """Tell this one of every map whose style is told from now on."""
        self._listeners.append(listener)

    async def style_of(self, map_uid: str, released_at: float = 0.0) -> Style | None:
        """Return what is known of a map's style, None where that is nothing; nobody is asked.

        What is not known, or too old, is asked for in the background, for whoever looks next.
        `released_at` is when the map came out, in Unix seconds.
        """
        if self._client is None:
            return None
        now = self._clock.timestamp()
        known = (await self._known.get([map_uid])).get(map_uid)
        if known is None or not holds(known.asked_at, now, known.holds_until):
            self.want(Wanted(map_uid, is_young=is_young(released_at, now)))
        if known is None or known.number is None:
            return None
        page = map_page(self._client.site, known.number)
        return Style(known.tags, known.difficulty, page)

    def want(self, wanted: Wanted) -> None:
        """Remember that a map's style is to be asked for; of too many the first are forgotten."""
        self._wanted[wanted.map_uid] = wanted
        while len(self._wanted) > MOST_WANTED:
            del self._wanted[next(iter(self._wanted))]

    def wanted(self) -> list[Wanted]:
        """Return what is wanted, as much as is asked for at once."""
        return list(self._wanted.values())[:MOST_MAPS]

    def give_up(self, wanted: Iterable[Wanted]) -> None:
        """Want these no longer."""
        for one in wanted:
            self._wanted.pop(one.map_uid, None)

    async def learn(self, wanted: Collection[Wanted]) -> None:
        """Ask for the styles of a hundred maps at most, and keep them; raise `ExchangeError`."""
        if self._client is None or not wanted:
            return
        found = await self._client.maps([one.map_uid for one in wanted])
        await self._keep([self._told(one, found.get(one.map_uid)) for one in wanted])
        self.give_up(wanted)

    async def uid_numbered(self, number: int) -> str:
        """Find the uid of the map that has this number on the site; refuse where there is none."""
        if self._client is None:
            raise Refusal(wording.EXCHANGE_OFF)
        kept = await read_numbered(self._store, number)
        if kept is not None and holds(kept.asked_at, self._clock.timestamp(), kept.holds_until):
            return kept.map_uid
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._client.map_numbered(number)
        except (ExchangeError, TimeoutError) as error:
            raise Refusal(wording.NO_ANSWER) from error
        if found is None:
            raise Refusal(wording.NO_SUCH_MAP)
        await self._keep([self._told(Wanted(found.map_uid, is_young=True), found)])
        return found.map_uid

    def _told(self, wanted: Wanted, found: ExchangeMap | None) -> KeptStyle:
        now = self._clock.timestamp()
        tags = found.tag_names if found is not None else ()
        lifetime = DAY if wanted.is_young and not tags else HOLDS_FOR
        if found is None:
            return KeptStyle(wanted.map_uid, None, (), -1, now, now + lifetime)
        told = (wanted.map_uid, found.map_id, tags, found.difficulty)
        return KeptStyle(*told, now, now + lifetime)

    async def _keep(self, styles: Collection[KeptStyle]) -> None:
        self._known.note({one.map_uid: one for one in styles})
        await self._store.keep("styles", partial(keep_styles, self._store, styles))
        if told := [one.map_uid for one in styles if one.number is not None]:
            for listener in self._listeners:
                listener(told)


def is_young(released_at: float, now: float) -> bool:
    """Tell whether a map came out so lately that its tags may be told any day."""
    return now - released_at < YOUNG_FOR
