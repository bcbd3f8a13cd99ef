"""A running stand-in and the real discord.py, pointed at it by its addresses alone."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.ext import commands
from payloads import described_violations

from bot.clock import WorldClock
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.world import DefaultWorld


class SandboxBot(commands.AutoShardedBot):
    """The real client, except that it does not wait five seconds before it identifies."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", discord.Intents(guilds=True))
        super().__init__("!", guild_ready_timeout=0.05, help_command=None, **options)
        self.seen: asyncio.Queue[str] = asyncio.Queue()
        self.errors: list[Exception] = []
        self.tree.error(self.on_tree_error)
        self.running: asyncio.Task[None] | None = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        del shard_id, initial

    async def on_tree_error(self, _: discord.Interaction, error: Exception) -> None:
        self.errors.append(error)

    async def on_ready(self) -> None:
        self.seen.put_nowait("ready")

    async def on_shard_resumed(self, _: int) -> None:
        self.seen.put_nowait("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.seen.put_nowait(f"joined {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.seen.put_nowait(f"removed {guild.name}")

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.seen.put_nowait(f"lost {guild.name}")

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.seen.put_nowait(f"back {guild.name}")

    async def on_guild_channel_update(self, _: object, channel: discord.TextChannel) -> None:
        self.seen.put_nowait(f"changed {channel.name}")

    async def expect(self, what: str) -> None:
        """Wait until something has been seen."""
        async with asyncio.timeout(5):
            while await self.seen.get() != what:
                pass


Start = Callable[[SandboxBot], Any]


@pytest.fixture
async def clock() -> WorldClock:
    """Give a clock that the work of a busy machine does not move, so that nothing is late by it."""
    return WorldClock(seconds=asyncio.get_running_loop().time)


@pytest.fixture
async def discord_server(
    monkeypatch: pytest.MonkeyPatch, clock: WorldClock
) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(clock=clock) as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        gateway = yarl.URL(server.gateway_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        yield server
        assert violations_of(server) == []


@pytest.fixture
def world(discord_server: DiscordServer) -> DefaultWorld:
    return discord_server.state.default


@pytest.fixture
async def start(discord_server: DiscordServer) -> AsyncIterator[Start]:
    """Start bots that are stopped at the end of the test."""
    async with contextlib.AsyncExitStack() as stack:

        async def _start(bot: SandboxBot, token: str = discord_server.token) -> None:
            await stack.enter_async_context(_running(bot, token))

        yield _start


@contextlib.asynccontextmanager
async def _running(bot: SandboxBot, token: str) -> AsyncGenerator[None, None]:
    bot.running = asyncio.create_task(bot.start(token))
    try:
        yield
    finally:
        await bot.close()
        await asyncio.wait([bot.running])


@pytest.fixture
async def bot(start: Start) -> AsyncIterator[SandboxBot]:
    client = SandboxBot()
    await start(client)
    await client.expect("ready")
    yield client
    assert client.errors == []


@pytest.fixture
def general(bot: SandboxBot, world: DefaultWorld) -> discord.TextChannel:
    channel = bot.get_channel(world.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.fixture
async def http(discord_server: DiscordServer) -> AsyncIterator[aiohttp.ClientSession]:
    """A bare client with the bot's token, for what discord.py itself never sends."""
    headers = {"Authorization": f"Bot {discord_server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield session


def violations_of(server: DiscordServer) -> list[object]:
    """Hold what the server took against Discord's own description, where that is at hand."""
    accepted = [one for one in server.requests if one.status is not None and one.status < 300]
    return described_violations(one.entry() for one in accepted)
