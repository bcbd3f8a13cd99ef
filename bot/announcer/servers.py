"""The servers that the bot is in: what is missing is marked, and forgotten only after a week."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.announcer.alarm import Alarm
from bot.announcer.rows.servers import forget_servers, note_servers
from bot.clock import Clock
from bot.nadeo.lifetimes import DAY
from bot.shards import WHOLE, Shards
from bot.storage.store import Store
from bot.supervisor import Work

log = logging.getLogger(__name__)

LEFT_SERVERS_KEPT_FOR = 7 * DAY
"""How long a server that was left keeps all that is its own, in seconds."""
LOOK_AT_SERVERS_EVERY = 600.0


@dataclass(frozen=True)
class Roll:
    """Which servers Discord says the bot is in."""

    listed: Collection[int]
    reachable: Collection[int]
    """Those of them that are not in an outage."""


class Servers:
    """Keeps the marks of servers that were left.

    Discord tells of removals that were none, and its list at a start may lack servers. So nothing
    is concluded from one of them: what is missing is sent nothing and loses nothing, and what was
    missing for a week is forgotten at the second look of this run at the earliest. That look also
    waits for a clock that went wrong while the machine was off. Servers of other shards are other
    processes': none of them is missed, sent anything or forgotten.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        roll: Callable[[], Roll],
        back: Callable[[], None],
        shards: Shards = WHOLE,
    ) -> None:
        self._store = store
        self._shards = shards
        self._clock = clock
        self._roll = roll
        self._back = back
        self._alarm = Alarm(clock)
        self._is_noted = asyncio.Event()

    def loops(self) -> Mapping[str, Work]:
        """Name what runs beside from the moment on that the roll is known."""
        return {"servers": self._keep_watch, "servers left": self._forget}

    def changed(self) -> None:
        """Look at the roll now."""
        self._alarm.ring()

    async def noted(self) -> None:
        """Wait until what is missing at the start is marked: before that nothing may be sent."""
        await self._is_noted.wait()

    async def _keep_watch(self) -> None:
        while True:
            await self._note()
            self._is_noted.set()
            await self._alarm.rest(LOOK_AT_SERVERS_EVERY)

    async def _note(self) -> None:
        noted = await note_servers(
            self._store, self._roll().reachable, self._clock.timestamp(), self._shards
        )
        if noted.left:
            log.info("%d servers are missing: what is theirs is kept for a week", noted.left)
        if noted.back:
            log.info("%d servers are back", noted.back)
            self._back()

    async def _forget(self) -> None:
        while True:
            await self._clock.sleep(LOOK_AT_SERVERS_EVERY)
            listed = self._roll().listed
            forgotten = await forget_servers(
                self._store, listed, self._clock.timestamp() - LEFT_SERVERS_KEPT_FOR
            )
            if forgotten.subscriptions or forgotten.players:
                log.info(
                    "servers were left a week ago: forgot their %d subscriptions and %d players",
                    forgotten.subscriptions,
                    forgotten.players,
                )
