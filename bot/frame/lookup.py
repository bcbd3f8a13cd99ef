"""Everything that commands ask, made once."""

from functools import partial

from bot.clock import Clock
from bot.clubs.lookup import ClubLookup
from bot.exchange.client import ExchangeClient
from bot.exchange.collecting import Collecting
from bot.exchange.lookup import Exchange
from bot.ladders.boards import Boards
from bot.ladders.curves import Curves
from bot.ladders.lookup import Ladders
from bot.ladders.places import Places
from bot.ladders.rankings import Rankings
from bot.ladders.results import Results
from bot.ladders.standings import Standings
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.cards import MapCards
from bot.maps.lookup.discoveries import Discoveries
from bot.maps.lookup.lists import Lists
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.running import Running
from bot.maps.lookup.tracks import Tracks
from bot.maps.lookup.typed_maps import TypedMaps
from bot.maps.rows.styles import unstyled_maps
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.people.lookup import People
from bot.players.charting import BoardCharts
from bot.players.comparing import Comparisons
from bot.players.ladders import ServerLadders
from bot.players.linking import Links
from bot.players.own_places import OwnPlaces
from bot.players.profiles import Profiles
from bot.players.rankings import ServerRankings
from bot.players.records import PlayerRecords
from bot.players.seasons import Seasons
from bot.players.watching import RecordWatch
from bot.refusal import Refusal
from bot.review.lookup import Reviews
from bot.storage.store import Store


class Lookup:
    """Holds what each room looks up, over one client, one file and one clock.

    Without an `exchange` maps have no style.
    """

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        exchange: ExchangeClient | None = None,
    ) -> None:
        self.clock = clock
        self.exchange = Exchange(exchange, store, clock)
        self.styles = Collecting(self.exchange, partial(unstyled_maps, store), clock)
        self.maps = Maps(client, store, clock)
        self.people = People(client, store, clock)
        self.catalogue = Catalogue(client, store, clock, self.people.learn)
        self.tracks = Tracks(self.catalogue.months)
        self.running = Running(client, self.catalogue, self.tracks, clock)
        self.typed_maps = TypedMaps(self.catalogue, self.tracks, self.exchange)
        boards = Boards(client, self.maps, self.people, clock)
        self.standings = Standings(client, boards, clock)
        self.results = Results(client, boards, self.maps, self.people, clock)
        self.map_cards = MapCards(self.maps, self.people, self.exchange, self.standings, clock)
        self.lists = Lists(self.catalogue, self.maps, self.people, clock)
        self.discoveries = Discoveries(self.catalogue, self.exchange, store, clock)
        self.ladders = Ladders(
            boards,
            Places(client, boards, clock),
            Rankings(client, self.people),
            self.maps,
            self.typed_maps,
            self.lists,
            self.catalogue,
        )
        self._know_players(client, store, boards)
        self.reviews = Reviews(client, store, clock, self.maps)
        self.clubs = ClubLookup(client, store, clock, self.maps, boards)

    def _know_players(self, client: LiveClient, store: Store, boards: Boards) -> None:
        """Make what knows who plays, and how those do."""
        clock = self.clock
        self.links = Links(client, store, self.people, clock)
        self.records = PlayerRecords(client, store, clock)
        self.record_watch = RecordWatch(
            client,
            store,
            clock,
            self.records,
            self.maps,
            self.running,
            client.budget.rate,
        )
        self.server_ladders = ServerLadders(
            client,
            self.links,
            self.records,
            boards,
            self.maps,
            self.typed_maps,
            self.people,
        )
        self.profiles = Profiles(
            client, store, clock, self.links, self.records, self.maps, self.running
        )
        self.comparisons = Comparisons(
            self.links,
            self.records,
            self.maps,
            self.typed_maps,
            self.lists,
            self.catalogue,
            self.running,
        )
        self.server_rankings = ServerRankings(
            self.links,
            Seasons(self.records, self.maps, store, clock),
            self.lists,
            self.catalogue,
            self.people,
        )
        self.board_charts = BoardCharts(
            store,
            self.links,
            self.records,
            Curves(boards, self.maps, self.typed_maps),
            self.people,
        )
        self.own_places = OwnPlaces(
            client,
            store,
            clock,
            self.records,
            self.ladders,
            self.maps,
            self.typed_maps,
        )

    async def close(self) -> None:
        """End what was asked beside the commands."""
        await self.clubs.close()
        await self.people.close()

    async def index(self) -> None:
        """Make the words by which maps and clubs are found where an older program's are in use."""
        await self.catalogue.finder.index()
        await self.clubs.names.index()

    async def warm_up(self) -> None:
        """Fetch what nearly every command wants: the running track and the places.

        Each without the other where it must be; the first failure is raised in the end.
        """
        problems: list[NadeoError | Refusal] = []
        for part in (self._running_card, self.people.refresh_zones):
            try:
                await part()
            except (NadeoError, Refusal) as error:
                problems.append(error)
        if problems:
            raise problems[0]

    async def _running_card(self) -> None:
        await self.map_cards.card(await self.running.track())
