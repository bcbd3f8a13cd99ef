"""Announcements on the wire: processes killed in a fan-out, and Discord's limits."""

import asyncio
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from fate import new_seed
from unhurried import waited

from bot.announcer.cards import Item, Subscription
from bot.announcer.channels import DiscordChannels
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.pace import Pace
from bot.announcer.rows.subscriptions import (
    MOST_IN_A_SERVER,
    read_subscriptions,
    subscribe,
)
from bot.announcer.sequels import Sequels
from bot.clock import SystemClock
from bot.frame.app import discord_at
from bot.maps.releases import Target
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.messages import MessageFlag
from bot.storage.store import Store

SENDER = Path(__file__).with_name("sender.py")
ROOT = SENDER.parents[2]
POSTS = r"/channels/\d+/messages"
ACTS = r"/channels/\d+/(messages|threads)(/\d+/(threads|crosspost))?"
LOOKS = r"/channels/\d+/messages(/\d+)?|/guilds/\d+/threads/active"
TEXT = ChannelType.TEXT
PLACES: tuple[tuple[ChannelType, dict[str, bool], int], ...] = (
    (TEXT, {}, 1),
    (TEXT, {"makes_thread": True}, 2),
    (ChannelType.ANNOUNCEMENT, {"publishes": True, "editable": False}, 2),
    (ChannelType.FORUM, {"is_forum": True}, 1),
)
"""Kinds of channels, what a subscription wants there, and how many requests that makes."""


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


def add_channels(
    server: DiscordServer, number: int, kind: ChannelType = ChannelType.TEXT
) -> list[Channel]:
    """Add channels to as many servers as may subscribe them all."""
    found: list[Channel] = []
    while len(found) < number:
        guild = server.state.add_guild("Many channels")
        names = (f"totd-{one}" for one in range(min(number - len(found), MOST_IN_A_SERVER)))
        found += [server.state.add_channel(guild, name, kind) for name in names]
    return found


async def subscribe_all(store: Store, channels: list[Channel], **wishes: bool) -> None:
    now = time.time()
    for channel in channels:
        guild_id = channel.guild_id or 0
        wanted = Subscription(0, guild_id, channel.id, "totd", since=now - 10, **wishes)
        await subscribe(store, wanted)
    await Outbox(store).record("totd", [], Decision((), now), now)


async def owe(store: Store, key: str) -> None:
    now = time.time()
    item = Item("totd", key, now, now + 3600, Target("uid"))
    message = {"embeds": [{"title": key, "footer": {"text": item.mark}}]}
    await Outbox(store).record("totd", [Owed(item, message)], Decision((), now), now)


def posted(server: DiscordServer, channels: list[Channel]) -> Counter[tuple[int, str]]:
    return Counter(
        (channel.id, message.embeds[0]["title"])
        for channel in channels
        for place in (channel, *server.state.threads_in(channel))
        for message in server.state.messages.all_in(place)
    )


def bare(server: DiscordServer, channels: list[Channel], wishes: dict[str, bool]) -> int:
    """Return how many posts lack what was to follow them."""
    messages = [one for channel in channels for one in server.state.messages.all_in(channel)]
    if "makes_thread" in wishes:
        return sum(message.thread is None for message in messages)
    is_published = MessageFlag.CROSSPOSTED
    return sum("publishes" in wishes and is_published not in one.flags for one in messages)


async def start(database: Path, server: DiscordServer, rate: float) -> asyncio.subprocess.Process:
    arguments = (str(SENDER), str(database), server.api_url, str(rate))
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )


async def kill_in_the_middle(
    server: DiscordServer, folder: Path, channels: int, kills: int, rate: float, place: int = 0
) -> None:
    """Owe an item, kill the sender at a random moment of it, and let another one finish."""
    kind, wishes, requests = PLACES[place]
    seed = new_seed()
    fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
    print(f"seed {seed}")
    places, database = add_channels(server, channels, kind), folder / "kills.db"
    async with Store.opened(database) as store:
        await subscribe_all(store, places, **wishes)
    began, looked_up = waited(), 0
    for number in range(kills):
        async with Store.opened(database) as store:
            await owe(store, f"item {number}")
        before = len(server.requests.to("POST", ACTS))
        wanted = fate.randrange(1, channels * requests)
        first = await start(database, server, rate)
        while len(server.requests.to("POST", ACTS)) - before < wanted:
            await asyncio.sleep(0.001)
        await asyncio.sleep(fate.random() / rate)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        second = await start(database, server, rate)
        assert await second.wait() == 0
        looked_up += len(server.requests.to("GET", LOOKS))
        assert posted(server, places) == {
            (place.id, f"item {item}"): 1 for place in places for item in range(number + 1)
        }, f"seed {seed}"
        assert bare(server, places, wishes) == 0, f"seed {seed}"
        server.requests.clear()
    print(
        f"{kills} kills in a fan-out to {channels} channels of type {kind.name} {wishes} "
        f"in {waited() - began:.0f} s, "
        f"{looked_up} looks for deliveries in doubt: every channel has each item once"
    )


@pytest.mark.parametrize("place", range(len(PLACES)))
async def test_a_killed_process_is_finished_by_the_next(
    server: DiscordServer, tmp_path: Path, place: int
) -> None:
    await kill_in_the_middle(server, tmp_path, channels=30, kills=1, rate=100, place=place)


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_twenty_kills_in_a_fan_out_to_three_hundred_channels(
    server: DiscordServer, tmp_path: Path
) -> None:
    await kill_in_the_middle(server, tmp_path, channels=300, kills=20, rate=150)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("place", range(1, len(PLACES)))
