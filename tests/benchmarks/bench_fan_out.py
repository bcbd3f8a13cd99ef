"""How fast a new track reaches a thousand channels while cards there are kept up to date.

The whole bot, over real sockets, with both stand-ins in this process: `make bench`.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

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

CHANNELS = 1000
STANDING = '{"record": 42752, "players": 100, "kind": "tm_race"}'
POSTS = r"/channels/\d+/messages"
COMMANDS = 100


@asynccontextmanager
async def running(folder: Path, discord: DiscordServer) -> AsyncGenerator[Pitwall]:
    async with NadeoServer(World(SystemClock())) as nadeo:
        settings = settings_for(nadeo, folder / "bench.db", DISCORD_API_URL=discord.api_url)
        async with opened(settings, fills_catalogue=False) as bot:
            task = asyncio.create_task(connected(bot, settings))
            await bot.wait_until_ready()
            yield bot
            await leave(bot, task)


async def waits(discord: DiscordServer, command: str) -> list[float]:
    """Return after how many milliseconds answers came, one after another."""
    default, took = discord.state.default, []
    for _ in range(COMMANDS):
        began = time.perf_counter()
        interaction = await discord.people.slash(default.member, default.general, command)
        await interaction.answered(timeout=30)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def owe(bot: Pitwall, key: str) -> None:
    now = time.time()
    item = Item("totd", key, now, now + 86_400, Target(f"{key:_<27}"))
    message = {"embeds": [{"title": key, "url": f"https://trackmania.io/?pitwall={item.mark}"}]}
    await bot.announcer.outbox.record("totd", [Owed(item, message)], Decision((), now + 9e4), now)
    bot.announcer.dispatcher.wake()


async def subscribe_many(bot: Pitwall, discord: DiscordServer) -> None:
    guilds = [discord.state.add_guild("Many") for _ in range(CHANNELS // MOST_IN_A_SERVER)]
    for guild in guilds:
        for number in range(MOST_IN_A_SERVER):
            channel = discord.state.add_channel(guild, f"totd-{number}", ChannelType.TEXT)
            await subscribe(bot.store, Subscription(0, guild.id, channel.id, "totd", since=1.0))
    later = Decision((), time.time() + 90_000)
    await bot.announcer.outbox.record("totd", [], later, time.time())


def posts(discord: DiscordServer) -> int:
    return len(discord.requests.to("POST", POSTS))


def edits(discord: DiscordServer) -> int:
    return len(discord.requests.to("PATCH", POSTS + r"/\d+"))


async def fan_out(bot: Pitwall, discord: DiscordServer, key: str) -> list[float]:
    """Announce something everywhere, and return how long people waited meanwhile."""
    posted, edited, began = posts(discord), edits(discord), time.time()
    await owe(bot, key)
    took = await waits(discord, "totd")
    await until(lambda: posts(discord) - posted >= CHANNELS)
    rate = CHANNELS / (time.time() - began)
    print(f"\n{key}: {rate:.1f} posts a second, {edits(discord) - edited} edits meanwhile")
    return took


async def test_a_thousand_channels_with_live_cards(tmp_path: Path) -> None:
    async with DiscordServer() as discord, running(tmp_path, discord) as bot:
        await subscribe_many(bot, discord)
        await fan_out(bot, discord, "yesterday")
        quiet = await waits(discord, "totd")
        sql = "UPDATE announcements SET standing = ?, revision = revision + 1"
        await bot.store.write(sql, [(STANDING,)])
        bot.announcer.edits.wake()
        await until(lambda: edits(discord) > 0)
        busy = await fan_out(bot, discord, "today")
        medians = statistics.median(quiet), statistics.median(busy)
        print("/totd, p50: {:.1f} ms in peace, {:.1f} ms meanwhile".format(*medians))
