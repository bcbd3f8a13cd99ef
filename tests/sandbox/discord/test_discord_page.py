import aiohttp
import discord
import pytest
from aiohttp import web

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot


async def test_a_page_can_live_on_the_same_port() -> None:
    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="the page")

    def extend(app: web.Application) -> None:
        app.router.add_get("/", hello)

    async with (
        DiscordServer(extend=extend) as server,
        aiohttp.ClientSession() as http,
        http.get(server.address) as response,
    ):
        assert await response.text() == "the page"
        assert server.address.startswith("http://127.0.0.1:")


async def test_everything_that_happens_is_an_event(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    @bot.tree.command(description="Think first")
    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("Thought")

    await bot.tree.sync()
    with discord_server.events.subscribe() as watcher:
        used = await discord_server.people.slash(world.member, world.general, "think")
        answer = await used.answered()
        seen = [event async for event in _until_answered(watcher)]
    assert [event["type"] for event in seen] == [
        "interaction_create",
        "message_create",
        "interaction_update",
        "message_update",
        "interaction_update",
    ]
    statuses = [event["interaction"]["status"] for event in seen if "interaction" in event]
    assert statuses == ["sent", "thinking", "answered"]
    created, updated = (event for event in seen if "message" in event)
    assert created["visible_to"] == str(world.member.id)
    assert created["channel_id"] == str(world.general.id)
    assert updated["message"]["id"] == str(answer.id)
    assert updated["message"]["content"] == "Thought"
    assert used.token not in repr(seen)


async def _until_answered(watcher: object) -> object:
    async for event in watcher:
        yield event
        if event.get("interaction", {}).get("status") == "answered":
            return


async def test_changes_of_the_world_are_events(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    state = discord_server.state
    watcher = discord_server.events.subscribe()
    message = discord_server.people.say(world.member, world.general, "Hi")
    state.messages.delete(message)
    guild = state.add_guild("Another")
    channel = state.add_channel(guild, "room")
    role = state.add_role(guild, "Painters")
    state.add_member(guild, state.bot, role)
    state.remove_channel(channel)
    state.commands.replace_all(guild.id, [])
    watcher.close()
    seen = [event["type"] async for event in watcher]
    assert seen == [
        "message_create",
        "message_delete",
        "guild_create",
        "channel_create",
        "role_create",
        "member_update",
        "channel_delete",
        "commands_update",
    ]


async def test_a_slow_watcher_loses_the_oldest(
    discord_server: DiscordServer, world: DefaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.discord.events.KEPT_PER_WATCHER", 2)
    with discord_server.events.subscribe() as watcher:
        for number in range(3):
            discord_server.people.say(world.member, world.general, str(number))
        event = await anext(aiter(watcher))
    assert event["message"]["content"] == "1"


async def test_watchers_end_with_the_server() -> None:
    async with DiscordServer() as server:
        watcher = server.events.subscribe()
    assert [event async for event in watcher] == []
