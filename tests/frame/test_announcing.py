"""Announcements over real sockets: by itself, in threads, and servers that are left or away."""

import asyncio
from datetime import timedelta

import pytest
from support import ManualClock

from bot.announcements import Subscription
from bot.announcer.channels import DiscordChannels
from bot.sandbox.discord import Channel, Message
from bot.storage.subscriptions import read_subscriptions
from tests.frame.conftest import Connect, Wire, until


async def do(wire: Wire, command: str, **options: object) -> str:
    """Type a command as somebody who manages the server, and return what was answered."""
    default = wire.discord.state.default
    interaction = await wire.discord.people.slash(default.admin, default.general, command, options)
    return (await interaction.answered()).content


async def subscribed(wire: Wire) -> list[Subscription]:
    return await read_subscriptions(wire.bot.store, wire.discord.state.default.guild.id)


def posts(wire: Wire, channel: Channel) -> list[Message]:
    bot = wire.discord.state.bot
    return [one for one in wire.discord.state.messages.all_in(channel) if one.author is bot]


async def until_subscribed(wire: Wire, count: int) -> None:
    for _ in range(500):
        if len(found := await subscribed(wire)) == count:
            return
    pytest.fail(f"{len(found)} subscriptions")


async def test_a_track_comes_by_itself_into_a_thread(wire: Wire, clock: ManualClock) -> None:
    default = wire.discord.state.default
    thread = wire.discord.state.add_thread(default.general, "totd talk", default.admin)
    assert "From now on" in await do(wire, "announce add", feed="totd", channel=thread)
    await until(lambda: any("month" in request.path for request in wire.nadeo.requests))

    for _ in range(2 * 24 * 6):
        clock.move(timedelta(minutes=10).total_seconds())
        await asyncio.sleep(0.01)
        if posts(wire, thread):
            break
    (post,) = posts(wire, thread)
    assert "23 August 2026" in post.embeds[0]["author"]["name"]


async def test_a_thread_that_sleeps_can_be_chosen(wire: Wire) -> None:
    default = wire.discord.state.default
    thread = wire.discord.state.add_thread(default.general, "asleep", default.admin)
    thread.archived = True
    assert wire.bot.get_channel(thread.id) is None

    assert "From now on" in await do(wire, "announce add", feed="totd", channel=thread)


async def test_a_test_that_may_have_arrived_says_so(wire: Wire) -> None:
    default = wire.discord.state.default
    await do(wire, "announce add", feed="cotd-asia", channel=default.totd)
    path = f"/channels/{default.totd.id}/messages"
    wire.discord.failures.script("POST", path, cut=True, after_accept=True, times=9)

    answer = await do(wire, "announce test", subscription="cotd-asia")

    assert "Look whether it is there" in answer
    assert len(posts(wire, default.totd)) == 1


async def test_a_role_that_is_deleted_is_noted(wire: Wire) -> None:
    state = wire.discord.state
    guild, channel = state.default.guild, state.default.totd
    role = state.add_role(guild, "hunters", mentionable=True)
    await until(lambda: wire.bot.guilds[0].get_role(role.id) is not None)
    await do(wire, "announce add", feed="totd", channel=channel, role=role)
    seen = DiscordChannels(wire.bot)
    assert seen.has_role(guild.id, role.id) is True
    assert [one.role_is_gone for one in await subscribed(wire)] == [False]

    state.remove_role(guild, role)
    for _ in range(500):
        if (await subscribed(wire))[0].role_is_gone:
            break

    assert [one.role_is_gone for one in await subscribed(wire)] == [True]
    assert seen.has_role(guild.id, role.id) is False
    assert seen.has_role(1, role.id) is None
    state.set_available(guild, available=False)
    await until(lambda: wire.bot.guilds[0].unavailable)
    assert seen.has_role(guild.id, role.id) is None


async def test_a_server_is_forgotten_when_it_is_left_but_not_in_an_outage(wire: Wire) -> None:
    state = wire.discord.state
    await do(wire, "announce add", feed="totd", channel=state.default.general)

    state.set_available(state.default.guild, available=False)
    await until(lambda: any(guild.unavailable for guild in wire.bot.guilds))
    assert len(await subscribed(wire)) == 1

    state.set_available(state.default.guild, available=True)
    state.remove_guild(state.default.guild)
    await until_subscribed(wire, 0)


async def test_a_server_that_was_left_while_the_bot_was_down_is_forgotten(connect: Connect) -> None:
    first = await connect()
    state = first.discord.state
    await do(first, "announce add", feed="totd", channel=state.default.general)
    await first.stop()
    state.remove_guild(state.default.guild)

    second = await connect()

    await until_subscribed(second, 0)
