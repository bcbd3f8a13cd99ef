"""Collecting styles in the background: what somebody looked at, then every official map."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.clock import Clock
from bot.exchange.cards import Wanted
from bot.exchange.client import MOST_MAPS
from bot.exchange.errors import ExchangeError, ExchangeUnreadable
from bot.exchange.lookup import Exchange
from bot.nadeo.lifetimes import DAY

log = logging.getLogger(__name__)

PAUSE = 10.0
"""How long it is between two requests at least, in seconds."""
WHEN_COMPLETE = 600.0
"""How long after all was known it is looked for more, in seconds."""
_FIRST_SETBACK, _LONGEST_SETBACK, _DOUBLINGS = 60.0, 3600.0, 6
MOST_PUT_OFF = 2000

Missing = Callable[[float, int], Awaitable[Sequence[Wanted]]]
"""Returns maps whose style is not known at a moment, newest first, as many as are wanted."""


class Collecting:
    """Asks for a hundred maps at a time until all are known; what is kept is not asked again.

    What the Exchange answers in no readable form is put off for a day, so that one map in a
    hundred does not keep all others from being known.
    """

    def __init__(self, exchange: Exchange, missing: Missing, clock: Clock) -> None:
        self._exchange = exchange
        self._missing = missing
        self._clock = clock
        self._complete_until = 0.0
        self._put_off: dict[str, float] = {}
        self._setbacks = 0

    async def run(self) -> None:
        """Collect for ever, less often while the Exchange gives nothing."""
        while True:
            await self._clock.sleep(self._pause())
            await self.collect()

    async def collect(self) -> None:
        """Ask once for what is wanted most, if anything is."""
        batch = await self._batch()
        try:
            await self._exchange.learn(batch)
        except ExchangeError as error:
            if not self._setbacks:
                log.info("Trackmania Exchange tells no styles: %s", error)
            self._setbacks += 1
            if isinstance(error, ExchangeUnreadable):
                self._put_batch_off(batch)
        else:
            self._setbacks = 0

    async def _batch(self) -> list[Wanted]:
        now = self._clock.timestamp()
        self._put_off = {uid: at for uid, at in self._put_off.items() if at <= now < at + DAY}
        wanted = {one.map_uid: one for one in self._exchange.wanted()}
        if len(wanted) < MOST_MAPS and not self._complete_until - WHEN_COMPLETE <= now < (
            self._complete_until
        ):
            found = await self._missing(now, MOST_MAPS + len(self._put_off))
            rest = [one for one in found if one.map_uid not in self._put_off]
            if not rest:
                self._complete_until = now + WHEN_COMPLETE
            for one in rest:
                wanted.setdefault(one.map_uid, one)
        return list(wanted.values())[:MOST_MAPS]

    def _put_batch_off(self, batch: Sequence[Wanted]) -> None:
        now = self._clock.timestamp()
        self._exchange.give_up(batch)
        self._put_off |= {one.map_uid: now for one in batch}
        while len(self._put_off) > MOST_PUT_OFF:
            del self._put_off[next(iter(self._put_off))]

    def _pause(self) -> float:
        if not self._setbacks:
            return PAUSE
        doubled = _FIRST_SETBACK * 2 ** min(self._setbacks - 1, _DOUBLINGS)
        return min(doubled, _LONGEST_SETBACK)
