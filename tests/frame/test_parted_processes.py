"""A file that was for all servers, parted between two processes, one of which is killed."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from math import inf
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from support import environment_for, until

from bot.announcer.cards import Item, Subscription
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.pace import own_rate
from bot.announcer.rows.subscriptions import read_subscriptions, subscribe
from bot.clock import SystemClock
from bot.maps.releases import Target
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from bot.storage.backup import back_up
from bot.storage.store import Store

ROOT = Path(__file__).parents[2]
COUNT = 4
CHANNELS = 10
"""In each server: at half of Discord's limit they take a second."""
DAY = 86_400.0
PATIENCE = 60.0
NETWORK = 0.2
"""How much later than the others the first request may arrive, in seconds."""


@pytest.fixture
def moments() -> list[tuple[str, float]]:
    """Give the paths of posts and when they came, by this machine's clock: the loop's has rests."""
    return []


@pytest.fixture
async def discord_server(moments: list[tuple[str, float]]) -> AsyncIterator[DiscordServer]:
    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method == "POST" and request.path.endswith("/messages"):
            moments.append((request.path, time.monotonic()))
        return await handler(request)

    async with DiscordServer(extend=lambda app: app.middlewares.append(note)) as server:
        server.allow_starts(COUNT)
        yield server


@pytest.fixture
def guilds(discord_server: DiscordServer) -> list[Guild]:
    """Give a server on each shard."""
    state = discord_server.state
    found = [state.add_guild(f"On {shard}", shard=(shard, COUNT)) for shard in range(COUNT)]
    for guild in found:
        for number in range(CHANNELS):
            state.add_channel(guild, f"totd-{number}", ChannelType.TEXT)
    return found


@pytest.fixture
async def files(
    discord_server: DiscordServer, guilds: list[Guild], tmp_path: Path
) -> tuple[Path, Path]:
    """Give a process's file for all servers, just when it owed them something, and its copy."""
    whole, copy = tmp_path / "whole.db", tmp_path / "copy.db"
    now = time.time()
    item = Item("totd", "a track", now, now + DAY, Target("a_map"))
    card = {"title": "a track", "url": f"https://trackmania.io/?pitwall={item.mark}"}
    later = Decision((), now + DAY)
    async with Store.opened(whole) as store:
        for guild in guilds:
            for channel in channels(discord_server, guild):
                await subscribe(store, Subscription(0, guild.id, channel.id, "totd", since=1.0))
        outbox = Outbox(store)
        await outbox.record("totd", [], later, now)
        await outbox.record("totd", [Owed(item, {"embeds": [card]})], later, now)
    back_up(whole, copy)
    return whole, copy


def channels(discord: DiscordServer, guild: Guild) -> list[Channel]:
    every = discord.state.channels.values()
    return [one for one in every if one.guild_id == guild.id and one.name.startswith("totd-")]


def posts(discord: DiscordServer, guild: Guild) -> list[int]:
    """Return how many posts each channel of a server has."""
    messages = discord.state.messages
    return [len(messages.all_in(channel)) for channel in channels(discord, guild)]


@asynccontextmanager
async def process(
    nadeo: NadeoServer, discord: DiscordServer, ids: str, file: Path, command: str = "run"
) -> AsyncGenerator[Process]:
    environment = {
        **environment_for(nadeo),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DISCORD_API_URL": discord.api_url,
        "PITWALL_DATABASE": str(file),
        "PITWALL_SHARD_COUNT": str(COUNT),
        "PITWALL_SHARD_IDS": ids,
    }
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        env=environment,
        cwd=file.parent,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def kept(file: Path, guild: Guild) -> tuple[int, float | None]:
    """Return how many subscriptions of a server a file has, and since when it is missed."""
    async with Store.opened(file) as store:
        marks = await store.rows("SELECT * FROM servers_left WHERE guild_id = ?", (guild.id,))
        subscriptions = await read_subscriptions(store, guild.id)
        return len(subscriptions), marks[0]["left_at"] if marks else None


