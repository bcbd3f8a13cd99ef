"""The announcer: everything that announcements are made of, put together once."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from bot.announcer.catching_up import CatchingUp
from bot.announcer.channels import Channels
from bot.announcer.closing import Closing
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.drawing import Drawer
from bot.announcer.edits import LIVE_SHARE, Edits
from bot.announcer.embeds.standing import shown
from bot.announcer.examples import Examples
from bot.announcer.live import Live
from bot.announcer.notices import Notices, Tappable
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace, own_rate
from bot.announcer.records import RecordBoards
from bot.announcer.review_queue import ReviewQueue
from bot.announcer.revisions import Revisions
from bot.announcer.rows.endings import Endings
from bot.announcer.rows.publishing import read_unpublished
from bot.announcer.schedule import Schedule
from bot.announcer.sequels import Sequels
from bot.announcer.server_records import ServerRecords
from bot.announcer.sources import Sources
from bot.announcer.styling import Styling
from bot.announcer.subscriptions import Subscriptions
from bot.announcer.tidying import keep_tidy
from bot.announcer.upkeep import Upkeep
from bot.announcer.watching import Watching
from bot.clock import Clock
from bot.exchange.lookup import Exchange
from bot.ladders.results import Results
from bot.ladders.standings import Standings
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.cards import MapCards
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.running import Running
from bot.nadeo.client import LiveClient
from bot.people.lookup import People
from bot.players.records import PlayerRecords
from bot.storage.store import Store
from bot.supervisor import Work


class Lookups(Protocol):
    """What the cards of announcements are put together by."""

    @property
    def map_cards(self) -> MapCards:
        """Maps as they are shown."""
        ...

    @property
    def people(self) -> People:
        """Names and countries of players."""
        ...

    @property
    def standings(self) -> Standings:
        """Records and numbers of players."""
        ...

    @property
    def results(self) -> Results:
        """How boards and rankings ended."""
        ...

    @property
    def running(self) -> Running:
        """What runs officially."""
        ...

    @property
    def exchange(self) -> Exchange:
        """Styles of maps."""
        ...

    @property
    def maps(self) -> Maps:
        """Maps by uid."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """As what maps came out."""
        ...

    @property
    def records(self) -> PlayerRecords:
        """Records of given players."""
        ...


class Announcer:
    """Runs the feeds. The file remembers everything; this only knocks.

    `tappable` makes the commands that a text names something to tap; `part` is how much
    of Discord's limit is this process's, 1 for all of it.
    `has_charts` tells whether charts are offered.
    """

    def __init__(  # noqa: PLR0913 # what it is made of, and what it may do
        self,
        client: LiveClient,
        lookups: Lookups,
        store: Store,
        clock: Clock,
        channels: Channels,
        tappable: Tappable = str,
        *,
        part: float = 1.0,
        has_charts: bool = False,
    ) -> None:
        records = RecordBoards(client, clock, lookups.running, lookups.standings.kind_of)
        self.server_records = ServerRecords(
            client,
            store,
            clock,
            lookups.maps,
            lookups.records,
            lookups.running,
            lookups.catalogue,
        )
        sources = Sources(client, clock, records, self.server_records)
        outbox = Outbox(store)
        drawer = Drawer(client, lookups.map_cards, lookups.people, store)
        revisions = Revisions(store, partial(shown, has_charts=has_charts))
        self.outbox = outbox
        pace = Pace(own_rate(part))
        self.sequels = Sequels(store, channels, clock, pace)
        self.dispatcher = Dispatcher(outbox, channels, clock, pace, self.sequels.wake)
        unpublished = partial(read_unpublished, store)
        self.notices = Notices(store, clock, channels, self.dispatcher, tappable, unpublished)
        live_pace = Pace(own_rate(part) * LIVE_SHARE)
        self.edits = Edits(revisions, self.dispatcher, clock, live_pace)
        endings = Endings(store)
        self.closing = Closing(endings, lookups.results, self.edits, clock)
        self.live = Live(endings, lookups.standings, client.budget, self.edits, clock)
        self.styling = Styling(lookups.exchange, store, self.edits, clock)
        upkeep = Upkeep(drawer, revisions, clock)
        self.watching = Watching(store, clock, sources, outbox, self.dispatcher, upkeep, self.edits)
        self.catching_up = CatchingUp(
            store, sources, outbox, upkeep, self.watching, self.dispatcher
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
            "styles of posts": self.styling.run,
            "notices": self.notices.run,
            "threads and publishing": self.sequels.run,
            "tidying": partial(keep_tidy, store, clock),
            **self.watching.loops(),
        }

    def loops(self) -> Mapping[str, Work]:
        """Name what has to run for announcements to be made."""
        return self._loops

    async def close(self) -> None:
        """Begin no post more, and let those under way end."""
        await self.sequels.close()
        await self.dispatcher.close()
