"""What the commands ask, over real sockets to the stand-in and a real file, without Discord."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from support import SWIFT, ManualClock, asked, settings_for

from bot.cards import CampaignCard, CampaignKind, RankingPage, Target
from bot.lookup import Lookup
from bot.nadeo import LiveClient
from bot.queries import campaign_kind
from bot.sandbox.nadeo import NadeoServer
from bot.sandbox.world import World
from bot.storage import Store


@dataclass
class Bench:
    """A lookup with everything around it."""

    lookup: Lookup
    client: LiveClient
    store: Store
    nadeo: NadeoServer
    world: World
    clock: ManualClock

    def asked(self) -> list[str]:
        """Return the paths asked of Nadeo since the last call, without logins."""
        return asked(self.nadeo)


async def meant(bench: Bench, typed: str | None) -> Target:
    """Return the map that a command would show: understood before its answer, found after."""
    return await bench.lookup.found(await bench.lookup.understood(typed))


async def campaign(bench: Bench, kind: CampaignKind, typed: str | None) -> CampaignCard:
    lists = bench.lookup.lists
    return await lists.campaign(kind, await lists.understood(kind, typed))


async def ranking(bench: Bench, typed: str | None, rank: int) -> RankingPage:
    wanted = await bench.lookup.lists.understood(campaign_kind(typed), typed)
    return await bench.lookup.ranking(wanted, rank)


MakeBench = Callable[..., Awaitable[Bench]]


@pytest.fixture
async def make_bench(
    nadeo: NadeoServer, world: World, clock: ManualClock, database: Path
) -> AsyncIterator[MakeBench]:
    """Give a function that opens the same file anew, as a restart would."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def make(**changes: Any) -> Bench:
            store = await stack.enter_async_context(Store.opened(database))
            settings = settings_for(nadeo, database, **changes)
            client = LiveClient(session, settings, clock=clock, patience=SWIFT)
            await stack.enter_async_context(client)
            return Bench(Lookup(client, store, clock), client, store, nadeo, world, clock)

        yield make


@pytest.fixture
async def bench(make_bench: MakeBench) -> Bench:
    return await make_bench()