async def test_a_parted_file_sends_all_once_though_a_process_is_killed(
    discord_server: DiscordServer,
    guilds: list[Guild],
    files: tuple[Path, Path],
    moments: list[tuple[str, float]],
) -> None:
    """Each at its part of what Discord takes of them together."""
    left, right = files

    def posted(*numbers: int) -> list[int]:
        return [count for one in numbers for count in posts(discord_server, guilds[one])]

    async with (
        NadeoServer(World(SystemClock())) as nadeo,
        process(nadeo, discord_server, "2-3", right),
    ):
        async with process(nadeo, discord_server, "0,1", left) as killed:
            await until(lambda: sum(posted(0, 1)) >= 3)
            killed.kill()
            await killed.wait()
        assert sum(posted(0, 1)) < 2 * CHANNELS
        # The bot is thrown out of a server that is the other's.
        await until(lambda: posted(2, 3) == [1] * 2 * CHANNELS)
        theirs = [one.id for guild in guilds[2:] for one in channels(discord_server, guild)]
        paths = {f"/api/v10/channels/{one}/messages" for one in theirs}
        clocked = [moment for path, moment in moments if path in paths]
        discord_server.state.remove_guild(guilds[3])

        async def is_missed() -> bool:
            return (await kept(right, guilds[3]))[1] is not None

        await until(is_missed)
        async with process(nadeo, discord_server, "0,1", left):
            await until(lambda: posted(0, 1) == [1] * 2 * CHANNELS)
    assert len(clocked) == 2 * CHANNELS
    fastest = own_rate(1 / 2)
    assert clocked[-1] - clocked[0] >= (len(clocked) - 1) / fastest - NETWORK

    assert posted(0, 1, 2, 3) == [1] * COUNT * CHANNELS
    for file, own, others in ((left, (0, 1), (2, 3)), (right, (2,), (0, 1))):
        assert [await kept(file, guilds[one]) for one in own] == [(CHANNELS, None)] * len(own)
        theirs = [await kept(file, guilds[one]) for one in others]
        assert theirs == [(CHANNELS, inf)] * len(others)
    number, missed_since = await kept(right, guilds[3])
    assert number == CHANNELS
    assert missed_since not in (None, inf)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is known")
async def test_a_process_with_a_shard_that_another_one_has_is_refused(
    discord_server: DiscordServer, files: tuple[Path, Path]
) -> None:
    left, right = files
    async with (
        NadeoServer(World(SystemClock())) as nadeo,
        process(nadeo, discord_server, "0-1", left) as first,
    ):
        await until(lambda: discord_server.is_online)
        async with process(nadeo, discord_server, "1-3", right) as second:
            async with asyncio.timeout(PATIENCE):
                _, said = await second.communicate()

    assert second.returncode == 1
    (line,) = said.decode().splitlines()
    assert line.startswith(f"another Pitwall (process {first.pid}) runs shards 0-1 of 4 of this")
    assert "servers of shard 1 of 4" in line


async def test_what_is_of_the_others_is_deleted_on_demand(
    discord_server: DiscordServer, guilds: list[Guild], files: tuple[Path, Path]
) -> None:
    _, file = files
    async with NadeoServer(World(SystemClock())) as nadeo:
        async with process(nadeo, discord_server, "0", file):

            async def are_marked() -> bool:
                return (await kept(file, guilds[1]))[1] == inf

            await until(are_marked)
        async with process(nadeo, discord_server, "0", file, "forget-elsewhere") as forgetting:
            async with asyncio.timeout(PATIENCE):
                said, _ = await forgetting.communicate()

    number = (COUNT - 1) * CHANNELS
    assert said.decode() == (
        f"deleted of other processes' servers: {number} subscriptions and 0 players on their "
        "ladders\n"
    )
    assert [(await kept(file, guild))[0] for guild in guilds] == [CHANNELS, 0, 0, 0]
