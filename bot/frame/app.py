"""The frame: one bot, with everything it needs opened in one place and closed in reverse."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext.commands import when_mentioned
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.announcer.announcer import Announcer
from bot.announcer.channels import DiscordChannels
from bot.announcer.servers import Roll, Servers
from bot.clock import Clock, SystemClock
from bot.exchange.client import REQUESTS_PER_SECOND, ExchangeClient
from bot.face.embeds import DESCRIPTION_LIMIT
from bot.frame import logs, wording
from bot.frame.asking_back import AGAIN, run_again
from bot.frame.charge import take_charge
from bot.frame.command_sync import sync_commands
from bot.frame.desk import answer_error, tell
from bot.frame.door import check_kinds, make_whole
from bot.frame.gateway.client import GatewayBot
from bot.frame.in_flight import InFlight
from bot.frame.lookup import Lookup
from bot.frame.managers import tell_manager
from bot.frame.mentions import tappable
from bot.frame.presses import Presses
from bot.frame.rights import Rights
from bot.frame.translator import Translator
from bot.languages import language_of, write_in
from bot.monitoring.lookup import Monitor
from bot.nadeo import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.lifetimes import DAY
from bot.nadeo.retries import Patience
from bot.operator.tidying import keep_forgetting
from bot.pictures.studio import Studio
from bot.pictures.thumbnails import Thumbnails
from bot.refusal import Refusal
from bot.review.sampler import Sampler
from bot.settings import Settings
from bot.storage.store import Store
from bot.supervisor import Supervisor, Work

log = logging.getLogger(__name__)

# Pitwall never speaks: discord.py need not warn that libraries for voice are missing.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

EXTENSIONS = (
    "cogs.general",
    "cogs.maps",
    "cogs.discoveries",
    "cogs.leaderboards",
    "cogs.own_places",
    "cogs.charts",
    "cogs.map_review",
    "cogs.players",
    "cogs.player_cards",
    "cogs.servers",
    "cogs.clubs",
    "cogs.operator",
    "cogs.announcements",
    "cogs.announcement_set_up",
)

SERVER_EVENTS = (
    "on_guild_join",
    "on_guild_remove",
    "on_guild_available",
    "on_guild_unavailable",
)


class Tree(app_commands.CommandTree["Pitwall"]):
    """The command tree, whose errors all go to the desk."""

    async def interaction_check(self, interaction: discord.Interaction["Pitwall"], /) -> bool:
        """Count the interaction in, or turn it away: malformed, or while the bot stops."""
        if not await self.client.admitted(interaction):
            return False
        try:
            check_kinds(interaction)
        except Refusal as refusal:
            await answer_error(interaction, refusal)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction["Pitwall"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer at the desk."""
        await answer_error(interaction, error)


