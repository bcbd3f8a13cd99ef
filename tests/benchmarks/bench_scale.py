"""How far a process carries: 10,000 servers that all want the same track, by `make bench`.

The bot is one process of its own, or two with half of the shards each; Discord, which allows 50
requests a second, and Nadeo are stand-ins in this one. It runs for some twelve minutes.
"""

import asyncio
import os
import re
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from support import environment_for

from bot.announcer.cards import Item, Subscription
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.rows.subscriptions import subscribe_all
from bot.clock import SystemClock
from bot.maps.releases import Target
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import ChannelType
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from bot.storage.backup import back_up
from bot.storage.store import Store

ROOT = Path(__file__).parents[2]
SERVERS = 10_000
PLAYERS = 5_000
SHARDS = 8
"""As Discord recommends, which lets no shard have more than 2,500 servers."""
SETTLING = 90.0
"""So long after its start a process is measured, and the track is due; in seconds."""
POST = re.compile(r"/api/v10/channels/\d+/messages")
TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    """A Discord that notes when posts arrive and how often it says that this is too fast."""

    def __init__(self) -> None:
        self.arrived: list[float] = []
        self.refused = 0
        self.discord = DiscordServer(extend=self._watch)

    def _watch(self, app: web.Application) -> None:
        app.middlewares.append(self._note)

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        self.refused += response.status == HTTPStatus.TOO_MANY_REQUESTS
        is_taken = response.status == HTTPStatus.OK
        if is_taken and request.method == "POST" and POST.fullmatch(request.path):
            self.arrived.append(time.monotonic())
        return response


@dataclass
class Running:
    """A process of the bot."""

    process: Process
    began: float
    file: Path

    @property
    def seconds(self) -> float:
        """Return how much of a processor it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / TICKS

    def memory(self, kind: str = "VmRSS") -> float:
        """Return its memory in MiB; `VmHWM` is the most that it ever had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii").splitlines()
        (line,) = (one for one in status if one.startswith(kind))
        return int(line.split()[1]) / 1024


def world(discord: DiscordServer) -> list[tuple[int, int]]:
    """Give the bot servers with a channel each; return the ids of both."""
    state, found = discord.state, list[tuple[int, int]]()
    for number in range(SERVERS):
        guild = state.add_guild(f"Server {number}", shard=(number % SHARDS, SHARDS))
        for name in ("general", "voice-text", "rules", "off-topic"):
            state.add_channel(guild, name, ChannelType.TEXT)
        found.append((guild.id, state.add_channel(guild, "totd", ChannelType.TEXT).id))
    return found


async def write(file: Path, places: Sequence[tuple[int, int]], due_in: float) -> None:
    """Write a file in which every server wants the track and is owed it later."""
    now = time.time()
    item = Item("totd", "a track", now, now + 86_400, Target("a_map"))
    card = {"title": "a track", "url": f"https://trackmania.io/?pitwall={item.mark}"}
    later = Decision((), now + 86_400)
    wanted = [Subscription(0, *place, "totd", since=1.0) for place in places]
    players = [(number, f"{number:08x}-f392-4d7a-b367-cbff3fe817bc") for number in range(PLAYERS)]
    async with Store.opened(file) as store:
        await subscribe_all(store, wanted)
        outbox = Outbox(store)
        await outbox.record("totd", [], later, now)
        await outbox.record("totd", [Owed(item, {"embeds": [card]})], later, now)
        await store.write("UPDATE deliveries SET not_before = ?", [(now + due_in,)])
        await store.write("INSERT INTO links VALUES (?, ?, 1.0)", players)
        ladders = [(places[number % len(places)][0], number) for number, _ in players]
        await store.write("INSERT INTO server_players VALUES (?, ?)", ladders)


@asynccontextmanager
async def running(
    nadeo: NadeoServer, discord: DiscordServer, file: Path, ids: str
) -> AsyncGenerator[Running]:
    """Run a process until the block ends; it begins once the process is ready."""
    environment = {
        **environment_for(nadeo),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DISCORD_API_URL": discord.api_url,
        "NADEO_REQUESTS_PER_SECOND": "1",
        "PITWALL_DATABASE": str(file),
        "PITWALL_SHARD_COUNT": str(SHARDS),
        "PITWALL_SHARD_IDS": ids,
    }
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=environment,
        cwd=file.parent,
        stdin=DEVNULL,
        stderr=PIPE,
    )
    assert process.stderr is not None
    said = [b""]
    while b"ready as" not in said[-1]:
        said.append(await process.stderr.readline())
        assert said[-1], said
    reading = asyncio.create_task(_read_on(process.stderr))
    try:
        yield Running(process, began, file)
    finally:
        process.terminate()
        await process.wait()
        await reading


async def _read_on(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("processes", [1, 2])
async def test_ten_thousand_servers(processes: int, tmp_path: Path) -> None:
    meter = Meter()
    async with meter.discord as discord, NadeoServer(World(SystemClock())) as nadeo:
        discord.shards = SHARDS
        # What Discord lets bots of this size do: without it every shard waits for 5 s.
        discord.allow_starts(16)
        discord.failures.rate_limits = True
        file, began = tmp_path / "0.db", time.monotonic()
        await write(file, world(discord), SETTLING)
        parts = {1: ["0-7"], 2: ["0-3", "4-7"]}[processes]
        async with AsyncExitStack() as stack:
            bots: list[Running] = []
            for number, ids in enumerate(parts):
                copy = tmp_path / f"part-{number}.db"
                back_up(file, copy)
                bots.append(await stack.enter_async_context(running(nadeo, discord, copy, ids)))
                bot, took = bots[-1], time.monotonic() - bots[-1].began
                print(f"\nshards {ids} of {SHARDS}: ready after {took:.1f} s,", end=" ")
                print(f"{bot.seconds:.1f} s of a processor, {bot.memory():.0f} MiB")
            await fan_out(meter, bots, began)


async def fan_out(meter: Meter, bots: Sequence[Running], began: float) -> None:
    """Wait until the track is everywhere, and print how that went."""
    await asyncio.sleep(max(0.0, SETTLING - 20 - (time.monotonic() - began)))
    for bot in bots:
        print(f"settled: {bot.seconds:.1f} s of a processor, {bot.memory():.0f} MiB")
    before, arrived = [bot.seconds for bot in bots], meter.arrived
    assert not arrived
    while len(arrived) < SERVERS:
        await asyncio.sleep(1.0)
    took = arrived[-1] - arrived[0]
    rate = len(arrived) / took
    print(f"{len(arrived)} posts in {took:.0f} s: {rate:.1f} a second, {meter.refused} 429s")
    for bot, used in zip(bots, before, strict=True):
        spent, most, size = bot.seconds - used, bot.memory("VmHWM"), bot.file.stat().st_size / 1e6
        print(f"meanwhile {spent:.1f} s of a processor, {most:.0f} MiB at most; file {size:.0f} MB")
