"""Announcements over real sockets: by itself, in threads, and servers that are left or away."""

from datetime import timedelta

from support import ManualClock, until

from bot.announcer.cards import Subscription
from bot.announcer.channels import DiscordChannels
from bot.announcer.rows.subscriptions import read_subscriptions
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.messages import Message
from tests.frame.conftest import Connect, Wire


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


async def test_a_track_comes_by_itself_into_a_thread(wire: Wire, clock: ManualClock) -> None:
    default = wire.discord.state.default
    thread = wire.discord.state.add_thread(default.general, "totd talk", default.admin)
    assert "From now on" in await do(wire, "announce add", feed="totd", channel=thread)
    await until(lambda: any("month" in request.path for request in wire.nadeo.requests))

    def is_posted() -> bool:
        clock.move(timedelta(minutes=5).total_seconds())
        return bool(posts(wire, thread))

    await until(is_posted)
    (post,) = posts(wire, thread)
    assert "23 August" in post.embeds[0]["author"]["name"]


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

    async def is_noted() -> bool:
        return [one.role_is_gone for one in await subscribed(wire)] == [True]

    state.remove_role(guild, role)

    await until(is_noted)
    assert seen.has_role(guild.id, role.id) is False
    assert seen.has_role(1, role.id) is None
    state.set_available(guild, available=False)
    await until(lambda: wire.bot.guilds[0].unavailable)
    assert seen.has_role(guild.id, role.id) is None


async def until_missing(wire: Wire, count: int) -> None:
    """Wait until so many servers are marked as left."""

    async def are_missing() -> bool:
        return len(await wire.bot.store.rows("SELECT * FROM servers_left")) == count

    await until(are_missing)


async def pass_the_switch(wire: Wire, clock: ManualClock) -> None:
    """Let the next track begin, and wait until it is owed to somebody."""

    async def is_owed() -> bool:
        clock.move(timedelta(minutes=5).total_seconds())
        return bool(await wire.bot.store.rows("SELECT * FROM deliveries"))

    await until(is_owed)


def is_empty(wire: Wire) -> bool:
    default = wire.discord.state.default
    posted = wire.discord.requests.to("POST", f"/channels/{default.totd.id}/messages")
    return not posts(wire, default.totd) and not posted


async def follow(wire: Wire) -> list[Subscription]:
    """Subscribe the daily track, and wait until its feed knows what runs."""
    default = wire.discord.state.default
    await do(wire, "announce add", feed="totd", channel=default.totd, role=default.hunters)
    looked = "SELECT * FROM feeds WHERE looked_at IS NOT NULL"
    await until(lambda: wire.bot.store.rows(looked))
    return await subscribed(wire)


async def until_posted(wire: Wire) -> Message:
    default = wire.discord.state.default
    await until(lambda: bool(posts(wire, default.totd)))
    await wire.bot.announcer.dispatcher.flush()
    (post,) = posts(wire, default.totd)
    return post


async def test_a_removal_that_was_none_loses_nothing_and_sends_nothing(
    wire: Wire, clock: ManualClock
) -> None:
    state = wire.discord.state
    before = await follow(wire)

    # In an outage Discord sometimes forgets to say that it is one.
    wire.discord.failures.odd_event("GUILD_DELETE", {"id": str(state.default.guild.id)})
    await until_missing(wire, 1)
    await pass_the_switch(wire, clock)
    await wire.bot.announcer.dispatcher.flush()
    assert is_empty(wire)
    assert await subscribed(wire) == before

    state.set_available(state.default.guild, available=True)
    await until_missing(wire, 0)
    assert "23 August" in (await until_posted(wire)).embeds[0]["author"]["name"]


async def test_a_server_in_an_outage_is_sent_nothing_until_it_is_over(
    wire: Wire, clock: ManualClock
) -> None:
    state = wire.discord.state
    before = await follow(wire)
    state.set_available(state.default.guild, available=False)
    await until_missing(wire, 1)

    await pass_the_switch(wire, clock)
    await wire.bot.announcer.dispatcher.flush()
    assert is_empty(wire)
    assert await subscribed(wire) == before

    state.set_available(state.default.guild, available=True)
    await until_posted(wire)


async def test_a_list_without_a_server_at_a_start_loses_nothing(
    connect: Connect, clock: ManualClock
) -> None:
    first = await connect()
    state = first.discord.state
    before = await follow(first)
    await first.stop()
    state.remove_guild(state.default.guild)

    second = await connect()
    await until_missing(second, 1)
    await pass_the_switch(second, clock)
    await second.bot.announcer.dispatcher.flush()
    assert is_empty(second)
    assert await subscribed(second) == before

    state.add_bot(state.default.guild)
    await until_missing(second, 0)
    await until_posted(second)


async def test_a_server_that_does_not_become_available_loses_nothing(connect: Connect) -> None:
    first = await connect()
    state = first.discord.state
    before = await follow(first)
    await first.stop()
    state.default.guild.available = False

    second = await connect()
    await until_missing(second, 1)
    await second.stop()
    state.default.guild.available = True
    third = await connect()

    await until_missing(third, 0)
    assert await subscribed(third) == before


async def test_a_server_that_was_left_for_a_week_is_forgotten(
    wire: Wire, clock: ManualClock
) -> None:
    state = wire.discord.state
    await follow(wire)
    state.remove_guild(state.default.guild)
    await until_missing(wire, 1)

    clock.move(timedelta(days=7).total_seconds())

    async def is_forgotten() -> bool:
        clock.move(timedelta(minutes=5).total_seconds())
        return not await subscribed(wire)

    await until(is_forgotten)
    await until_missing(wire, 0)
