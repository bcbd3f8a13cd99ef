"""How fast a new track reaches thousands of channels, and how people are answered meanwhile.

The whole bot, over real sockets, with both stand-ins in this process; its Discord refuses the 51st
request of a second: `make bench`.
"""

import asyncio
import re
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from support import settings_for, until

from bot.announcer.cards import Item, Subscription
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Owed
from bot.announcer.rows.subscriptions import MOST_IN_A_SERVER, subscribe
from bot.clock import SystemClock
from bot.frame.app import Pitwall, opened
from bot.frame.runner import connected, leave
from bot.maps.releases import Target
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import ChannelType
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.benchmarks.figures import Figure

STANDING = '{"record": 42752, "players": 100, "kind": "tm_race"}'
MESSAGES = re.compile(r"/channels/\d+/messages(/\d+)?$")
COMMANDS = 50
"""How many are typed in peace, before a track is announced and once more after it."""
EVERY = 0.2
"""Seconds between two commands."""
LONGEST_FAN_OUT = 400.0
LIVE = 1_000
"""With how many channels it is tried as well while cards are kept up to date."""
SLOWEST_RATE = 42.0
MOST_SLOWED = 1.5


class Counter:
    """Counts what a Discord answers; it forgets none."""

    def __init__(self) -> None:
        self.posted: list[float] = []
        """When posts were taken, in seconds."""
        self.edits = 0
        self.refused = 0

    def watch(self, app: web.Application) -> None:
        app.middlewares.append(self._count)

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        self.refused += answer.status == HTTPStatus.TOO_MANY_REQUESTS
        if answer.status == HTTPStatus.OK and MESSAGES.search(request.path):
            self.edits += request.method == "PATCH"
            if request.method == "POST":
                self.posted.append(time.perf_counter())
        return answer


@asynccontextmanager
async def running(folder: Path, discord: DiscordServer) -> AsyncGenerator[Pitwall]:
    async with NadeoServer(World(SystemClock())) as nadeo:
        settings = settings_for(nadeo, folder / "bench.db", DISCORD_API_URL=discord.api_url)
        async with opened(settings, fills_catalogue=False) as bot:
            task = asyncio.create_task(connected(bot, settings))
            await bot.wait_until_ready()
            yield bot
            await leave(bot, task)


async def wait_for_an_answer(discord: DiscordServer) -> float:
    """Type `/totd` and return after how many milliseconds its answer came."""
    default = discord.state.default
    began = time.perf_counter()
    interaction = await discord.people.slash(default.member, default.general, "totd")
    await interaction.answered(timeout=30)
    return (time.perf_counter() - began) * 1000


async def owe(bot: Pitwall, key: str) -> None:
    now = time.time()
    item = Item("totd", key, now, now + 86_400, Target(f"{key:_<27}"))
    message = {"embeds": [{"title": key, "url": f"https://trackmania.io/?pitwall={item.mark}"}]}
    await bot.announcer.outbox.record("totd", [Owed(item, message)], Decision((), now + 9e4), now)
    bot.announcer.dispatcher.wake()


async def subscribe_many(bot: Pitwall, discord: DiscordServer, channels: int) -> None:
    guilds = [discord.state.add_guild("Many") for _ in range(channels // MOST_IN_A_SERVER)]
    for guild in guilds:
        for number in range(MOST_IN_A_SERVER):
            channel = discord.state.add_channel(guild, f"totd-{number}", ChannelType.TEXT)
            await subscribe(bot.store, Subscription(0, guild.id, channel.id, "totd", since=1.0))
    later = Decision((), time.time() + 90_000)
    await bot.announcer.outbox.record("totd", [], later, time.time())


@pytest.mark.parametrize("channels", [1_000, 5_000])
async def test_all_channels_while_people_type(
    tmp_path: Path, figures: list[Figure], channels: int
) -> None:
    counter = Counter()
    async with DiscordServer(extend=counter.watch) as discord, running(tmp_path, discord) as bot:
        await subscribe_many(bot, discord, channels)
        await in_peace(discord)
        quiet = await in_peace(discord)
        busy = await announced(bot, discord, counter, "yesterday", channels)
        quiet += await in_peace(discord)
        figures += [rate_of(counter, channels), slowed(quiet, busy, channels)]
        print(*figures[-2:], sep="\n")
        if channels == LIVE:
            await keep_up_to_date(bot, counter)
            edits = counter.edits
            busy = await announced(bot, discord, counter, "today", channels)
            again, slower = rate_of(counter, channels), slowed(quiet, busy, channels)
            meanwhile = counter.edits - edits
            print(f"{channels} cards to edit as well, {meanwhile} of them edited meanwhile")
            print(again, slower, sep="\n")
        assert counter.refused == 0


async def in_peace(discord: DiscordServer) -> list[float]:
    """Return how long people wait while nothing is announced."""
    took: list[float] = []
    for _ in range(COMMANDS):
        took.append(await wait_for_an_answer(discord))
        await asyncio.sleep(EVERY)
    return took


async def announced(
    bot: Pitwall, discord: DiscordServer, counter: Counter, key: str, channels: int
) -> list[float]:
    """Announce something everywhere, and return how long people waited meanwhile."""
    counter.posted.clear()
    await owe(bot, key)
    took: list[float] = []
    async with asyncio.timeout(LONGEST_FAN_OUT):
        while len(counter.posted) < channels:
            took.append(await wait_for_an_answer(discord))
            await asyncio.sleep(EVERY)
    return took


async def keep_up_to_date(bot: Pitwall, counter: Counter) -> None:
    """Let every card of before want an edit, and wait for the first."""
    sql = "UPDATE announcements SET standing = ?, revision = revision + 1"
    await bot.store.write(sql, [(STANDING,)])
    bot.announcer.edits.wake()
    await until(lambda: counter.edits > 0)


def rate_of(counter: Counter, channels: int) -> Figure:
    rate = (len(counter.posted) - 1) / (counter.posted[-1] - counter.posted[0])
    return Figure(
        f"A new track in {channels:,} channels",
        f"{rate:.1f} posts a second, {counter.refused} answers with 429",
        rate,
        at_least=SLOWEST_RATE,
        unit="a second",
    )


def slowed(quiet: list[float], busy: list[float], channels: int) -> Figure:
    middles = statistics.median(quiet), statistics.median(busy)
    late = [statistics.quantiles(each, n=20)[-1] for each in (quiet, busy)]
    ratio = middles[1] / middles[0]
    return Figure(
        f"`/totd` meanwhile, beside before and after, {channels:,} channels",
        f"{ratio:.2f} times: p50 {middles[1]:.1f} ms, {middles[0]:.1f} ms in peace "
        f"(p95 {late[1]:.1f} ms, {late[0]:.1f} ms in peace)",
        ratio,
        at_most=MOST_SLOWED,
    )
