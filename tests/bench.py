"""What the commands ask, over real sockets to the stand-in and a real file, without Discord."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from support import ManualClock, asked

from bot.frame.lookup import Lookup
from bot.ladders.cards import RankingPage
from bot.maps.cards import CampaignCard
from bot.maps.releases import CampaignKind, Target
from bot.maps.typed.campaigns import campaign_kind
from bot.nadeo import LiveClient
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from bot.storage.store import Store


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
    return await bench.lookup.typed_maps.found(await bench.lookup.typed_maps.understood(typed))


async def campaign(bench: Bench, kind: CampaignKind, typed: str | None) -> CampaignCard:
    lists = bench.lookup.lists
    return await lists.campaign(kind, await lists.understood(kind, typed))


async def ranking(bench: Bench, typed: str | None, rank: int) -> RankingPage:
    wanted = await bench.lookup.lists.understood(campaign_kind(typed), typed)
    return await bench.lookup.ladders.ranking(wanted, rank)


MakeBench = Callable[..., Awaitable[Bench]]