class Pitwall(GatewayBot):
    """The bot: it knows what its commands need and nothing of what they do."""

    def __init__(  # noqa: PLR0913 - what it needs, opened and closed elsewhere
        self,
        settings: Settings,
        client: LiveClient,
        store: Store,
        clock: Clock,
        studio: Studio,
        thumbnails: Thumbnails,
        exchange: ExchangeClient | None = None,
        *,
        fills_catalogue: bool = True,
    ) -> None:
        super().__init__(
            command_prefix=when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=settings.shard_count,
            shard_ids=settings.shard_ids,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        self.settings = settings
        self.nadeo = client
        self.store = store
        self.clock = clock
        self.studio = studio
        self.thumbnails = thumbnails
        self.lookup = Lookup(client, store, clock, exchange)
        self.catalogue = self.lookup.catalogue
        self.sampler = Sampler(client, store, clock)
        self.announcer = Announcer(
            client,
            self.lookup,
            store,
            clock,
            DiscordChannels(self),
            self._tappable,
            part=settings.shards.part,
            has_charts=studio.can_draw,
        )
        self.sampler.add_listener(self.announcer.review_queue.hear)
        self.rights = Rights(settings, self.application_info, clock)
        self.command_ids: dict[str, int] = {}
        self.presses = Presses()
        self.presses.add(AGAIN, run_again)
        self.in_flight = InFlight()
        self._fills_catalogue = fills_catalogue
        self.supervisor = Supervisor(clock)
        self.monitor = Monitor(self, clock, self.in_flight.answers)
        wake = self.announcer.dispatcher.wake
        self.servers = Servers(store, clock, self._roll, wake, settings.shards)
        for event in SERVER_EVENTS:
            self.add_listener(self._hear_of_server, event)

    async def setup_hook(self) -> None:
        """Load the commands, tell Discord of them if they changed, and start what runs beside."""
        if self.application is not None:
            self.rights.learn(self.application)
        await self.lookup.index()
        await self.load_commands()
        assert self.application_id is not None  # noqa: S101 # login has just set it
        self.command_ids = await sync_commands(
            self.tree,
            self.store,
            self.application_id,
            self.settings.guild,
            leads=self.settings.shards.leads,
        )
        self._start_beside()

    async def load_commands(self) -> None:
        """Make the command tree whole."""
        await self.tree.set_translator(Translator())
        for extension in EXTENSIONS:
            # A login that failed after this point is tried again.
            if extension not in self.extensions:
                await self.load_extension(extension)

    async def admitted(self, interaction: discord.Interaction[Any]) -> bool:
        """Count an interaction in, whole as it should be, or turn it away while the bot stops.

        From here on its task writes in the language of whoever it is of.
        """
        make_whole(interaction)
        write_in(language_of(str(interaction.locale)))
        if self.in_flight.closing:
            await tell(interaction, str(wording.RESTARTING))
            return False
        self.in_flight.admit(interaction)
        return True

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer buttons and menus; commands have their tree."""
        is_component = interaction.type is discord.InteractionType.component
        if is_component and await self.admitted(interaction):
            await self.presses.dispatch(interaction)

    async def on_app_command_completion(
        self, interaction: discord.Interaction[Any], _command: object
    ) -> None:
        """Tell whoever can mend it what has stopped, where nobody else could be told."""
        await tell_manager(self.announcer.notices, interaction)

    async def close(self) -> None:
        """Answer what is being asked, end what runs beside, and leave Discord."""
        posting = asyncio.create_task(self.announcer.close())
        await self.in_flight.drain()
        await posting
        await self.supervisor.close()
        await self.lookup.close()
        await super().close()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close; where a gateway that hangs kept that from being finished, cut it off."""
        if not self.is_closed():
            await self.close()
        await self.http.close()

    def _start_beside(self) -> None:
        """Start what runs beside the commands; what runs already goes on."""
        start = self.supervisor.start
        start("warm-up", self._keep_warm)
        if self._fills_catalogue:
            start("catalogue", self.catalogue.keep_up)
            start("records", self.lookup.record_watch.run)
        start("sampler", self.sampler.run)
        start("standings", self.lookup.standings.watch)
        if self.studio.can_draw:
            start("pictures", self.studio.keep_small)
        if self.lookup.exchange.site is not None:
            start("styles", self.lookup.styles.run)
        start("old calls", partial(keep_forgetting, self.store, self.clock))
        for name, work in self.servers.loops().items():
            start(name, partial(self._once_ready, work))
        for name, work in self.announcer.loops().items():
            start(name, partial(self._once_noted, work))

    async def _once_ready(self, work: Work) -> None:
        await self.wait_until_ready()
        await work()

    async def _once_noted(self, work: Work) -> None:
        """Announce, once it is known which servers the bot is in."""
        await self.servers.noted()
        await work()

    def _tappable(self, text: str) -> str:
        return tappable(self, text, DESCRIPTION_LIMIT)

    def _roll(self) -> Roll:
        """Return the servers as Discord tells of them."""
        return Roll(
            listed={guild.id for guild in self.guilds},
            reachable={guild.id for guild in self.guilds if not guild.unavailable},
        )

    async def _hear_of_server(self, _guild: discord.Guild) -> None:
        self.servers.changed()

    async def _keep_warm(self) -> None:
        """Fetch what the first commands will want, and once a day what may have grown old."""
        await self._warm_up()
        while self._fills_catalogue:
            await self.clock.sleep(DAY)
            await self._warm_up()

    async def _warm_up(self) -> None:
        """Go on until all is there, as soon as Nadeo lets us."""
        setbacks = 0
        while True:
            try:
                await self.lookup.warm_up()
            except (NadeoError, Refusal) as error:
                log.warning("Nadeo gave nothing at the start: %s", error)
            else:
                return
            setbacks = await self.nadeo.recovery.pause(setbacks)


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: Clock | None = None,
    patience: Patience | None = None,
    *,
    fills_catalogue: bool = True,
) -> AsyncGenerator[Pitwall, None]:
    """Give a bot whose session, client and file are open, not yet connected to Discord.

    Without `fills_catalogue` it knows but those official maps that somebody asked for.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(Store.opened(settings.database))
        await take_charge(store, settings.shards)
        # No cookies: nothing that one host says of us goes to another.
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        client = await stack.enter_async_context(
            LiveClient(session, settings, clock=clock, patience=patience)
        )
        stack.enter_context(logs.hiding(client.secrets))
        stack.enter_context(discord_at(settings.discord_api_url))
        exchange = exchange_client(session, settings)
        studio = await stack.enter_async_context(Studio(fonts_folder(settings.database), clock))
        bot = Pitwall(
            settings,
            client,
            store,
            clock,
            studio,
            Thumbnails(session, settings.nadeo_contact, clock, [settings.nadeo_core_url]),
            exchange,
            fills_catalogue=fills_catalogue,
        )
        yield await stack.enter_async_context(bot)


def fonts_folder(database: Path) -> Path:
    """Return where fonts are remembered: beside the file, where a guarded service may write."""
    return database.absolute().with_name(f"{database.name}-fonts")


def exchange_client(session: aiohttp.ClientSession, settings: Settings) -> ExchangeClient | None:
    """Make the client of the Exchange, None where it is switched off."""
    site = settings.trackmania_exchange_url
    if site is None:
        return None
    rate = REQUESTS_PER_SECOND * settings.shards.part
    return ExchangeClient(session, site, settings.nadeo_contact, rate)


@contextmanager
def discord_at(api_url: URL) -> Generator[None, None, None]:
    """Let discord.py speak to the API at this address; its classes keep it as their own."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = str(api_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
