"""The whole bot against its two stand-ins, in one process, with a page to use it from."""

# ruff: noqa: ARG003 # pydantic decides which sources of settings are handed over
import asyncio
import errno
import logging
import os
import sys
import webbrowser
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import click
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.clock import WorldClock
from bot.frame.app import Pitwall, opened
from bot.frame.runner import connected, leave, stop_signal
from bot.review.cards import ReviewType, Sample
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.page.page import Page
from bot.sandbox.page.stage import Stage
from bot.sandbox.world.loading import NEEDED, NOTHING, Known, read_known
from bot.sandbox.world.world import World
from bot.settings import Settings

log = logging.getLogger(__name__)

REQUESTS_PER_SECOND = 20
"""Nobody is spared by a slow sandbox: filling the catalogue should not keep anybody waiting."""
AFTER_THE_LAST_TRACK = timedelta(hours=2, minutes=30)
"""How long after the last real map came out a world of real maps begins."""


UNLIKE_MAPS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading JSON of another form ends in."""


class CannotOpen(Exception):
    """The sandbox cannot start; the message is for whoever wanted it to."""


class PortTaken(CannotOpen):
    """Another program listens on the port."""


class DataUnusable(CannotOpen):
    """The folder does not hold the maps it should."""


class SandboxSettings(Settings):
    """Settings of the sandbox alone: a real bot's environment and `.env` have no say in it."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is passed in and nothing else."""
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox; `running` ends when the bot does."""

    stage: Stage
    bot: Pitwall
    running: asyncio.Task[None]

    @property
    def address(self) -> str:
        """Return the page's address."""
        return f"{self.stage.discord.address}/"


async def launch(
    port: int = 8400, data: Path | None = None, speed: float = 1.0, *, browser: bool = True
) -> None:
    """Run the sandbox until SIGTERM or SIGINT."""
    async with stop_signal() as stop, sandbox(port, data, speed) as here:
        click.echo(f"Pitwall's sandbox is open: {here.address}  (Ctrl+C ends it)")
        if browser and has_screen():
            await asyncio.to_thread(webbrowser.open, here.address)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({here.running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if here.running.done():
            await here.running


@asynccontextmanager
async def sandbox(
    port: int = 0,
    data: Path | None = None,
    speed: float = 1.0,
    *,
    start: datetime | None = None,
) -> AsyncGenerator[Sandbox, None]:
    """Give a sandbox whose page can be opened; the bot connects meanwhile.

    `start` is when its world begins: now, or with real maps shortly after the last of them.
    """
    known = NOTHING if data is None else _read(data)
    clock = WorldClock(start or beginning(known), speed)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="pitwall-sandbox-"))
        world = World(clock, known=known)
        nadeo = await stack.enter_async_context(NadeoServer(world))
        stage = await _listening(stack, world, clock, nadeo, port)
        exchange = await stack.enter_async_context(ExchangeServer(world))
        settings = settings_for(stage, exchange, Path(folder) / "sandbox.db")
        bot = await stack.enter_async_context(opened(settings, clock))
        stage.budget, stage.outlook = bot.nadeo.budget, partial(outlook, bot)
        running = asyncio.create_task(connected(bot, settings))
        stack.push_async_callback(leave, bot, running)
        stack.callback(stage.bot_leaves)
        yield Sandbox(stage, bot, running)


def beginning(known: Known) -> datetime | None:
    """Return when a world begins: now, or shortly after the last real map where that was before."""
    if not known.days:
        return None
    last = datetime.fromtimestamp(known.days[-1].start, UTC) + AFTER_THE_LAST_TRACK
    return min(last, datetime.now(UTC))


def settings_for(stage: Stage, exchange: ExchangeServer, database: Path) -> Settings:
    """Return settings that lead to the stand-ins and nowhere else."""
    nadeo, discord = stage.nadeo, stage.discord
    return SandboxSettings.model_validate(
        {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "NADEO_LOGIN": "sandbox",
            "NADEO_PASSWORD": "sandbox",
            "NADEO_CONTACT": "the sandbox / nobody asks from here",
            "NADEO_CORE_URL": nadeo.core_url,
            "NADEO_LIVE_URL": nadeo.live_url,
            "NADEO_MEET_URL": nadeo.meet_url,
            "TRACKMANIA_API_URL": nadeo.oauth_url,
            "TRACKMANIA_EXCHANGE_URL": exchange.url,
            "TRACKMANIA_CLIENT_ID": "sandbox",
            "TRACKMANIA_CLIENT_SECRET": "sandbox",
            "NADEO_REQUESTS_PER_SECOND": REQUESTS_PER_SECOND,
            "PITWALL_DATABASE": database,
        }
    )


async def outlook(bot: Pitwall, queue: str, seconds: int) -> str:
    """Ask the announcer what comes of a review queue with this waiting time."""
    sample = Sample(bot.clock.timestamp(), seconds)
    return await bot.announcer.review_queue.outlook(cast("ReviewType", queue), sample)


def has_screen() -> bool:
    """Tell whether somebody sits in front of this machine who would see a browser open."""
    if os.environ.get("CI") or os.environ.get("SSH_CONNECTION") or not sys.stdout.isatty():
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _read(folder: Path) -> Known:
    try:
        return read_known(folder)
    except OSError as error:
        name = Path(error.filename or folder).name
        needed = ", ".join(f"{file}.json" for file in NEEDED)
        raise DataUnusable(
            f"{folder}: {name} cannot be read ({error.strerror}); the folder must hold {needed}"
        ) from error
    except UNLIKE_MAPS as error:
        # Its own words may quote what stands in the files.
        kind = type(error).__name__
        raise DataUnusable(f"{folder} does not hold maps as they are expected ({kind})") from error


async def _listening(
    stack: AsyncExitStack, world: World, clock: WorldClock, nadeo: NadeoServer, port: int
) -> Stage:
    """Open the port of Discord and the page."""
    # Discord's rules keep to real time, however fast the world runs: it gets no clock of ours.
    discord = DiscordServer(port, extend=lambda app: page.install(app))  # noqa: PLW0108 # made below
    page = Page(Stage(world, clock, nadeo, discord))
    try:
        await stack.enter_async_context(discord)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortTaken(
            f"Port {port} is not free, perhaps because another sandbox runs there; "
            f"choose a different one with --port"
        ) from error
    # Discord shows commands for operators to a server's administrators only.
    default = discord.state.default
    discord.state.add_member(default.guild, default.operator, default.stewards)
    return page.stage
