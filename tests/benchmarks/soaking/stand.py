"""The stand-ins of a soak in this process, and the bot in another that knows their addresses."""

import asyncio
import os
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import WorldClock
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

ROOT = Path(__file__).parents[3]
START = datetime(2026, 12, 30, 14, tzinfo=UTC)
"""Four hours before a Track of the Day, two days before a season, four before a week's maps:
at speed 300 that is after 48 s, 10 and 20 minutes."""
REQUESTS_PER_SECOND = "20"
"""As in the sandbox: nobody is spared by a slow stand-in."""


@dataclass
class Stand:
    """The stand-ins, and the bot's process between them."""

    world: World
    nadeo: NadeoServer
    exchange: ExchangeServer
    discord: DiscordServer
    guilds: list[Guild]
    people: list[User]
    database: Path
    log: Path
    metrics: str
    process: Process


@asynccontextmanager
async def standing(folder: Path, speed: float, flags: Sequence[str]) -> AsyncGenerator[Stand, None]:
    """Start everything, the bot with flags for Python; what it writes is in the folder then."""
    async with AsyncExitStack() as stack:
        origin = time.monotonic()
        world = World(WorldClock(START, speed))
        nadeo = await stack.enter_async_context(NadeoServer(world))
        exchange = await stack.enter_async_context(ExchangeServer(world))
        discord = await stack.enter_async_context(DiscordServer())
        # Patience and limits go by the usual time; the moment in an identifier is the bot's own.
        discord.state.snowflakes.clock = world.clock
        database, log = folder / "soak.db", folder / "soak.log"
        port = _free_port()
        environment = {
            **_environment(nadeo, exchange, discord),
            "PITWALL_DATABASE": str(database),
            "PITWALL_HTTP_PORT": str(port),
        }
        clock = ["--start", START.isoformat(), "--origin", str(origin), "--speed", str(speed)]
        with log.open("w", encoding="utf-8") as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *flags,
                "-m",
                "tests.benchmarks.soaking.bot_process",
                *clock,
                cwd=folder,
                env=environment,
                stderr=errors,
            )
        stack.push_async_callback(_ended, process)
        guilds, people = _populated(discord)
        metrics = f"http://127.0.0.1:{port}/metrics"
        yield Stand(
            world, nadeo, exchange, discord, guilds, people, database, log, metrics, process
        )


def _populated(discord: DiscordServer) -> tuple[list[Guild], list[User]]:
    """Add a second server and two more people to the usual world."""
    state, usual = discord.state, discord.state.default
    rival, guest = state.add_user("rival", "Rival"), state.add_user("guest", "Guest")
    guest.has_app = True
    # Discord shows commands for operators to a server's administrators only.
    state.add_member(usual.guild, usual.operator, usual.stewards)
    state.add_member(usual.guild, rival, usual.hunters)
    guild = state.add_guild("Guest server", owner=guest)
    managers = state.add_role(guild, "Managers", Permission.MANAGE_GUILD)
    for person in (usual.member, rival):
        state.add_member(guild, person, managers)
    state.add_channel(guild, "lounge")
    state.add_channel(guild, "records")
    people = [usual.member, usual.admin, usual.operator, rival, guest]
    return [usual.guild, guild], people


def _environment(
    nadeo: NadeoServer, exchange: ExchangeServer, discord: DiscordServer
) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "NADEO_LOGIN": "sandbox",
        "NADEO_PASSWORD": "sandbox",
        "NADEO_CONTACT": "a soak / nobody asks from here",
        "NADEO_CORE_URL": nadeo.core_url,
        "NADEO_LIVE_URL": nadeo.live_url,
        "NADEO_MEET_URL": nadeo.meet_url,
        "TRACKMANIA_API_URL": nadeo.oauth_url,
        "TRACKMANIA_EXCHANGE_URL": exchange.url,
        "TRACKMANIA_CLIENT_ID": "sandbox",
        "TRACKMANIA_CLIENT_SECRET": "sandbox",
        "NADEO_REQUESTS_PER_SECOND": REQUESTS_PER_SECOND,
        "PITWALL_LOG_FORMAT": "json",
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
