"""The announcer: everything that announcements are made of, put together once."""

from collections.abc import Mapping
from functools import partial

from bot.announcer.channels import Channels
from bot.announcer.closing import Closing
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer
from bot.announcer.edits import Edits
from bot.announcer.embeds.standing import shown
from bot.announcer.examples import Examples
from bot.announcer.live import Live
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.review_queue import ReviewQueue
from bot.announcer.revisions import Revisions
from bot.announcer.rows.endings import Endings
from bot.announcer.schedule import Schedule
from bot.announcer.sources import Sources
from bot.announcer.subscriptions import Subscriptions
from bot.announcer.tidying import keep_tidy
from bot.announcer.upkeep import Upkeep
from bot.announcer.watching import Watching
from bot.clock import Clock
from bot.ladders.results import Results
from bot.ladders.standings import Standings
from bot.maps.lookup.cards import MapCards
from bot.nadeo.client import LiveClient
from bot.storage.store import Store
from bot.supervisor import Work


class Announcer:
    """Runs the feeds. The file remembers everything; this only knocks."""

    def __init__(
        self,
        client: LiveClient,
        map_cards: MapCards,
        standings: Standings,
        results: Results,
        store: Store,
        clock: Clock,
        channels: Channels,
    ) -> None:
        sources, outbox = Sources(client, clock), Outbox(store)
        drawer, revisions = Drawer(client, map_cards, store), Revisions(store, shown)
        self.outbox = outbox
        self.dispatcher = Dispatcher(outbox, channels, clock, Pace())
        self.edits = Edits(revisions, self.dispatcher, clock)
        endings = Endings(store)
        self.closing = Closing(endings, results, self.edits, clock)
        self.live = Live(endings, standings, client.budget, self.edits, clock)
        self.watching = Watching(
            store,
            clock,
            sources,
            outbox,
            self.dispatcher,
            Upkeep(drawer, revisions, clock),
            self.edits,
        )
        self.subscriptions = Subscriptions(store, clock, self.watching.knock)
        self.review_queue = ReviewQueue(store, clock, drawer, outbox, self.dispatcher)
        self.examples = Examples(client, clock, sources, drawer, self.dispatcher)
        self.schedule = Schedule(client, store, clock)

        self._loops: dict[str, Work] = {
            "dispatcher": self.dispatcher.run,
            "edits": self.edits.run,
            "closing of cards": self.closing.run,
            "live cards": self.live.run,
            "tidying": partial(keep_tidy, store, clock),
            **self.watching.loops(),
        }

    def loops(self) -> Mapping[str, Work]:
        """Name what has to run for announcements to be made."""
        return self._loops

    async def close(self) -> None:
        """Begin no post more, and let those under way end."""
        await self.dispatcher.close()