async def test_eight_kills_in_a_fan_out_to_channels_of_every_kind(
    server: DiscordServer, tmp_path: Path, place: int
) -> None:
    """No more than ten: as many posts of a channel are published an hour."""
    await kill_in_the_middle(server, tmp_path, channels=150, kills=8, rate=150, place=place)


async def fan_out(server: DiscordServer, folder: Path, channels: int) -> None:
    """Send at the real pace to a Discord that counts, with one channel in trouble."""
    server.failures.rate_limits = True
    places = add_channels(server, channels)
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client, Store.opened(folder / "limits.db") as store:
            await client.login("sandbox.token")
            await subscribe_all(store, places)
            wanted = DiscordChannels(client)
            dispatcher = Dispatcher(Outbox(store), wanted, SystemClock(), Pace())
            running = asyncio.create_task(dispatcher.run())
            gone = places[0]
            server.state.remove_channel(gone)
            server.failures.script("POST", f"/channels/{places[1].id}/messages", status=503)
            began = waited()
            await owe(store, "item")
            dispatcher.wake()
            while len(posted(server, places)) < channels - 1:
                await asyncio.sleep(0.02)
            took = waited() - began
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            (suspended, *_) = await read_subscriptions(store, gone.guild_id or 0)
    sent = server.requests.to("POST", POSTS)
    refused = [one for one in sent if one.status == 429]
    print(f"{channels} channels in {took:.1f} s, {len(refused)} of {len(sent)} answers were 429")
    assert suspended.state == "suspended"
    assert set(posted(server, places[1:]).values()) == {1}
    assert len(refused) < 0.01 * len(sent)


async def test_a_fan_out_keeps_to_the_limits(server: DiscordServer, tmp_path: Path) -> None:
    await fan_out(server, tmp_path, 60)


@pytest.mark.long
async def test_a_large_fan_out_keeps_to_the_limits(server: DiscordServer, tmp_path: Path) -> None:
    await fan_out(server, tmp_path, 1000)


async def fan_out_to_all_kinds(server: DiscordServer, folder: Path, each: int) -> None:
    """Send at the real pace to so many channels of each kind, and do all that follows."""
    server.failures.rate_limits = True
    kinds = [(add_channels(server, each, kind), wishes) for kind, wishes, _ in PLACES]
    places = [place for channels, _ in kinds for place in channels]
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client, Store.opened(folder / "kinds.db") as store:
            await client.login("sandbox.token")
            for channels, wishes in kinds:
                await subscribe_all(store, channels, **wishes)
            wanted, clock, pace = DiscordChannels(client), SystemClock(), Pace()
            sequels = Sequels(store, wanted, clock, pace)
            dispatcher = Dispatcher(Outbox(store), wanted, clock, pace, sequels.wake)
            await owe(store, "item")
            running = [asyncio.create_task(loop.run()) for loop in (dispatcher, sequels)]
            began = waited()
            while len(posted(server, places)) < len(places):
                await asyncio.sleep(0.05)
            took = waited() - began
            while sum(bare(server, channels, wishes) for channels, wishes in kinds):
                await asyncio.sleep(0.05)
            for loop in running:
                loop.cancel()
            await asyncio.gather(*running, return_exceptions=True)
    sent = server.requests.to("POST", ACTS)
    refused = [one for one in sent if one.status == 429]
    print(f"{len(places)} channels of all kinds in {took:.1f} s, {len(refused)} answers were 429")
    assert set(posted(server, places).values()) == {1}
    assert len(sent) - len(refused) == each * sum(requests for *_, requests in PLACES)
    assert len(refused) < 0.01 * len(sent)


async def test_a_fan_out_to_channels_of_every_kind_asks_for_nothing_twice(
    server: DiscordServer, tmp_path: Path
) -> None:
    await fan_out_to_all_kinds(server, tmp_path, 15)


@pytest.mark.long
async def test_a_large_fan_out_to_channels_of_every_kind_asks_for_nothing_twice(
    server: DiscordServer, tmp_path: Path
) -> None:
    await fan_out_to_all_kinds(server, tmp_path, 250)


async def test_slow_answers_do_not_slow_a_fan_out(server: DiscordServer, tmp_path: Path) -> None:
    """Few are under way at a time, but more than 8, whatever the machine adds to their pace."""
    places = add_channels(server, 120)
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client, Store.opened(tmp_path / "slow.db") as store:
            await client.login("sandbox.token")
            server.failures.delay = 0.3
            dispatcher = Dispatcher(Outbox(store), DiscordChannels(client), SystemClock(), Pace())
            await subscribe_all(store, places)
            await owe(store, "item")
            began = waited()
            await dispatcher.flush()
            took = waited() - began
    print(f"{len(places)} channels in {took:.2f} s")
    assert len(posted(server, places)) == len(places)
    assert took < len(places) * server.failures.delay / 8


async def test_a_channel_at_its_limit_delays_no_other(
    server: DiscordServer, tmp_path: Path
) -> None:
    """The call that takes a bucket's last token returns only when the bucket starts anew."""
    server.failures.rate_limits = True
    server.failures.limits.message_seconds = 1.5
    busy, calm = add_channels(server, 2)
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client, Store.opened(tmp_path / "limits.db") as store:
            await client.login("sandbox.token")
            dispatcher = Dispatcher(Outbox(store), DiscordChannels(client), SystemClock(), Pace())
            await subscribe_all(store, [busy])
            for number in range(7):
                await owe(store, f"item {number}")
            await subscribe_all(store, [calm])
            await owe(store, "last")
            began = waited()
            sending = asyncio.create_task(dispatcher.flush())
            while not posted(server, [calm]):
                await asyncio.sleep(0.01)
            assert waited() - began < 1.2
            await sending
    assert len(posted(server, [busy])) == 8
    assert not [one for one in server.requests if one.status == 429]
