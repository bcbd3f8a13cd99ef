"""Threads below messages: opened, listed, archived, locked, by Discord's own rules."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
from support import ManualClock, until

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot

Ask = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
def ask(discord_server: DiscordServer, http: aiohttp.ClientSession) -> Ask:
    async def _ask(method: str, path: str, **options: Any) -> tuple[int, Any]:
        async with http.request(method, discord_server.api_url + path, **options) as response:
            return response.status, await response.json()

    return _ask


@pytest.fixture
def own(discord_server: DiscordServer, world: DefaultWorld) -> Channel:
    """Give a thread that the bot opened."""
    return discord_server.state.add_thread(world.general, "Ours", discord_server.state.bot)


def archive(server: DiscordServer, threads: list[Channel]) -> None:
    """Archive threads, each a minute after the one before."""
    for minutes, thread in enumerate(threads):
        server.state.set_archived(thread, archived=True)
        thread.archive_changed_at = server.state.clock.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize(("place", "kind"), [("general", 11), ("news", 10)])
async def test_a_thread_has_the_id_of_its_message_which_tells_of_it(
    bot: SandboxBot, world: DefaultWorld, place: str, kind: int
) -> None:
    channel = bot.get_channel(getattr(world, place).id)
    message = await channel.send("Topic")
    thread = await message.create_thread(name="About that", auto_archive_duration=60)
    assert (thread.id, thread.type.value, thread.owner_id) == (message.id, kind, bot.user.id)
    assert thread.me is not None
    assert thread.auto_archive_duration == 60
    again = await channel.fetch_message(message.id)
    assert again.flags.has_thread
    assert again.thread.name == "About that"
    await thread.send("First")
    assert (await bot.fetch_channel(thread.id)).message_count == 1


async def test_the_gateway_tells_of_a_new_thread(
    bot: SandboxBot, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    guild = bot.get_guild(world.guild.id)
    seen: list[str] = []

    async def on_thread_create(thread: discord.Thread) -> None:
        seen.append(f"new {thread.name}")

    async def on_thread_update(_: discord.Thread, thread: discord.Thread) -> None:
        seen.append(f"changed {thread.name}")

    for listener in (on_thread_create, on_thread_update):
        bot.add_listener(listener)
    state = discord_server.state
    new = state.add_thread(world.general, "New", world.member)
    await until(lambda: seen == ["new New"])
    new.name = "Other"
    state.changed(new)
    await until(lambda: seen == ["new New", "changed Other"])
    assert guild.get_thread(new.id).parent.id == world.general.id
    state.set_overwrite(world.totd, world.bot_role, deny=Permission.VIEW_CHANNEL)
    hidden = state.add_thread(world.totd, "Hidden", world.member)
    shown = state.add_thread(world.general, "Shown", world.member)
    await until(lambda: guild.get_thread(shown.id) is not None)
    assert guild.get_thread(hidden.id) is None
    assert hidden.id not in {one.id for one in await guild.active_threads()}


async def test_a_message_whose_thread_was_deleted_has_none(
    bot: SandboxBot, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    channel = bot.get_channel(world.general.id)
    message = await channel.send("Topic")
    thread = await message.create_thread(name="Gone soon")
    discord_server.state.remove_channel(discord_server.state.channels[thread.id])
    again = await channel.fetch_message(message.id)
    assert (again.flags.has_thread, again.thread) == (False, None)


async def test_a_thread_is_refused_as_discord_does(
    ask: Ask, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    state = discord_server.state
    said, news = (
        state.say(world.member, world.general, "Hi"),
        state.say(world.admin, world.news, ""),
    )
    below = f"/channels/{world.general.id}/messages/{said.id}/threads"
    for body in ({}, {"name": ""}, {"name": "x" * 101}, {"name": "x", "auto_archive_duration": 61}):
        status, answer = await ask("POST", below, json=body)
        assert (status, answer["code"]) == (400, 50035)
    gone = f"/channels/{world.general.id}/messages/{news.id}/threads"
    assert (await ask("POST", gone, json={"name": "x"}))[1]["code"] == 10008
    assert (await ask("POST", below, json={"name": "x"}))[0] == 201
    assert (await ask("POST", below, json={"name": "x"}))[1]["code"] == 160004
    state.set_overwrite(world.news, state.bot, deny=Permission.CREATE_PUBLIC_THREADS)
    elsewhere = f"/channels/{world.news.id}/messages/{news.id}/threads"
    assert (await ask("POST", elsewhere, json={"name": "x"}))[1]["code"] == 50013
    heard = state.say(world.member, world.voice, "Hi")
    in_voice = f"/channels/{world.voice.id}/messages/{heard.id}/threads"
    assert (await ask("POST", in_voice, json={"name": "x"}))[1]["code"] == 50024


async def test_writing_opens_an_archived_thread_and_editing_does_not(
    bot: SandboxBot, discord_server: DiscordServer, own: Channel
) -> None:
    thread = await bot.fetch_channel(own.id)
    message = await thread.send("Early")
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as refused:
        await message.edit(content="Changed")
    assert refused.value.code == 50083
    await thread.send("Late")
    assert not own.archived
    await message.edit(content="Changed")
    discord_server.state.set_archived(own, archived=True)
    discord_server.state.say(discord_server.state.default.member, own, "Hello")
    assert not own.archived


async def test_a_locked_thread_is_for_moderators(
    ask: Ask, discord_server: DiscordServer, world: DefaultWorld, own: Channel
) -> None:
    state, path = discord_server.state, f"/channels/{own.id}"
    assert (await ask("PATCH", path, json={"locked": True}))[1]["code"] == 50013
    own.locked = True
    message = {"content": "Hi"}
    assert (await ask("POST", f"{path}/messages", json=message))[1]["code"] == 160005
    state.set_archived(own, archived=True)
    assert (await ask("PATCH", path, json={"archived": False}))[1]["code"] == 160005
    state.change_role(world.guild, world.bot_role, Permission.MANAGE_THREADS)
    assert (await ask("POST", f"{path}/messages", json=message))[0] == 200
    assert (await ask("PATCH", path, json={"locked": False}))[1]["thread_metadata"] == {
        "archived": False,
        "locked": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": own.archive_changed_at.isoformat(timespec="microseconds"),
        "create_timestamp": own.created_at.isoformat(timespec="microseconds"),
    }


async def test_the_creator_changes_a_thread_and_others_only_open_it(
    ask: Ask, discord_server: DiscordServer, world: DefaultWorld, own: Channel
) -> None:
    state, path = discord_server.state, f"/channels/{own.id}"
    changed = {"name": "Renamed", "auto_archive_duration": 10080, "archived": True}
    assert (await ask("PATCH", path, json=changed))[1]["name"] == "Renamed"
    assert (own.archived, own.archives_after) == (True, 10080)
    assert (await ask("PATCH", path, json={"name": "Once more"}))[1]["code"] == 50083
    assert (await ask("PATCH", path, json={"archived": False, "name": "Open"}))[0] == 200
    theirs = f"/channels/{world.thread.id}"
    assert (await ask("PATCH", theirs, json={"name": "Ours now"}))[1]["code"] == 50013
    state.set_archived(world.thread, archived=True)
    assert (await ask("PATCH", theirs, json={"archived": False}))[0] == 200
    assert not world.thread.archived
    general = f"/channels/{world.general.id}"
    assert (await ask("PATCH", general, json={"name": "x"}))[1]["code"] == 50024


async def test_archived_threads_are_listed_the_latest_first(
    bot: SandboxBot, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    state, channel = discord_server.state, bot.get_channel(world.general.id)
    threads = [state.add_thread(world.general, f"No. {one}", state.bot) for one in range(5)]
    assert len({one.id for one in await bot.guilds[0].active_threads()}) == 6
    archive(discord_server, threads)
    found = [one async for one in channel.archived_threads(limit=None)]
    assert [one.id for one in found] == [one.id for one in reversed(threads)]
    assert {one.id for one in await bot.guilds[0].active_threads()} == {world.thread.id}


async def test_the_list_of_archived_threads_has_pages_and_takes_a_right(
    ask: Ask, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    state = discord_server.state
    threads = [state.add_thread(world.general, f"No. {one}", state.bot) for one in range(3)]
    archive(discord_server, threads)
    path = f"/channels/{world.general.id}/threads/archived/public"
    first = (await ask("GET", path, params={"limit": 2}))[1]
    assert [one["id"] for one in first["threads"]] == [str(threads[2].id), str(threads[1].id)]
    assert (first["has_more"], len(first["members"])) == (True, 2)
    before = first["threads"][-1]["thread_metadata"]["archive_timestamp"]
    rest = (await ask("GET", path, params={"before": before}))[1]
    assert [one["id"] for one in rest["threads"]] == [str(threads[0].id)]
    assert rest["has_more"] is False
    for params in ({"limit": 1}, {"limit": 101}, {"limit": "x"}, {"before": "yesterday"}):
        assert (await ask("GET", path, params=params))[1]["code"] == 50035
    voice = f"/channels/{world.voice.id}/threads/archived/public"
    assert (await ask("GET", voice))[1]["code"] == 50024
    state.set_overwrite(world.general, state.bot, deny=Permission.READ_MESSAGE_HISTORY)
    assert (await ask("GET", path))[1]["code"] == 50013


async def test_a_quiet_thread_is_archived_by_itself() -> None:
    clock = ManualClock()
    async with DiscordServer(clock=clock) as server:
        state = server.state
        thread = state.add_thread(state.default.general, "Quiet", state.bot, archives_after=60)
        clock.move(50 * 60)
        state.say(state.default.member, thread, "Still here")
        clock.move(50 * 60)
        assert not state.reachable_channel(thread.id).archived
        clock.move(11 * 60)
        assert state.reachable_channel(thread.id).archived


async def test_a_voice_or_stage_channel_takes_messages_of_those_who_may_join(
    bot: SandboxBot, ask: Ask, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    kinds = {ChannelType.VOICE: discord.VoiceChannel, ChannelType.STAGE: discord.StageChannel}
    for place in (world.voice, world.stage):
        channel = bot.get_channel(place.id)
        assert isinstance(channel, kinds[place.type])
        message = await channel.send("For listeners")
        assert (await channel.fetch_message(message.id)).content == "For listeners"
        discord_server.state.set_overwrite(place, world.bot_role, deny=Permission.CONNECT)
        path = f"/channels/{place.id}"
        assert (await ask("GET", path))[0] == 200
        refused = await ask("POST", f"{path}/messages", json={"content": "Hi"})
        assert (refused[0], refused[1]["code"]) == (403, 50001)
        assert (await ask("GET", f"{path}/messages"))[1]["code"] == 50001
