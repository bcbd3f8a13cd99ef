"""How long a person waits for a warm command, over real sockets: `make bench`."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from support import settings_for

from bot.clock import SystemClock
from bot.frame.app import opened
from bot.frame.runner import connected
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

ROUNDS = 200

Slash = Callable[..., Awaitable[None]]


@pytest.fixture
async def slash(tmp_path: Path) -> AsyncIterator[Slash]:
    world = World(SystemClock())
    async with NadeoServer(world) as nadeo, DiscordServer() as discord_server:
        settings = settings_for(
            nadeo, tmp_path / "bench.db", DISCORD_API_URL=discord_server.api_url
        )
        guild = next(iter(discord_server.state.guilds.values()))
        channel = next(c for c in guild.channels.values() if c.name == "general")
        user = next(u for u in discord_server.state.users.values() if u.name == "player")

        async def typed(command: str, **options: object) -> None:
            interaction = await discord_server.people.slash(user, channel, command, options)
            await interaction.answered(timeout=10)

        async with opened(settings) as bot:
            running = asyncio.create_task(connected(bot, settings))
            await bot.wait_until_ready()
            yield typed
            await bot.close()
            await running


@pytest.mark.parametrize("command", ["totd", "leaderboard", "help"])
async def test_warm_command(slash: Slash, command: str) -> None:
    await slash(command)
    took: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await slash(command)
        took.append((time.perf_counter() - start) * 1000)

    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"\n/{command}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, of {ROUNDS} answers")
