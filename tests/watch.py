"""An announcer whose looks, rests and posts are made by hand, against a real Nadeo stand-in."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from postbox import Postbox
from support import ManualClock, settings_for
from yarl import URL

from bot.announcer.announcer import Announcer
from bot.announcer.cards import Feed
from bot.exchange.client import ExchangeClient
from bot.frame.lookup import Lookup
from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage.store import Store

SWITCH = datetime(2026, 8, 22, 17, tzinfo=UTC)  # 19:00 in Paris
CHANNEL = 1


@dataclass
class Watch:
    """One process: what it remembers beyond its end is in its file."""

    announcer: Announcer
    lookup: Lookup
    client: LiveClient
    nadeo: NadeoServer
    clock: ManualClock
    postbox: Postbox
    store: Store
    looks: list[float] = field(default_factory=list)

    async def until(self, moment: float, feed: Feed = "totd", switch: datetime = SWITCH) -> None:
        """Look and rest until a moment, in seconds after the switch."""
        while (now := self.clock.timestamp() - switch.timestamp()) < moment:
            self.looks.append(now)
            pause = await self.announcer.watching.look(feed)
            assert pause is not None
            await self.announcer.dispatcher.flush()
            await self.announcer.edits.flush()
            self.clock.move(min(pause, moment - now))

    def posted(self) -> list[float]:
        """Return when there were posts, in seconds after the switch."""
        return [one.created_at.timestamp() - SWITCH.timestamp() for one in self.messages()]

    def messages(self) -> list[Message]:
        return self.postbox.messages(CHANNEL)

    def card(self) -> str:
        """Return all that the one message says."""
        (message,) = self.messages()
        return str(message.embeds)


@asynccontextmanager
async def watching(
    nadeo: NadeoServer,
    clock: ManualClock,
    postbox: Postbox,
    file: Path,
    exchange: ExchangeServer | None = None,
) -> AsyncGenerator[Watch, None]:
    """Give an announcer that remembers nothing but its file."""
    settings = settings_for(nadeo, file, NADEO_REQUESTS_PER_SECOND=100_000)
    patience = Patience(attempts=1, first_pause=0.001, timeout=5)
    async with (
        aiohttp.ClientSession() as session,
        Store.opened(file) as store,
        LiveClient(session, settings, clock=clock, patience=patience) as client,
    ):
        site = None if exchange is None else URL(exchange.url)
        asking = None if site is None else ExchangeClient(session, site, "tests", rate=1000)
        lookup = Lookup(client, store, clock, asking)
        announcer = Announcer(
            client,
            lookup,
            store,
            clock,
            postbox,
            has_charts=True,
        )
        yield Watch(announcer, lookup, client, nadeo, clock, postbox, store)
        await announcer.dispatcher.close()
